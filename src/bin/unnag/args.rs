//! The arguments.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args as ClapArgs, CommandFactory as _, Parser, Subcommand, ValueEnum};
use unnag::{Kinds, Label, Level, Options};

/// How runs end.
pub(crate) const EXIT: [(&str, &str); 3] = [
    ("0", "Every page was done."),
    ("1", "A page could not be read, or nothing could be written; the other pages were done all the same."),
    ("2", "The arguments do not fit."),
];

/// Runs to begin with, and what each is for.
pub(crate) const EXAMPLES: [(&str, &str); 6] = [
    ("What each block of a page is, what would be hidden, and why:", "unnag label page.html"),
    ("The article's text of a page that another program hands over:", "unnag text - < page.html"),
    ("A page with less on it:", "unnag clean -o tidy.html page.html"),
    (
        "A folder, as rows for DuckDB, pandas or Spark; goes on where it was broken off:",
        "unnag label --format blocks -o labels.jsonl --resume pages/",
    ),
    ("The texts of a folder, or of what a crawler recorded (crawl.warc.gz):", "unnag text --format jsonl pages/"),
    (
        "On many processors or machines, by GNU parallel:",
        "find pages -name '*.html' | parallel --pipe -N500 unnag label --format blocks --jobs 1 --files-from - > labels.jsonl",
    ),
];

/// Both, behind the help.
fn more_help() -> String {
    let ends: Vec<String> = EXIT.iter().map(|(code, what)| format!("  {code}  {what}")).collect();
    let examples: Vec<String> = EXAMPLES.iter().map(|(what, run)| format!("  {what}\n    {run}")).collect();
    format!("Exit status:\n{}\n\nExamples:\n{}", ends.join("\n"), examples.join("\n"))
}

/// Tells a saved page's article from the appeals, prompts and furniture around it, and says why.
#[derive(Debug, Parser)]
#[command(name = "unnag", version, about, arg_required_else_help = true, after_long_help = more_help())]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print what each block of a page is, what would be hidden and why, and what stays on purpose.
    Label(LabelArgs),
    /// Print the article's text: paragraphs, crossheads, lists, quotes, tables and code, without headline, captions and all the rest.
    ///
    /// It is in the page's order, paragraphs separated by blank lines; line breaks and code stay as they are, of a table a row is a line, its cells
    /// separated by tabs.
    ///
    /// Of a page that is no article but a list, a thread, a shop or the like it is what the page is about, with its headline. Text that the
    /// page itself does not show is left out; where it shows next to nothing without scripts, and asks for nothing, its text for browsers
    /// without them is taken.
    Text(TextArgs),
    /// Print the page with everything hidden that its level hides, as HTML.
    ///
    /// A hidden element stays in its place and gets style="display:none!important" instead of its own inline style. Nothing else is
    /// changed: what the page hides, cuts off or fades stays so, and a scroll lock stays too. The output is UTF-8.
    Clean(CleanArgs),
    /// Print completions for a shell, to be put where it looks for them.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, as roff.
    Man,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct LabelArgs {
    #[command(flatten)]
    pub(crate) choice: Choice,
    /// How to print: a table for people, one JSON object a file, or one JSON object a block (whose fields are plain columns).
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: LabelFormat,
    #[command(flatten)]
    pub(crate) many: Many,
    #[command(flatten)]
    pub(crate) source: Source,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct TextArgs {
    /// How to print: the text alone, of several pages each under a line '==> FILE <==', or one JSON object a page.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TextFormat,
    #[command(flatten)]
    pub(crate) many: Many,
    #[command(flatten)]
    pub(crate) source: Source,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CleanArgs {
    #[command(flatten)]
    pub(crate) choice: Choice,
    /// Write to this file, not the one that is read, instead of the standard output ('-').
    #[arg(long, short, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// The page: an HTML file, a text file, or '-' for the standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) source: Source,
}

/// What to hide.
#[derive(Debug, ClapArgs)]
pub(crate) struct Choice {
    /// How much to hide: donation, paywall, newsletter and prompt (calm), or all but the article (focus).
    #[arg(long, value_enum, default_value_t)]
    level: LevelName,
    /// Hide these kinds instead of the level's, separated by commas: donation, paywall, newsletter, prompt, consent, ad, related, social,
    /// comments, nav, footer, other.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kind)]
    kinds: Vec<Label>,
    /// Act even where a nag is what the page is for, such as a donation page, a shop or a log-in.
    #[arg(long)]
    no_guard: bool,
}

impl Choice {
    pub(crate) fn options(&self) -> Options {
        let level = Options::level(match self.level {
            LevelName::Calm => Level::Calm,
            LevelName::Focus => Level::Focus,
        });
        let chosen = self.kinds.iter().fold(Kinds::NONE, |kinds, kind| kinds.with(*kind));
        let kinds = if self.kinds.is_empty() { level.kinds } else { chosen };
        Options { kinds, guard: !self.no_guard, ..level }
    }
}

/// How files are read.
#[derive(Debug, ClapArgs)]
pub(crate) struct Source {
    /// The page's address, if the file does not name it; it tells what the page is for.
    #[arg(long, value_name = "URL", default_value = "", hide_default_value = true, value_parser = address)]
    pub(crate) url: String,
    /// Take the input for plain text, a paragraph a line, whatever its name. Without it '.txt' files are plain text, and so is what has no
    /// ending and no tag in it.
    #[arg(long)]
    pub(crate) text: bool,
    /// The largest page to read, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=64))]
    pub(crate) max_size: u64,
}

/// Many files at once.
#[derive(Debug, ClapArgs)]
pub(crate) struct Many {
    /// Pages to work on at the same time; by default as many as there are processors.
    #[arg(long, short, value_name = "N", value_parser = jobs, allow_negative_numbers = true)]
    jobs: Option<NonZeroUsize>,
    /// Write to this file, not one of those that are read, instead of the standard output ('-').
    #[arg(long, short, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Go on where an earlier run ended: files, and pages in WARC files, whose lines OUT holds are skipped, the rest is appended. Needs a format
    /// of JSON lines, the same as before; where a page has several lines (blocks), those of the last one are written again, so its file must be
    /// among the files.
    #[arg(long, requires = "output")]
    pub(crate) resume: bool,
    /// Work on the files that this one names, one a line; '-' for the standard input.
    #[arg(long, value_name = "LIST")]
    pub(crate) files_from: Option<PathBuf>,
    /// The pages: HTML files, text files, WARC files (.warc, .warc.gz), directories with such files in them, or '-' for the standard input.
    ///
    /// Each HTML or text page that a WARC file holds is a page of its own. It is called FILE#N, where N is the byte of the file at which its
    /// record begins (as indexes of WARC files say it), and its address is given with it. It says itself what it is, whatever --url and --text
    /// say; the file may be of any size.
    #[arg(value_name = "FILE", required_unless_present = "files_from")]
    pub(crate) files: Vec<PathBuf>,
}

impl Args {
    /// The arguments of this process. What they say must fit together, also where no single one of them is wrong; if it does not, this ends.
    pub(crate) fn of_process() -> Args {
        let mut args = Args::parse();
        let dash = |file: &PathBuf| file.as_os_str() == "-";
        let (many, json) = match &mut args.command {
            Command::Label(label) => (&mut label.many, label.format != LabelFormat::Table),
            Command::Text(text) => (&mut text.many, text.format != TextFormat::Text),
            Command::Clean(clean) => {
                clean.output.take_if(|output| dash(output));
                return args;
            }
            Command::Completions { .. } | Command::Man => return args,
        };
        let to_stdout = many.output.take_if(|output| dash(output)).is_some();
        let (kind, wrong) = if many.resume && to_stdout {
            (ErrorKind::ArgumentConflict, "--resume needs a file to go on with, and '-' is the standard output")
        } else if many.resume && !json {
            (ErrorKind::MissingRequiredArgument, "--resume needs a --format of JSON lines")
        } else if many.files_from.as_ref().is_some_and(dash) && many.files.iter().any(dash) {
            (ErrorKind::ArgumentConflict, "the standard input can be either the list of files or a page")
        } else {
            return args;
        };
        Args::command().error(kind, wrong).exit()
    }
}

impl Many {
    pub(crate) fn jobs(&self, most: usize) -> usize {
        let jobs = self.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        jobs.min(most).clamp(1, 256)
    }

    /// Whether there may be more than one file.
    pub(crate) fn several(&self) -> bool {
        self.files_from.is_some() || self.files.len() > 1 || self.files.iter().any(|file| file.is_dir())
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LabelFormat {
    #[default]
    Table,
    Jsonl,
    Blocks,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextFormat {
    #[default]
    Text,
    Jsonl,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum LevelName {
    #[default]
    Calm,
    Focus,
}

fn kind(name: &str) -> Result<Label, String> {
    match Label::from_name(name.trim()) {
        Some(label) if label.is_article_family() => Err(format!("{} is never hidden", label.name())),
        Some(label) => Ok(label),
        None => Err("there is no such kind".to_owned()),
    }
}

fn jobs(number: &str) -> Result<NonZeroUsize, String> {
    number.parse().map_err(|_| "a whole number from 1 on is wanted".to_owned())
}

/// An address as pages have them; none is none. What is no address would tell nothing of the page, and nobody would see why.
fn address(url: &str) -> Result<String, String> {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    let is_rest = |rest: &str| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control());
    if url.is_empty() || url.split_once("://").is_some_and(|(scheme, rest)| is_scheme(scheme) && is_rest(rest)) {
        return Ok(url.to_owned());
    }
    Err("an address is wanted, such as https://paper.example/a-story".to_owned())
}
