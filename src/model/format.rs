//! The weights file: magic, version, digest of the features' names, the tables, checksum. Little-endian throughout.
//!
//! A file made for other features, cut short or changed is refused by name and never half used. The checksum (CRC-32, IEEE 802.3) guards
//! against damage, not against malice: the file is compiled in.

use super::Model;
use super::calibration::{Calibration, POINTS, ROWS};
use super::inputs::{INPUTS, NAMES};
use super::network::{Cells, Network};
use super::table::{CELL, Table};
use crate::error::{Error, Kind};
use crate::features::Dense;

const MAGIC: &[u8; 4] = b"UNGW";
const VERSION: u32 = 6;
/// The most hidden units that a file may name; a damaged number is not taken for a size.
const MAX_HIDDEN: usize = 4096;
/// The same for networks.
const MAX_NETWORKS: u32 = 16;

fn fail(what: &'static str) -> Error {
    Error::new(Kind::Weights(what))
}

/// Goes on with a CRC-32 over more bytes.
const fn crc(mut sum: u32, bytes: &[u8]) -> u32 {
    let mut at = 0;
    while at < bytes.len() {
        sum ^= bytes[at] as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg());
            bit += 1;
        }
        at += 1;
    }
    sum
}

fn checksum(bytes: &[u8]) -> u32 {
    !crc(!0, bytes)
}

/// A digest of all names whose order the weights rely on, taken while compiling: the names themselves do not ship.
const DIGEST: u32 = {
    let mut sum = !0;
    let mut at = 0;
    while at < NAMES.len() {
        sum = crc(sum, NAMES[at].0.as_bytes());
        sum = crc(sum, &[NAMES[at].1 as u8 % 64 + b'0']);
        at += 1;
    }
    at = 0;
    while at < Dense::NAMES.len() {
        sum = crc(sum, Dense::NAMES[at].as_bytes());
        sum = crc(sum, b",");
        at += 1;
    }
    !sum
};

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    fn floats(&mut self, floats: &[f32]) {
        for float in floats {
            self.0.extend(float.to_le_bytes());
        }
    }

    /// The upper halves of floats (bfloat16): means and rates need no more digits.
    fn halves(&mut self, floats: &[f32]) {
        for float in floats {
            self.0.extend(((float.to_bits() >> 16) as u16).to_le_bytes());
        }
    }

    /// Two cells a byte: they are most of the file.
    fn cells<const N: usize>(&mut self, rows: &[[i8; N]]) {
        let cells: Vec<i8> = rows.iter().flatten().copied().collect();
        let nibble = |cell: i8| cell.clamp(-CELL, CELL).cast_unsigned() & 15;
        self.0.extend(cells.chunks(2).map(|pair| nibble(pair[0]) | pair.get(1).map_or(0, |cell| nibble(*cell) << 4)));
    }

    fn network(&mut self, network: &Network) {
        self.number(network.hidden() as u32);
        self.halves(&network.means);
        self.halves(&network.rates);
        self.floats(&network.first_scales);
        self.floats(&network.first_biases);
        self.floats(&network.second_scales);
        self.floats(&network.second_biases);
        self.cells(network.first.rows().as_chunks::<1>().0);
        self.cells(&network.second);
    }

    fn table<const N: usize>(&mut self, table: &Table<N>) {
        self.number(table.cells.len() as u32);
        self.floats(&table.scales);
        self.floats(&table.biases);
        self.cells(&table.cells);
    }
}

/// The file of a model.
pub(super) fn encode(model: &Model) -> Vec<u8> {
    let mut out = Writer(MAGIC.to_vec());
    out.number(VERSION);
    out.number(DIGEST);
    out.table(&model.text);
    out.table(&model.names);
    out.number(model.networks.len() as u32);
    for network in &model.networks {
        out.network(network);
    }
    out.0.extend(model.calibration.rows.as_flattened());
    let sum = checksum(&out.0);
    out.number(sum);
    out.0
}

/// Two cells of each byte, the lower half first.
fn unpack(packed: &[u8], cells: &mut [i8]) {
    for (at, cell) in cells.iter_mut().enumerate() {
        let byte = packed.get(at / 2).copied().unwrap_or(0);
        *cell = (byte << (4 - at % 2 * 4)).cast_signed() >> 4;
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take(&mut self, length: usize) -> Result<&[u8], Error> {
        let (head, rest) = self.0.split_at_checked(length).ok_or(fail("cut short"))?;
        self.0 = rest;
        Ok(head)
    }

    fn number(&mut self) -> Result<u32, Error> {
        let bytes = self.take(4)?;
        bytes.try_into().map(u32::from_le_bytes).map_err(|_| fail("cut short"))
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, Error> {
        let bytes = self.take(count * 4)?;
        let floats: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        if floats.iter().all(|float| float.is_finite()) { Ok(floats) } else { Err(fail("a number that is none")) }
    }

    fn halves(&mut self, count: usize) -> Result<Vec<f32>, Error> {
        let bytes = self.take(count * 2)?;
        let floats: Vec<f32> = bytes
            .as_chunks::<2>()
            .0
            .iter()
            .map(|bytes| f32::from_bits(u32::from(u16::from_le_bytes(*bytes)) << 16))
            .collect();
        if floats.iter().all(|float| float.is_finite()) { Ok(floats) } else { Err(fail("a number that is none")) }
    }

    fn array<const N: usize>(&mut self) -> Result<[f32; N], Error> {
        self.floats(N)?.try_into().map_err(|_| fail("cut short"))
    }

    fn cells<const N: usize>(&mut self, rows: usize) -> Result<Vec<[i8; N]>, Error> {
        let count = rows.checked_mul(N).ok_or(fail("cut short"))?;
        let packed = self.take(count.div_ceil(2))?;
        let mut cells = vec![[0; N]; rows];
        unpack(packed, cells.as_flattened_mut());
        Ok(cells)
    }

    fn network(&mut self, inputs: usize) -> Result<Network, Error> {
        let hidden = self.number()? as usize;
        if hidden == 0 || hidden > MAX_HIDDEN {
            return Err(fail("a network without units"));
        }
        Ok(Network {
            means: self.halves(inputs)?,
            rates: self.halves(inputs)?,
            first_scales: self.floats(hidden)?,
            first_biases: self.floats(hidden)?,
            second_scales: self.array()?,
            second_biases: self.array()?,
            first: Cells::of(hidden, self.cells::<1>(inputs * hidden)?.as_flattened()),
            second: self.cells(hidden)?,
        })
    }

    fn table<const N: usize>(&mut self) -> Result<Table<N>, Error> {
        let rows = self.number()? as usize;
        if rows == 0 {
            return Err(fail("a table without rows"));
        }
        Ok(Table { scales: self.array()?, biases: self.array()?, cells: self.cells(rows)? })
    }
}

/// The model of a file.
pub(super) fn decode(bytes: &[u8]) -> Result<Model, Error> {
    decode_if(bytes, |body, sum| checksum(body) == sum)
}

/// The model of the file that is compiled in. Its checksum, a fifth of the time to an engine's first plan, is not taken again at each start: what a
/// test has found whole is part of the program.
pub(super) fn decode_compiled_in(bytes: &[u8]) -> Result<Model, Error> {
    decode_if(bytes, |_, _| true)
}

fn decode_if(bytes: &[u8], whole: impl Fn(&[u8], u32) -> bool) -> Result<Model, Error> {
    let (body, sum) = bytes.split_last_chunk::<4>().ok_or(fail("cut short"))?;
    let mut reader = Reader(body);
    if reader.take(4)? != MAGIC {
        return Err(fail("not a weights file"));
    }
    if reader.number()? != VERSION {
        return Err(fail("another version"));
    }
    if !whole(body, u32::from_le_bytes(*sum)) {
        return Err(fail("damaged"));
    }
    if reader.number()? != DIGEST {
        return Err(fail("made for other features"));
    }
    let text = reader.table()?;
    let names = reader.table()?;
    let count = reader.number()?;
    if count == 0 || count > MAX_NETWORKS {
        return Err(fail("no network"));
    }
    let networks = (0..count).map(|_| reader.network(INPUTS)).collect::<Result<_, _>>()?;
    let mut rows = [[0; POINTS.len()]; ROWS];
    rows.as_flattened_mut().copy_from_slice(reader.take(ROWS * POINTS.len())?);
    let calibration = Calibration { rows };
    if reader.0.is_empty() { Ok(Model { text, names, networks, calibration }) } else { Err(fail("too long")) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;

    fn model() -> Model {
        let mut model = Model {
            text: Table::empty(4),
            names: Table::empty(2),
            networks: vec![Network::empty(INPUTS, 3), Network::empty(INPUTS, 2)],
            calibration: Calibration::none(),
        };
        model.text.cells[2][3] = -7;
        model.calibration.rows[14][3] = 9;
        let mut cells = model.networks[1].first.rows();
        cells[5] = -5;
        model.networks[1].first = Cells::of(2, &cells);
        model
    }

    #[test]
    fn a_model_comes_back() {
        assert_eq!(decode(&encode(&model())).unwrap(), model());
    }

    #[test]
    fn each_defect_is_refused_by_name() {
        let good = encode(&model());
        let message = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        assert!(message(&[]).contains("cut short"));
        assert!(message(b"PNG\0xxxxxxxxxxxx").contains("not a weights file"));
        let mut other = good.clone();
        other[4] = 9;
        assert!(message(&other).contains("another version"));
        let mut damaged = good.clone();
        damaged[100] ^= 1;
        assert!(message(&damaged).contains("damaged"));
        let mut foreign = good.clone();
        foreign[8] ^= 1;
        let length = foreign.len() - 4;
        let sum = checksum(&foreign[..length]).to_le_bytes();
        foreign[length..].copy_from_slice(&sum);
        assert!(message(&foreign).contains("other features"));
        for length in [0, 3, 11, 50, good.len() - 1] {
            assert!(decode(&good[..length]).is_err());
        }
    }
}
