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
    ("aanbieding", Cue::Offer), ("aanmeld", Cue::LogIn), ("abbon", Cue::Subscribe), ("abbonati", Cue::Access), ("ablehn", Cue::Cookie),
    ("abonament", Cue::Subscribe), ("abonea", Cue::Subscribe), ("abonees", Cue::Subscribe), ("abonele", Cue::Subscribe),
    ("aboneli", Cue::Subscribe), ("abonem", Cue::Subscribe), ("abonent", Cue::Subscribe), ("abonn", Cue::Subscribe),
    ("abonē", Cue::Subscribe), ("acceder", Cue::LogIn), ("accept", Cue::Cookie), ("acceso", Cue::Access), ("accesso", Cue::Access),
    ("accetta", Cue::Cookie), ("aceitar", Cue::Cookie), ("aceptar", Cue::Cookie), ("acesso", Cue::Access), ("adblock", Cue::AdBlock),
    ("adfree", Cue::Independent), ("adgang", Cue::Access), ("adhér", Cue::Support), ("adhés", Cue::Support), ("adomány", Cue::Give),
    ("adverten", Cue::AdBlock), ("advertising", Cue::AdBlock), ("adószám", Cue::Give), ("afmeld", Cue::Email), ("akceptuj", Cue::Cookie),
    ("akció", Cue::Offer), ("akses", Cue::Access), ("akzept", Cue::Cookie), ("alkalmazás", Cue::App), ("allaredan", Cue::Already),
    ("allerede", Cue::Already), ("already", Cue::Already), ("anda", Cue::You), ("android", Cue::App), ("angebot", Cue::Offer),
    ("anket", Cue::Survey), ("ankiet", Cue::Survey), ("anmeld", Cue::LogIn), ("annet", Cue::Give), ("annonsblock", Cue::AdBlock),
    ("annual", Cue::Period), ("annuel", Cue::Period), ("annuler", Cue::Offer), ("annuo", Cue::Period), ("anual", Cue::Period),
    ("anulea", Cue::Offer), ("anulow", Cue::Offer), ("aplicativ", Cue::App), ("aplicați", Cue::App), ("aplikac", Cue::App),
    ("aplikasi", Cue::App), ("aplikác", Cue::App), ("apoia", Cue::Support), ("apoie", Cue::Support), ("aportac", Cue::Give),
    ("apoyar", Cue::Support), ("appen", Cue::App), ("apóya", Cue::Support), ("assin", Cue::Subscribe), ("assinantes", Cue::Access),
    ("atbalst", Cue::Support), ("aukoj", Cue::Give), ("autentif", Cue::LogIn), ("aviser", Cue::App), ("avmeld", Cue::Email),
    ("avregistr", Cue::Email), ("aylık", Cue::Period), ("baixar", Cue::App), ("bancontact", Cue::Payment), ("bankgiro", Cue::Payment),
    ("bankkárty", Cue::Payment), ("bankverbindung", Cue::Payment), ("bankövi", Cue::Payment), ("batal", Cue::Offer),
    ("bağıms", Cue::Independent), ("bağış", Cue::Give), ("bedankt", Cue::Dismiss), ("beitragen", Cue::Give), ("bejelent", Cue::LogIn),
    ("belép", Cue::LogIn), ("benachricht", Cue::App), ("berechtigt", Cue::Cookie), ("berichterstatt", Cue::Independent),
    ("berlangganan", Cue::Subscribe), ("besplatn", Cue::Offer), ("betala", Cue::Payment), ("betaling", Cue::Payment),
    ("bezpłat", Cue::Offer), ("bezár", Cue::Dismiss), ("bidragsyt", Cue::Support), ("bildirim", Cue::App), ("bilten", Cue::Newsletter),
    ("bindningst", Cue::Offer), ("bitcoin", Cue::Payment), ("biuletyn", Cue::Newsletter), ("bizim", Cue::We), ("bizum", Cue::Payment),
    ("bloccante", Cue::AdBlock), ("blocker", Cue::AdBlock), ("blokad", Cue::AdBlock), ("blokovač", Cue::AdBlock),
    ("bloqueador", Cue::AdBlock), ("bloqueur", Cue::AdBlock), ("boletin", Cue::Newsletter), ("boleto", Cue::Payment),
    ("boletín", Cue::Newsletter), ("bonifico", Cue::Payment), ("briefing", Cue::Newsletter), ("bulan", Cue::Period),
    ("bulletin", Cue::Newsletter), ("bülten", Cue::Newsletter), ("bạn", Cue::You), ("cadastr", Cue::LogIn), ("cancela", Cue::Offer),
    ("cancele", Cue::Offer), ("cartão", Cue::Payment), ("cerrar", Cue::Dismiss), ("chestionar", Cue::Survey), ("chiudi", Cue::Dismiss),
    ("chúng", Cue::We), ("ciasteczk", Cue::Cookie), ("citește", Cue::Access), ("conectea", Cue::LogIn), ("confidentialit", Cue::Cookie),
    ("connectez", Cue::LogIn), ("connexion", Cue::LogIn), ("consenso", Cue::Cookie), ("consent", Cue::Cookie), ("contribu", Cue::Give),
    ("cookie", Cue::Cookie), ("correo", Cue::Email), ("cotis", Cue::Support), ("courriel", Cue::Email), ("credit", Cue::Payment),
    ("crowdfund", Cue::Give), ("czytaj", Cue::Access), ("członk", Cue::Support), ("daftar", Cue::LogIn), ("darova", Cue::Give),
    ("darowizn", Cue::Give), ("daruj", Cue::Give), ("darček", Cue::Offer), ("datenschutz", Cue::Cookie), ("datkow", Cue::Give),
    ("dein", Cue::You), ("deneme", Cue::Offer), ("descarga", Cue::App), ("desconto", Cue::Offer), ("descuento", Cue::Offer),
    ("desgrav", Cue::Give), ("destek", Cue::Support), ("dezabon", Cue::Email), ("digitalabo", Cue::Subscribe),
    ("digitilau", Cue::Subscribe), ("dinara", Cue::Money), ("discount", Cue::Offer), ("disdett", Cue::Offer), ("disdici", Cue::Offer),
    ("diskon", Cue::Offer), ("dismiss", Cue::Dismiss), ("ditt", Cue::You), ("doaç", Cue::Give), ("dollar", Cue::Money),
    ("donac", Cue::Give), ("donasi", Cue::Give), ("donat", Cue::Give), ("donaz", Cue::Give), ("donaç", Cue::Give), ("donați", Cue::Give),
    ("donea", Cue::Give), ("doneer", Cue::Give), ("doner", Cue::Give), ("doniere", Cue::Give), ("donir", Cue::Give),
    ("dostęp", Cue::Access), ("dotazník", Cue::Survey), ("download", Cue::App), ("dsgvo", Cue::Cookie), ("dukung", Cue::Support),
    ("dziennikar", Cue::Independent), ("dziękuj", Cue::Dismiss), ("dárc", Cue::Give), ("dárkov", Cue::Offer), ("déductib", Cue::Give),
    ("défiscal", Cue::Give), ("déjà", Cue::Already), ("désabonn", Cue::Email), ("désinscri", Cue::Email), ("děkuj", Cue::Dismiss),
    ("einlogg", Cue::LogIn), ("einwillig", Cue::Cookie), ("elfogad", Cue::Cookie), ("előfiz", Cue::Subscribe), ("email", Cue::Email),
    ("emlékez", Cue::Dismiss), ("encuesta", Cue::Survey), ("enkät", Cue::Survey), ("epaper", Cue::Subscribe), ("epost", Cue::Email),
    ("erbjudande", Cue::Offer), ("erinner", Cue::Dismiss), ("erişim", Cue::Access), ("erogazion", Cue::Give), ("eväst", Cue::Cookie),
    ("exclusif", Cue::Access), ("exclusiv", Cue::Access), ("exklusiv", Cue::Access), ("fechar", Cue::Dismiss), ("feedback", Cue::Survey),
    ("feliratk", Cue::Newsletter), ("fermer", Cue::Dismiss), ("fidelizaç", Cue::Offer), ("forint", Cue::Money), ("franken", Cue::Money),
    ("freischalt", Cue::Access), ("fundrais", Cue::Give), ("független", Cue::Independent), ("gavekort", Cue::Offer),
    ("gazeteci", Cue::Independent), ("gdpr", Cue::Cookie), ("geburt", Cue::Survey), ("gemeinnützig", Cue::Independent),
    ("giornalis", Cue::Independent), ("giropay", Cue::Payment), ("gizlilik", Cue::Cookie), ("godkänn", Cue::Cookie),
    ("gracias", Cue::Dismiss), ("granskande", Cue::Independent), ("gratuit", Cue::Offer), ("grazie", Cue::Dismiss), ("grátis", Cue::Offer),
    ("gönner", Cue::Give), ("havale", Cue::Payment), ("havonta", Cue::Period), ("hediye", Cue::Offer), ("helloasso", Cue::Give),
    ("herinner", Cue::Dismiss), ("herunterlad", Cue::App), ("hesab", Cue::LogIn), ("homescreen", Cue::App), ("hozzáfér", Cue::Access),
    ("hozzájárul", Cue::Cookie), ("hyväksy", Cue::Cookie), ("hírlevél", Cue::Newsletter), ("hónap", Cue::Period), ("hỗ", Cue::Support),
    ("identifi", Cue::LogIn), ("ielogot", Cue::LogIn), ("ignorer", Cue::Dismiss), ("ilimit", Cue::Access), ("illimit", Cue::Access),
    ("ilmais", Cue::Offer), ("inbox", Cue::Newsletter), ("independen", Cue::Independent), ("independiente", Cue::Independent),
    ("indipend", Cue::Independent), ("indirim", Cue::Offer), ("indépend", Cue::Independent), ("infolettre", Cue::Newsletter),
    ("informasjonskaps", Cue::Cookie), ("informativo", Cue::Newsletter), ("ingres", Cue::LogIn), ("ingyenes", Cue::Offer),
    ("inlog", Cue::LogIn), ("innlogg", Cue::LogIn), ("inquérito", Cue::Survey), ("inschrijv", Cue::Newsletter), ("inscri", Cue::LogIn),
    ("install", Cue::App), ("investigat", Cue::Independent), ("iphone", Cue::App), ("iptal", Cue::Offer), ("iratkoz", Cue::Newsletter),
    ("irtisano", Cue::Offer), ("iscriv", Cue::Newsletter), ("jaar", Cue::Period), ("javascript", Cue::App), ("jornalis", Cue::Independent),
    ("journalis", Cue::Independent), ("jouw", Cue::You), ("juba", Cue::Already), ("jurnalis", Cue::Independent), ("jährlich", Cue::Period),
    ("jäsen", Cue::Support), ("kabul", Cue::Cookie), ("kakor", Cue::Cookie), ("kampanj", Cue::Offer), ("kannatusjäs", Cue::Support),
    ("kapat", Cue::Dismiss), ("karty", Cue::Payment), ("kartą", Cue::Payment), ("kasnij", Cue::Dismiss), ("katkı", Cue::Give),
    ("kaydol", Cue::LogIn), ("kedvezm", Cue::Offer), ("kennismak", Cue::Offer), ("keräyslup", Cue::Give), ("kiitos", Cue::Dismiss),
    ("kirjaudu", Cue::LogIn), ("klarna", Cue::Payment), ("kofi", Cue::Payment), ("kokeile", Cue::Offer), ("kolačić", Cue::Cookie),
    ("korlátlan", Cue::Access), ("korting", Cue::Offer), ("korun", Cue::Money), ("kostenlos", Cue::Offer), ("kreditkarte", Cue::Payment),
    ("kuukau", Cue::Period), ("kuussa", Cue::Period), ("kwestionar", Cue::Survey), ("kysely", Cue::Survey), ("kérdőív", Cue::Survey),
    ("később", Cue::Dismiss), ("köszön", Cue::Dismiss), ("kündbar", Cue::Offer), ("kündigen", Cue::Offer), ("lahjoit", Cue::Give),
    ("langganan", Cue::Subscribe), ("lastschrift", Cue::Payment), ("leggere", Cue::Access), ("legitimate", Cue::Cookie),
    ("leiratk", Cue::Email), ("lendo", Cue::Access), ("leyendo", Cue::Access), ("liberapay", Cue::Payment), ("lidmaatschap", Cue::Support),
    ("lira", Cue::Money), ("location", Cue::Survey), ("logg", Cue::LogIn), ("login", Cue::LogIn), ("logon", Cue::LogIn),
    ("luke", Cue::Access), ("lukk", Cue::Dismiss), ("lukuoikeus", Cue::Access), ("lunar", Cue::Period), ("lună", Cue::Period),
    ("maand", Cue::Period), ("mailadres", Cue::Email), ("mainosesto", Cue::AdBlock), ("maksumuur", Cue::Access), ("mbway", Cue::Payment),
    ("mecenas", Cue::Give), ("medlem", Cue::Support), ("meidän", Cue::We), ("mejl", Cue::Email), ("melding", Cue::App),
    ("membership", Cue::Support), ("membro", Cue::Support), ("mensal", Cue::Period), ("mensile", Cue::Period), ("mensual", Cue::Period),
    ("mensuel", Cue::Period), ("mercadopago", Cue::Payment), ("mesač", Cue::Period), ("mesečn", Cue::Period), ("mesiac", Cue::Period),
    ("miembro", Cue::Support), ("miesiąc", Cue::Period), ("miesięcz", Cue::Period), ("mitglied", Cue::Support), ("mjeseč", Cue::Period),
    ("mobilepay", Cue::Payment), ("monat", Cue::Period), ("monobank", Cue::Payment), ("monthly", Cue::Period), ("muistut", Cue::Dismiss),
    ("multibanco", Cue::Payment), ("myöhem", Cue::Dismiss), ("mäzen", Cue::Give), ("månad", Cue::Period), ("måned", Cue::Period),
    ("mécèn", Cue::Give), ("mécén", Cue::Give), ("mēnes", Cue::Period), ("mėnes", Cue::Period), ("měsíc", Cue::Period),
    ("nanti", Cue::Dismiss), ("naroči", Cue::Subscribe), ("naročnin", Cue::Subscribe), ("nasz", Cue::We), ("naujienlaišk", Cue::Newsletter),
    ("navigateur", Cue::App), ("naše", Cue::We), ("nekünk", Cue::We), ("neodvis", Cue::Independent), ("neomezen", Cue::Access),
    ("neovis", Cue::Independent), ("newsletter", Cue::Newsletter), ("nezávis", Cue::Independent), ("nieuwsbrief", Cue::Newsletter),
    ("niezależ", Cue::Independent), ("noastră", Cue::We), ("nonprofit", Cue::Independent), ("nosotros", Cue::We), ("nossa", Cue::We),
    ("nosso", Cue::We), ("nostra", Cue::We), ("nostro", Cue::We), ("notificac", Cue::App), ("notification", Cue::App),
    ("notificaç", Cue::App), ("notifiche", Cue::App), ("notificăr", Cue::App), ("notifikasi", Cue::App), ("novinar", Cue::Independent),
    ("novinář", Cue::Independent), ("nuestra", Cue::We), ("nuestro", Cue::We), ("nyhedsbrev", Cue::Newsletter),
    ("nyhetsbrev", Cue::Newsletter), ("náš", Cue::We), ("näköislehti", Cue::Subscribe), ("obavešt", Cue::App), ("obavijest", Cue::App),
    ("obegräns", Cue::Access), ("oberoend", Cue::Independent), ("obrigad", Cue::Dismiss), ("odber", Cue::Newsletter),
    ("odběr", Cue::Newsletter), ("odemkn", Cue::Access), ("odemč", Cue::Access), ("odhlás", Cue::Email), ("odjav", Cue::Email),
    ("odmítn", Cue::Cookie), ("ofert", Cue::Offer), ("offerta", Cue::Offer), ("okumaya", Cue::Access), ("olvas", Cue::Access),
    ("onafhank", Cue::Independent), ("onbeperkt", Cue::Access), ("onze", Cue::We), ("opret", Cue::LogIn), ("opsig", Cue::Offer),
    ("opzeg", Cue::Offer), ("otkaž", Cue::Offer), ("oturum", Cue::LogIn), ("outdated", Cue::App), ("oznámen", Cue::App),
    ("papara", Cue::Payment), ("paremk", Cue::Support), ("patreon", Cue::Payment), ("patronit", Cue::Support), ("patronite", Cue::Payment),
    ("paylib", Cue::Payment), ("paypal", Cue::Payment), ("periodis", Cue::Independent), ("peruut", Cue::Offer), ("pesquisa", Cue::Survey),
    ("pledge", Cue::Give), ("plusgiro", Cue::Payment), ("podpir", Cue::Support), ("podpor", Cue::Support), ("podpoř", Cue::Support),
    ("podrž", Cue::Support), ("pokloni", Cue::Offer), ("pomoz", Cue::Give), ("posteingang", Cue::Newsletter), ("postfach", Cue::Newsletter),
    ("pound", Cue::Money), ("powiadom", Cue::App), ("později", Cue::Dismiss), ("predplat", Cue::Subscribe), ("prenumer", Cue::Subscribe),
    ("pretplat", Cue::Subscribe), ("pretplaćen", Cue::Subscribe), ("prezent", Cue::Offer), ("prihlá", Cue::LogIn), ("prijav", Cue::LogIn),
    ("prisijung", Cue::LogIn), ("prispej", Cue::Give), ("prispev", Cue::Give), ("prispie", Cue::Give), ("pristup", Cue::Access),
    ("privacidad", Cue::Cookie), ("privacy", Cue::Cookie), ("privatsph", Cue::Cookie), ("probeabo", Cue::Offer), ("probemonat", Cue::Offer),
    ("proef", Cue::Offer), ("promocj", Cue::Offer), ("provperiod", Cue::Offer), ("przekaż", Cue::Give), ("przelew", Cue::Payment),
    ("przypomnij", Cue::Dismiss), ("próba", Cue::Offer), ("próbn", Cue::Offer), ("prøve", Cue::Offer), ("pubblicit", Cue::AdBlock),
    ("publicidad", Cue::AdBlock), ("påmeld", Cue::Newsletter), ("påmin", Cue::Dismiss), ("później", Cue::Dismiss),
    ("předplat", Cue::Subscribe), ("přihlas", Cue::LogIn), ("přihlá", Cue::LogIn), ("přijmout", Cue::Cookie), ("připome", Cue::Dismiss),
    ("přispív", Cue::Give), ("přispě", Cue::Give), ("přístup", Cue::Access), ("quyên", Cue::Give), ("rabatt", Cue::Offer),
    ("rahankeräys", Cue::Give), ("rajaton", Cue::Access), ("rappel", Cue::Dismiss), ("readerfunded", Cue::Independent),
    ("rechazar", Cue::Cookie), ("recherch", Cue::Independent), ("recuérd", Cue::Dismiss), ("redan", Cue::Already), ("reddet", Cue::Cookie),
    ("redirecțion", Cue::Give), ("reeds", Cue::Already), ("refuser", Cue::Cookie), ("registr", Cue::LogIn), ("regisztr", Cue::LogIn),
    ("regístr", Cue::LogIn), ("reject", Cue::Cookie), ("rejeitar", Cue::Cookie), ("rejestr", Cue::LogIn), ("rekening", Cue::Payment),
    ("rekisteröi", Cue::LogIn), ("reklameblok", Cue::AdBlock), ("reklamefri", Cue::Independent), ("reklám", Cue::AdBlock),
    ("remaining", Cue::Access), ("remind", Cue::Dismiss), ("renunț", Cue::Offer), ("reporting", Cue::Independent),
    ("reservado", Cue::Access), ("reserviert", Cue::Access), ("restant", Cue::Access), ("rezygn", Cue::Offer), ("rgpd", Cue::Cookie),
    ("rifiuta", Cue::Cookie), ("riippumat", Cue::Independent), ("riservato", Cue::Access), ("rocz", Cue::Period), ("roku", Cue::Period),
    ("roundup", Cue::Newsletter), ("rupiah", Cue::Money), ("réduction", Cue::Offer), ("réservé", Cue::Access), ("résili", Cue::Offer),
    ("samtycke", Cue::Cookie), ("samtykke", Cue::Cookie), ("satispay", Cue::Payment), ("sbírk", Cue::Give), ("scarica", Cue::App),
    ("schliessen", Cue::Dismiss), ("schließen", Cue::Dismiss), ("sconto", Cue::Offer), ("semaine", Cue::Period), ("semana", Cue::Period),
    ("senare", Cue::Dismiss), ("senere", Cue::Dismiss), ("senin", Cue::You), ("settiman", Cue::Period), ("signin", Cue::LogIn),
    ("sinscrire", Cue::LogIn), ("sinu", Cue::You), ("sinä", Cue::You), ("sizin", Cue::You), ("skattefr", Cue::Give), ("skänk", Cue::Give),
    ("sofort", Cue::Payment), ("sokong", Cue::Support), ("sondage", Cue::Survey), ("sondaggio", Cue::Survey), ("sonra", Cue::Dismiss),
    ("sostegno", Cue::Support), ("sostenere", Cue::Support), ("sostien", Cue::Support), ("souhlas", Cue::Cookie), ("souten", Cue::Support),
    ("soutien", Cue::Support), ("sovelluk", Cue::App), ("spende", Cue::Give), ("spendier", Cue::Give), ("sponsor", Cue::Give),
    ("sprijin", Cue::Support), ("später", Cue::Dismiss), ("spørgeskema", Cue::Survey), ("spørreunders", Cue::Survey),
    ("standort", Cue::Survey), ("steun", Cue::Support), ("stripe", Cue::Payment), ("stäng", Cue::Dismiss), ("stödj", Cue::Support),
    ("stödme", Cue::Support), ("stödprenum", Cue::Support), ("stötta", Cue::Support), ("støtt", Cue::Support),
    ("subscrev", Cue::Newsletter), ("subscri", Cue::Subscribe), ("subscriberonly", Cue::Access), ("subskry", Cue::Subscribe),
    ("sulje", Cue::Dismiss), ("sumbang", Cue::Give), ("suostumus", Cue::Cookie), ("support", Cue::Support), ("surel", Cue::Email),
    ("survei", Cue::Survey), ("survey", Cue::Survey), ("suscri", Cue::Subscribe), ("suscriptores", Cue::Access), ("susţin", Cue::Support),
    ("susțin", Cue::Support), ("számlaszám", Cue::Payment), ("sähköpost", Cue::Email), ("sócio", Cue::Support), ("súhlas", Cue::Cookie),
    ("sınırsız", Cue::Access), ("tahun", Cue::Period), ("takk", Cue::Dismiss), ("tarde", Cue::Dismiss), ("tarjeta", Cue::Payment),
    ("tarjou", Cue::Offer), ("teklif", Cue::Offer), ("telegram", Cue::Newsletter), ("tellija", Cue::Subscribe),
    ("tellimus", Cue::Subscribe), ("tesser", Cue::Support), ("testphase", Cue::Offer), ("teşekkür", Cue::Dismiss), ("tháng", Cue::Period),
    ("tilaaj", Cue::Subscribe), ("tilau", Cue::Subscribe), ("tilbud", Cue::Offer), ("tilgang", Cue::Access), ("tillgång", Cue::Access),
    ("tilmeld", Cue::Newsletter), ("toegang", Cue::Access), ("toestemming", Cue::Cookie), ("toeta", Cue::Support),
    ("tracking", Cue::Cookie), ("transferenc", Cue::Payment), ("trial", Cue::Offer), ("tukemal", Cue::Support), ("tukij", Cue::Support),
    ("tunnuks", Cue::LogIn), ("tutkiva", Cue::Independent), ("tutup", Cue::Dismiss), ("twoj", Cue::You), ("twój", Cue::You),
    ("tydzień", Cue::Period), ("támogas", Cue::Support), ("támogat", Cue::Give), ("târziu", Cue::Dismiss), ("télécharg", Cue::App),
    ("týden", Cue::Period), ("tău", Cue::You), ("uafhæng", Cue::Independent), ("uavheng", Cue::Independent), ("ubegræns", Cue::Access),
    ("umfrage", Cue::Survey), ("unabhängig", Cue::Independent), ("undersökning", Cue::Survey), ("unduh", Cue::App),
    ("unlimited", Cue::Access), ("unser", Cue::We), ("unterstuetz", Cue::Support), ("unterstütz", Cue::Support), ("uplat", Cue::Give),
    ("upozorn", Cue::App), ("usted", Cue::You), ("uudiskiri", Cue::Newsletter), ("uutiskirj", Cue::Newsletter), ("uygulama", Cue::App),
    ("varsle", Cue::App), ("vaš", Cue::You), ("vecka", Cue::Period), ("vendors", Cue::Cookie), ("veraltet", Cue::App),
    ("verbleib", Cue::Access), ("verkkopank", Cue::Payment), ("vielleicht", Cue::Dismiss), ("viitenumer", Cue::Payment),
    ("vipps", Cue::Payment), ("virement", Cue::Payment), ("você", Cue::You), ("vores", Cue::We), ("vostro", Cue::You),
    ("vragenlijst", Cue::Survey), ("vám", Cue::You), ("váš", Cue::You), ("vår", Cue::We), ("weekly", Cue::Period), ("weiger", Cue::Cookie),
    ("weiterlesen", Cue::Access), ("weiterzulesen", Cue::Access), ("werbeblock", Cue::AdBlock), ("werbefrei", Cue::Independent),
    ("wesprz", Cue::Give), ("whatsapp", Cue::Newsletter), ("whitelist", Cue::AdBlock), ("woche", Cue::Period), ("wpłac", Cue::Give),
    ("wpłat", Cue::Give), ("wpłać", Cue::Give), ("wspar", Cue::Support), ("wspier", Cue::Support), ("wypis", Cue::Email),
    ("wyrażam", Cue::Cookie), ("wöchentl", Cue::Period), ("yearly", Cue::Period), ("yoomoney", Cue::Payment), ("yıllık", Cue::Period),
    ("zalog", Cue::LogIn), ("zamknij", Cue::Dismiss), ("zapisz", Cue::Newsletter), ("zaten", Cue::Already), ("zavřít", Cue::Dismiss),
    ("załóż", Cue::LogIn), ("zbiórk", Cue::Give), ("zdarma", Cue::Offer), ("zgod", Cue::Cookie), ("ziedo", Cue::Give), ("zkus", Cue::Offer),
    ("zkuš", Cue::Offer), ("zpravodaj", Cue::Newsletter), ("zrezygn", Cue::Offer), ("zruš", Cue::Offer), ("zugang", Cue::Access),
    ("zugriff", Cue::Access), ("zustimm", Cue::Cookie), ("zł", Cue::Money), ("átutal", Cue::Payment), ("çerez", Cue::Cookie),
    ("értesít", Cue::App), ("închide", Cue::Dismiss), ("înregistr", Cue::LogIn), ("înscri", Cue::Newsletter), ("önnek", Cue::You),
    ("újságír", Cue::Independent), ("überspringen", Cue::Dismiss), ("überweis", Cue::Payment), ("übrig", Cue::Access),
    ("ücretsiz", Cue::Offer), ("üyelik", Cue::Support), ("član", Cue::Support), ("čtení", Cue::Access), ("číst", Cue::Access),
    ("đăng", Cue::Subscribe), ("ήδη", Cue::Already), ("ακυρ", Cue::Offer), ("ανεξάρτ", Cue::Independent), ("απεριόριστ", Cue::Access),
    ("αποδέχ", Cue::Cookie), ("αποδοχ", Cue::Cookie), ("απόρριψ", Cue::Cookie), ("αργότερα", Cue::Dismiss),
    ("δημοσιογράφ", Cue::Independent), ("δημοσιογραφ", Cue::Independent), ("διαβά", Cue::Access), ("διαφημ", Cue::AdBlock),
    ("δωρί", Cue::Give), ("δωρε", Cue::Give), ("δωρεάν", Cue::Offer), ("εγγραφ", Cue::Newsletter), ("ειδοποι", Cue::App),
    ("εμείς", Cue::We), ("ενίσχυ", Cue::Give), ("ενημερωτικ", Cue::Newsletter), ("ενισχύ", Cue::Give), ("ερωτηματολ", Cue::Survey),
    ("εσάς", Cue::You), ("ετήσι", Cue::Period), ("εφαρμογ", Cue::App), ("ηλεκτρονικ", Cue::Email), ("κάρτα", Cue::Payment),
    ("κατάθεσ", Cue::Payment), ("κλείσ", Cue::Dismiss), ("λογαριασμ", Cue::LogIn), ("μήνα", Cue::Period), ("μηνια", Cue::Period),
    ("προσφορ", Cue::Offer), ("πρόσβασ", Cue::Access), ("στηρί", Cue::Support), ("συνδε", Cue::LogIn), ("συνδρομ", Cue::Subscribe),
    ("σύνδεσ", Cue::LogIn), ("υποστήρ", Cue::Support), ("υποστηρ", Cue::Support), ("абонам", Cue::Subscribe), ("абонат", Cue::Subscribe),
    ("абонир", Cue::Subscribe), ("авториз", Cue::LogIn), ("аккаунт", Cue::LogIn), ("анкет", Cue::Survey), ("безкоштов", Cue::Offer),
    ("безлимит", Cue::Access), ("безоплатн", Cue::Offer), ("безплатн", Cue::Offer), ("бесплат", Cue::Offer), ("билтен", Cue::Newsletter),
    ("бисквитк", Cue::Cookie), ("благодійн", Cue::Give), ("блокиров", Cue::AdBlock), ("бюлетин", Cue::Newsletter), ("ваш", Cue::You),
    ("вече", Cue::Already), ("взнос", Cue::Give), ("влез", Cue::LogIn), ("внеск", Cue::Give), ("внесок", Cue::Give), ("вноск", Cue::Give),
    ("войд", Cue::LogIn), ("войти", Cue::LogIn), ("відпис", Cue::Email), ("году", Cue::Period), ("гривен", Cue::Money), ("грн", Cue::Money),
    ("дарен", Cue::Give), ("додаток", Cue::App), ("донат", Cue::Give), ("донаци", Cue::Give), ("донир", Cue::Give), ("доступ", Cue::Access),
    ("дякую", Cue::Dismiss), ("ежемес", Cue::Period), ("журналист", Cue::Independent), ("журналіст", Cue::Independent),
    ("задонат", Cue::Give), ("закри", Cue::Dismiss), ("закрыт", Cue::Dismiss), ("зарегистр", Cue::LogIn), ("зареєстр", Cue::LogIn),
    ("застосун", Cue::App), ("згод", Cue::Cookie), ("знижк", Cue::Offer), ("известия", Cue::App), ("имейл", Cue::Email),
    ("картк", Cue::Payment), ("колачић", Cue::Cookie), ("месец", Cue::Period), ("месеч", Cue::Period), ("месяц", Cue::Period),
    ("монобанк", Cue::Payment), ("місяц", Cue::Period), ("місяч", Cue::Period), ("нагада", Cue::Dismiss), ("напомн", Cue::Dismiss),
    ("наш", Cue::We), ("независ", Cue::Independent), ("незалеж", Cue::Independent), ("необмеж", Cue::Access), ("опитув", Cue::Survey),
    ("опрос", Cue::Survey), ("отпис", Cue::Email), ("отстъпк", Cue::Offer), ("оформ", Cue::Subscribe), ("переведит", Cue::Payment),
    ("передплат", Cue::Subscribe), ("погодж", Cue::Cookie), ("подаро", Cue::Offer), ("подару", Cue::Offer), ("поддерж", Cue::Support),
    ("подкреп", Cue::Support), ("подпис", Cue::Subscribe), ("подрж", Cue::Support), ("пожертв", Cue::Give), ("позже", Cue::Dismiss),
    ("почт", Cue::Email), ("пошт", Cue::Email), ("предлож", Cue::Offer), ("претплат", Cue::Subscribe), ("прийня", Cue::Cookie),
    ("приложен", Cue::App), ("принят", Cue::Cookie), ("приступ", Cue::Access), ("пријав", Cue::LogIn), ("пробн", Cue::Offer),
    ("пропоз", Cue::Offer), ("підпис", Cue::Subscribe), ("підтрим", Cue::Support), ("пізніше", Cue::Dismiss), ("рассыл", Cue::Newsletter),
    ("регистр", Cue::LogIn), ("реквизит", Cue::Payment), ("реклам", Cue::AdBlock), ("розсил", Cue::Newsletter), ("руб", Cue::Money),
    ("скасув", Cue::Offer), ("скача", Cue::App), ("скидк", Cue::Offer), ("согласие", Cue::Cookie), ("соглаш", Cue::Cookie),
    ("спасибо", Cue::Dismiss), ("сповіщ", Cue::App), ("спільнот", Cue::Support), ("твой", Cue::You), ("уведом", Cue::App),
    ("увійд", Cue::LogIn), ("увійти", Cue::LogIn), ("уплат", Cue::Give), ("читай", Cue::Access), ("читати", Cue::Access),
    ("читать", Cue::Access), ("членств", Cue::Support), ("щоміс", Cue::Period), ("אימייל", Cue::Email), ("אנחנו", Cue::We),
    ("אפליקצ", Cue::App), ("אשראי", Cue::Payment), ("ביטול", Cue::Offer), ("גישה", Cue::Access), ("דון", Cue::Give),
    ("דיוור", Cue::Newsletter), ("הירשמו", Cue::Subscribe), ("הנחה", Cue::Offer), ("הרשמ", Cue::LogIn), ("התחבר", Cue::LogIn),
    ("התראות", Cue::App), ("חברות", Cue::Support), ("חודש", Cue::Period), ("חינם", Cue::Offer), ("ידיעון", Cue::Newsletter),
    ("כבר", Cue::Already), ("לא", Cue::Dismiss), ("להתחבר", Cue::LogIn), ("לחודש", Cue::Period), ("מנוי", Cue::Subscribe),
    ("ניוזלטר", Cue::Newsletter), ("עוגיות", Cue::Cookie), ("עצמאי", Cue::Independent), ("פרטיות", Cue::Cookie), ("שהריי", Cue::Period),
    ("שנתי", Cue::Period), ("שקל", Cue::Money), ("תמיכה", Cue::Support), ("תמכו", Cue::Support), ("תרום", Cue::Give), ("תרומ", Cue::Give),
    ("תרמו", Cue::Give), ("أغلق", Cue::Dismiss), ("أنت", Cue::You), ("إشعار", Cue::App), ("إغلاق", Cue::Dismiss), ("إلغاء", Cue::Offer),
    ("ادعم", Cue::Give), ("استبيان", Cue::Survey), ("استطلاع", Cue::Survey), ("اشترا", Cue::Subscribe), ("اشترك", Cue::Subscribe),
    ("الإشعار", Cue::App), ("البريد", Cue::Email), ("التبرّع", Cue::Give), ("الخصوصي", Cue::Cookie), ("الدخول", Cue::LogIn),
    ("الغاء", Cue::Offer), ("النشرة", Cue::Newsletter), ("الوصول", Cue::Access), ("بالفعل", Cue::Already), ("بطاق", Cue::Payment),
    ("تبرع", Cue::Give), ("تحويل", Cue::Payment), ("تسجيل", Cue::LogIn), ("تطبيق", Cue::App), ("جنيه", Cue::Money), ("خصم", Cue::Offer),
    ("درهم", Cue::Money), ("دعم", Cue::Support), ("دولار", Cue::Money), ("ريال", Cue::Money), ("سنوي", Cue::Period), ("شهر", Cue::Period),
    ("عضوي", Cue::Support), ("مجان", Cue::Offer), ("مستقل", Cue::Independent), ("نحن", Cue::We), ("نشرة", Cue::Newsletter),
    ("आप", Cue::You), ("ईमेल", Cue::Email), ("महीन", Cue::Period), ("मासिक", Cue::Period), ("मुफ़्त", Cue::Offer), ("मुफ्त", Cue::Offer),
    ("लॉगिन", Cue::LogIn), ("सदस्य", Cue::Support), ("सब्सक्र", Cue::Subscribe), ("समर्थन", Cue::Support), ("सहयोग", Cue::Support),
    ("हम", Cue::We), ("เรา", Cue::We), ("ủng", Cue::Give), ("あと", Cue::Dismiss), ("あなた", Cue::You), ("お試", Cue::Offer),
    ("すでに", Cue::Already), ("アプリ", Cue::App), ("アンケート", Cue::Survey), ("クレ", Cue::Payment), ("サポ", Cue::Support),
    ("ニュースレター", Cue::Newsletter), ("プッ", Cue::App), ("メルマガ", Cue::Newsletter), ("メール", Cue::Email), ("ログイン", Cue::LogIn),
    ("ヶ月", Cue::Period), ("下载", Cue::App), ("付費", Cue::Access), ("付费", Cue::Access), ("优惠", Cue::Offer), ("会员", Cue::Access),
    ("会員", Cue::Access), ("你", Cue::You), ("優惠", Cue::Offer), ("元", Cue::Money), ("免費", Cue::Offer), ("免费", Cue::Offer),
    ("全文", Cue::Access), ("公众", Cue::Newsletter), ("关闭", Cue::Dismiss), ("円", Cue::Money), ("初月", Cue::Offer), ("募金", Cue::Give),
    ("包年", Cue::Period), ("包月", Cue::Period), ("同意", Cue::Cookie), ("問卷", Cue::Survey), ("安装", Cue::App), ("安裝", Cue::App),
    ("寄付", Cue::Give), ("寄附", Cue::Give), ("已經", Cue::Already), ("已经", Cue::Already), ("年付", Cue::Period), ("年間", Cue::Period),
    ("年龄", Cue::Survey), ("广告", Cue::AdBlock), ("広告", Cue::AdBlock), ("应用", Cue::App), ("当社", Cue::We), ("後で", Cue::Dismiss),
    ("応援", Cue::Support), ("您", Cue::You), ("我们", Cue::We), ("我們", Cue::We), ("扫码", Cue::App), ("振込", Cue::Payment), ("捐款", Cue::Give),
    ("捐贈", Cue::Give), ("捐赠", Cue::Give), ("推播", Cue::App), ("推送", Cue::App), ("支付", Cue::Payment), ("支払", Cue::Payment),
    ("支持", Cue::Support), ("支援", Cue::Support), ("放題", Cue::Access), ("既に", Cue::Already), ("暂不", Cue::Dismiss), ("會員", Cue::Access),
    ("月々", Cue::Period), ("月付", Cue::Period), ("月額", Cue::Period), ("有料", Cue::Access), ("毎月", Cue::Period), ("每月", Cue::Period),
    ("注册", Cue::LogIn), ("無料", Cue::Offer), ("特典", Cue::Offer), ("独占", Cue::Access), ("独立", Cue::Independent), ("独自", Cue::Independent),
    ("獨立", Cue::Independent), ("申し", Cue::Subscribe), ("申込", Cue::Subscribe), ("电子邮", Cue::Email), ("登入", Cue::LogIn), ("登录", Cue::LogIn),
    ("登録", Cue::LogIn), ("私たち", Cue::We), ("稍后", Cue::Dismiss), ("稍後", Cue::Dismiss), ("税込", Cue::Money), ("简报", Cue::Newsletter),
    ("解約", Cue::Offer), ("解锁", Cue::Access), ("訂閱", Cue::Subscribe), ("註冊", Cue::LogIn), ("試用", Cue::Offer), ("試閱", Cue::Offer),
    ("订阅", Cue::Subscribe), ("试用", Cue::Offer), ("试读", Cue::Offer), ("購読", Cue::Subscribe), ("通知", Cue::App), ("邮箱", Cue::Email),
    ("郵箱", Cue::Email), ("配信", Cue::Newsletter), ("閉じる", Cue::Dismiss), ("關閉", Cue::Dismiss), ("问卷", Cue::Survey), ("限定", Cue::Access),
    ("隐私", Cue::Cookie), ("隱私", Cue::Cookie), ("電子", Cue::Newsletter), ("首月", Cue::Offer), ("가입", Cue::LogIn), ("개월", Cue::Period),
    ("개인정보", Cue::Cookie), ("결제", Cue::Payment), ("계좌", Cue::Payment), ("광고", Cue::AdBlock), ("구독", Cue::Subscribe), ("기부", Cue::Give),
    ("나중에", Cue::Dismiss), ("뉴스레터", Cue::Newsletter), ("다운로드", Cue::App), ("닫기", Cue::Dismiss), ("당신", Cue::You), ("독립", Cue::Independent),
    ("동의", Cue::Cookie), ("로그인", Cue::LogIn), ("매월", Cue::Period), ("무료", Cue::Offer), ("무제한", Cue::Access), ("브라우저", Cue::App),
    ("설문", Cue::Survey), ("설치", Cue::App), ("신청", Cue::Newsletter), ("알림", Cue::App), ("앱", Cue::App), ("우리", Cue::We), ("원", Cue::Money),
    ("유료", Cue::Access), ("응원", Cue::Support), ("이메일", Cue::Email), ("이미", Cue::Already), ("이용권", Cue::Subscribe), ("지원", Cue::Support),
    ("채널", Cue::Newsletter), ("첫달", Cue::Offer), ("첫해", Cue::Period), ("체험", Cue::Offer), ("카카오페이", Cue::Payment), ("쿠키", Cue::Cookie),
    ("푸시", Cue::App), ("할인", Cue::Offer), ("해지", Cue::Offer), ("회원", Cue::Access), ("후원", Cue::Give),
];

/// Whole words.
#[rustfmt::skip]
const EXACT: &[(&str, Cue)] = &[
    ("abo", Cue::Subscribe), ("abone", Cue::Subscribe), ("abonnenten", Cue::Access), ("abonnés", Cue::Access), ("abos", Cue::Subscribe),
    ("accedi", Cue::LogIn), ("acces", Cue::Access), ("access", Cue::Access), ("account", Cue::LogIn), ("accès", Cue::Access),
    ("adres", Cue::Email), ("ads", Cue::AdBlock), ("age", Cue::Survey), ("akkoord", Cue::Cookie), ("akun", Cue::LogIn),
    ("alertes", Cue::App), ("alter", Cue::Survey), ("anno", Cue::Period), ("année", Cue::Period), ("ano", Cue::Period),
    ("anuncios", Cue::AdBlock), ("anzeigen", Cue::AdBlock), ("anúncios", Cue::AdBlock), ("apoio", Cue::Support), ("aporta", Cue::Give),
    ("aporte", Cue::Give), ("aportes", Cue::Give), ("apoya", Cue::Support), ("apoyo", Cue::Support), ("app", Cue::App), ("appar", Cue::App),
    ("apps", Cue::App), ("ay", Cue::Period), ("año", Cue::Period), ("beitrag", Cue::Give), ("bereits", Cue::Already), ("bic", Cue::Payment),
    ("bidra", Cue::Give), ("bidrag", Cue::Give), ("birth", Cue::Survey), ("biz", Cue::We), ("blik", Cue::Payment), ("browser", Cue::App),
    ("cadeau", Cue::Offer), ("cancel", Cue::Offer), ("carte", Cue::Payment), ("cent", Cue::Money), ("cents", Cue::Money),
    ("checkout", Cue::Payment), ("chf", Cue::Money), ("chip", Cue::Give), ("close", Cue::Dismiss), ("compte", Cue::LogIn),
    ("connect", Cue::LogIn), ("conta", Cue::LogIn), ("country", Cue::Survey), ("cuenta", Cue::LogIn), ("danke", Cue::Dismiss),
    ("deg", Cue::You), ("deja", Cue::Already), ("dich", Cue::You), ("digest", Cue::Newsletter), ("din", Cue::You),
    ("dispatch", Cue::Newsletter), ("dkk", Cue::Money), ("doar", Cue::Give), ("doe", Cue::Give), ("dona", Cue::Give), ("donar", Cue::Give),
    ("dons", Cue::Give), ("dopo", Cue::Dismiss), ("du", Cue::You), ("edad", Cue::Survey), ("edition", Cue::Survey), ("eft", Cue::Payment),
    ("enquête", Cue::Survey), ("entrar", Cue::LogIn), ("ersten", Cue::Offer), ("essai", Cue::Offer), ("eur", Cue::Money),
    ("eura", Cue::Money), ("euro", Cue::Money), ("euroa", Cue::Money), ("eurolla", Cue::Money), ("euron", Cue::Money),
    ("euros", Cue::Money), ("first", Cue::Offer), ("fortsæt", Cue::Access), ("free", Cue::Offer), ("ft", Cue::Money), ("gave", Cue::Give),
    ("gbp", Cue::Money), ("giriş", Cue::LogIn), ("già", Cue::Already), ("gratis", Cue::Offer), ("gåva", Cue::Give), ("gåvor", Cue::Give),
    ("havi", Cue::Period), ("hazte", Cue::Support), ("iban", Cue::Payment), ("ihnen", Cue::You), ("ihr", Cue::You), ("ihre", Cue::You),
    ("ihrem", Cue::You), ("ihren", Cue::You), ("ihrer", Cue::You), ("ingyen", Cue::Offer), ("iniciar", Cue::LogIn), ("ios", Cue::App),
    ("jahr", Cue::Period), ("jahre", Cue::Period), ("jau", Cue::Already), ("je", Cue::You), ("jetzt", Cue::Dismiss), ("již", Cue::Already),
    ("jo", Cue::Already), ("już", Cue::Already), ("já", Cue::Already), ("kaart", Cue::Payment), ("kami", Cue::We), ("kk", Cue::Period),
    ("konto", Cue::LogIn), ("kort", Cue::Payment), ("kr", Cue::Money), ("kredit", Cue::Payment), ("kroner", Cue::Money),
    ("kronor", Cue::Money), ("kuus", Cue::Period), ("kč", Cue::Money), ("ladda", Cue::App), ("later", Cue::Dismiss), ("leer", Cue::Access),
    ("lei", Cue::Money), ("ler", Cue::Access), ("lesen", Cue::Access), ("lettre", Cue::Newsletter), ("lezen", Cue::Access),
    ("lid", Cue::Support), ("lire", Cue::Access), ("logi", Cue::LogIn), ("lue", Cue::Access), ("luk", Cue::Dismiss), ("lv", Cue::Money),
    ("läs", Cue::Access), ("läsa", Cue::Access), ("læs", Cue::Access), ("mail", Cue::Email), ("mais", Cue::Dismiss), ("masuk", Cue::LogIn),
    ("maybe", Cue::Dismiss), ("me", Cue::We), ("member", Cue::Support), ("members", Cue::Support), ("membre", Cue::Support),
    ("merci", Cue::Dismiss), ("mes", Cue::Period), ("mese", Cue::Period), ("meses", Cue::Period), ("mi", Cue::We), ("mois", Cue::Period),
    ("month", Cue::Period), ("months", Cue::Period), ("my", Cue::We), ("már", Cue::Already), ("más", Cue::Dismiss), ("mês", Cue::Period),
    ("nas", Cue::We), ("nicht", Cue::Dismiss), ("noi", Cue::We), ("nok", Cue::Money), ("nos", Cue::We), ("not", Cue::Dismiss),
    ("notis", Cue::App), ("notiser", Cue::App), ("notre", Cue::We), ("nous", Cue::We), ("now", Cue::Dismiss), ("nás", Cue::We),
    ("nós", Cue::We), ("offer", Cue::Offer), ("offers", Cue::Offer), ("offre", Cue::Offer), ("offrez", Cue::Give), ("ons", Cue::We),
    ("our", Cue::We), ("partner", Cue::Cookie), ("partners", Cue::Cookie), ("payconiq", Cue::Payment), ("pesos", Cue::Money),
    ("pix", Cue::Payment), ("plus", Cue::Subscribe), ("pocket", Cue::Offer), ("poll", Cue::Survey), ("posta", Cue::Email),
    ("premium", Cue::Subscribe), ("probe", Cue::Offer), ("promo", Cue::Offer), ("prova", Cue::Offer), ("prueba", Cue::Offer),
    ("prøv", Cue::Offer), ("publicité", Cue::AdBlock), ("push", Cue::App), ("quiz", Cue::Survey), ("reading", Cue::Access),
    ("reais", Cue::Money), ("reclame", Cue::AdBlock), ("region", Cue::Survey), ("register", Cue::LogIn), ("reklama", Cue::AdBlock),
    ("rok", Cue::Period), ("ročně", Cue::Period), ("rp", Cue::Money), ("schon", Cue::Already), ("sek", Cue::Money), ("sepa", Cue::Payment),
    ("sessão", Cue::LogIn), ("seu", Cue::You), ("sie", Cue::You), ("siz", Cue::You), ("skip", Cue::Dismiss), ("sluit", Cue::Dismiss),
    ("sluiten", Cue::Dismiss), ("socia", Cue::Support), ("socio", Cue::Support), ("steady", Cue::Payment), ("store", Cue::App),
    ("stöd", Cue::Support), ("støt", Cue::Give), ("su", Cue::You), ("sua", Cue::You), ("suite", Cue::Access), ("sumate", Cue::Support),
    ("swish", Cue::Payment), ("súmate", Cue::Support), ("süti", Cue::Cookie), ("sütik", Cue::Cookie), ("ta", Cue::You),
    ("tack", Cue::Dismiss), ("tak", Cue::Dismiss), ("te", Cue::You), ("testen", Cue::Offer), ("thanks", Cue::Dismiss), ("ti", Cue::You),
    ("tilaa", Cue::Subscribe), ("tip", Cue::Give), ("tl", Cue::Money), ("tu", Cue::You), ("tua", Cue::You), ("tue", Cue::Support),
    ("tukea", Cue::Support), ("tuo", Cue::You), ("tus", Cue::You), ("twint", Cue::Payment), ("ty", Cue::You), ("u", Cue::You),
    ("uge", Cue::Period), ("ugen", Cue::Period), ("unlock", Cue::Access), ("uns", Cue::We), ("us", Cue::We), ("usd", Cue::Money),
    ("uw", Cue::You), ("už", Cue::Already), ("veckor", Cue::Period), ("venmo", Cue::Payment), ("već", Cue::Already), ("vi", Cue::You),
    ("vida", Cue::Cookie), ("voi", Cue::You), ("vos", Cue::You), ("votre", Cue::You), ("vous", Cue::You), ("was", Cue::You),
    ("we", Cue::We), ("week", Cue::Period), ("weeks", Cue::Period), ("werbung", Cue::AdBlock), ("wij", Cue::We), ("wir", Cue::We),
    ("ya", Cue::Already), ("year", Cue::Period), ("you", Cue::You), ("your", Cue::You), ("yours", Cue::You), ("zadarmo", Cue::Offer),
    ("zatvori", Cue::Dismiss), ("år", Cue::Period), ("év", Cue::Period), ("éves", Cue::Period), ("ön", Cue::You), ("üye", Cue::Support),
    ("üyeler", Cue::Support), ("člen", Cue::Support), ("μέλος", Cue::Support), ("μας", Cue::We), ("σας", Cue::You), ("вам", Cue::You),
    ("вас", Cue::You), ("вже", Cue::Already), ("ви", Cue::You), ("вход", Cue::LogIn), ("вхід", Cue::LogIn), ("вы", Cue::You),
    ("год", Cue::Period), ("дарете", Cue::Give), ("дарители", Cue::Support), ("евра", Cue::Money), ("затвори", Cue::Dismiss),
    ("куки", Cue::Cookie), ("лв", Cue::Money), ("ми", Cue::We), ("мы", Cue::We), ("нас", Cue::We), ("пароль", Cue::LogIn),
    ("рік", Cue::Period), ("сбп", Cue::Payment), ("ти", Cue::You), ("уже", Cue::Already), ("ביט", Cue::Payment), ("₺", Cue::Money),
];

/// The highest bits of a hash that the directory goes by. Where size does not count, enough for most of its entries to be empty.
const BITS: u32 = if cfg!(target_family = "wasm") { 6 } else { 12 };
/// What a cue's number takes.
const CUE_BITS: u32 = 5;
const _: () = assert!(Cue::ALL.len() <= 1 << CUE_BITS && CUE_BITS <= BITS);
const ENTRIES: usize = STEMS.len() + EXACT.len();

/// Both lists as hashes, sorted, with a directory by their highest bits: a fifth of the lists' size in the binary, and no text compared.
struct Hashed {
    /// The lower 27 bits of each hash, and its cue's number: the upper ones are those of its place in the directory.
    entries: [u32; ENTRIES],
    /// Where the hashes of each beginning begin.
    starts: [u16; (1 << BITS) + 1],
}

const BASIS: u32 = 0x811c_9dc5;

/// One step of FNV-1a.
const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// A whole word ends in this.
const END: u8 = 0;

const fn hash_of(entry: &str, exact: bool) -> u32 {
    let bytes = entry.as_bytes();
    let mut hash = BASIS;
    let mut next = 0;
    while next < bytes.len() {
        hash = step(hash, bytes[next]);
        next += 1;
    }
    if exact { step(hash, END) } else { hash }
}

#[allow(long_running_const_eval, reason = "some thousand entries are sorted once, by insertion")]
const fn hashed() -> Hashed {
    let mut hashes = [0; ENTRIES];
    let mut table = Hashed { entries: [0; ENTRIES], starts: [0; (1 << BITS) + 1] };
    let mut at = 0;
    while at < ENTRIES {
        let exact = at >= STEMS.len();
        let (entry, cue) = if exact { EXACT[at - STEMS.len()] } else { STEMS[at] };
        let hash = hash_of(entry, exact);
        let mut place = at;
        while place > 0 && hashes[place - 1] > hash {
            hashes[place] = hashes[place - 1];
            table.entries[place] = table.entries[place - 1];
            place -= 1;
        }
        hashes[place] = hash;
        table.entries[place] = hash << CUE_BITS | cue as u32;
        at += 1;
    }
    let mut at = 0;
    let mut beginning = 0;
    while beginning <= 1 << BITS {
        while at < ENTRIES && ((hashes[at] >> (32 - BITS)) as usize) < beginning {
            at += 1;
        }
        table.starts[beginning] = at as u16;
        beginning += 1;
    }
    table
}

#[allow(long_running_const_eval, reason = "as above")]
static TABLE: Hashed = hashed();

fn find(hash: u32) -> Option<Cue> {
    let beginning = (hash >> (32 - BITS)) as usize;
    let range = usize::from(*TABLE.starts.get(beginning)?)..usize::from(*TABLE.starts.get(beginning + 1)?);
    let entry = TABLE.entries.get(range)?.iter().find(|entry| (**entry ^ hash << CUE_BITS) >> CUE_BITS == 0)?;
    Cue::ALL.get((entry & ((1 << CUE_BITS) - 1)) as usize).copied()
}

/// The longest stem in bytes.
const LONGEST: usize = 32;

/// The cue of a lower-case word; none if it points nowhere. An exact word counts before a stem, a longer stem before a shorter one.
pub fn cue(word: &str) -> Option<Cue> {
    let mut hash = BASIS;
    let mut found = None;
    for (at, byte) in word.bytes().enumerate().take(LONGEST) {
        hash = step(hash, byte);
        if at > 0 {
            found = find(hash).or(found);
        }
        if at + 1 == word.len() {
            found = find(step(hash, END)).or(found);
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
        let stems = STEMS.iter().map(|(entry, _)| hash_of(entry, false));
        let hashes: std::collections::BTreeSet<u32> =
            stems.chain(EXACT.iter().map(|(entry, _)| hash_of(entry, true))).collect();
        assert_eq!(hashes.len(), ENTRIES);
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
