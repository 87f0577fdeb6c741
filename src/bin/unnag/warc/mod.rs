//! A WARC file → its pages, one after the other: of what crawlers record, HTML and plain text that a server answered with, and HTML that was put in
//! as a resource. Choice: a reader of our own. The crates for it take as much memory as a record says that it needs, stop at the first
//! record that is broken, or both; files of a crawl are large, now and then broken, and written by whoever answered.

mod body;
mod bytes;
mod head;
mod stream;

use std::borrow::Cow;
use std::io;
use std::path::Path;

pub(crate) use bytes::Bytes;
pub(crate) use head::Kind;
pub(crate) use stream::is_archive;
use stream::{BEGIN, Place, Stream, is_broken, is_place};

use crate::input;
use body::{Packing, Wrapping};
use head::Fields;

/// The most bytes of a head, a record's or an answer's.
const HEAD: usize = 256 << 10;

/// Whether a file is one by its name.
pub(crate) fn is_named(file: &Path) -> bool {
    let is = |file: &Path, ending: &str| file.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    is(file, "warc") || is(file, "gz") && file.file_stem().is_some_and(|stem| is(stem.as_ref(), "warc"))
}

/// Whether a name is one that pages of this file have.
pub(crate) fn is_of(file: &Path, name: &str) -> bool {
    let rest = name.strip_prefix(&*input::name(file)).and_then(|rest| rest.strip_prefix('#'));
    rest.is_some_and(is_place)
}

/// A page as it was recorded.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) url: String,
    pub(crate) kind: Kind,
    body: Vec<u8>,
    wrapping: Wrapping,
}

impl Recorded {
    /// The page as its server had it.
    ///
    /// # Errors
    /// What is wrong with it, in words that follow its name.
    pub(crate) fn body(&self, cap: u64) -> Result<Cow<'_, [u8]>, String> {
        body::unwrap(&self.body, &self.wrapping, cap)
    }
}

/// What comes out of a file: a name, and what goes by it or what is wrong with it.
pub(crate) type Found = (String, Result<Recorded, String>);

/// A WARC file that is being read.
pub(crate) struct Archive {
    name: String,
    stream: Stream,
    /// Its size, where it has one.
    size: Option<u64>,
    /// The most bytes of a page.
    cap: u64,
    /// How many records there were.
    records: u64,
    left_out: LeftOut,
    over: bool,
    /// What is to be said at the end.
    last: Option<Found>,
}

/// Pages that are packed in a way that is not known here: how many, and the first one's name and packing.
#[derive(Default)]
struct LeftOut(u64, Option<(Place, String)>);

/// What a record is.
enum Record {
    Page(Place, Recorded),
    /// Something that is no page.
    Other,
    /// There is none any more.
    End,
}

/// Why there is no page.
enum Trouble {
    /// This record is lost; the stream is where the next one begins.
    Record(Place, String),
    /// The file can not be gone on with.
    File(String),
}

impl Archive {
    /// Opens a file.
    ///
    /// # Errors
    /// What is wrong with it, in words that follow its name.
    pub(crate) fn open(file: &Path, cap: u64) -> Result<Archive, String> {
        let opened = input::open(file).map_err(|error| input::reason(&error))?;
        let size = opened.metadata().ok().filter(std::fs::Metadata::is_file).map(|data| data.len());
        Archive::of(input::name(file), Bytes::new(opened), size, cap)
    }

    /// Reads what is open already.
    ///
    /// # Errors
    /// What is wrong with it, in words that follow its name.
    pub(crate) fn of(name: String, bytes: Bytes, size: Option<u64>, cap: u64) -> Result<Archive, String> {
        let packed = Path::new(&name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
        let stream = Stream::new(bytes, packed).map_err(|error| input::reason(&error))?;
        Ok(Archive { name, stream, size, cap, records: 0, left_out: LeftOut::default(), over: false, last: None })
    }

    /// How much of it was read, of one; None where nobody knows.
    pub(crate) fn share(&self) -> Option<f64> {
        self.size.filter(|size| *size > 0).map(|size| self.stream.at() as f64 / size as f64)
    }

    /// The next record.
    fn record(&mut self) -> Result<Record, Trouble> {
        let before = self.stream.here();
        let (place, read) = match self.stream.begin() {
            Ok(Some(begun)) => begun,
            Ok(None) => return Ok(Record::End),
            Err(error) => {
                let broken = self.broken(before, &error);
                return Err(self.unless_none(broken));
            }
        };
        let mut head = read.to_vec();
        let whole = self.head(place, BEGIN, &mut head, &mut { u64::MAX });
        let line = head.ends_with(b"\n");
        if !head.starts_with(BEGIN) && !BEGIN.starts_with(&head) {
            let lost = if let Err(trouble) = whole { trouble } else { self.lost(place, line, "no record begins here") };
            return Err(self.unless_none(lost));
        }
        self.records += 1;
        let whole = whole?;
        let fields = if whole { Fields::of(&head) } else { None };
        let Some(fields) = fields else { return Err(self.lost(place, line, "the record's head is broken")) };
        let Some(length) = fields.get("Content-Length").and_then(|length| length.parse::<u64>().ok()) else {
            return Err(self.lost(place, line, "the record does not say how long it is"));
        };
        if self.stream.is_plain() && self.size.is_some_and(|size| length > size.saturating_sub(self.stream.at())) {
            // Either the file ends too early, or this is not true: then another record follows.
            return Err(match self.stream.resync(line) {
                Ok(true) => Trouble::Record(place, "the record says that it is longer than the file".to_owned()),
                Ok(false) => Trouble::File(cut_off(place)),
                Err(error) => Trouble::File(input::reason(&error)),
            });
        }
        let mut left = length;
        let mut page = self.page(place, &fields, &mut left)?;
        if let Some(recorded) = &mut page {
            if left > self.cap {
                self.pass(place, left)?;
                self.settle(place)?;
                return Err(Trouble::Record(place, input::too_large(self.cap)));
            }
            while left > 0 {
                left -= self.take(place, left, |bytes| recorded.body.extend_from_slice(bytes))?;
            }
        } else {
            self.pass(place, left)?;
        }
        self.settle(place)?;
        Ok(page.map_or(Record::Other, |page| Record::Page(place, page)))
    }

    /// What is wrong, unless no record began and none will.
    fn unless_none(&mut self, trouble: Trouble) -> Trouble {
        if self.records == 0 && self.stream.is_over().unwrap_or(false) {
            return Trouble::File("it is not a WARC file: no record begins in it".to_owned());
        }
        trouble
    }

    /// What a record is a page of, without its body. None if it is no page.
    fn page(&mut self, place: Place, fields: &Fields, left: &mut u64) -> Result<Option<Recorded>, Trouble> {
        let kind = fields.get("WARC-Type").unwrap_or_default().to_ascii_lowercase();
        let own = fields.get("Content-Type").unwrap_or_default();
        let url = fields.get("WARC-Target-URI").unwrap_or_default();
        // Some programs write it in angle brackets, as an early edition of the standard had it.
        let url = url.strip_prefix('<').and_then(|url| url.strip_suffix('>')).unwrap_or(url).to_owned();
        let cut = fields.get("WARC-Truncated").is_some();
        if kind == "resource" {
            let wrapping = Wrapping { cut, ..Wrapping::default() };
            return Ok(Kind::of(own).map(|kind| Recorded { url, kind, body: Vec::new(), wrapping }));
        }
        let http = own.is_empty() || own.to_ascii_lowercase().starts_with("application/http");
        if kind != "response" || !http {
            return Ok(None);
        }
        let mut head = Vec::new();
        let whole = self.head(place, b"HTTP/", &mut head, left)?;
        let answer = if whole { Fields::of(&head) } else { None };
        let (Some(status), Some(answer)) = (head::status(&head), answer) else {
            self.pass(place, *left)?;
            self.settle(place)?;
            return Err(Trouble::Record(place, "the head of its HTTP answer is broken".to_owned()));
        };
        let stated = answer.get("Content-Type").or_else(|| fields.get("WARC-Identified-Payload-Type"));
        let (Some(kind), 200..=299) = (Kind::of(stated.unwrap_or_default()), status) else { return Ok(None) };
        let mut packed = Vec::new();
        for name in answer.list("Content-Encoding") {
            let Ok(packing) = Packing::of(&name) else {
                self.left_out.0 += 1;
                self.left_out.1.get_or_insert((place, name));
                return Ok(None);
            };
            packed.extend(packing);
        }
        if fields.get("WARC-Segment-Number").is_some() {
            self.pass(place, *left)?;
            self.settle(place)?;
            return Err(Trouble::Record(place, "it goes on in another record, which is not read".to_owned()));
        }
        let chunked = answer.list("Transfer-Encoding").iter().any(|name| name == "chunked");
        Ok(Some(Recorded { url, kind, body: Vec::new(), wrapping: Wrapping { chunked, packed, cut } }))
    }

    /// Reads a head up to its empty line, `left` bytes of it at most; gives whether that line came. What does not begin so is left soon.
    fn head(&mut self, place: Place, begin: &[u8], head: &mut Vec<u8>, left: &mut u64) -> Result<bool, Trouble> {
        let mut line = head.len();
        while head.len() < HEAD && *left > 0 {
            let bytes = match self.stream.fill() {
                Ok([]) => return Err(self.short(place)),
                Ok(bytes) => &bytes[..bytes.len().min(usize::try_from(*left).unwrap_or(usize::MAX)).min(HEAD)],
                Err(error) => return Err(self.broken(place, &error)),
            };
            let end = bytes.iter().position(|byte| *byte == b'\n').map(|end| end + 1);
            let count = end.unwrap_or(bytes.len());
            head.extend_from_slice(&bytes[..count]);
            self.stream.consume(count);
            *left -= count as u64;
            if end.is_some() {
                if matches!(&head[line..], b"\n" | b"\r\n") {
                    return Ok(true);
                }
                line = head.len();
            }
            if head.len() >= begin.len() && !head.starts_with(begin) {
                return Ok(false);
            }
        }
        Ok(false)
    }

    /// Passes over so many bytes of a record.
    fn pass(&mut self, place: Place, mut left: u64) -> Result<(), Trouble> {
        while left > 0 {
            left -= self.take(place, left, |_| ())?;
        }
        Ok(())
    }

    /// Takes some of so many bytes of a record; gives how many. What a record says of its length is not believed before it is there.
    fn take(&mut self, place: Place, most: u64, to: impl FnOnce(&[u8])) -> Result<u64, Trouble> {
        match self.stream.fill() {
            Ok([]) => Err(self.short(place)),
            Ok(bytes) => {
                let count = bytes.len().min(usize::try_from(most).unwrap_or(usize::MAX));
                to(&bytes[..count]);
                self.stream.consume(count);
                Ok(count as u64)
            }
            Err(error) => Err(self.broken(place, &error)),
        }
    }

    /// Reads what stands behind a record: a check sum may be wrong.
    fn settle(&mut self, place: Place) -> Result<(), Trouble> {
        self.stream.trail().map_err(|error| self.broken(place, &error))
    }

    /// A record that ends too early.
    fn short(&mut self, place: Place) -> Trouble {
        match self.stream.is_over() {
            Ok(true) => Trouble::File(cut_off(place)),
            Ok(false) => Trouble::Record(place, "the record is shorter than it says".to_owned()),
            Err(error) => Trouble::File(input::reason(&error)),
        }
    }

    /// A record that can not be unpacked, or a file that can not be read.
    fn broken(&mut self, place: Place, error: &io::Error) -> Trouble {
        if self.stream.is_plain() || !is_broken(error) {
            return Trouble::File(input::reason(error));
        }
        match self.stream.find_member() {
            Ok(false) if error.kind() == io::ErrorKind::UnexpectedEof => Trouble::File(cut_off(place)),
            Ok(_) => Trouble::Record(place, "the record is broken: it can not be unpacked".to_owned()),
            Err(error) => Trouble::File(input::reason(&error)),
        }
    }

    /// A record that can not be made out; goes on to the next one.
    fn lost(&mut self, place: Place, line: bool, what: &str) -> Trouble {
        match self.stream.resync(line) {
            Ok(_) => Trouble::Record(place, what.to_owned()),
            Err(error) => Trouble::File(input::reason(&error)),
        }
    }

    fn named(&self, place: Place) -> String {
        format!("{}#{place}", self.name)
    }

    /// Ends it, with what is to be said of all of it.
    fn end(&mut self) {
        self.over = true;
        let LeftOut(count, first) = std::mem::take(&mut self.left_out);
        self.last = first.map(|(place, packing)| {
            let pages = if count == 1 { "1 page is".to_owned() } else { format!("{count} pages are") };
            let why = format!("{pages} left out, packed in a way that is not known here (first: {packing}, #{place})");
            (self.name.clone(), Err(why))
        });
    }
}

fn cut_off(place: Place) -> String {
    format!("it ends in the middle of a record (#{place})")
}

impl Iterator for Archive {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.over {
            match self.record() {
                Ok(Record::Page(place, recorded)) => return Some((self.named(place), Ok(recorded))),
                Ok(Record::Other) => {}
                Ok(Record::End) if self.records == 0 => {
                    self.over = true;
                    return Some((self.name.clone(), Err("it is a WARC file without records".to_owned())));
                }
                Ok(Record::End) => self.end(),
                Err(Trouble::Record(place, error)) => return Some((self.named(place), Err(error))),
                Err(Trouble::File(error)) => {
                    self.end();
                    return Some((self.name.clone(), Err(error)));
                }
            }
        }
        self.last.take()
    }
}

#[cfg(test)]
mod tests;
