//! What an HTTP answer carries → what the page was: chunks put together, packing undone, never past a bound.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use httparse::Status;

/// How a body is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Deflate,
    Brotli,
    Zstandard,
}

impl Packing {
    /// By the name that HTTP has for it. None: not packed; an error if it is not known here.
    pub(super) fn of(name: &str) -> Result<Option<Packing>, ()> {
        Ok(Some(match name {
            "gzip" | "x-gzip" => Packing::Gzip,
            "deflate" => Packing::Deflate,
            "br" => Packing::Brotli,
            "zstd" => Packing::Zstandard,
            "identity" | "utf-8" | "none" => return Ok(None),
            _ => return Err(()),
        }))
    }
}

/// How a body came.
#[derive(Debug, Default)]
pub(crate) struct Wrapping {
    pub(super) chunked: bool,
    /// In the order in which it was packed.
    pub(super) packed: Vec<Packing>,
    /// Whether whoever recorded it says that its end is missing.
    pub(super) cut: bool,
}

/// The body as it was before it was sent; of one that was cut off when it was recorded, what there is. Many programs record what they
/// unpacked under the head that came with it: a body that is not what its head says is taken as it is if it is text.
///
/// # Errors
/// What is wrong, in words that follow its name.
pub(super) fn unwrap<'a>(body: &'a [u8], wrapping: &Wrapping, cap: u64) -> Result<Cow<'a, [u8]>, String> {
    let mut body = Cow::Borrowed(body);
    if wrapping.chunked
        && let Some(joined) = unchunk(&body, wrapping.cut)?
    {
        body = Cow::Owned(joined);
    }
    for packing in wrapping.packed.iter().rev() {
        if is_unpacked(*packing, &body) {
            break;
        }
        let (unpacked, end) = unpack(*packing, &body, cap);
        match end {
            Ok(()) if unpacked.len() as u64 > cap => {
                return Err(format!("unpacked it is larger than {} MiB (see --max-size)", cap >> 20));
            }
            Ok(()) => {}
            Err(_) if wrapping.cut && !unpacked.is_empty() => {}
            Err(error) => return Err(format!("it can not be unpacked: {error}")),
        }
        body = Cow::Owned(unpacked);
    }
    Ok(body)
}

/// Whether bytes are not packed so. Two ways have a mark of their own; nothing in the other two begins as text does, for long.
fn is_unpacked(packing: Packing, bytes: &[u8]) -> bool {
    match packing {
        Packing::Gzip => !bytes.starts_with(b"\x1f\x8b"),
        Packing::Zstandard => !bytes.starts_with(b"\x28\xb5\x2f\xfd"),
        Packing::Deflate | Packing::Brotli => {
            let start = &bytes[..bytes.len().min(1024)];
            let tag = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start().starts_with(b"<");
            let text = start.iter().all(|byte| *byte >= b' ' || byte.is_ascii_whitespace());
            text && (tag || start.len() >= 256)
        }
    }
}

/// Puts chunks together. None if there are none.
fn unchunk(body: &[u8], cut: bool) -> Result<Option<Vec<u8>>, String> {
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let size = match httparse::parse_chunk_size(rest) {
            Ok(Status::Complete((read, size))) => {
                rest = &rest[read..];
                size
            }
            _ if rest.len() == body.len() => return Ok(None),
            _ if cut => return Ok(Some(joined)),
            _ => return Err("its chunks are broken".to_owned()),
        };
        if size == 0 {
            return Ok(Some(joined));
        }
        let whole = usize::try_from(size).ok().filter(|size| *size <= rest.len());
        let chunk = &rest[..whole.unwrap_or(rest.len())];
        joined.extend_from_slice(chunk);
        if whole.is_none() {
            return if cut { Ok(Some(joined)) } else { Err("its chunks are cut off".to_owned()) };
        }
        rest = &rest[chunk.len()..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

/// What comes out, one byte past the bound at most, and how it ended.
fn unpack(packing: Packing, body: &[u8], cap: u64) -> (Vec<u8>, io::Result<()>) {
    let mut unpacked = Vec::new();
    let mut all = |reader: &mut dyn Read| reader.take(cap + 1).read_to_end(&mut unpacked).map(drop);
    let end = match packing {
        Packing::Gzip => all(&mut MultiGzDecoder::new(body)),
        // By the standard it has zlib's head; some servers leave that out.
        Packing::Deflate if has_zlib_head(body) => all(&mut ZlibDecoder::new(body)),
        Packing::Deflate => all(&mut DeflateDecoder::new(body)),
        Packing::Brotli => all(&mut brotli_decompressor::Decompressor::new(body, 16 << 10)),
        Packing::Zstandard => ruzstd::decoding::StreamingDecoder::new(body)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))
            .and_then(|mut reader| all(&mut reader)),
    };
    (unpacked, end)
}

fn has_zlib_head(body: &[u8]) -> bool {
    matches!(body, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    use super::*;

    const CAP: u64 = 1 << 20;

    fn packed(packing: &[Packing]) -> Wrapping {
        Wrapping { packed: packing.to_vec(), ..Wrapping::default() }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_servers_pack_is_unpacked() {
        let page = b"<p>a page</p>".as_slice();
        let one = |packing, body: &[u8]| unwrap(body, &packed(packing), CAP).unwrap().into_owned();
        assert_eq!(one(&[Packing::Gzip], &gzip(page)), page);
        assert_eq!(one(&[Packing::Gzip, Packing::Gzip], &gzip(&gzip(page))), page);
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(page).unwrap();
        assert_eq!(one(&[Packing::Deflate], &zlib.finish().unwrap()), page);
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(page).unwrap();
        assert_eq!(one(&[Packing::Deflate], &raw.finish().unwrap()), page);
        // Both as their own tools made them, with nothing packed in them but stored.
        assert_eq!(one(&[Packing::Brotli], b"\x0b\x06\x80<p>a page</p>\x03"), page);
        assert_eq!(one(&[Packing::Zstandard], b"\x28\xb5\x2f\xfd\x20\x0d\x69\x00\x00<p>a page</p>"), page);
        // Unpacked already by whoever recorded it.
        assert_eq!(one(&[Packing::Brotli, Packing::Gzip], page), page);
    }

    #[test]
    fn what_swells_past_the_bound_or_is_broken_is_refused() {
        let bomb = gzip(&vec![b' '; CAP as usize + 1]);
        assert!(unwrap(&bomb, &packed(&[Packing::Gzip]), CAP).unwrap_err().contains("larger than 1 MiB"));
        assert!(unwrap(&gzip(&vec![b' '; CAP as usize]), &packed(&[Packing::Gzip]), CAP).is_ok());
        for (packing, broken) in [
            (Packing::Gzip, b"\x1f\x8b\x08 nothing of the kind".as_slice()),
            (Packing::Deflate, b"\xff\xfe nothing of the kind"),
            (Packing::Brotli, b"\xff\xfe nothing of the kind"),
            (Packing::Zstandard, b"\x28\xb5\x2f\xfd nothing of the kind"),
        ] {
            assert!(unwrap(broken, &packed(&[packing]), CAP).is_err(), "{packing:?}");
        }
        let whole = gzip(&b"<p>a long page</p>".repeat(1000));
        let half = &whole[..whole.len() / 2];
        assert!(unwrap(half, &packed(&[Packing::Gzip]), CAP).is_err());
        let cut = Wrapping { cut: true, ..packed(&[Packing::Gzip]) };
        assert!(unwrap(half, &cut, CAP).unwrap().starts_with(b"<p>a long page</p>"));
    }

    #[test]
    fn chunks_are_put_together() {
        let chunked = |cut| Wrapping { chunked: true, cut, ..Wrapping::default() };
        let one = |body: &'static [u8], cut| unwrap(body, &chunked(cut), CAP).map(Cow::into_owned);
        assert_eq!(one(b"3\r\nabc\r\n1;x=y\r\nd\r\n0\r\nTrailer: x\r\n\r\n", false).unwrap(), b"abcd");
        assert_eq!(one(b"<p>not chunked", false).unwrap(), b"<p>not chunked");
        assert_eq!(one(b"5\r\nab", true).unwrap(), b"ab");
        assert!(one(b"5\r\nab", false).is_err());
        assert!(one(b"ffffffffffffffff\r\nab", false).is_err());
        assert!(one(b"1\r\na\r\nzz\r\n", false).is_err());
    }

    proptest! {
        #[test]
        fn no_body_is_too_much(body: Vec<u8>, chunked: bool, cut: bool, first in 0..4_usize, second in 0..4_usize) {
            let all = [Packing::Gzip, Packing::Deflate, Packing::Brotli, Packing::Zstandard];
            let wrapping = Wrapping { chunked, cut, packed: vec![all[first], all[second]] };
            if let Ok(body) = unwrap(&body, &wrapping, CAP) {
                prop_assert!(body.len() as u64 <= CAP);
            }
        }
    }
}
