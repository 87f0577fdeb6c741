//! The command line: labels, the article's text, or the page with its plan applied, from saved pages.
//!
//! Exit code: 0 if every file was done, 1 if one could not be read or passed a cap (the others are done all the same), 2 for wrong
//! arguments. A reader that goes away (`| head`) ends the run quietly.

mod args;
mod article;
mod clean;
mod encoding;
mod hidden;
mod input;
mod label;
mod list;
mod output;
mod pieces;
mod run;
mod show;
mod table;
mod warc;

use std::process::ExitCode;

use clap::CommandFactory as _;

fn main() -> ExitCode {
    let done = match args::Args::of_process().command {
        args::Command::Label(args) => label::run(&args),
        args::Command::Text(args) => article::run(&args),
        args::Command::Clean(args) => clean::run(&args),
        args::Command::Completions { shell } => output::print(|out| {
            clap_complete::generate(shell, &mut args::Args::command(), "unnag", out);
            Ok(())
        }),
        args::Command::Man => output::print(|out| output::manual(args::Args::command(), out)),
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
