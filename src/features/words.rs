//! The cue lexicon: stems in many languages that appeals, prompts and notices are made of. Data only: what a cue is worth is learned.
//!
//! A stem marks a word that begins with it; an exact word only itself (short words begin too many others). Left out on purpose: names of
//! papers, vendors of one country, and words that are as common in articles ("help", "please").
//! Both lists are sorted by bytes; a test keeps them so.

/// What a word may point to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Cue {
    /// Giving money.
    Give,
    /// Supporting, membership.
    Support,
    /// Independence, journalism.
    Independent,
    /// A period of time that is paid for.
    Period,
    /// Subscribing.
    Subscribe,
    /// A trial, an offer, a discount, cancelling.
    Offer,
    /// Logging in, registering, an account.
    LogIn,
    /// "Already" (a subscriber).
    Already,
    /// Access, reading on, exclusive content.
    Access,
    /// An e-mail address.
    Email,
    /// A newsletter or channel.
    Newsletter,
    /// Closing, refusing, putting off.
    Dismiss,
    /// Cookies, privacy, consent.
    Cookie,
    /// Apps, downloads, notifications, browsers.
    App,
    /// Ad blockers and advertising.
    AdBlock,
    /// The reader is addressed.
    You,
    /// The publisher speaks of itself.
    We,
    /// Means of payment.
    Payment,
    /// Surveys, age, region.
    Survey,
    /// Currency, amounts.
    Money,
}

impl Cue {
    /// All cues in the order of their numbers.
    pub const ALL: [Cue; 20] = [
        Cue::Give,
        Cue::Support,
        Cue::Independent,
        Cue::Period,
        Cue::Subscribe,
        Cue::Offer,
        Cue::LogIn,
        Cue::Already,
        Cue::Access,
        Cue::Email,
        Cue::Newsletter,
        Cue::Dismiss,
        Cue::Cookie,
        Cue::App,
        Cue::AdBlock,
        Cue::You,
        Cue::We,
        Cue::Payment,
        Cue::Survey,
        Cue::Money,
    ];
}

/// Beginnings of words.
#[rustfmt::skip]
const STEMS: &[(&str, Cue)] = &[
    ("aanbieding", Cue::Offer), ("aanmeld", Cue::LogIn), ("abbon", Cue::Subscribe),
    ("abbonati", Cue::Access), ("ablehn", Cue::Cookie), ("abonament", Cue::Subscribe), ("abonees", Cue::Subscribe),
    ("aboneli", Cue::Subscribe), ("abonent", Cue::Subscribe), ("abonn", Cue::Subscribe), ("abonné", Cue::Subscribe),
    ("abonē", Cue::Subscribe), ("acceder", Cue::LogIn), ("accept", Cue::Cookie), ("accepter", Cue::Cookie), ("accepteren", Cue::Cookie),
    ("acceptér", Cue::Cookie), ("acceso", Cue::Access), ("accesso", Cue::Access), ("accetta", Cue::Cookie), ("aceitar", Cue::Cookie),
    ("aceptar", Cue::Cookie), ("acesso", Cue::Access), ("adblock", Cue::AdBlock), ("adblocker", Cue::AdBlock),
    ("adblockplus", Cue::AdBlock), ("adfree", Cue::Independent), ("adgang", Cue::Access), ("adomány", Cue::Give),
    ("advertising", Cue::AdBlock), ("akceptuj", Cue::Cookie), ("akció", Cue::Offer), ("akzept", Cue::Cookie),
    ("allerede", Cue::Already), ("already", Cue::Already), ("anda", Cue::You), ("android", Cue::App), ("angebot", Cue::Offer),
    ("anmeld", Cue::LogIn), ("annet", Cue::Give), ("annetu", Cue::Give), ("annonsblock", Cue::AdBlock), ("annual", Cue::Period),
    ("annuel", Cue::Period), ("annuler", Cue::Offer), ("annuo", Cue::Period), ("anual", Cue::Period), ("apoia", Cue::Support),
    ("apoiar", Cue::Support), ("apoie", Cue::Support), ("aportac", Cue::Give), ("apoyar", Cue::Support), ("apóya", Cue::Support),
    ("assin", Cue::Subscribe), ("assinantes", Cue::Access), ("atbalst", Cue::Support), ("aukoj", Cue::Give), ("autentific", Cue::LogIn),
    ("aviser", Cue::App), ("aylık", Cue::Period), ("baixar", Cue::App), ("bankverbindung", Cue::Payment),
    ("bağımsız", Cue::Independent), ("bağış", Cue::Give), ("bedankt", Cue::Dismiss), ("beitragen", Cue::Give), ("bejelent", Cue::LogIn),
    ("benachricht", Cue::App), ("berechtigt", Cue::Cookie), ("berichterstatt", Cue::Independent), ("berlangganan", Cue::Subscribe),
    ("bezpłat", Cue::Offer), ("bezár", Cue::Dismiss), ("bildirim", Cue::App), ("bitcoin", Cue::Payment), ("biuletyn", Cue::Newsletter),
    ("bizim", Cue::We), ("bloccante", Cue::AdBlock), ("blocker", Cue::AdBlock), ("bloqueador", Cue::AdBlock),
    ("bloqueur", Cue::AdBlock), ("boletin", Cue::Newsletter), ("boletín", Cue::Newsletter), ("bonifico", Cue::Payment),
    ("briefing", Cue::Newsletter), ("bulan", Cue::Period), ("bulletin", Cue::Newsletter), ("bülten", Cue::Newsletter),
    ("bạn", Cue::You), ("cancela", Cue::Offer), ("cartão", Cue::Payment), ("cerrar", Cue::Dismiss), ("chiudi", Cue::Dismiss),
    ("chúng", Cue::We), ("citește", Cue::Access), ("confidentialit", Cue::Cookie), ("connectez", Cue::LogIn), ("connexion", Cue::LogIn),
    ("consenso", Cue::Cookie), ("consent", Cue::Cookie), ("consentement", Cue::Cookie), ("consentim", Cue::Cookie),
    ("contribu", Cue::Give), ("contribuc", Cue::Give), ("contribui", Cue::Give), ("contribut", Cue::Give), ("cookie", Cue::Cookie),
    ("cookies", Cue::Cookie), ("correo", Cue::Email), ("courriel", Cue::Email), ("credit", Cue::Payment), ("crowdfund", Cue::Give),
    ("czytaj", Cue::Access), ("członk", Cue::Support), ("darova", Cue::Give), ("darovat", Cue::Give), ("darowizn", Cue::Give),
    ("daruj", Cue::Give), ("datenschutz", Cue::Cookie), ("datkow", Cue::Give), ("dein", Cue::You), ("descarga", Cue::App),
    ("desconto", Cue::Offer), ("descuento", Cue::Offer), ("destek", Cue::Support), ("digitalabo", Cue::Subscribe),
    ("discount", Cue::Offer), ("dismiss", Cue::Dismiss), ("ditt", Cue::You), ("doaç", Cue::Give), ("dollar", Cue::Money),
    ("donac", Cue::Give), ("donasi", Cue::Give), ("donat", Cue::Give), ("donaz", Cue::Give), ("donaç", Cue::Give),
    ("donați", Cue::Give), ("doneaz", Cue::Give), ("doneer", Cue::Give), ("doner", Cue::Give), ("doniere", Cue::Give),
    ("dostęp", Cue::Access), ("download", Cue::App), ("dsgvo", Cue::Cookie), ("dukung", Cue::Support), ("dziennikar", Cue::Independent),
    ("dziękuj", Cue::Dismiss), ("déjà", Cue::Already), ("děkuj", Cue::Dismiss), ("einlogg", Cue::LogIn), ("einwillig", Cue::Cookie),
    ("elfogad", Cue::Cookie), ("előfiz", Cue::Subscribe), ("email", Cue::Email), ("emailadresse", Cue::Email),
    ("encuesta", Cue::Survey), ("epaper", Cue::Subscribe), ("epost", Cue::Email), ("eposta", Cue::Email), ("erbjudande", Cue::Offer),
    ("erinner", Cue::Dismiss), ("erişim", Cue::Access), ("exclusif", Cue::Access), ("exclusiv", Cue::Access),
    ("exclusive", Cue::Access), ("exklusiv", Cue::Access), ("fechar", Cue::Dismiss), ("feedback", Cue::Survey),
    ("fermer", Cue::Dismiss), ("forint", Cue::Money), ("franken", Cue::Money), ("freischalt", Cue::Access), ("fundrais", Cue::Give),
    ("független", Cue::Independent), ("gazeteci", Cue::Independent), ("gdpr", Cue::Cookie), ("geburt", Cue::Survey),
    ("gemeinnützig", Cue::Independent), ("giornalis", Cue::Independent), ("giropay", Cue::Payment), ("godkänn", Cue::Cookie),
    ("gracias", Cue::Dismiss), ("gratuit", Cue::Offer), ("gratuitement", Cue::Offer), ("gratuito", Cue::Offer),
    ("grazie", Cue::Dismiss), ("grátis", Cue::Offer), ("gönner", Cue::Give), ("havonta", Cue::Period), ("herunterlad", Cue::App),
    ("homescreen", Cue::App), ("hozzáfér", Cue::Access), ("hozzájárul", Cue::Cookie), ("hyväksy", Cue::Cookie),
    ("hírlevél", Cue::Newsletter), ("hónap", Cue::Period), ("hỗ", Cue::Support), ("identifi", Cue::LogIn), ("ielogot", Cue::LogIn),
    ("ignorer", Cue::Dismiss), ("ilimit", Cue::Access), ("illimit", Cue::Access), ("ilmais", Cue::Offer), ("ilmaiseksi", Cue::Offer),
    ("inbox", Cue::Newsletter), ("independen", Cue::Independent), ("independent", Cue::Independent),
    ("independiente", Cue::Independent), ("indipend", Cue::Independent), ("indépend", Cue::Independent),
    ("infolettre", Cue::Newsletter), ("informativo", Cue::Newsletter), ("inlog", Cue::LogIn), ("inscri", Cue::LogIn),
    ("install", Cue::App), ("investigat", Cue::Independent), ("iphone", Cue::App), ("jaar", Cue::Period), ("javascript", Cue::App),
    ("jornalis", Cue::Independent), ("journalis", Cue::Independent), ("journalism", Cue::Independent), ("journalist", Cue::Independent),
    ("jouw", Cue::You), ("juba", Cue::Already), ("jurnalis", Cue::Independent), ("jährlich", Cue::Period), ("jäsen", Cue::Support),
    ("kabul", Cue::Cookie), ("kapat", Cue::Dismiss), ("karty", Cue::Payment), ("kartą", Cue::Payment), ("kiitos", Cue::Dismiss),
    ("kirjaudu", Cue::LogIn), ("klarna", Cue::Payment), ("kofi", Cue::Payment), ("kokeile", Cue::Offer), ("korlátlan", Cue::Access),
    ("korting", Cue::Offer), ("korun", Cue::Money), ("kostenlos", Cue::Offer), ("kreditkarte", Cue::Payment), ("kuukau", Cue::Period),
    ("kuussa", Cue::Period), ("később", Cue::Dismiss), ("köszön", Cue::Dismiss), ("kündbar", Cue::Offer), ("kündigen", Cue::Offer),
    ("lahjoit", Cue::Give), ("langganan", Cue::Subscribe), ("lastschrift", Cue::Payment), ("leggere", Cue::Access),
    ("legitimate", Cue::Cookie), ("lendo", Cue::Access), ("leyendo", Cue::Access), ("liberapay", Cue::Payment), ("lira", Cue::Money),
    ("location", Cue::Survey), ("logg", Cue::LogIn), ("login", Cue::LogIn), ("logon", Cue::LogIn), ("luke", Cue::Access),
    ("lukk", Cue::Dismiss), ("lukuoikeus", Cue::Access), ("lunar", Cue::Period), ("lună", Cue::Period), ("maand", Cue::Period),
    ("maandelijks", Cue::Period), ("mainosesto", Cue::AdBlock), ("medlem", Cue::Support), ("meidän", Cue::We), ("mejl", Cue::Email),
    ("meldingen", Cue::App), ("membership", Cue::Support), ("membro", Cue::Support), ("mensal", Cue::Period), ("mensile", Cue::Period),
    ("mensual", Cue::Period), ("mensuel", Cue::Period), ("mesač", Cue::Period), ("mesiac", Cue::Period), ("miembro", Cue::Support),
    ("miesiąc", Cue::Period), ("miesięcz", Cue::Period), ("mitglied", Cue::Support), ("monat", Cue::Period), ("monatlich", Cue::Period),
    ("monthly", Cue::Period), ("myöhem", Cue::Dismiss), ("mäzen", Cue::Give), ("månad", Cue::Period), ("måned", Cue::Period),
    ("mēnes", Cue::Period), ("mėnes", Cue::Period), ("měsíc", Cue::Period), ("naroči", Cue::Subscribe), ("naročnin", Cue::Subscribe),
    ("nasz", Cue::We), ("nasza", Cue::We), ("nasze", Cue::We), ("naujienlaišk", Cue::Newsletter), ("navigateur", Cue::App),
    ("naše", Cue::We), ("nekünk", Cue::We), ("neodvis", Cue::Independent), ("neomezen", Cue::Access), ("neovis", Cue::Independent),
    ("newsletter", Cue::Newsletter), ("nezávis", Cue::Independent), ("nieuwsbrief", Cue::Newsletter), ("niezależ", Cue::Independent),
    ("noastră", Cue::We), ("nonprofit", Cue::Independent), ("nosotros", Cue::We), ("nossa", Cue::We), ("nosso", Cue::We),
    ("nostra", Cue::We), ("nostro", Cue::We), ("notificac", Cue::App), ("notification", Cue::App), ("notificaç", Cue::App),
    ("notifiche", Cue::App), ("novinář", Cue::Independent), ("nuestra", Cue::We), ("nuestro", Cue::We), ("nyhedsbrev", Cue::Newsletter),
    ("nyhetsbrev", Cue::Newsletter), ("náš", Cue::We), ("obegräns", Cue::Access), ("oberoend", Cue::Independent),
    ("obrigad", Cue::Dismiss), ("ofert", Cue::Offer), ("oferta", Cue::Offer), ("ofertă", Cue::Offer), ("offerta", Cue::Offer),
    ("okumaya", Cue::Access), ("olvas", Cue::Access), ("onafhank", Cue::Independent), ("onbeperkt", Cue::Access), ("onze", Cue::We),
    ("opsig", Cue::Offer), ("outdated", Cue::App), ("oznámen", Cue::App), ("paremk", Cue::Support), ("patreon", Cue::Payment),
    ("paypal", Cue::Payment), ("periodis", Cue::Independent), ("pesquisa", Cue::Survey), ("pledge", Cue::Give),
    ("podpir", Cue::Support), ("podpor", Cue::Support), ("podpoř", Cue::Support), ("podrž", Cue::Support), ("pomoz", Cue::Give),
    ("pomozte", Cue::Give), ("posteingang", Cue::Newsletter), ("postfach", Cue::Newsletter), ("pound", Cue::Money),
    ("powiadom", Cue::App), ("později", Cue::Dismiss), ("predplat", Cue::Subscribe), ("prenumer", Cue::Subscribe),
    ("prenumerat", Cue::Subscribe), ("pretplat", Cue::Subscribe), ("prihlá", Cue::LogIn), ("prijav", Cue::LogIn),
    ("prisijung", Cue::LogIn), ("prispej", Cue::Give), ("prispev", Cue::Give), ("privacidad", Cue::Cookie),
    ("privacidade", Cue::Cookie), ("privacy", Cue::Cookie), ("privatsph", Cue::Cookie), ("probeabo", Cue::Offer),
    ("probemonat", Cue::Offer), ("proef", Cue::Offer), ("provperiod", Cue::Offer), ("przelew", Cue::Payment), ("próbn", Cue::Offer),
    ("prøve", Cue::Offer), ("publicidad", Cue::AdBlock), ("później", Cue::Dismiss), ("předplat", Cue::Subscribe),
    ("přihlá", Cue::LogIn), ("přijmout", Cue::Cookie), ("přispě", Cue::Give), ("přístup", Cue::Access), ("quyên", Cue::Give),
    ("rabatt", Cue::Offer), ("rajaton", Cue::Access), ("rappel", Cue::Dismiss), ("readerfunded", Cue::Independent),
    ("rechazar", Cue::Cookie), ("recherch", Cue::Independent), ("recuérd", Cue::Dismiss), ("redan", Cue::Already),
    ("reeds", Cue::Already), ("refuser", Cue::Cookie), ("registr", Cue::LogIn), ("registrier", Cue::LogIn), ("regístr", Cue::LogIn),
    ("reject", Cue::Cookie), ("rejeitar", Cue::Cookie), ("rejestr", Cue::LogIn), ("reklameblok", Cue::AdBlock),
    ("reklamefri", Cue::Independent), ("remaining", Cue::Access), ("remind", Cue::Dismiss), ("reporting", Cue::Independent),
    ("reservado", Cue::Access), ("reserviert", Cue::Access), ("restant", Cue::Access), ("rgpd", Cue::Cookie), ("rifiuta", Cue::Cookie),
    ("riippumat", Cue::Independent), ("riservato", Cue::Access), ("rocz", Cue::Period), ("roku", Cue::Period),
    ("roundup", Cue::Newsletter), ("réduction", Cue::Offer), ("réservé", Cue::Access), ("résili", Cue::Offer),
    ("samtycke", Cue::Cookie), ("samtykke", Cue::Cookie), ("scarica", Cue::App), ("schliessen", Cue::Dismiss),
    ("schließen", Cue::Dismiss), ("sconto", Cue::Offer), ("semaine", Cue::Period), ("semana", Cue::Period), ("senare", Cue::Dismiss),
    ("senere", Cue::Dismiss), ("senin", Cue::You), ("settiman", Cue::Period), ("signin", Cue::LogIn), ("sinscrire", Cue::LogIn),
    ("sinu", Cue::You), ("sinun", Cue::You), ("sinä", Cue::You), ("sizin", Cue::You), ("sofort", Cue::Payment),
    ("sokong", Cue::Support), ("sondage", Cue::Survey), ("sondaggio", Cue::Survey), ("sonra", Cue::Dismiss), ("sostegno", Cue::Support),
    ("sostenere", Cue::Support), ("sostien", Cue::Support), ("souhlas", Cue::Cookie), ("souten", Cue::Support),
    ("soutenez", Cue::Support), ("soutenir", Cue::Support), ("soutien", Cue::Support), ("spende", Cue::Give), ("spenden", Cue::Give),
    ("spendenkonto", Cue::Give), ("spendet", Cue::Give), ("spendier", Cue::Give), ("sponsor", Cue::Give), ("später", Cue::Dismiss),
    ("standort", Cue::Survey), ("steun", Cue::Support), ("steunt", Cue::Support), ("stripe", Cue::Payment), ("stäng", Cue::Dismiss),
    ("stödja", Cue::Support), ("stötta", Cue::Support), ("støtt", Cue::Support), ("støtte", Cue::Support), ("subscri", Cue::Subscribe),
    ("subscriberonly", Cue::Access), ("sulje", Cue::Dismiss), ("sumbang", Cue::Give), ("suostumus", Cue::Cookie),
    ("support", Cue::Support), ("supporter", Cue::Support), ("survey", Cue::Survey), ("suscri", Cue::Subscribe),
    ("suscriptores", Cue::Access), ("susţin", Cue::Support), ("susțin", Cue::Support), ("sähköposti", Cue::Email),
    ("sınırsız", Cue::Access), ("takk", Cue::Dismiss), ("tarde", Cue::Dismiss), ("tarjeta", Cue::Payment), ("tarjous", Cue::Offer),
    ("teklif", Cue::Offer), ("telegram", Cue::Newsletter), ("tellija", Cue::Subscribe), ("tellimus", Cue::Subscribe),
    ("testphase", Cue::Offer), ("teşekkür", Cue::Dismiss), ("tháng", Cue::Period), ("tilaaja", Cue::Subscribe),
    ("tilaus", Cue::Subscribe), ("tilbud", Cue::Offer), ("tilgang", Cue::Access), ("tillgång", Cue::Access), ("toegang", Cue::Access),
    ("toestemming", Cue::Cookie), ("toeta", Cue::Support), ("tracking", Cue::Cookie), ("transferencia", Cue::Payment),
    ("trial", Cue::Offer), ("tukija", Cue::Support), ("twoj", Cue::You), ("twoja", Cue::You), ("twoje", Cue::You), ("twój", Cue::You),
    ("tydzień", Cue::Period), ("támogass", Cue::Support), ("támogat", Cue::Give), ("télécharg", Cue::App), ("týden", Cue::Period),
    ("tău", Cue::You), ("uafhæng", Cue::Independent), ("uavheng", Cue::Independent), ("ubegræns", Cue::Access),
    ("umfrage", Cue::Survey), ("unabhängig", Cue::Independent), ("undersökning", Cue::Survey), ("unlimited", Cue::Access),
    ("unser", Cue::We), ("unsere", Cue::We), ("unserem", Cue::We), ("unseren", Cue::We), ("unterstuetz", Cue::Support),
    ("unterstütz", Cue::Support), ("usted", Cue::You), ("uudiskiri", Cue::Newsletter), ("uutiskirje", Cue::Newsletter),
    ("vaš", Cue::You), ("vaše", Cue::You), ("vecka", Cue::Period), ("vendors", Cue::Cookie), ("veraltet", Cue::App),
    ("verbleib", Cue::Access), ("vielleicht", Cue::Dismiss), ("vipps", Cue::Payment), ("virement", Cue::Payment), ("você", Cue::You),
    ("vores", Cue::We), ("vostro", Cue::You), ("vám", Cue::You), ("váš", Cue::You), ("vår", Cue::We), ("vårt", Cue::We),
    ("weekly", Cue::Period), ("weiterlesen", Cue::Access), ("weiterzulesen", Cue::Access), ("werbeblock", Cue::AdBlock),
    ("werbefrei", Cue::Independent), ("wesprz", Cue::Give), ("whatsapp", Cue::Newsletter), ("whitelist", Cue::AdBlock),
    ("woche", Cue::Period), ("wpłat", Cue::Give), ("wpłać", Cue::Give), ("wsparc", Cue::Support), ("wspier", Cue::Support),
    ("wöchentl", Cue::Period), ("yearly", Cue::Period), ("zalog", Cue::LogIn), ("zamknij", Cue::Dismiss), ("zaten", Cue::Already),
    ("zavřít", Cue::Dismiss), ("zdarma", Cue::Offer), ("zgod", Cue::Cookie), ("zgoda", Cue::Cookie), ("ziedo", Cue::Give),
    ("zkuš", Cue::Offer), ("zpravodaj", Cue::Newsletter), ("zugang", Cue::Access), ("zugriff", Cue::Access), ("zustimm", Cue::Cookie),
    ("zł", Cue::Money), ("złot", Cue::Money), ("értesít", Cue::App), ("închide", Cue::Dismiss),
    ("önnek", Cue::You), ("újságír", Cue::Independent), ("überspringen", Cue::Dismiss), ("überweis", Cue::Payment),
    ("übrig", Cue::Access), ("ücretsiz", Cue::Offer), ("čtení", Cue::Access), ("číst", Cue::Access), ("đăng", Cue::Subscribe),
    ("ήδη", Cue::Already), ("ανεξάρτ", Cue::Independent), ("αποδοχ", Cue::Cookie), ("αργότερα", Cue::Dismiss),
    ("δημοσιογράφ", Cue::Independent), ("διαβά", Cue::Access), ("δωρί", Cue::Give), ("δωρε", Cue::Give), ("δωρεάν", Cue::Offer),
    ("εμείς", Cue::We), ("ενημερωτικ", Cue::Newsletter), ("εσάς", Cue::You), ("κλείσ", Cue::Dismiss), ("μήνα", Cue::Period),
    ("μηνια", Cue::Period), ("προσφορ", Cue::Offer), ("πρόσβασ", Cue::Access), ("στηρί", Cue::Support), ("συνδε", Cue::LogIn),
    ("συνδρομ", Cue::Subscribe), ("υποστήρ", Cue::Support), ("авториз", Cue::LogIn), ("безкоштов", Cue::Offer),
    ("безлимит", Cue::Access), ("бесплат", Cue::Offer), ("благодійн", Cue::Give), ("бюлетин", Cue::Newsletter), ("ваш", Cue::You),
    ("ваша", Cue::You), ("ваше", Cue::You), ("вече", Cue::Already), ("влез", Cue::LogIn), ("внесок", Cue::Give), ("войти", Cue::LogIn),
    ("году", Cue::Period), ("грн", Cue::Money), ("доступ", Cue::Access), ("дякую", Cue::Dismiss), ("журналист", Cue::Independent),
    ("журналіст", Cue::Independent), ("задонат", Cue::Give), ("закри", Cue::Dismiss), ("закрыт", Cue::Dismiss), ("згод", Cue::Cookie),
    ("имейл", Cue::Email), ("месец", Cue::Period), ("месяц", Cue::Period), ("місяц", Cue::Period), ("місяч", Cue::Period),
    ("наш", Cue::We), ("наша", Cue::We), ("наше", Cue::We), ("независ", Cue::Independent), ("незалеж", Cue::Independent),
    ("необмеж", Cue::Access), ("передплат", Cue::Subscribe), ("поддерж", Cue::Support), ("подкреп", Cue::Support),
    ("подпис", Cue::Subscribe), ("пожертв", Cue::Give), ("позже", Cue::Dismiss), ("почт", Cue::Email), ("пошт", Cue::Email),
    ("предлож", Cue::Offer), ("претплат", Cue::Subscribe), ("прийня", Cue::Cookie), ("принят", Cue::Cookie), ("пропоз", Cue::Offer),
    ("підпис", Cue::Subscribe), ("підтрим", Cue::Support), ("пізніше", Cue::Dismiss), ("рассыл", Cue::Newsletter),
    ("розсил", Cue::Newsletter), ("руб", Cue::Money), ("согласие", Cue::Cookie), ("спасибо", Cue::Dismiss), ("сповіщ", Cue::App),
    ("твой", Cue::You), ("уведом", Cue::App), ("увійд", Cue::LogIn), ("увійти", Cue::LogIn), ("читай", Cue::Access),
    ("читати", Cue::Access), ("читать", Cue::Access), ("членств", Cue::Support), ("אימייל", Cue::Email), ("אנחנו", Cue::We),
    ("אפליקצ", Cue::App), ("דון", Cue::Give), ("הירשמו", Cue::Subscribe), ("התחבר", Cue::LogIn), ("חינם", Cue::Offer),
    ("כבר", Cue::Already), ("לא", Cue::Dismiss), ("לחודש", Cue::Period), ("מנוי", Cue::Subscribe), ("ניוזלטר", Cue::Newsletter),
    ("עצמאי", Cue::Independent), ("שהריי", Cue::Period), ("תמיכה", Cue::Support), ("תמכו", Cue::Support), ("תרום", Cue::Give),
    ("תרמו", Cue::Give), ("أنت", Cue::You), ("إغلاق", Cue::Dismiss), ("ادعم", Cue::Give), ("اشترا", Cue::Subscribe),
    ("اشترك", Cue::Subscribe), ("البريد", Cue::Email), ("النشرة", Cue::Newsletter), ("بالفعل", Cue::Already), ("تبرع", Cue::Give),
    ("تسجيل", Cue::LogIn), ("تطبيق", Cue::App), ("دعم", Cue::Support), ("شهر", Cue::Period), ("مجان", Cue::Offer),
    ("مستقل", Cue::Independent), ("نحن", Cue::We), ("आप", Cue::You), ("हम", Cue::We), ("เรา", Cue::We), ("ủng", Cue::Give),
    ("あなた", Cue::You), ("すでに", Cue::Already),
    ("アプリ", Cue::App), ("アンケート", Cue::Survey), ("ニュースレター", Cue::Newsletter), ("メルマガ", Cue::Newsletter), ("メール", Cue::Email),
    ("ログイン", Cue::LogIn), ("ヶ月", Cue::Period), ("下载", Cue::App), ("会员", Cue::Access), ("会員", Cue::Access), ("你", Cue::You),
    ("元", Cue::Money), ("免費", Cue::Offer), ("免费", Cue::Offer), ("全文", Cue::Access), ("关闭", Cue::Dismiss), ("円", Cue::Money),
    ("募金", Cue::Give), ("寄付", Cue::Give), ("寄附", Cue::Give), ("已經", Cue::Already), ("已经", Cue::Already), ("年間", Cue::Period),
    ("年龄", Cue::Survey), ("广告", Cue::AdBlock), ("広告", Cue::AdBlock), ("应用", Cue::App), ("当社", Cue::We), ("後で", Cue::Dismiss),
    ("応援", Cue::Support), ("您", Cue::You), ("我们", Cue::We), ("我們", Cue::We), ("捐款", Cue::Give), ("捐贈", Cue::Give), ("捐赠", Cue::Give),
    ("支付", Cue::Payment), ("支払", Cue::Payment), ("支持", Cue::Support), ("支援", Cue::Support), ("既に", Cue::Already), ("會員", Cue::Access),
    ("月額", Cue::Period), ("毎月", Cue::Period), ("每月", Cue::Period), ("無料", Cue::Offer), ("独占", Cue::Access), ("独立", Cue::Independent),
    ("独自", Cue::Independent), ("獨立", Cue::Independent), ("电子邮", Cue::Email), ("登入", Cue::LogIn), ("登录", Cue::LogIn), ("私たち", Cue::We),
    ("稍后", Cue::Dismiss), ("简报", Cue::Newsletter), ("訂閱", Cue::Subscribe), ("订阅", Cue::Subscribe), ("購読", Cue::Subscribe),
    ("通知", Cue::App), ("邮箱", Cue::Email), ("郵箱", Cue::Email), ("閉じる", Cue::Dismiss), ("限定", Cue::Access), ("개월", Cue::Period),
    ("결제", Cue::Payment), ("광고", Cue::AdBlock), ("구독", Cue::Subscribe), ("기부", Cue::Give), ("나중에", Cue::Dismiss),
    ("뉴스레터", Cue::Newsletter), ("닫기", Cue::Dismiss), ("당신", Cue::You), ("독립", Cue::Independent), ("로그인", Cue::LogIn),
    ("매월", Cue::Period), ("무료", Cue::Offer), ("설문", Cue::Survey), ("알림", Cue::App), ("앱", Cue::App), ("우리", Cue::We), ("원", Cue::Money),
    ("응원", Cue::Support), ("이메일", Cue::Email), ("이미", Cue::Already), ("지원", Cue::Support), ("회원", Cue::Access), ("후원", Cue::Give),
];

/// Whole words.
#[rustfmt::skip]
const EXACT: &[(&str, Cue)] = &[
    ("abo", Cue::Subscribe), ("abone", Cue::Subscribe), ("abonnenten", Cue::Access), ("abonnés", Cue::Access), ("abos", Cue::Subscribe),
    ("accedi", Cue::LogIn), ("acces", Cue::Access), ("access", Cue::Access), ("account", Cue::LogIn), ("accès", Cue::Access),
    ("adres", Cue::Email), ("ads", Cue::AdBlock), ("age", Cue::Survey), ("alter", Cue::Survey), ("anno", Cue::Period),
    ("année", Cue::Period), ("ano", Cue::Period), ("anzeigen", Cue::AdBlock), ("aporta", Cue::Give), ("apoya", Cue::Support),
    ("apoyo", Cue::Support), ("app", Cue::App), ("apps", Cue::App), ("ay", Cue::Period), ("año", Cue::Period), ("beitrag", Cue::Give),
    ("bereits", Cue::Already), ("bic", Cue::Payment), ("bidra", Cue::Give), ("birth", Cue::Survey), ("biz", Cue::We),
    ("blik", Cue::Payment), ("browser", Cue::App), ("cancel", Cue::Offer), ("carte", Cue::Payment), ("cent", Cue::Money),
    ("cents", Cue::Money), ("checkout", Cue::Payment), ("chf", Cue::Money), ("chip", Cue::Give), ("close", Cue::Dismiss),
    ("compte", Cue::LogIn), ("connect", Cue::LogIn), ("conta", Cue::LogIn), ("country", Cue::Survey), ("cuenta", Cue::LogIn),
    ("danke", Cue::Dismiss), ("deg", Cue::You), ("deja", Cue::Already), ("dich", Cue::You), ("digest", Cue::Newsletter),
    ("din", Cue::You), ("dispatch", Cue::Newsletter), ("dkk", Cue::Money), ("doar", Cue::Give), ("dona", Cue::Give),
    ("dopo", Cue::Dismiss), ("du", Cue::You), ("edad", Cue::Survey), ("edition", Cue::Survey), ("enquête", Cue::Survey),
    ("entrar", Cue::LogIn), ("ersten", Cue::Offer), ("essai", Cue::Offer), ("eur", Cue::Money), ("euro", Cue::Money),
    ("euros", Cue::Money), ("first", Cue::Offer), ("free", Cue::Offer), ("ft", Cue::Money), ("gbp", Cue::Money), ("giriş", Cue::LogIn),
    ("già", Cue::Already), ("gratis", Cue::Offer), ("havi", Cue::Period), ("iban", Cue::Payment), ("ihnen", Cue::You),
    ("ihr", Cue::You), ("ihre", Cue::You), ("ihrem", Cue::You), ("ihren", Cue::You), ("ihrer", Cue::You), ("ingresa", Cue::LogIn),
    ("ingyen", Cue::Offer), ("iniciar", Cue::LogIn), ("ios", Cue::App), ("jahr", Cue::Period), ("jahre", Cue::Period),
    ("jau", Cue::Already), ("je", Cue::You), ("jetzt", Cue::Dismiss), ("již", Cue::Already), ("jo", Cue::Already),
    ("już", Cue::Already), ("já", Cue::Already), ("kaart", Cue::Payment), ("kami", Cue::We), ("kofi", Cue::Payment),
    ("konto", Cue::LogIn), ("kort", Cue::Payment), ("kr", Cue::Money), ("kredit", Cue::Payment), ("kuus", Cue::Period),
    ("ladda", Cue::App), ("later", Cue::Dismiss), ("leer", Cue::Access), ("lei", Cue::Money), ("ler", Cue::Access),
    ("lesen", Cue::Access), ("lettre", Cue::Newsletter), ("lezen", Cue::Access), ("lid", Cue::Support), ("lire", Cue::Access),
    ("logga", Cue::LogIn), ("logi", Cue::LogIn), ("lue", Cue::Access), ("luk", Cue::Dismiss), ("läs", Cue::Access),
    ("läsa", Cue::Access), ("læs", Cue::Access), ("mail", Cue::Email), ("mais", Cue::Dismiss), ("masuk", Cue::LogIn),
    ("maybe", Cue::Dismiss), ("me", Cue::We), ("member", Cue::Support), ("members", Cue::Support), ("membre", Cue::Support),
    ("merci", Cue::Dismiss), ("mes", Cue::Period), ("mese", Cue::Period), ("meses", Cue::Period), ("mi", Cue::We),
    ("mois", Cue::Period), ("month", Cue::Period), ("months", Cue::Period), ("my", Cue::We), ("már", Cue::Already),
    ("más", Cue::Dismiss), ("mês", Cue::Period), ("nas", Cue::We), ("nicht", Cue::Dismiss), ("noi", Cue::We), ("nok", Cue::Money),
    ("nos", Cue::We), ("not", Cue::Dismiss), ("notre", Cue::We), ("nous", Cue::We), ("now", Cue::Dismiss), ("nás", Cue::We),
    ("nós", Cue::We), ("offer", Cue::Offer), ("offers", Cue::Offer), ("offre", Cue::Offer), ("offrez", Cue::Give), ("ons", Cue::We),
    ("our", Cue::We), ("partner", Cue::Cookie), ("partners", Cue::Cookie), ("plus", Cue::Subscribe), ("pocket", Cue::Offer),
    ("poll", Cue::Survey), ("posta", Cue::Email), ("premium", Cue::Subscribe), ("probe", Cue::Offer), ("prova", Cue::Offer),
    ("prueba", Cue::Offer), ("publicité", Cue::AdBlock), ("push", Cue::App), ("quiz", Cue::Survey), ("reading", Cue::Access),
    ("region", Cue::Survey), ("register", Cue::LogIn), ("rok", Cue::Period), ("schon", Cue::Already), ("sek", Cue::Money),
    ("sepa", Cue::Payment), ("seu", Cue::You), ("sie", Cue::You), ("siz", Cue::You), ("skip", Cue::Dismiss), ("sluit", Cue::Dismiss),
    ("socia", Cue::Support), ("socio", Cue::Support), ("steady", Cue::Payment), ("store", Cue::App), ("stöd", Cue::Support),
    ("støt", Cue::Give), ("su", Cue::You), ("sua", Cue::You), ("suite", Cue::Access), ("swish", Cue::Payment), ("ta", Cue::You),
    ("tack", Cue::Dismiss), ("tak", Cue::Dismiss), ("te", Cue::You), ("testen", Cue::Offer), ("thanks", Cue::Dismiss), ("ti", Cue::You),
    ("tilaa", Cue::Subscribe), ("tip", Cue::Give), ("tl", Cue::Money), ("tu", Cue::You), ("tua", Cue::You), ("tue", Cue::Support),
    ("tukea", Cue::Support), ("tuo", Cue::You), ("tus", Cue::You), ("ty", Cue::You), ("u", Cue::You), ("uge", Cue::Period),
    ("unlock", Cue::Access), ("uns", Cue::We), ("us", Cue::We), ("usd", Cue::Money), ("uw", Cue::You), ("už", Cue::Already),
    ("venmo", Cue::Payment), ("vi", Cue::You), ("vida", Cue::Cookie), ("voi", Cue::You), ("vos", Cue::You), ("votre", Cue::You),
    ("vous", Cue::You), ("was", Cue::You), ("we", Cue::We), ("week", Cue::Period), ("weeks", Cue::Period), ("werbung", Cue::AdBlock),
    ("wij", Cue::We), ("wir", Cue::We), ("ya", Cue::Already), ("year", Cue::Period), ("you", Cue::You), ("your", Cue::You),
    ("yours", Cue::You), ("år", Cue::Period), ("év", Cue::Period), ("ön", Cue::You), ("člen", Cue::Support), ("μας", Cue::We),
    ("σας", Cue::You), ("вам", Cue::You), ("вас", Cue::You), ("вже", Cue::Already), ("ви", Cue::You), ("вход", Cue::LogIn),
    ("вхід", Cue::LogIn), ("вы", Cue::You), ("год", Cue::Period), ("ми", Cue::We), ("мы", Cue::We), ("нас", Cue::We),
    ("рік", Cue::Period), ("ти", Cue::You), ("уже", Cue::Already),
];

/// The highest bits of a hash that the directory goes by. Where size does not count, enough for most of its entries to be empty.
const BITS: u32 = if cfg!(target_family = "wasm") { 8 } else { 12 };

/// A list as hashes, sorted, with a directory by their highest bits: a quarter of the lists' size in the binary, and no text compared.
struct Hashed<const N: usize> {
    hashes: [u32; N],
    cues: [u8; N],
    /// Where the hashes of each beginning begin.
    starts: [u16; (1 << BITS) + 1],
}

const BASIS: u32 = 0x811c_9dc5;

/// One step of FNV-1a.
const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

#[allow(long_running_const_eval, reason = "a thousand entries are sorted once, by insertion")]
const fn hashed<const N: usize>(list: &[(&str, Cue)]) -> Hashed<N> {
    let mut table = Hashed { hashes: [0; N], cues: [0; N], starts: [0; (1 << BITS) + 1] };
    let mut at = 0;
    while at < N {
        let bytes = list[at].0.as_bytes();
        let mut hash = BASIS;
        let mut next = 0;
        while next < bytes.len() {
            hash = step(hash, bytes[next]);
            next += 1;
        }
        let mut place = at;
        while place > 0 && table.hashes[place - 1] > hash {
            table.hashes[place] = table.hashes[place - 1];
            table.cues[place] = table.cues[place - 1];
            place -= 1;
        }
        table.hashes[place] = hash;
        table.cues[place] = list[at].1 as u8;
        at += 1;
    }
    let mut at = 0;
    let mut beginning = 0;
    while beginning <= 1 << BITS {
        while at < N && ((table.hashes[at] >> (32 - BITS)) as usize) < beginning {
            at += 1;
        }
        table.starts[beginning] = at as u16;
        beginning += 1;
    }
    table
}

impl<const N: usize> Hashed<N> {
    fn find(&self, hash: u32) -> Option<Cue> {
        let beginning = (hash >> (32 - BITS)) as usize;
        let range = usize::from(*self.starts.get(beginning)?)..usize::from(*self.starts.get(beginning + 1)?);
        let at = range.start + self.hashes.get(range)?.iter().position(|other| *other == hash)?;
        Cue::ALL.get(usize::from(*self.cues.get(at)?)).copied()
    }
}

#[allow(long_running_const_eval, reason = "as above")]
static STEM_TABLE: Hashed<{ STEMS.len() }> = hashed(STEMS);
#[allow(long_running_const_eval, reason = "as above")]
static EXACT_TABLE: Hashed<{ EXACT.len() }> = hashed(EXACT);

/// The longest stem in bytes.
const LONGEST: usize = 32;

/// The cue of a lower-case word; none if it points nowhere. An exact word counts before a stem, a longer stem before a shorter one.
pub fn cue(word: &str) -> Option<Cue> {
    let mut hash = BASIS;
    let mut found = None;
    for (at, byte) in word.bytes().enumerate().take(LONGEST) {
        hash = step(hash, byte);
        if at > 0
            && let Some(cue) = STEM_TABLE.find(hash)
        {
            found = Some(cue);
        }
        if at + 1 == word.len()
            && let Some(cue) = EXACT_TABLE.find(hash)
        {
            return Some(cue);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(STEMS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(EXACT.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn no_two_entries_share_a_hash_and_none_is_too_long() {
        assert!(STEM_TABLE.hashes.is_sorted_by(|a, b| a < b));
        assert!(EXACT_TABLE.hashes.is_sorted_by(|a, b| a < b));
        assert!(STEMS.iter().chain(EXACT).all(|(entry, _)| entry.len() <= LONGEST));
        for (entry, cue) in EXACT {
            assert_eq!(super::cue(entry), Some(*cue), "{entry}");
        }
        for (entry, cue) in STEMS.iter().filter(|(entry, _)| !EXACT.iter().any(|(exact, _)| exact == entry)) {
            assert_eq!(super::cue(entry), Some(*cue), "{entry}");
        }
    }

    #[test]
    fn stems_find_inflected_words_and_exact_words_only_themselves() {
        assert_eq!(cue("donations"), Some(Cue::Give));
        assert_eq!(cue("unterstützen"), Some(Cue::Support));
        assert_eq!(cue("already"), Some(Cue::Already));
        assert_eq!(cue("us"), Some(Cue::We));
        assert_eq!(cue("usual"), None);
        assert_eq!(cue("table"), None);
        assert_eq!(cue(""), None);
    }
}
