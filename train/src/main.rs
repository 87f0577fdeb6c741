//! The trainer: corpus in, weights and report out.

mod schema;

fn main() -> std::process::ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("schema") => {
            print!("{}", schema::typescript());
            std::process::ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: train schema");
            std::process::ExitCode::FAILURE
        }
    }
}
