//! What is settled, on whole pages.

use crate::label::{Label, Role};
use crate::page::Page;
use crate::{Analysis, Options, analyze, page_from_html};

/// The texts that a page's plan hides, and what they were taken for.
fn hidden_of(analysis: &Analysis, page: &Page) -> Vec<(String, Label)> {
    let ends = page.subtree_ends();
    let hidden = |node: u32| {
        analysis
            .plan
            .hide
            .iter()
            .any(|item| item.node <= node && node < ends.get(item.node as usize).copied().unwrap_or(0))
    };
    let blocks = analysis.blocks.iter().zip(analysis.labels.iter()).enumerate();
    let gone = blocks.filter(|(_, (block, _))| hidden(block.node));
    gone.map(|(at, (_, labelled))| (analysis.blocks.text(at).to_owned(), labelled.label)).collect()
}

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
fn a_short_line_of_the_article_beside_an_appeal_in_its_column_is_not_part_of_it() {
    let said = [
        "I have been away from this desk for three weeks, and I owe you a letter.",
        "The reason is a goat, and the goat is called Ingrid.",
        "She came in by the garden door on the night of the storm and has refused every invitation to leave.",
        "My neighbour says that she belongs to nobody; the vet says that she is nine.",
        "I am a dog person, or was.",
        "Last week I wrote four thousand words about glaciers and she ate most of them.",
        "So this letter is short.",
        "What I have heard: the new record by the Skerry choir, twice a day.",
        "If you are in Havnsund on the 19th, come and say hello: I am reading at the Grand.",
        "Ingrid will not be there.",
    ];
    let appeal = "<p><strong>Support our work.</strong> Become a friend from £3 a month and read us without adverts. <a href=/friend>Become a friend</a></p>";
    let letter = "<p><em>Never miss a story: sign up for our <a href=/letter>weekly newsletter</a>.</em></p>";
    for place in 1..=said.len() {
        for appeal in [appeal.to_owned(), format!("<div class=box>{appeal}</div>")] {
            let [before, after] = [&said[..place], &said[place..]]
                .map(|said| said.iter().map(|text| format!("<p>{text}</p>")).collect::<Vec<_>>().concat());
            let html = format!(
                "<html lang=en><title>A letter from the north</title><main><article><h1>A letter from the north</h1>\
                 <div class=entry-content>{before}{appeal}{after}{letter}</div></article></main>"
            );
            let parsed = page_from_html(&html, "").unwrap();
            let analysis = analyze(parsed.page(), &Options::default());
            for (text, _) in hidden_of(&analysis, parsed.page()) {
                assert!(!said.contains(&text.as_str()), "{text} is hidden, the appeal in place {place}");
            }
        }
    }
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

#[test]
fn an_appeal_that_an_article_quotes_is_the_articles() {
    let story = |quoted: &str| {
        format!(
            "<html lang=en><title>What the beggars of the web say</title><main><article><h1>What the beggars of the web say</h1>\
             <p>For a year Runa Falk has collected the sentences with which papers ask their readers for an address, and pinned each of them to the wall of her office in Havnsund.</p>\
             <p>The most frequent one is seven words long, and she has it from a hundred and four of the three hundred papers that she reads:</p>{quoted}\
             <p>“It promises nothing and threatens nothing,” she says, “and so it works.” The rest of the wall is less polite, and hangs behind the door where visitors do not see it.</p>\
             <p>Her book comes out in the spring. Its cover is bare, because no sentence was thought good enough to stand on it.</p></article></main>"
        )
    };
    for quoted in [
        "Subscribe now and never miss a story",
        "Sign up for our newsletter to get the best of the site in your inbox.",
        "Please donate: our reporting is paid for by readers like you.",
    ] {
        for html in [
            format!("<blockquote><p>{quoted}</p></blockquote>"),
            format!("<blockquote class=wp-block-quote><p>{quoted}</p><cite>The Tidewater Ledger</cite></blockquote>"),
            format!("<figure class=wp-block-pullquote><blockquote><p>{quoted}</p></blockquote></figure>"),
            format!("<p>{quoted}</p>"),
        ] {
            let parsed = page_from_html(&story(&html), "").unwrap();
            let analysis = analyze(parsed.page(), &Options::default());
            assert!(hidden_of(&analysis, parsed.page()).is_empty(), "{html}");
        }
    }
    // What leads somewhere is none of the article's.
    let appeal = "<blockquote class=support><p>Please donate: our reporting is paid for by readers like you.</p><a href=/donate>Donate now</a></blockquote>";
    let parsed = page_from_html(&story(appeal), "").unwrap();
    assert!(!hidden_of(&analyze(parsed.page(), &Options::default()), parsed.page()).is_empty());
}

#[test]
fn what_readers_say_under_an_article_is_theirs() {
    let story = "<p>For a year Runa Falk has collected the sentences with which papers ask their readers for an address, and pinned each of them to the wall of her office in Havnsund.</p>\
        <p>“It promises nothing and threatens nothing,” she says of the most frequent one, “and so it works.” The rest of the wall is less polite, and hangs behind the door.</p>\
        <p>Her book comes out in the spring. Its cover is bare, because no sentence was thought good enough to stand on it.</p>";
    let said = [
        "I subscribe to the Ledger because of pieces like this one.",
        "Please sign me up for whatever newsletter has more goats.",
    ];
    let comment = |text: &str| {
        format!("<li class=post><div class=author>Jo</div><div class=post-message><p>{text}</p></div></li>")
    };
    let html = format!(
        "<html lang=en><title>The wall of Havnsund</title><main><article><h1>The wall of Havnsund</h1>{story}</article>\
         <section id=disqus_thread class=comments><h3>Comments (2)</h3><ul class=post-list>{}{}</ul></section></main>",
        comment(said[0]),
        comment(said[1])
    );
    let parsed = page_from_html(&html, "").unwrap();
    let analysis = analyze(parsed.page(), &Options::default());
    assert_eq!(hidden_of(&analysis, parsed.page()), []);
    for labelled in analysis.labels.iter() {
        assert!(labelled.label == Label::Article || labelled.role == Role::None, "{labelled:?}");
    }
}

#[test]
fn what_an_article_lets_its_readers_work_out_is_no_appeal() {
    let story = |box_: &str| {
        format!(
            "<html lang=en><title>What the new rate means</title><main><article><h1>What the new rate means</h1>\
             <p>The Bank of Corrin raised its rate on Thursday for the fourth time this year, to five and a quarter per cent, and said that it might do so again before the spring.</p>\
             <p>For most people with a house in Havnsund that means a letter from their lender in the next three weeks, and a larger sum on the first of the month.</p>{box_}\
             <p>“We had put something by,” says Tove Lind, who bought her flat in the old cannery two winters ago. “It was meant for the roof, and now it is not.”</p>\
             <p>The bank will meet again on the ninth of December. Nobody whom this paper has asked expects it to lower the rate.</p></article></main>"
        )
    };
    let check = |html: &str| {
        let parsed = page_from_html(&story(html), "").unwrap();
        let analysis = analyze(parsed.page(), &Options::default());
        assert_eq!(hidden_of(&analysis, parsed.page()), [], "{html}");
    };
    for html in [
        "<div class=book><h3>Book a table at the cannery</h3><form><label>Date <input type=date></label> <select><option>Guests 2</select> <button>Check availability</button></form></div>",
        "<aside class=facts><h3>Who can apply</h3><p>Households with an income of less than 180,000 crowns can apply for a grant of up to 2,500.</p></aside>",
    ] {
        check(html);
    }
    // To the smaller model what is monthly is asked for.
    if cfg!(feature = "large") {
        check(
            "<div class=widget><h3>Mortgage calculator</h3><form><label>Amount <input type=number></label> <label>Monthly <input type=number></label> <select><option>25 years</select> <button>Calculate</button></form></div>",
        );
        check(
            "<div class=calc><h3>Loan calculator</h3><form><label>Amount <input type=number value=150000></label> <label>Rate <input type=number value=4.2></label> <button>Calculate</button></form><p>Monthly cost: 1,067 crowns</p></div>",
        );
    }
    let appeal = "<div class=give><h3>Keep the Ledger going</h3><form><p>If everyone who reads this gave 50 crowns a month, we could pay for the winter. Please donate today.</p><label>Amount <input type=number></label> <button>Donate</button></form></div>";
    let parsed = page_from_html(&story(appeal), "").unwrap();
    assert!(!hidden_of(&analyze(parsed.page(), &Options::default()), parsed.page()).is_empty());
}

#[test]
#[cfg(feature = "large")]
fn a_line_whose_field_stands_behind_it_leads_somewhere() {
    let html = "<html lang=en><title>Twelve loaves and a cracked flue</title><main><article><h1>Twelve loaves and a cracked flue</h1>\
        <p>The bakery on Calder Street has been lighting its oven at ten past two every morning since before the street had lamps.</p>\
        <p>There are twelve dishes, and so there are twelve stotters. People have asked for more, and been told that thirteen is unlucky.</p>\
        <p>Sign up for our free weekly newsletter. No spam, unsubscribe at any time.</p>\
        <div><form action=/subscribe><div><input type=email placeholder=\"Your email address\"></div><div><input type=submit value=\"Sign up\"></div></form></div>\
        <p>They are gone by half past six. Some are spoken for: one for the lock keeper, one for the school cook, two for a family in the city.</p></article></main>";
    let parsed = page_from_html(html, "").unwrap();
    assert_eq!(hidden_of(&analyze(parsed.page(), &Options::default()), parsed.page()).len(), 1);
}

/// What goes of a story with these paragraphs in the middle of it, and the page's text.
fn story_with(middle: &str) -> (Vec<(String, Label)>, String) {
    let html = format!(
        "<title>The ferry that nobody counted</title><main><article><h1>The ferry that nobody counted</h1><div class='entry-content'>\
         <p>The ferry left the harbour of Havnsund at six, as it had every morning since the bridge was lost to the ice of that long winter.</p>\
         <p>So it did today, with eleven people and a piano aboard, and nobody on the quay asked the captain’s brother what for.</p>\
         <p>Marit Oldervik, who has captained the boat since 2004, says that she read the report at the kitchen table and laughed until her tea went cold. Then she drove to the town hall.</p>\
         <p>The council had been told that the boat was empty. That report, it turned out, was written in the fortnight when the slipway was being repaired and the ferry lay in dry dock.</p>{middle}\
         <p>The council met on Tuesday evening and agreed, after three hours, that the old bridge should be repaired before winter comes.</p>\
         <p>Nobody in the village has counted the boats since the clerk retired, and the book lies where he left it, open at the page of that day.</p>\
         </div></article></main>"
    );
    let page = page_from_html(&html, "").unwrap();
    let analysis = analyze(page.page(), &Options::default());
    (hidden_of(&analysis, page.page()), analysis.article_text(page.page()))
}

#[test]
fn what_an_article_says_of_asking_for_money_leads_nowhere_and_stays() {
    for middle in [
        "<p>EDITOR: Our readers pay for this paper, and we ask them to support us every autumn.</p>\
         <p>Q: Isn’t that begging?</p><p>EDITOR: Please donate what you can, we write, and they do: eleven euros each, on average.</p>\
         <p>Q: And if they stop?</p><p>EDITOR: Then we will close. We have no owner and no shareholders, and nobody else who would pay for us.</p>",
        "<p>Without your support there would be no Havnsund Courier. Nine hundred of you give us five euros a month, and that pays two reporters.</p>\
         <p>We do not have a foundation behind us. If you have not become a member yet, please think about it: every contribution helps.</p>\
         <p>We will tell you each quarter what your money was spent on.</p>",
    ] {
        assert_eq!(story_with(middle).0, []);
    }
}

#[test]
fn what_follows_the_articles_container_is_no_part_of_what_stands_last_in_it() {
    let story = "<p>Wilma Dray began the Havnsund Courier with a folding table. It now has nine reporters and 6,100 members. We met in what used to be a fish market.</p>\
        <p>Seventy-one percent comes from readers. The rest is events and one very patient foundation, which has never asked what we print.</p>\
        <p><strong>What do you say to them?</strong></p>\
        <p>The truth. “We don’t have a billionaire owner. We have you. If you can, please support our work from $5 a month.”</p>\
        <p><strong>Why no paywall?</strong></p>\
        <p>Because those who must know when the water will be turned off can’t pay. Our journalism is free for everyone because some choose to pay for it.</p>\
        <p><strong>And if they stop?</strong></p>\
        <p>Then we go back to the folding table. Become a member or don’t; I’ll still be at the council meeting.</p>";
    let behind = "<p class='share'><a href='/f' aria-label='Share'></a><a href='/m' aria-label='Mail'></a></p><ul class='related'><li><a href='/a'>Council delays vote on the bridge</a></li></ul>";
    let html = format!(
        "<title>We asked</title><main><article><h1>“We asked. They paid”</h1><div>{story}</div></article>{behind}</main>"
    );
    let page = page_from_html(&html, "").unwrap();
    let hidden = hidden_of(&analyze(page.page(), &Options::default()), page.page());
    assert_eq!(hidden, []);
}

#[test]
fn much_that_can_not_be_clicked_leads_nowhere_either() {
    let told = "The truth. “We don’t have a billionaire owner. We have you. If you can, please support our work from $5 a month. Our journalism is free for everyone because some choose to pay for it. Become a member today.”";
    let words = format!("<span class=w>{}</span> ", told.replace(' ', "</span> <span class=w>"));
    let chart = "<div class=bar></div>".repeat(130);
    let story = |last: &str| {
        let html = format!(
            "<title>We asked</title><main><article><h1>“We asked. They paid”</h1><div>\
             <p>Wilma Dray began the Havnsund Courier with a folding table. It now has nine reporters and 6,100 members. We met in what used to be a fish market.</p>\
             <p>Seventy-one percent comes from readers. The rest is events and one very patient foundation, which has never asked what we print.</p>\
             <p>The ferry brings the paper to the islands at six. Nobody there has paid for it since the bridge was lost to the ice, and nobody was ever asked to.</p>{last}</div></article></main>"
        );
        let page = page_from_html(&html, "").unwrap();
        hidden_of(&analyze(page.page(), &Options::default()), page.page())
    };
    for last in [
        format!("<p>{told}</p>"),
        format!("<p>{words}{words}{words}</p>"),
        format!("<p>{told}</p><div class=chart>{chart}</div>"),
    ] {
        assert!(story(&last).is_empty(), "{last}");
    }
    let asks = "<title>The bridge stays</title><main><article><h1>The bridge stays</h1><div>\
        <p>The council of Havnsund voted on Tuesday to keep the old harbour bridge open for another two years, after engineers said that the repairs made last autumn would hold longer than expected.</p>\
        <p>Residents on the north side had argued for months that a closure would cut them off from the hospital, and that the ferry could not carry the number of cars that cross each morning.</p>\
        <p>The mayor said that the decision was not an easy one. The money for a new bridge has been promised by the ministry, but the ministry has promised it before, and nothing came of it.</p>\
        <p>Our journalism is free for everyone because some choose to pay for it. We don’t have a billionaire owner, we have you. If you can, please support our work from five dollars a month. Become a member today, because independent reporting costs money and your donation makes it possible.</p>\
        <div role=button>Donate now</div>\
        <p>Work on the foundations is to begin in the spring of next year at the earliest. Until then heavy lorries must take the road around the fjord, which adds forty minutes to the trip.</p>\
        <p>Not all were content. The harbour master said that the pillars had been struck by ships three times since the summer, and that nobody had looked at them from below since.</p></div></article></main>";
    let page = page_from_html(asks, "").unwrap();
    assert_eq!(hidden_of(&analyze(page.page(), &Options::default()), page.page()).len(), 2);
}

#[test]
fn a_sentence_before_an_appeal_of_one_line_is_hidden_no_more_than_it_is_left_out_of_the_text() {
    let appeal = "<p>If you like what we do, you can <a href='https://patrons.example/courier'>support us on Patreon</a> from $3 a month. Thank you!</p>";
    let (hidden, text) = story_with(&format!(
        "<p>The boats will be counted again in June, from canoes.</p><p>Until then the harbour office has put up a sign.</p>{appeal}"
    ));
    assert!(hidden.iter().all(|(words, _)| words.starts_with("If you like what we do")), "{hidden:?}");
    for sentence in
        ["The boats will be counted again in June, from canoes.", "Until then the harbour office has put up a sign."]
    {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
}
