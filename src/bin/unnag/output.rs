//! Where results go: the standard output or a file. Choice: a file is emptied when the first result is there, not before, and what an earlier run
//! wrote is only ever taken off where it can be written again; what would lose something is refused.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use clap_mangen::roff::{Roff, bold, roman};
use same_file::Handle;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::args::{self, Many};
use crate::{input, warc};

/// What a line of JSON stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    /// A file, as `label --format jsonl` writes it.
    Pages,
    /// A block; a file has any number of them.
    Blocks,
    /// A file, as `text --format jsonl` writes it.
    Texts,
    /// Something for people.
    Other,
}

/// An output that is open.
pub(crate) struct Output {
    /// What it is called in messages.
    pub(crate) name: String,
    to: Box<dyn Write>,
    /// Still to be emptied.
    old: Option<File>,
}

impl Output {
    /// Opens the output of a run over these files; gives the names of those that it is done with.
    ///
    /// # Errors
    /// What is wrong, in words that follow the output's name.
    pub(crate) fn open(many: &Many, files: &[PathBuf], lines: Lines) -> Result<(Output, HashSet<String>), String> {
        let Some(path) = &many.output else {
            let to: Box<dyn Write> = Box::new(BufWriter::new(io::stdout().lock()));
            return Ok((Output { name: "standard output".to_owned(), to, old: None }, HashSet::new()));
        };
        let list = many.files_from.iter().filter(|list| !input::is_stdin(list));
        refuse_one_of(path, files.iter().chain(list))?;
        let mut options = OpenOptions::new();
        let options = options.read(many.resume).write(true).create(true).truncate(false);
        let mut file = options.open(path).map_err(|error| error.to_string())?;
        let name = input::name(path);
        if many.resume {
            let (end, done) = done(&mut file, files, lines)?;
            cut(&mut file, end).map_err(|error| error.to_string())?;
            return Ok((Output { name, to: Box::new(BufWriter::new(file)), old: None }, done));
        }
        let old = file.try_clone().map_err(|error| error.to_string())?;
        Ok((Output { name, to: Box::new(BufWriter::new(file)), old: Some(old) }, HashSet::new()))
    }

    /// Writes one result, to the end.
    pub(crate) fn write(&mut self, result: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.empty()?;
        result(&mut *self.to)?;
        self.to.flush()
    }

    /// Ends a run: an output without a result is empty.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.empty()
    }

    fn empty(&mut self) -> io::Result<()> {
        match self.old.take() {
            // Devices and pipes can not be emptied.
            Some(mut old) if old.metadata()?.is_file() => cut(&mut old, 0),
            _ => Ok(()),
        }
    }
}

fn cut(file: &mut File, end: u64) -> io::Result<()> {
    if file.metadata()?.len() != end {
        file.set_len(end)?;
    }
    file.seek(SeekFrom::Start(end)).map(drop)
}

/// Refuses an output that is one of the files, by whatever name.
pub(crate) fn refuse_one_of<'a>(path: &Path, files: impl IntoIterator<Item = &'a PathBuf>) -> Result<(), String> {
    let Ok(output) = Handle::from_path(path) else { return Ok(()) };
    let is_it = |file: &PathBuf| Handle::from_path(file).is_ok_and(|handle| handle == output);
    if files.into_iter().filter(|file| !input::is_stdin(file)).any(is_it) {
        return Err("it is one of the files to read; nothing was written".to_owned());
    }
    Ok(())
}

/// A line of an earlier run.
#[derive(Deserialize)]
struct Line {
    file: String,
    blocks: Option<IgnoredAny>,
    block: Option<IgnoredAny>,
    text: Option<IgnoredAny>,
}

impl Line {
    fn lines(&self) -> Lines {
        match self {
            Line { blocks: Some(_), .. } => Lines::Pages,
            Line { block: Some(_), .. } => Lines::Blocks,
            Line { text: Some(_), .. } => Lines::Texts,
            _ => Lines::Other,
        }
    }
}

/// Where to go on in a file of results, and the names of the files that it is done with. A line that was broken off goes; so do the rows of the
/// file that came last, if a file has several: nobody knows whether they are all there.
fn done(file: &mut File, files: &[PathBuf], lines: Lines) -> Result<(u64, HashSet<String>), String> {
    let mut done = HashSet::new();
    let (mut end, mut last_began, mut last) = (0_u64, 0_u64, None);
    let mut reader = BufReader::new(file);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let read = reader.read_until(b'\n', &mut bytes).map_err(|error| error.to_string())?;
        if read == 0 || bytes.last() != Some(&b'\n') {
            break;
        }
        let line: Option<Line> = serde_json::from_slice(&bytes).ok();
        let line = line.filter(|line| line.lines() == lines).ok_or(
            "it holds something else than results of this command and format, which --resume could not go on with; nothing was written",
        )?;
        if last.as_ref() != Some(&line.file) {
            done.extend(last.replace(line.file));
            last_began = end;
        }
        end += read as u64;
    }
    if let Some(last) = last {
        if lines != Lines::Blocks {
            done.insert(last);
        } else if files.iter().any(|file| input::name(file) == last || warc::is_of(file, &last)) {
            end = last_began;
        } else {
            return Err(format!(
                "the rows of {last}, which came last, may not be all there, and this run does not read it again: name it too; nothing was written"
            ));
        }
    }
    // What came in by the standard input was another page.
    done.retain(|name| name != "-" && !warc::is_of(Path::new("-"), name));
    Ok((end, done))
}

/// Writes a file whole or not at all: beside its place first, then there.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let place = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let earlier = std::fs::metadata(&place).ok();
    if earlier.as_ref().is_some_and(|earlier| !earlier.is_file()) {
        return std::fs::write(path, bytes);
    }
    let mut beside = place.clone().into_os_string();
    beside.push(format!(".{}.part", std::process::id()));
    let written = std::fs::write(&beside, bytes)
        .and_then(|()| earlier.map_or(Ok(()), |earlier| std::fs::set_permissions(&beside, earlier.permissions())))
        .and_then(|()| std::fs::rename(&beside, &place));
    if written.is_err() {
        // What is left of it is of no use, and the first error tells more than a second.
        let _ = std::fs::remove_file(&beside);
    }
    written
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

/// The manual page: the tool's own section, then one for each command, then how runs end and examples.
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
    let mut more = Roff::new();
    more.control("SH", ["EXIT STATUS"]);
    for (code, what) in args::EXIT {
        more.control("TP", ["4"]).text([bold(code)]).text([roman(what)]);
    }
    more.control("SH", ["EXAMPLES"]);
    for (what, run) in args::EXAMPLES {
        more.control("PP", []).text([roman(what)]);
        // As it stands, and in lines as long as they are.
        more.control("RS", ["4"]).control("nf", []).text([roman(run)]).control("fi", []).control("RE", []);
    }
    more.to_writer(out)?;
    page.render_version_section(out)
}
