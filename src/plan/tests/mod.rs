//! One promise a test, on tiny pages.

mod choice;
mod gates;
mod purposes;
mod restraint;

use crate::page::Facts;

fn facts(url: &str) -> Facts {
    Facts { url: url.into(), ..Facts::default() }
}
