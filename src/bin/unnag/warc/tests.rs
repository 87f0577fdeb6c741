//! Pages come out by their places, whatever is broken around them.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;

const CAP: u64 = 1 << 20;
const RECORDS: usize = 6;

fn text(number: usize) -> Vec<u8> {
    format!("<p>page {number} {}</p>", "of some length ".repeat(number * 7)).into_bytes()
}

/// A file of some records, and where each begins in it.
fn file(zipped: bool) -> (Vec<u8>, Vec<usize>) {
    let (mut file, mut starts) = (Vec::new(), Vec::new());
    for number in 0..RECORDS {
        let body = text(number);
        let http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
        let length = http.len() + body.len();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/\r\nContent-Length: {length}\r\n\r\n"
        );
        let record = [head.as_bytes(), http, &body, b"\r\n\r\n"].concat();
        starts.push(file.len());
        if zipped {
            let mut encoder = GzEncoder::new(file, Compression::fast());
            encoder.write_all(&record).unwrap();
            file = encoder.finish().unwrap();
        } else {
            file.extend(record);
        }
    }
    (file, starts)
}

fn all(file: &[u8], zipped: bool) -> Vec<Found> {
    let size = Some(file.len() as u64);
    Archive::of(if zipped { "f.gz" } else { "f" }.to_owned(), Bytes::new(Cursor::new(file.to_vec())), size, CAP)
        .unwrap()
        .collect()
}

fn bodies(found: &[Found]) -> Vec<Vec<u8>> {
    let pages = found.iter().filter_map(|(_, found)| found.as_ref().ok());
    pages.map(|page| page.body(CAP).unwrap().into_owned()).collect()
}

#[test]
fn pages_are_called_by_where_they_begin() {
    for zipped in [false, true] {
        let (file, starts) = file(zipped);
        let found = all(&file, zipped);
        assert_eq!(bodies(&found), (0..RECORDS).map(text).collect::<Vec<_>>());
        let names: Vec<String> =
            starts.iter().map(|start| format!("f{}#{start}", if zipped { ".gz" } else { "" })).collect();
        assert_eq!(found.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), names);
    }
    assert!(is_of(Path::new("a/b"), "a/b#12") && is_of(Path::new("a/b"), "a/b#12.3"));
    assert!(!is_of(Path::new("a/b"), "a/b#") && !is_of(Path::new("a/b"), "a/b#x") && !is_of(Path::new("a"), "a/b#1"));
}

proptest! {
    #[test]
    fn a_broken_byte_costs_its_own_record_alone(zipped: bool, at: prop::sample::Index, change in 1..=255_u8) {
        let (mut file, starts) = file(zipped);
        let at = at.index(file.len());
        file[at] ^= change;
        let hit = starts.iter().rposition(|start| *start <= at).unwrap();
        let found = bodies(&all(&file, zipped));
        for number in (0..RECORDS).filter(|number| *number != hit) {
            // A length that came out shorter or longer by whole records may hide more of them in a file that is not packed.
            prop_assert!(found.contains(&text(number)) || !zipped, "{number}, {hit}");
        }
    }

    #[test]
    fn what_is_whole_is_read_of_a_file_that_was_cut_off(zipped: bool, cut: prop::sample::Index) {
        let (file, starts) = file(zipped);
        let cut = cut.index(file.len());
        let whole = starts.iter().skip(1).filter(|start| **start <= cut).count();
        let found = all(&file[..cut], zipped);
        let bodies = bodies(&found);
        prop_assert!(bodies.len() >= whole, "{} of {whole}", bodies.len());
        prop_assert!(bodies.iter().enumerate().all(|(number, body)| *body == text(number)));
        let clean = cut > 0 && starts.contains(&cut) || bodies.len() > whole;
        prop_assert_eq!(found.iter().filter(|(_, found)| found.is_err()).count(), usize::from(!clean));
    }

    #[test]
    fn nothing_is_too_odd_to_read(zipped: bool, parts in prop::collection::vec(part(), 0..12)) {
        let file = parts.concat();
        prop_assert!(all(&file, zipped).len() <= file.len() + 2);
    }
}

fn part() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        prop::sample::select(vec![
            b"WARC/1.0\r\n".to_vec(),
            b"WARC-Type: response\r\n".to_vec(),
            b"Content-Length: 40\r\n".to_vec(),
            b"Content-Length: 18446744073709551615\r\n".to_vec(),
            b"\r\n".to_vec(),
            b"\n".to_vec(),
            b"HTTP/1.1 200\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec(),
            b"\x1f\x8b\x08\0\0\0\0\0\0\0".to_vec(),
            file(true).0,
            file(false).0,
        ]),
    ]
}
