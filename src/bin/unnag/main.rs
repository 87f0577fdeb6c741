//! The command line: labels, the article's text, or the page with its plan applied, from saved pages.
//!
//! Exit code: 0 if every file was done, 1 if one could not be read or passed a cap (the others are done all the same), 2 for wrong
//! arguments. A reader that goes away (`| head`) ends the run quietly.

mod args;
mod article;
mod clean;
mod encoding;
mod input;
mod label;
mod run;
mod show;
mod table;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let done = match args::Args::parse().command {
        args::Command::Label(args) => label::run(&args),
        args::Command::Text(args) => article::run(&args),
        args::Command::Clean(args) => clean::run(&args),
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
