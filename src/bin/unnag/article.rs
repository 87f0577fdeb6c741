//! `unnag text`: the article's text.

use std::path::Path;

use serde::Serialize;
use unnag::{Options, analyze};

use crate::args::{TextArgs, TextFormat};
use crate::{input, run, show};

#[derive(Serialize)]
struct Text<'a> {
    file: &'a str,
    text: &'a str,
}

/// Prints the article's text of each file.
pub(crate) fn run(args: &TextArgs) -> bool {
    if args.many.resume && args.format == TextFormat::Text {
        return run::refuse_resume("jsonl");
    }
    run::each(&args.many, |file| one(file, args))
}

fn one(file: &Path, args: &TextArgs) -> Result<String, String> {
    let paged = input::page(file, &args.source)?;
    let text = analyze(paged.page(), &Options::default()).article_text();
    match args.format {
        TextFormat::Text if text.is_empty() => Ok(String::new()),
        TextFormat::Text => {
            let lines: Vec<String> = text.lines().map(show::plain).collect();
            Ok(lines.join("\n") + "\n" + if args.many.several() { "\n" } else { "" })
        }
        TextFormat::Jsonl => {
            let name = input::name(file);
            serde_json::to_string(&Text { file: &name, text: &text })
                .map(|line| line + "\n")
                .map_err(|error| error.to_string())
        }
    }
}
