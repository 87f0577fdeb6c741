//! `unnag text`: the article's text.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use unnag::{Options, analyze};

use crate::args::{TextArgs, TextFormat};
use crate::output::Lines;
use crate::{input, run, show};

#[derive(Serialize)]
struct Text<'a> {
    file: &'a str,
    text: &'a str,
}

/// Prints the article's text of each file.
pub(crate) fn run(args: &TextArgs) -> bool {
    let lines = match args.format {
        TextFormat::Text => Lines::Other,
        TextFormat::Jsonl => Lines::Texts,
    };
    let work = |file: &Path| {
        input::page(file, &args.source).map(|paged| analyze(paged.page(), &Options::default()).article_text())
    };
    run::each(&args.many, lines, work, |file, text, out| one(file, args, text, out))
}

fn one(file: &Path, args: &TextArgs, text: &str, out: &mut dyn Write) -> io::Result<()> {
    match args.format {
        TextFormat::Text if text.is_empty() => Ok(()),
        TextFormat::Text => {
            for line in text.lines() {
                writeln!(out, "{}", show::plain(line))?;
            }
            if args.many.several() { writeln!(out) } else { Ok(()) }
        }
        TextFormat::Jsonl => {
            serde_json::to_writer(&mut *out, &Text { file: &input::name(file), text })?;
            writeln!(out)
        }
    }
}
