//! A file, the standard input or a page that was recorded → a page.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use unnag::{Error, HtmlPage, Page, page_from_html, page_from_html_to_read, page_from_text};

use crate::args::Source;
use crate::encoding;
use crate::warc::Recorded;

/// Something that becomes one page.
#[derive(Debug)]
pub(crate) struct Piece {
    /// What it is called in output and messages.
    pub(crate) name: String,
    pub(crate) from: From,
}

/// Where a page is to be had from.
#[derive(Debug)]
pub(crate) enum From {
    File(PathBuf),
    /// What came in by the standard input.
    Read(Vec<u8>),
    Recorded(Recorded),
    /// Nowhere; why not.
    Nowhere(String),
}

impl Piece {
    /// The address that it was recorded at.
    pub(crate) fn url(&self) -> Option<&str> {
        match &self.from {
            From::Recorded(recorded) => Some(&recorded.url),
            _ => None,
        }
    }
}

/// What a file holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// An HTML document; `foreign`: it was not in UTF-8.
    Html { html: String, foreign: bool },
    /// Plain text.
    Text(String),
}

/// A page, and how its blocks are called.
#[derive(Debug)]
pub(crate) enum Paged {
    Html(HtmlPage),
    Text(Page),
}

impl Paged {
    pub(crate) fn page(&self) -> &Page {
        match self {
            Paged::Html(html) => html.page(),
            Paged::Text(page) => page,
        }
    }

    /// The element-child indices from the root element; for plain text the number of the paragraph, from 0.
    pub(crate) fn path(&self, node: u32) -> Vec<u32> {
        match self {
            Paged::Html(html) => html.path(node),
            // Node 0 is the body; each paragraph is an element and its text.
            Paged::Text(_) => node.checked_sub(1).map(|node| node / 2).into_iter().collect(),
        }
    }
}

/// What a file is called in output and messages. Control characters in its name do not get to the terminal.
pub(crate) fn name(file: &Path) -> String {
    file.to_string_lossy().into_owned()
}

/// Whether it stands for the standard input.
pub(crate) fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == OsStr::new("-")
}

/// Reads a file.
///
/// # Errors
/// What is wrong with it, in words that follow its name.
pub(crate) fn read(file: &Path, source: &Source) -> Result<Content, String> {
    let cap = cap(source);
    let bytes = if is_stdin(file) {
        bounded(io::stdin().lock(), cap)
    } else {
        open(file).map_err(|error| reason(&error)).and_then(|opened| {
            let size = opened.metadata().map_or(0, |data| data.len());
            if size > cap { Err(too_large(cap)) } else { bounded(opened, cap) }
        })
    }?;
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let known = match ending.as_deref() {
        Some("txt" | "text") => Some(true),
        Some("html" | "htm" | "xhtml" | "xht" | "shtml" | "mhtml") => Some(false),
        _ => None,
    };
    content(&bytes, known, source)
}

/// What bytes hold, which are known to be plain text, or not to be.
fn content(bytes: &[u8], known: Option<bool>, source: &Source) -> Result<Content, String> {
    let known = if source.text { Some(true) } else { known };
    let (text, foreign) = encoding::decode(bytes, known == Some(true), None).ok_or("it is not text")?;
    let plain = known.unwrap_or_else(|| !has_tag(&text));
    Ok(if plain { Content::Text(text) } else { Content::Html { html: text, foreign } })
}

/// Makes a page of something. What was recorded says itself what it is, and where it stood.
///
/// # Errors
/// What is wrong with it, in words that follow its name.
pub(crate) fn page(piece: &Piece, source: &Source) -> Result<Paged, String> {
    made(piece, source, page_from_html)
}

/// The same for those who want its text.
///
/// # Errors
/// What is wrong with it, in words that follow its name.
pub(crate) fn page_to_read(piece: &Piece, source: &Source) -> Result<Paged, String> {
    made(piece, source, page_from_html_to_read)
}

fn made(piece: &Piece, source: &Source, from_html: fn(&str, &str) -> Result<HtmlPage, Error>) -> Result<Paged, String> {
    let (content, url) = match &piece.from {
        From::File(file) => (read(file, source)?, &source.url),
        From::Read(bytes) => (content(bytes, None, source)?, &source.url),
        From::Recorded(recorded) => {
            let body = recorded.body(cap(source))?;
            let kind = recorded.kind;
            let (text, foreign) = encoding::decode(&body, kind.plain, kind.charset).ok_or("it is not text")?;
            let content = if kind.plain { Content::Text(text) } else { Content::Html { html: text, foreign } };
            (content, &recorded.url)
        }
        From::Nowhere(why) => return Err(why.clone()),
    };
    match content {
        Content::Html { html, .. } => from_html(&html, url).map(Paged::Html),
        Content::Text(text) => page_from_text(&text).map(Paged::Text),
    }
    .map_err(|error| error.to_string())
}

/// The most bytes of a page.
pub(crate) fn cap(source: &Source) -> u64 {
    source.max_size << 20
}

/// Opens a file to read it.
pub(crate) fn open(file: &Path) -> io::Result<File> {
    let opened = File::open(file)?;
    // Some systems open a directory and fail to read it with less clear words.
    if opened.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(opened)
}

/// Reads all, unless it is too much.
pub(crate) fn bounded(reader: impl Read, cap: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader.take(cap + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > cap { Err(too_large(cap)) } else { Ok(bytes) }
}

pub(crate) fn too_large(cap: u64) -> String {
    format!("it is larger than {} MiB (see --max-size)", cap >> 20)
}

/// What is wrong, in words that follow a file's name.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory; name the files in it".to_owned(),
        _ => format!("it can not be read: {error}"),
    }
}

/// Whether a text has anything like a tag: `<` and a letter, `/` or `!`, and a `>` behind it.
fn has_tag(text: &str) -> bool {
    let bytes = text.as_bytes();
    let opens = |pair: &[u8]| pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || pair[1] == b'/' || pair[1] == b'!');
    bytes.windows(2).position(opens).is_some_and(|at| bytes[at..].contains(&b'>'))
}
