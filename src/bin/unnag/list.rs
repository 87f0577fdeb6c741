//! The files to work on: those named, those in named directories, those that a list names; and the pages in them.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::args::Many;
use crate::{input, warc};

/// Endings of files in a directory that are pages.
const PAGES: [&str; 7] = ["html", "htm", "xhtml", "xht", "shtml", "txt", "text"];

/// The files in order, each directory's by name; and what can not be read, with what is wrong with it.
pub(crate) fn files(many: &Many) -> (Vec<PathBuf>, Vec<(String, String)>) {
    let mut named = many.files.clone();
    let mut wrong = Vec::new();
    if let Some(list) = &many.files_from {
        match lines(list) {
            Ok((listed, bad)) => {
                named.extend(listed);
                wrong.extend(bad.into_iter().map(|error| (input::name(list), error)));
            }
            Err(error) => wrong.push((input::name(list), input::reason(&error))),
        }
    }
    let mut files = Vec::new();
    for name in named {
        if input::is_stdin(&name) || !name.is_dir() {
            files.push(name);
            continue;
        }
        let before = files.len() + wrong.len();
        for entry in WalkDir::new(&name).sort_by_file_name() {
            match entry {
                // A link to a page is one; links to directories are not followed.
                Ok(entry) if is_page(entry.path()) && entry.path().is_file() => files.push(entry.into_path()),
                Ok(_) => {}
                Err(error) => {
                    let place = error.path().unwrap_or(&name);
                    wrong.push((input::name(place), error.io_error().map_or_else(|| error.to_string(), input::reason)));
                }
            }
        }
        if files.len() + wrong.len() == before {
            wrong.push((input::name(&name), "it is a directory without pages".to_owned()));
        }
    }
    (files, wrong)
}

/// The names in a list, one a line; and what is wrong with those that are none.
fn lines(list: &Path) -> io::Result<(Vec<PathBuf>, Vec<String>)> {
    let reader: Box<dyn BufRead> =
        if input::is_stdin(list) { Box::new(io::stdin().lock()) } else { Box::new(BufReader::new(File::open(list)?)) };
    let (mut names, mut wrong) = (Vec::new(), Vec::new());
    for (number, line) in reader.split(b'\n').enumerate() {
        let mut line = line?;
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        match os_name(line) {
            Some(name) if name.is_empty() => {}
            Some(name) => names.push(name.into()),
            None => wrong.push(format!("line {} is not a file's name here: it is not UTF-8", number + 1)),
        }
    }
    Ok((names, wrong))
}

/// A file's name may be any bytes where it is no more than bytes.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere not all bytes are a name")]
fn os_name(line: Vec<u8>) -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt as _;
    Some(OsString::from_vec(line))
}

#[cfg(not(unix))]
fn os_name(line: Vec<u8>) -> Option<OsString> {
    String::from_utf8(line).ok().map(OsString::from)
}

fn is_page(file: &Path) -> bool {
    warc::is_named(file)
        || file.extension().is_some_and(|ending| PAGES.iter().any(|page| ending.eq_ignore_ascii_case(page)))
}
