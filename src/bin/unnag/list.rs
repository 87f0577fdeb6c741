//! The files to work on: those named, those in named directories, those that a list names.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::args::Many;
use crate::input;

/// Endings of files in a directory that are pages.
const PAGES: [&str; 7] = ["html", "htm", "xhtml", "xht", "shtml", "txt", "text"];

/// The files in order, each directory's by name; and what can not be read, with what is wrong with it.
pub(crate) fn files(many: &Many) -> (Vec<PathBuf>, Vec<(String, String)>) {
    let mut named = many.files.clone();
    let mut wrong = Vec::new();
    if let Some(list) = &many.files_from {
        match lines(list) {
            Ok(lines) => named.extend(lines),
            Err(error) => wrong.push((input::name(list), input::reason(&error))),
        }
    }
    let mut files = Vec::new();
    for name in named {
        if input::is_stdin(&name) || !name.is_dir() {
            files.push(name);
            continue;
        }
        for entry in WalkDir::new(&name).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() && is_page(entry.path()) => files.push(entry.into_path()),
                Ok(_) => {}
                Err(error) => {
                    let place = error.path().unwrap_or(&name);
                    wrong.push((input::name(place), error.io_error().map_or_else(|| error.to_string(), input::reason)));
                }
            }
        }
    }
    (files, wrong)
}

fn lines(list: &Path) -> io::Result<Vec<PathBuf>> {
    let lines: io::Result<Vec<String>> = if input::is_stdin(list) {
        io::stdin().lock().lines().collect()
    } else {
        BufReader::new(File::open(list)?).lines().collect()
    };
    Ok(lines?.into_iter().filter(|line| !line.is_empty()).map(PathBuf::from).collect())
}

fn is_page(file: &Path) -> bool {
    file.extension().is_some_and(|ending| PAGES.iter().any(|page| ending.eq_ignore_ascii_case(page)))
}
