//! ⑫ A parsed document back as HTML, some of its elements hidden.
//!
//! Choice: a hidden element stays where it stands and gets `style="display:none!important"` in place of its own inline style. Removing it
//! would change the paths of all that stands behind it and break the page's own scripts; adding to its style would let an open string or a
//! later `display` in there undo it. Nothing else of the document is touched, so nothing that was hidden, cut off or faded is shown.
//! Known gap: a script of the page may set the style again. What the parser repaired stays repaired.

use std::collections::HashSet;
use std::io::Write as _;

use html5ever::serialize::{HtmlSerializer, SerializeOpts, Serializer, TraversalScope};
use html5ever::tendril::StrTendril;
use html5ever::{QualName, local_name, ns};

use super::tree::{DOCUMENT, Data, NONE, Tree};

const HIDE: &str = "display:none!important";

enum Work<'a> {
    Write(u32),
    Close(&'a QualName),
}

/// The document as HTML.
pub(super) fn html(tree: &Tree, hidden: &HashSet<u32>) -> String {
    let options = SerializeOpts {
        scripting_enabled: true,
        traversal_scope: TraversalScope::ChildrenOnly(None),
        create_missing_parent: true,
    };
    let mut out = HtmlSerializer::new(Vec::new(), options);
    let mut work: Vec<Work> = Vec::new();
    below(tree, DOCUMENT, &mut work);
    while let Some(next) = work.pop() {
        // Writing to memory does not fail.
        let _ = match next {
            Work::Close(name) => out.end_elem(name.clone()),
            Work::Write(at) => write(tree, at, hidden.contains(&at), &mut out, &mut work),
        };
    }
    String::from_utf8(out.writer).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn below(tree: &Tree, node: u32, work: &mut Vec<Work>) {
    let from = work.len();
    work.extend(tree.children(node).map(Work::Write));
    work[from..].reverse();
}

fn write<'a>(
    tree: &'a Tree,
    at: u32,
    hide: bool,
    out: &mut HtmlSerializer<Vec<u8>>,
    work: &mut Vec<Work<'a>>,
) -> std::io::Result<()> {
    match tree.get(at).map(|node| &node.data) {
        Some(Data::Doctype(names)) => doctype(names, out),
        Some(Data::Text(text)) => out.write_text(text),
        Some(Data::Comment(text)) => out.write_comment(text),
        Some(Data::Element { name, attrs, content }) => {
            let style = QualName::new(None, ns!(), local_name!("style"));
            let kept = attrs.iter().filter(|attr| !hide || attr.name != style).map(|attr| (&attr.name, &*attr.value));
            out.start_elem(name.clone(), kept.chain(hide.then_some((&style, HIDE))))?;
            work.push(Work::Close(name));
            below(tree, if *content == NONE { at } else { *content }, work);
            Ok(())
        }
        Some(Data::Root) | None => Ok(()),
    }
}

/// Written by hand, since the serializer knows only the name.
fn doctype(names: &[StrTendril; 3], out: &mut HtmlSerializer<Vec<u8>>) -> std::io::Result<()> {
    let [name, public, system] = names;
    let quoted = |id: &str| if id.contains('"') { format!("'{id}'") } else { format!("\"{id}\"") };
    let ids = match (public.is_empty(), system.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!(" PUBLIC {}", quoted(public)),
        (false, false) => format!(" PUBLIC {} {}", quoted(public), quoted(system)),
        (true, false) => format!(" SYSTEM {}", quoted(system)),
    };
    writeln!(out.writer, "<!DOCTYPE {name}{ids}>")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::super::Document;

    /// Hides the element whose `id` is `x`.
    fn hide(html: &str) -> String {
        let document = Document::parse(html, "").unwrap();
        let page = document.page();
        let node = (0..page.len() as u32).find(|node| page.attribute(*node, crate::page::Attr::Id) == "x").unwrap();
        document.with_hidden([node])
    }

    fn body(html: &str) -> String {
        let out = hide(html);
        out.split_once("<body>").unwrap().1.trim_end_matches("</body></html>").to_owned()
    }

    #[test]
    fn a_hidden_element_stays_in_its_place_with_a_style_that_holds() {
        assert_eq!(
            body("<p>a</p><p id=x>b</p><p>c"),
            "<p>a</p><p id=\"x\" style=\"display:none!important\">b</p><p>c</p>"
        );
        let hidden = "<p id=\"x\" style=\"display:none!important\">b</p>";
        assert_eq!(body("<p style='display:block!important;background:url(' id=x>b</p>"), hidden);
        assert_eq!(body("<p id=x style='a'>b</p>"), hidden);
    }

    #[test]
    fn nothing_that_was_hidden_or_locked_is_touched() {
        let out =
            hide("<html style=overflow:hidden><body class=locked><div hidden>a</div><p id=x>b</p><dialog>c</dialog>");
        assert!(out.starts_with("<html style=\"overflow:hidden\">"), "{out}");
        assert!(
            out.contains("<body class=\"locked\"><div hidden=\"\">a</div>") && out.contains("<dialog>c</dialog>"),
            "{out}"
        );
    }

    #[test]
    fn text_stays_text_and_scripts_stay_scripts() {
        let html = "<p id=x>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; \u{a0}</p><script>a < b && '<p>'</script><textarea>&lt;p></textarea>\
            <template><p>&lt;</p></template><i title='\"&lt;'></i>";
        assert_eq!(
            body(html),
            "<p id=\"x\" style=\"display:none!important\">&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &nbsp;</p>\
            <script>a < b && '<p>'</script><textarea>&lt;p&gt;</textarea><template><p>&lt;</p></template><i title=\"&quot;&lt;\"></i>"
        );
    }
}
