//! Where results go: the standard output or a file, and what a file holds already.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write};
use std::path::Path;

use serde::Deserialize;

use crate::args::Many;

/// A line of an earlier run.
#[derive(Deserialize)]
struct Line {
    file: String,
}

/// Opens the output; gives the names of the files that it is done with.
pub(crate) fn open(many: &Many) -> io::Result<(Box<dyn Write>, HashSet<String>)> {
    let Some(path) = &many.output else { return Ok((Box::new(io::stdout().lock()), HashSet::new())) };
    if !many.resume {
        return Ok((Box::new(File::create(path)?), HashSet::new()));
    }
    let (file, done) = resumed(path)?;
    Ok((Box::new(file), done))
}

/// Opens a file of JSON lines to go on behind what is whole in it. The lines of the file that came last are taken off: nobody knows whether
/// they are all there.
fn resumed(path: &Path) -> io::Result<(File, HashSet<String>)> {
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    let mut done = HashSet::new();
    let (mut at, mut last_began, mut last) = (0_u64, 0_u64, String::new());
    let mut reader = BufReader::new(&mut file);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = reader.read_until(b'\n', &mut line)?;
        if read == 0 || line.last() != Some(&b'\n') {
            break;
        }
        let Ok(Line { file }) = serde_json::from_slice(&line) else {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "it holds something else than results; --resume appends to JSON lines only",
            ));
        };
        if file != last {
            done.insert(std::mem::replace(&mut last, file));
            last_began = at;
        }
        at += read as u64;
    }
    drop(reader);
    done.remove("");
    file.set_len(last_began)?;
    file.seek(SeekFrom::Start(last_began))?;
    Ok((file, done))
}

/// Prints something at once; gives whether all went well. A reader that goes away is no error.
pub(crate) fn print(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> bool {
    let mut bytes = Vec::new();
    let mut out = io::stdout().lock();
    match write(&mut bytes).and_then(|()| out.write_all(&bytes)).and_then(|()| out.flush()) {
        Ok(()) => true,
        Err(error) => error.kind() == io::ErrorKind::BrokenPipe,
    }
}

/// The manual page: the tool's own section, then one for each command.
pub(crate) fn manual(command: clap::Command, out: &mut Vec<u8>) -> io::Result<()> {
    let mut command = command;
    command.build();
    let page = clap_mangen::Man::new(command.clone());
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
        writeln!(out, ".SH \"{}\"", part.get_name().to_uppercase())?;
        let page = clap_mangen::Man::new(part.clone());
        page.render_synopsis_section(out)?;
        page.render_description_section(out)?;
        page.render_options_section(out)?;
    }
    page.render_version_section(out)
}
