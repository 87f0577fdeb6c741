//! The records' bytes, out of gzip members or as they are. A record is a member of its own as a rule (the WARC standard asks for it), so a broken
//! one costs no other: the next member that a record begins in is found. Members that cut records anywhere (bgzip), or one around the whole file, are
//! read too.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::bytes::Bytes;

/// How a record begins.
pub(super) const BEGIN: &[u8] = b"WARC/";
/// How a gzip member begins, with its only method.
const MEMBER: &[u8] = b"\x1f\x8b\x08";
/// How many bytes of a member are looked at to tell whether a record begins in it. Its own head, with a name or a comment, is before.
const PROBE: usize = 2048;

/// Where a record begins, as indexes of WARC files say it: the byte of the file at which it, or its gzip member, begins. A record that is not
/// the first of its member has its number in there too, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    at: u64,
    inner: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inner {
            0 => write!(f, "{}", self.at),
            inner => write!(f, "{}.{inner}", self.at),
        }
    }
}

/// Whether a text is what places are written as.
pub(crate) fn is_place(text: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((at, inner)) => number(at) && number(inner),
        None => number(text),
    }
}

enum Layer {
    /// Not packed.
    Plain(Bytes),
    /// Within a gzip member.
    Member(Box<BufReader<GzDecoder<Bytes>>>),
    /// Between gzip members, or behind the last one.
    Gap(Bytes),
    /// Never to be seen: while one of the others takes another's place.
    Moving,
}

/// A WARC file that is open.
pub(super) struct Stream {
    layer: Layer,
    /// Where this member began.
    member: u64,
    /// How many records began in it.
    inner: u32,
    /// Whether `WARC/` of the next record was read already, and where.
    found: Option<Place>,
    /// From which byte on the file may be read a second time.
    again: u64,
}

impl Stream {
    /// `packed`: it should be, though it may begin with something broken, or have been unpacked and kept its name.
    pub(super) fn new(mut bytes: Bytes, packed: bool) -> io::Result<Stream> {
        let ahead = bytes.peek(BEGIN.len())?;
        let zipped = ahead.starts_with(MEMBER) || packed && !ahead.starts_with(BEGIN);
        let layer = if zipped { Layer::Gap(bytes) } else { Layer::Plain(bytes) };
        Ok(Stream { layer, member: 0, inner: 0, found: None, again: 0 })
    }

    /// How much of the file was read.
    pub(super) fn at(&self) -> u64 {
        match &self.layer {
            Layer::Plain(bytes) | Layer::Gap(bytes) => bytes.at(),
            Layer::Member(member) => member.get_ref().get_ref().at(),
            Layer::Moving => 0,
        }
    }

    pub(super) fn is_plain(&self) -> bool {
        matches!(self.layer, Layer::Plain(_))
    }

    /// Whether nothing comes any more.
    pub(super) fn is_over(&mut self) -> io::Result<bool> {
        match &mut self.layer {
            Layer::Plain(bytes) | Layer::Gap(bytes) => Ok(bytes.fill_buf()?.is_empty()),
            _ => Ok(false),
        }
    }

    /// The next record: where it begins, and what of it was read already. None at the end.
    pub(super) fn begin(&mut self) -> io::Result<Option<(Place, &'static [u8])>> {
        if let Some(place) = self.found.take() {
            return Ok(Some((place, BEGIN)));
        }
        self.trail()?;
        while self.more()?.is_empty() {
            if !self.open()? {
                return Ok(None);
            }
            self.trail()?;
        }
        Ok(Some((self.place(0), b"")))
    }

    /// How far it is, in the words of a place.
    pub(super) fn here(&self) -> Place {
        Place { at: self.at(), inner: 0 }
    }

    /// The place of a record whose first bytes were read already.
    fn place(&mut self, read: u64) -> Place {
        if let Layer::Plain(bytes) = &self.layer {
            return Place { at: bytes.at() - read, inner: 0 };
        }
        let place = Place { at: self.member, inner: self.inner };
        self.inner += 1;
        place
    }

    /// What comes next of this record. Nothing where the file ends, or a member behind which another record begins.
    pub(super) fn fill(&mut self) -> io::Result<&[u8]> {
        while self.more()?.is_empty() {
            if let Layer::Gap(bytes) = &mut self.layer
                && begins_record(bytes.peek(PROBE)?)
            {
                break;
            }
            if !self.open()? {
                break;
            }
        }
        self.more()
    }

    pub(super) fn consume(&mut self, count: usize) {
        match &mut self.layer {
            Layer::Plain(bytes) => bytes.consume(count),
            Layer::Member(member) => member.consume(count),
            _ => {}
        }
    }

    /// Reads the line ends behind a record, and what its member has to say against it.
    pub(super) fn trail(&mut self) -> io::Result<()> {
        loop {
            let bytes = self.more()?;
            let ends = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if ends == 0 {
                return Ok(());
            }
            self.consume(ends);
        }
    }

    /// Goes on behind what is broken, to the next line that a record begins with; gives whether there is one. `line`: a line begins here.
    pub(super) fn resync(&mut self, line: bool) -> io::Result<bool> {
        // How much of a line end and `WARC/` stands right before.
        let mut matched = usize::from(line);
        loop {
            let bytes = match self.more() {
                Ok(bytes) => bytes,
                Err(error) if is_broken(&error) => return self.find_member(),
                Err(error) => return Err(error),
            };
            if bytes.is_empty() {
                return self.find_member();
            }
            let mut count = 0;
            for byte in bytes {
                count += 1;
                matched = match byte {
                    b'\n' => 1,
                    byte if matched > 0 && BEGIN.get(matched - 1) == Some(byte) => matched + 1,
                    _ => 0,
                };
                if matched == BEGIN.len() + 1 {
                    break;
                }
            }
            self.consume(count);
            if matched == BEGIN.len() + 1 {
                self.found = Some(self.place(BEGIN.len() as u64));
                return Ok(true);
            }
        }
    }

    /// Goes on to the next gzip member in which a record begins. One that is broken may have run on into others before it showed: they are looked for
    /// from its start, but no byte is read a third time.
    pub(super) fn find_member(&mut self) -> io::Result<bool> {
        let broken = matches!(self.layer, Layer::Member(_));
        self.close();
        let Layer::Gap(bytes) = &mut self.layer else { return Ok(false) };
        if broken && self.member >= self.again {
            self.again = bytes.at();
            bytes.back_to(self.member + 1);
        }
        loop {
            let ahead = bytes.peek(PROBE)?;
            if ahead.len() < MEMBER.len() {
                let rest = ahead.len();
                bytes.consume(rest);
                return Ok(false);
            }
            match ahead.windows(MEMBER.len()).position(|window| window == MEMBER) {
                Some(0) if begins_record(ahead) => return Ok(true),
                Some(0) => bytes.consume(1),
                Some(at) => bytes.consume(at),
                None => {
                    let passed = ahead.len() + 1 - MEMBER.len();
                    bytes.consume(passed);
                }
            }
        }
    }

    /// What comes next, within this member; nothing behind it.
    fn more(&mut self) -> io::Result<&[u8]> {
        if let Layer::Member(member) = &mut self.layer
            && member.fill_buf()?.is_empty()
        {
            self.close();
        }
        match &mut self.layer {
            Layer::Plain(bytes) => bytes.fill_buf(),
            Layer::Member(member) => member.fill_buf(),
            _ => Ok(&[]),
        }
    }

    /// Leaves a member, at its end or where it is broken.
    fn close(&mut self) {
        self.layer = match std::mem::replace(&mut self.layer, Layer::Moving) {
            Layer::Member(member) => Layer::Gap((*member).into_inner().into_inner()),
            other => other,
        };
    }

    /// Enters the next member; gives whether there is one. Zeros between members are passed over, as by gzip.
    fn open(&mut self) -> io::Result<bool> {
        let Layer::Gap(bytes) = &mut self.layer else { return Ok(false) };
        loop {
            let ahead = bytes.fill_buf()?;
            if ahead.is_empty() {
                return Ok(false);
            }
            let zeros = ahead.iter().take_while(|byte| **byte == 0).count();
            if zeros == 0 {
                break;
            }
            bytes.consume(zeros);
        }
        let ahead = bytes.peek(MEMBER.len())?;
        if !ahead.starts_with(MEMBER) {
            let cut = MEMBER.starts_with(ahead);
            return Err(if cut { io::ErrorKind::UnexpectedEof } else { io::ErrorKind::InvalidData }.into());
        }
        (self.member, self.inner) = (bytes.at(), 0);
        self.layer = match std::mem::replace(&mut self.layer, Layer::Moving) {
            Layer::Gap(bytes) => Layer::Member(Box::new(BufReader::new(GzDecoder::new(bytes)))),
            other => other,
        };
        Ok(true)
    }
}

/// Whether an error says that packed bytes are not what they should be, and not that they can not be read.
pub(super) fn is_broken(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof)
}

/// Whether a file that begins so has records.
pub(crate) fn is_archive(bytes: &mut Bytes) -> io::Result<bool> {
    let ahead = bytes.peek(PROBE)?;
    Ok(ahead.starts_with(BEGIN) || begins_record(ahead))
}

/// Whether a record begins in the gzip member that begins here.
fn begins_record(ahead: &[u8]) -> bool {
    let mut begin = [0; BEGIN.len()];
    ahead.starts_with(MEMBER) && GzDecoder::new(ahead).read_exact(&mut begin).is_ok() && begin == BEGIN
}
