//! The bytes of a file, one after the other, with a look ahead, a way back and a count.

use std::io::{self, BufRead, Read};

/// How much is asked of the file at once.
const CHUNK: usize = 64 << 10;

/// A file that is read once from front to back. What was looked at is still there to be read, and so is a little of what was read.
pub(crate) struct Bytes {
    from: Box<dyn Read>,
    buffer: Vec<u8>,
    start: usize,
    at: u64,
    ended: bool,
}

impl Bytes {
    pub(crate) fn new(from: impl Read + 'static) -> Bytes {
        Bytes { from: Box::new(from), buffer: Vec::new(), start: 0, at: 0, ended: false }
    }

    /// How many were read.
    pub(crate) fn at(&self) -> u64 {
        self.at
    }

    /// What comes next: at least as many bytes as wanted, unless the file ends before.
    pub(crate) fn peek(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.start < wanted && !self.ended {
            let past = self.start.saturating_sub(CHUNK);
            self.buffer.drain(..past);
            self.start -= past;
            let had = self.buffer.len();
            self.buffer.resize(had + CHUNK, 0);
            let read = self.from.read(&mut self.buffer[had..]);
            self.buffer.truncate(had + read.as_ref().map_or(0, |read| *read));
            match read {
                Ok(read) => self.ended = read == 0,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(&self.buffer[self.start..])
    }

    /// Goes back to a byte, or as near to it as is remembered.
    pub(super) fn back_to(&mut self, at: u64) {
        let back = usize::try_from(self.at.saturating_sub(at)).unwrap_or(usize::MAX).min(self.start);
        self.start -= back;
        self.at -= back as u64;
    }
}

impl BufRead for Bytes {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, count: usize) {
        let count = count.min(self.buffer.len() - self.start);
        self.start += count;
        self.at += count as u64;
    }
}

impl Read for Bytes {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}
