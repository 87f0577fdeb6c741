//! Labels settled over neighbours and widgets, after each block has been judged.
//!
//! Threat: a sentence of the article that talks like an appeal. Choice: two steps, each of which needs more than the block's own word. A
//! run of nags that reads like one widget as a whole makes each of its blocks surer, and its short lines of its main kind; a short run in a
//! container of the article's own that has no such backing is doubted. Labels are not pushed into neighbours: what that won in nags it lost
//! twice in links beside them. Known gap: an appeal of one paragraph in the article's own container.

use super::boxes::nag;
use super::{Labelled, role};
use crate::block::{Block, Blocks};
use crate::label::Label;
use crate::model::Evidence;
use crate::page::Page;
use crate::plan::Reason;
use crate::tag::Tag;

/// How sure the text of a run as a whole must be of being a nag to back its blocks up.
const BACKED: f32 = 0.9;
/// How many nag blocks in a row, with how many bytes at most, count as lone.
const LONE_BLOCKS: usize = 3;
/// See [`LONE_BLOCKS`].
const LONE_BYTES: usize = 400;
/// How sure one of them must be of being a nag of any kind, and see [`AGREES`].
const LONE_SURE: f32 = 0.95;

/// A longer text in front of a list, in bytes, is no title of it.
const SENTENCE: usize = 60;
/// A box of more nodes is not looked through for something to click.
const MOST_NODES: u32 = 120;

/// Percent of a run's text that must be of one kind for its short lines to be of that kind too.
const MAIN_KIND: usize = 75;
/// How sure the text of a run as a whole must be of being a nag for that, and for a lone run to be one.
const AGREES: f32 = 0.5;
/// The longest line, in bytes, that takes the kind of its run.
const SHORT_BYTES: usize = 40;

/// The page as the steps look at it.
struct Settling<'a> {
    list: &'a mut Vec<Labelled>,
    page: &'a Page,
    blocks: &'a Blocks,
    evidence: &'a Evidence,
    /// Whether each node holds a block of the article directly.
    columns: Vec<bool>,
    /// The node after each node's last.
    ends: Vec<u32>,
}

/// Settles the labels of a page's blocks.
pub(super) fn settle(list: &mut Vec<Labelled>, page: &Page, blocks: &Blocks, evidence: &Evidence) {
    let mut columns = vec![false; page.len()];
    for (block, labelled) in blocks.iter().zip(list.iter()) {
        let parent = page.parent(block.node).and_then(|parent| columns.get_mut(parent as usize));
        if let Some(holds) = parent.filter(|_| labelled.label == Label::Article) {
            *holds = true;
        }
    }
    Settling { list, page, blocks, evidence, columns, ends: page.subtree_ends() }.runs();
}

/// What a reader can click or fill in.
fn is_control(tag: Tag) -> bool {
    matches!(tag, Tag::A | Tag::BUTTON | Tag::INPUT | Tag::SELECT | Tag::TEXTAREA | Tag::FORM | Tag::LABEL)
}

impl Settling<'_> {
    fn bytes(&self, block: usize) -> usize {
        self.blocks.get(block).map_or(0, Block::bytes)
    }

    fn is_nag(&self, block: usize) -> bool {
        self.list.get(block).is_some_and(|labelled| labelled.label.is_nag())
    }

    /// The element that a block stands in. The text of a box beside other blocks, as its button, stands in the box, as they do.
    fn place(&self, block: usize) -> Option<u32> {
        let own = self.blocks.get(block)?.node;
        let next = self.blocks.get(block + 1).map_or(own, |next| next.node);
        // Up to here there are no other nodes than those between the two: all such climbs together are no longer than the page.
        let stands = self.page.ancestors(next).find(|above| *above <= own) == Some(own);
        if stands {
            return Some(own);
        }
        // A paragraph of an entry stands in the list, as the entry's own text would.
        let parent = self.page.parent(own)?;
        if self.page.tag(parent) == Tag::LI { self.page.parent(parent) } else { Some(parent) }
    }

    fn runs(&mut self) {
        let mut at = 0;
        while at < self.list.len() {
            if !self.is_nag(at) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while self.is_nag(end) && self.place(end) == self.place(at) {
                end += 1;
            }
            self.agree(at, end);
            if self.is_bare_list(at, end) {
                self.take_for_article(at, end);
            } else if !self.back_up(at, end) {
                self.doubt(at, end);
            }
            at = end;
        }
    }

    fn whole(&self, first: usize, last: usize) -> f32 {
        let [_, donation, paywall, newsletter, prompt, ..] = self.evidence.window_text(first, last);
        donation + paywall + newsletter + prompt
    }

    /// A run that reads like one widget makes its blocks surer. Gives whether it does.
    fn back_up(&mut self, first: usize, last: usize) -> bool {
        let whole = self.whole(first, last);
        if last - first < 2 || whole < BACKED {
            return false;
        }
        for labelled in self.list.get_mut(first..last).unwrap_or_default() {
            // What is taken off the doubt that a block is article goes to what it was taken for.
            let article = labelled.probabilities[Label::Article as usize];
            labelled.probabilities[Label::Article as usize] = article * (1.0 - whole);
            labelled.probabilities[labelled.label as usize] += article * whole;
            labelled.score = labelled.probabilities[labelled.label as usize].clamp(0.0, 1.0);
        }
        true
    }

    /// A button or a line of a few words is of the kind of the text that it stands with: "Remind me later" belongs to the appeal above it, and
    /// goes and stays with it.
    fn agree(&mut self, first: usize, last: usize) {
        if self.whole(first, last) < AGREES {
            return;
        }
        let mut bytes = [0_usize; 14];
        for block in first..last {
            let Some(labelled) = self.list.get(block) else { continue };
            bytes[labelled.label as usize] += self.bytes(block);
        }
        let all: usize = bytes.iter().sum();
        let Some(kind) = Label::ALL.into_iter().find(|label| bytes[*label as usize] * 100 > all * MAIN_KIND) else {
            return;
        };
        for block in first..last {
            let short = self.bytes(block) <= SHORT_BYTES;
            let Some(labelled) = self.list.get_mut(block).filter(|labelled| short && labelled.label != kind) else {
                continue;
            };
            // The kinds' shares change places: how sure it is to be a nag stays as it was.
            labelled.probabilities.swap(labelled.label as usize, kind as usize);
            labelled.label = kind;
        }
    }

    /// Whether a node holds a block of the article directly.
    fn is_column(&self, node: u32) -> bool {
        self.columns.get(node as usize) == Some(&true)
    }

    /// Whether these blocks are a list in which nothing can be clicked or filled in, among the article's blocks; or in a box of its own, nothing in
    /// that box either, and numbers in it: what a thing costs that the article is about. An offer's prices lead somewhere, and what it promises may
    /// be a list by itself; an account's numbers follow the appeal that they are given for.
    fn is_bare_list(&self, first: usize, last: usize) -> bool {
        let inside = self.place(first).filter(|place| matches!(self.page.tag(*place), Tag::UL | Tag::OL | Tag::DL));
        let Some((inside, around)) = inside.and_then(|inside| Some((inside, self.page.parent(inside)?))) else {
            return false;
        };
        let among = self.is_column(around);
        let follows = |before: usize| {
            let inside = self.blocks.get(before).is_some_and(|block| block.node > around);
            inside && self.is_nag(before) && self.bytes(before) > SENTENCE
        };
        if !among && first.checked_sub(1).is_some_and(follows) {
            return false;
        }
        let numbers =
            || (first..last).filter(|block| self.blocks.text(*block).bytes().any(|byte| byte.is_ascii_digit()));
        if !among && numbers().count() * 2 < last - first {
            return false;
        }
        let whole = if among { inside } else { around };
        let end = self.ends.get(whole as usize).copied().unwrap_or(whole);
        end - whole <= MOST_NODES && (whole..end).all(|node| !is_control(self.page.tag(node)))
    }

    /// A short run of nags in a container that holds article blocks too reads like a nag only by its words: they must say so by
    /// themselves, and it must be surer than one that has a box of its own, or it is taken for what stands around it. A lone button is a nag to the networks
    /// by its shape alone, whatever it says, and so is an article's last line behind a box that asks for money.
    fn doubt(&mut self, first: usize, last: usize) {
        let bytes: usize = (first..last).map(|block| self.bytes(block)).sum();
        let beside = self.place(first).is_some_and(|place| self.is_column(place));
        let sure = self
            .list
            .get(first..last)
            .unwrap_or(&[])
            .iter()
            .map(|labelled| nag(&labelled.probabilities))
            .fold(0.0, f32::max);
        let certain = sure >= LONE_SURE && self.whole(first, last) >= AGREES;
        if last - first > LONE_BLOCKS || bytes >= LONE_BYTES || !beside || certain {
            return;
        }
        self.take_for_article(first, last);
    }

    fn take_for_article(&mut self, first: usize, last: usize) {
        for block in first..last {
            let node = self.blocks.get(block).map_or(0, |block| block.node);
            let role = role(self.page, node, true, true);
            if let Some(labelled) = self.list.get_mut(block) {
                labelled.label = Label::Article;
                labelled.role = role;
                labelled.score = labelled.probabilities[Label::Article as usize];
                labelled.reasons = [Some(Reason::Place), None, None, None];
            }
        }
    }
}

#[cfg(all(test, feature = "html"))]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use crate::label::Label;
    use crate::{Options, analyze, page_from_html};

    fn hidden(button: &str) -> usize {
        let html = format!(
            "<title>The ferry that nobody counted</title><article><h1>The ferry that nobody counted</h1>\
             <p>The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice of that long winter.</p>\
             <p>So it did today, with eleven people and a piano aboard, and nobody on the quay asked the captain’s brother what for.</p>\
             <p><button>{button}</button></p>\
             <p>The council met on Tuesday evening and agreed, after three hours, that the old bridge should be repaired before winter comes.</p>\
             <p>Nobody in the village has counted the boats since the clerk retired, and the book lies where he left it.</p></article>"
        );
        analyze(page_from_html(&html, "").unwrap().page(), &Options::default()).plan.hide.len()
    }

    #[test]
    fn a_lone_button_in_an_article_is_a_nag_only_if_it_says_so() {
        for words in ["Chart", "Show map", "Listen", "Next"] {
            assert_eq!(hidden(words), 0, "{words}");
        }
        assert_eq!(hidden("Support us: donate now"), 1);
    }

    #[test]
    fn an_articles_last_line_behind_an_appeal_is_not_part_of_it() {
        let story: String = [
            "The ferry to Sandholm has run every morning since 1911, and for most of that time nobody thought to count who was on it. Last winter the harbour office began to, with a clicker and a notebook.",
            "On an ordinary Tuesday in January, two hundred and twelve people crossed. Forty of them were schoolchildren, nineteen were nurses on their way to the night shift at the county hospital.",
            "The council had been told that the boat was empty. That report, it turned out, was written in the fortnight when the slipway was being repaired and the ferry lay in dry dock.",
            "Marit Oldervik, who has captained the boat since 2004, says that she read the report at the kitchen table and laughed until her tea went cold. Then she drove to the town hall.",
        ]
        .map(|words| format!("<p>{words}</p>"))
        .concat();
        let html = format!(
            "<title>The ferry that nobody counted</title><main><article><h1>The ferry that nobody counted</h1>{story}\
             <aside class='donation-banner fundraising-appeal' aria-label='Donate'><button class='donation-banner__close' aria-label='Close'>×</button>\
             <h2>Support us: please donate today</h2>\
             <p>Our reporting is free to read because readers donate. If everyone who reads this made a donation of only $3, our fundraiser would be over within the hour. Please support us with a donation.</p>\
             <p>We have no owner and no shareholders. Your donation, one time or monthly, pays our reporters. Please donate what you can: it takes less than a minute to support us.</p>\
             <form action='/donate'><label><input type='radio' name='amount' value='5'> $5</label> <button class='donate-button'>Donate now</button></form></aside>\
             <p>The harbour office will count again in the spring, it says.</p></article></main>"
        );
        let parsed = page_from_html(&html, "").unwrap();
        let analysis = analyze(parsed.page(), &Options::default());
        assert!(!analysis.plan.hide.is_empty(), "the appeal stays");
        let last = analysis.blocks.len() - 1;
        assert_eq!(analysis.blocks.text(last), "The harbour office will count again in the spring, it says.");
        assert_eq!(analysis.labels.get(last).unwrap().label, Label::Article);
    }

    #[test]
    fn an_articles_last_line_before_an_appeal_with_a_link_of_its_own_is_not_part_of_it() {
        let html = "<html lang=de><title>Das letzte Licht von Hand</title><main><article><h1>Das letzte Licht von Hand</h1>\
             <p>Der Leuchtturmwärter von Alt-Möwenhaupt hat am Montag zum letzten Mal das Licht von Hand entzündet. Seit 1874 war das an jedem Abend geschehen, auch in den beiden Wintern, in denen die Bucht bis zum Grund zufror.</p>\
             <p>„Man hört es, wenn die Linse warm wird“, sagt Hinnerk Boysen, der das Amt von seiner Tante übernahm. Er hat eine Liste geführt, in der jede Nacht steht, mit Windrichtung, Sicht und der Zahl der Schiffe.</p>\
             <p>Boysen selbst will im Frühjahr einen Garten anlegen, hinter der Mauer, wo der Wind nicht hinkommt. Von dort aus kann man das Licht nicht sehen. Er habe es, sagt er, lange genug angesehen.</p>\
             <section class='unterstuetzen'><h3>Unterstützen Sie unabhängigen Journalismus</h3><p>Wir schreiben ohne Verlag und ohne Werbung. Mit 5 Euro im Monat helfen Sie uns, weiter zu berichten.</p>\
             <a href='/spenden' class='btn'>Jetzt spenden</a></section></article></main>";
        let parsed = page_from_html(html, "").unwrap();
        let analysis = analyze(parsed.page(), &Options::default());
        let last =
            (0..analysis.blocks.len()).find(|block| analysis.blocks.text(*block).starts_with("Boysen selbst")).unwrap();
        assert_eq!(analysis.labels.get(last).unwrap().label, Label::Article);
        assert_eq!(analysis.plan.hide.len(), 1);
    }

    /// What the blocks with a price in them are, in a review of two apps, each with a list of prices in such a box: what opens it, what closes
    /// it, what opens an entry.
    fn prices([open, close, entry]: [&str; 3]) -> Vec<(String, Label)> {
        let app = |name: &str, said: &str, prices: &[&str]| {
            let list = prices.iter().map(|price| format!("<li>{entry}{price}</li>")).collect::<Vec<_>>().concat();
            format!("<h2>{name}</h2><p>{said}</p>{open}<p>Subscription costs:</p><ul>{list}</ul>{close}")
        };
        let html = format!(
            "<html lang=en><title>Two apps that teach you Norn, compared</title><main><article><h1>Two apps that teach you Norn, compared</h1>\
             <p>Norn has not been spoken at home since the eighteenth century, and yet two companies sell lessons in it. We took both for a month, on the same phone and the same bus.</p>{}{}\
             <p>Neither taught us how to ask a fisherman for the time of the next boat, which is what most of their pupils say they want.</p></article></main>",
            app(
                "Skerry",
                "The older of the two has the best recordings, made with the last family that still sings in it, and the worst spelling.",
                &["Free for 3 lessons", "Monthly subscription: US$14.99 per month", "Annual subscription: US$77.99"]
            ),
            app(
                "Tongue",
                "Its lessons are short and its owner answers letters by hand, though not always in the language that they were written in.",
                &["6-month subscription: US$9.99 per month", "Lifetime subscription: US$299.99"]
            ),
        );
        let parsed = page_from_html(&html, "").unwrap();
        let analysis = analyze(parsed.page(), &Options::default());
        let texts = (0..analysis.blocks.len()).map(|at| analysis.blocks.text(at).to_owned());
        let labels = analysis.labels.iter().map(|labelled| labelled.label);
        texts.zip(labels).filter(|(text, _)| text.contains("US$")).collect()
    }

    #[test]
    fn a_list_of_what_things_cost_is_the_articles_among_its_paragraphs_and_in_a_box_of_its_own() {
        let boxed = "<div class=widget><div class=widget-container>";
        for kind in [["", "", ""], ["", "", "<p>"], [boxed, "</div></div>", ""], [boxed, "</div></div>", "<p>"]] {
            let found = prices(kind);
            assert_eq!(found.len(), 4);
            assert!(found.iter().all(|(_, label)| *label == Label::Article), "{kind:?}: {found:?}");
        }
    }

    #[test]
    fn prices_that_lead_somewhere_are_an_offer() {
        let offer = [
            "<aside class=subscribe-offer><h3>Subscribe to the Ledger</h3><p>All of the Ledger on every device. Cancel at any time.</p>",
            "<a class=button href=/subscribe>Subscribe now</a></aside>",
            "",
        ];
        let found = prices(offer);
        assert!(found.iter().all(|(_, label)| *label == Label::Paywall), "{found:?}");
    }

    #[test]
    fn the_account_that_an_appeal_names_in_a_list_goes_with_it() {
        let html = "<html lang=de><title>Der letzte Bäcker von Alt-Möwenhaupt</title><main><article><h1>Der letzte Bäcker von Alt-Möwenhaupt</h1>\
             <p>Um drei Uhr morgens brennt in der Hafenstraße nur ein Licht. Hinter dem Fenster steht Hinnerk Boysen und wartet, dass der Teig geht, wie sein Vater und dessen Vater es getan haben.</p>\
             <p>Im Herbst hört er auf. Eine Nachfolge hat sich nicht gefunden, obwohl die Gemeinde zwei Jahre lang gesucht und sogar in Dänemark eine Anzeige geschaltet hat.</p>\
             <p>„Brot wird es weiter geben“, sagt er, „aber es wird von weit her kommen, und niemand wird wissen, wer es gebacken hat.“ Dann schaltet er das Radio ein.</p>\
             <aside class=spenden><h3>Unterstützen Sie unsere Arbeit</h3><p>Wir berichten ohne Verlag und ohne Werbung. Bitte spenden Sie, damit das so bleibt: Jeder Beitrag hilft uns, unabhängig zu berichten.</p>\
             <ul><li>Spendenkonto: Förderverein Küstenblatt</li><li>IBAN: DE00 2145 0000 0123 4567 89</li><li>BIC: NOLADE21XXX</li></ul></aside></article></main>";
        let parsed = page_from_html(html, "").unwrap();
        let analysis = analyze(parsed.page(), &Options::default());
        for (at, labelled) in analysis.labels.iter().enumerate().skip(4) {
            assert_eq!(labelled.label, Label::Donation, "{}", analysis.blocks.text(at));
        }
        assert_eq!(analysis.plan.hide.len(), 1);
    }

    #[test]
    fn what_stands_in_an_appeals_box_beside_its_paragraphs_is_part_of_it() {
        let html = "<html lang=pt><title>O farol que ninguém apagou</title><main><article><h1>O farol que ninguém apagou</h1>\
             <p>Durante onze anos, o farol da Ponta Grossa acendeu-se todas as noites às sete, embora a Marinha o tivesse dado por desligado. Quem o acendia era a filha do último faroleiro.</p>\
             <p>«Os barcos continuam a sair», diz Teresa Mendonça, de sessenta e dois anos. «Alguém tem de lhes mostrar onde fica a terra.» A conta da luz, que ela paga do próprio bolso, ronda os quarenta euros.</p>\
             <div class='apoio-box'><h3>Apoie o jornalismo local</h3><p>A Gazeta não tem dono nem acionistas. Se lê as nossas reportagens, considere fazer um donativo: 5 €, 10 € ou 25 € por mês.</p>\
             <a class='btn' href='/apoiar'>Doar agora</a></div>\
             <p>Na capitania, ninguém sabia de nada até outubro, quando um navio de carga agradeceu por rádio a luz que, segundo os mapas, já não existia. O capitão do porto foi ver e ficou para jantar.</p></article></main>";
        let parsed = page_from_html(html, "").unwrap();
        let analysis = analyze(parsed.page(), &Options::default());
        let label = |text: &str| {
            let block = (0..analysis.blocks.len()).find(|block| analysis.blocks.text(*block) == text).unwrap();
            analysis.labels.get(block).unwrap().label
        };
        assert_eq!(label("Doar agora"), Label::Donation);
        assert_eq!(analysis.plan.hide.len(), 1);
    }
}
