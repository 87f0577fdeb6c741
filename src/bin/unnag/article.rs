//! `unnag text`: the article's text.

use std::io::{self, Write};

use serde::Serialize;
use unnag::{Options, analyze};

use crate::args::{TextArgs, TextFormat};
use crate::input::{self, Piece};
use crate::output::Lines;
use crate::{run, show};

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    text: &'a str,
}

/// Prints the article's text of each file.
pub(crate) fn run(args: &TextArgs) -> bool {
    let lines = match args.format {
        TextFormat::Text => Lines::Other,
        TextFormat::Jsonl => Lines::Texts,
    };
    let work = |piece: &Piece| {
        let paged = input::page_to_read(piece, &args.source)?;
        Ok(analyze(paged.page(), &Options::default()).main_text(paged.page()))
    };
    run::each(&args.many, &args.source, lines, work, |piece, text, out| one(piece, args, text, out))
}

fn one(piece: &Piece, args: &TextArgs, text: &str, out: &mut dyn Write) -> io::Result<()> {
    match args.format {
        TextFormat::Text if text.is_empty() => Ok(()),
        TextFormat::Text => {
            // As `head` and `tail` tell files apart.
            let several = args.many.several() || piece.url().is_some();
            if several {
                writeln!(out, "==> {} <==", show::plain(&piece.name))?;
            }
            for line in text.lines() {
                writeln!(out, "{}", show::line(line))?;
            }
            if several { writeln!(out) } else { Ok(()) }
        }
        TextFormat::Jsonl => {
            serde_json::to_writer(&mut *out, &Line { file: &piece.name, url: piece.url(), text })?;
            writeln!(out)
        }
    }
}
