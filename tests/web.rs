//! A live document and a file are one page (feature `web`). Run in a browser: `wasm-pack test --headless --chrome . --features web --test web`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

macro_rules! fixtures {
    ($($slug:literal),* $(,)?) => {
        const FIXTURES: &[(&str, &str)] = &[$(($slug, include_str!(concat!("corpus/", $slug, "/page.html")))),*];
    };
}

#[rustfmt::skip]
fixtures![
    "about-donations", "adblock-wall", "app-install", "checkout", "consent-bar", "dialog-inert", "donation-page", "endless",
    "french-article", "gate-fade", "gate-jsonld", "german-article", "hashed-classes", "home-page", "iframe-foreign",
    "iframe-portal", "important-styles", "inline-plain", "live-blog", "login-page", "modal-body", "modal-fixed", "modal-html",
    "newsletter-inline", "paywall-promo", "plain-article", "regwall-promo", "sample", "shadow-closed", "shadow-open", "slide-in",
    "spa-route", "sticky-bar", "strict-csp", "web-app", "wordpress-blog",
];

#[cfg(not(target_family = "wasm"))]
#[test]
fn every_fixture_is_listed() {
    let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus")).unwrap();
    let folders = folders.map(|entry| entry.unwrap()).filter(|entry| entry.file_type().unwrap().is_dir());
    let mut found: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    found.sort();
    let listed: Vec<&str> = FIXTURES.iter().map(|(slug, _)| *slug).collect();
    assert_eq!(found, listed);
}

#[cfg(all(target_family = "wasm", target_os = "unknown", feature = "web"))]
mod live {
    use unnag::{Flags, Options, Page, Tag, analyze, page_from_document, page_from_html};
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
    use web_sys::{
        Document, DomParser, Element, HtmlElement, HtmlInputElement, ShadowRootInit, ShadowRootMode, SupportedType,
    };

    wasm_bindgen_test_configure!(run_in_browser);

    fn parsed(html: &str) -> Document {
        DomParser::new().unwrap().parse_from_string(html, SupportedType::TextHtml).unwrap()
    }

    /// The page's own document with something in it; taken out again when it is dropped.
    struct Shown(Element);

    impl Shown {
        fn new(html: &str) -> Shown {
            let document = web_sys::window().unwrap().document().unwrap();
            let place = document.create_element("main").unwrap();
            place.set_inner_html(html);
            document.body().unwrap().append_child(&place).unwrap();
            Shown(place)
        }

        fn find(&self, selector: &str) -> Element {
            self.0.query_selector(selector).unwrap().unwrap()
        }

        fn page(&self) -> unnag::LivePage {
            page_from_document(&self.0.owner_document().unwrap()).unwrap()
        }
    }

    impl Drop for Shown {
        fn drop(&mut self) {
            self.0.remove();
        }
    }

    fn lines(page: &Page) -> Vec<String> {
        let line = |node: u32| {
            let attributes: Vec<_> = page.attributes(node).collect();
            let flags = page.flags(node);
            format!("{:?} {} {flags:?} {attributes:?} {:?}", page.parent(node), page.tag(node).name(), page.text(node))
        };
        (0..page.len() as u32).map(line).collect()
    }

    fn flags(live: &unnag::LivePage, element: &Element) -> Flags {
        let node = (0..live.page().len() as u32).find(|node| live.node(*node) == Some(element)).unwrap();
        live.page().flags(node)
    }

    #[wasm_bindgen_test]
    fn each_fixture_is_the_page_that_its_file_is() {
        for (slug, html) in super::FIXTURES {
            let document = parsed(html);
            let live = page_from_document(&document).unwrap();
            let file = page_from_html(html, &document.url().unwrap()).unwrap();
            for (number, (live, file)) in lines(live.page()).iter().zip(&lines(file.page())).enumerate() {
                assert_eq!(live, file, "{slug}, node {number}");
            }
            assert_eq!(live.page().len(), file.page().len(), "{slug}");
            assert_eq!(live.page().facts(), file.page().facts(), "{slug}");
            let options = Options::default();
            assert_eq!(analyze(live.page(), &options).plan, analyze(file.page(), &options).plan, "{slug}");
        }
    }

    #[wasm_bindgen_test]
    fn shadow_trees_and_what_the_reader_does_are_told_and_nothing_is_changed() {
        let shown = Shown::new("<x-host></x-host><input id=a value=x><input id=b><p>text</p>");
        let host = shown.find("x-host");
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        shadow.set_text_content(Some("in shadow"));
        shown.find("#a").unchecked_into::<HtmlInputElement>().set_value("typed");
        shown.find("#b").unchecked_into::<HtmlElement>().focus().unwrap();
        let before = shown.0.outer_html();
        let live = shown.page();
        let page = live.page();
        let inside = (0..page.len() as u32).find(|node| page.text(*node) == "in shadow").unwrap();
        let root = page.parent(inside).unwrap();
        assert!(page.flags(root).any(Flags::SHADOW) && page.tag(root) == Tag::UNKNOWN);
        assert_eq!(live.node(root), Some(host.as_ref()));
        assert!(
            flags(&live, &shown.find("#a")).any(Flags::TYPED) && !flags(&live, &shown.find("#a")).any(Flags::FOCUSED)
        );
        assert!(
            flags(&live, &shown.find("#b")).any(Flags::FOCUSED) && !flags(&live, &shown.find("#b")).any(Flags::TYPED)
        );
        assert_eq!(shown.0.outer_html(), before);
    }

    #[wasm_bindgen_test]
    fn names_of_elements_do_not_stand_before_properties() {
        let names =
            ["firstChild", "nextSibling", "nodeType", "localName", "getAttributeNames", "getAttribute", "parentNode"];
        let inputs: String = names.iter().map(|name| format!("<input name={name}>")).collect();
        let shown = Shown::new(&format!("<form class=real>{inputs}<p>inside</p></form><p>behind</p>"));
        let live = shown.page();
        let lines = lines(live.page());
        for word in ["real", "inside", "behind"] {
            assert_eq!(lines.iter().filter(|line| line.contains(word)).count(), 1, "{word}");
        }
    }

    #[wasm_bindgen_test]
    fn a_document_that_is_nested_too_deeply_is_refused() {
        let shown = Shown::new("<p>x</p>");
        let mut at = shown.find("p");
        for _ in 0..1200 {
            let inner = shown.0.owner_document().unwrap().create_element("div").unwrap();
            at.append_child(&inner).unwrap();
            at = inner;
        }
        assert!(page_from_document(&shown.0.owner_document().unwrap()).unwrap_err().is_too_large());
    }
}
