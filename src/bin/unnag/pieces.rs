//! Files → what becomes a page, one after the other: a file is one, a WARC file has any number of them.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::slice::Iter;

use crate::input::{self, From, Piece};
use crate::warc::{self, Archive, Bytes};

/// The pieces of files, in order, without those that are done.
pub(crate) struct Pieces<'a, S> {
    files: Iter<'a, PathBuf>,
    done: &'a HashSet<String>,
    /// The most bytes of a page.
    cap: u64,
    archive: Option<Box<Archive>>,
    /// How many files were begun.
    begun: usize,
    /// Whether the standard input was read.
    stdin: bool,
    /// Told how many files are behind, with the share of the one at hand.
    so_far: S,
}

impl<'a, S: Fn(f64)> Pieces<'a, S> {
    pub(crate) fn of(files: &'a [PathBuf], done: &'a HashSet<String>, cap: u64, so_far: S) -> Pieces<'a, S> {
        Pieces { files: files.iter(), done, cap, archive: None, begun: 0, stdin: false, so_far }
    }

    /// The next page of the WARC file at hand.
    fn recorded(&mut self) -> Option<Piece> {
        let archive = self.archive.as_mut()?;
        let next = archive.find(|(name, found)| found.is_err() || !self.done.contains(name));
        if let Some(share) = archive.share() {
            (self.so_far)(self.begun as f64 - 1.0 + share.min(1.0));
        }
        let Some((name, found)) = next else {
            self.archive = None;
            return None;
        };
        Some(Piece { name, from: found.map_or_else(From::Nowhere, From::Recorded) })
    }

    /// What the standard input is: an archive to go on with, or a page.
    fn stdin(&mut self) -> Result<Begun, String> {
        if std::mem::replace(&mut self.stdin, true) {
            return Err("the standard input can be read only once".to_owned());
        }
        let mut bytes = Bytes::new(io::stdin());
        if warc::is_archive(&mut bytes).map_err(|error| input::reason(&error))? {
            return Archive::of("-".to_owned(), bytes, None, self.cap).map(|archive| Begun::Archive(Box::new(archive)));
        }
        input::bounded(bytes, self.cap).map(|bytes| Begun::Page(From::Read(bytes)))
    }

    fn begin(&mut self, file: &Path) -> Result<Begun, String> {
        if input::is_stdin(file) {
            self.stdin()
        } else if warc::is_named(file) {
            Archive::open(file, self.cap).map(|archive| Begun::Archive(Box::new(archive)))
        } else {
            Ok(Begun::Page(From::File(file.to_owned())))
        }
    }
}

/// What a file turned out to be.
enum Begun {
    Archive(Box<Archive>),
    Page(From),
}

impl<S: Fn(f64)> Iterator for Pieces<'_, S> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some(piece) = self.recorded() {
                return Some(piece);
            }
            let file = self.files.next()?;
            (self.so_far)(self.begun as f64);
            self.begun += 1;
            let from = match self.begin(file) {
                Ok(Begun::Archive(archive)) => {
                    self.archive = Some(archive);
                    continue;
                }
                Ok(Begun::Page(from)) => from,
                Err(why) => From::Nowhere(why),
            };
            return Some(Piece { name: input::name(file), from });
        }
    }
}
