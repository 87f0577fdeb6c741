//! `unnag clean`: the page with its plan applied.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use unnag::{Error, Options, analyze, clean_html, page_from_text};

use crate::args::CleanArgs;
use crate::input::{self, Content};
use crate::{output, run, warc};

/// Writes the page with its plan applied. Gives whether all went well.
pub(crate) fn run(args: &CleanArgs) -> bool {
    if let Some(out) = &args.output
        && let Err(error) = output::refuse_one_of(out, [&args.file])
    {
        run::complain(&input::name(out), &error);
        return false;
    }
    let name = input::name(&args.file);
    let options = args.choice.options();
    let read = if warc::is_named(&args.file) {
        Err("it is a WARC file, which has any number of pages; label and text read it".to_owned())
    } else {
        input::read(&args.file, &args.source)
    };
    let html = match read {
        Ok(Content::Html { html, foreign }) => clean_html(&html, &args.source.url, &options)
            // A mark at the start outweighs the other encoding that the page names.
            .map(|(html, _)| if foreign { format!("\u{feff}{html}") } else { html })
            .map_err(|error| error.to_string()),
        Ok(Content::Text(text)) => from_text(&text, options).map_err(|error| error.to_string()),
        Err(error) => Err(error),
    };
    let (target, written) = match (html, &args.output) {
        (Err(error), _) => (name, Err(error)),
        (Ok(html), Some(out)) => {
            (input::name(out), output::replace(out, html.as_bytes()).map_err(|error| error.to_string()))
        }
        (Ok(html), None) => ("standard output".to_owned(), print(&html).map_err(|error| error.to_string())),
    };
    match written {
        Ok(()) => true,
        Err(error) => {
            run::complain(&target, &error);
            false
        }
    }
}

fn print(html: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(html.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Plain text as HTML: a paragraph a line.
fn from_text(text: &str, options: Options) -> Result<String, Error> {
    let page = page_from_text(text)?;
    let hide = analyze(&page, &options).plan.hide;
    let mut hidden = hide.iter().map(|hidden| hidden.node).peekable();
    let mut html = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n".to_owned();
    for node in (1..page.len() as u32).step_by(2) {
        let style = if hidden.next_if_eq(&node).is_some() { " style=\"display:none!important\"" } else { "" };
        let text = page.text(node + 1).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        // Writing to a string does not fail.
        let _ = writeln!(html, "<p{style}>{text}</p>");
    }
    html.push_str("</body></html>\n");
    Ok(html)
}
