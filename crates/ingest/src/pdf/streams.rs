//! Decoding streams with an eye on whether they are whole.
//!
//! The PDF decoder makes the best of a damaged stream and does not tell. Nearly all streams are compressed with Flate, whose
//! data end in a checksum (RFC 1950), so damage is seen at no more cost than decoding them.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::ZlibDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::Stream;

/// A stream, decoded.
pub(super) struct Decoded<'a> {
    /// As much as could be decoded.
    pub(super) bytes: Cow<'a, [u8]>,
    /// Whether that is all.
    pub(super) health: Health,
}

/// What is known of a stream's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Health {
    /// Its checksum is right.
    Whole,
    /// It has no checksum.
    Unknown,
    /// It does not decode, or not to its end, or to other bytes than were put in.
    Damaged,
}

/// Decodes a stream once, and tells whether it is whole.
pub(super) fn decode<'a>(stream: &Stream<'a>) -> Decoded<'a> {
    let filters = stream.filters();
    if let [Filter::FlateDecode] = filters.as_slice()
        && !has_predictor(stream)
    {
        let packed = stream.raw_data();
        let mut bytes = Vec::with_capacity(packed.len().saturating_mul(4));
        if ZlibDecoder::new(&*packed).read_to_end(&mut bytes).is_ok() {
            return Decoded { bytes: Cow::Owned(bytes), health: Health::Whole };
        }
    }
    match stream.decoded_data() {
        Ok(bytes) => Decoded { bytes, health: health_of(stream, &filters) },
        Err(_) => Decoded { bytes: Cow::Borrowed(&[]), health: Health::Damaged },
    }
}

/// Tells whether a stream is whole, without keeping what it decodes to.
pub(super) fn health(stream: &Stream<'_>) -> Health {
    health_of(stream, &stream.filters())
}

fn health_of(stream: &Stream<'_>, filters: &[Filter]) -> Health {
    let packed = match filters {
        [Filter::FlateDecode] => Some(stream.raw_data()),
        [Filter::Ascii85Decode, Filter::FlateDecode] => match ascii85(&stream.raw_data()) {
            Some(packed) => Some(Cow::Owned(packed)),
            None => return Health::Damaged,
        },
        _ => None,
    };
    match packed {
        None if stream.decoded_data().is_err() => Health::Damaged,
        None => Health::Unknown,
        Some(packed) if is_whole(&packed) => Health::Whole,
        Some(_) => Health::Damaged,
    }
}

/// Undoing a predictor is left to the PDF decoder.
fn has_predictor(stream: &Stream<'_>) -> bool {
    stream.dict().contains_key("DecodeParms") || stream.dict().contains_key("DP")
}

/// Whether Flate data decode to their end and, if a checksum follows, to what it is of. Some writers leave it out, or the
/// header as well.
fn is_whole(packed: &[u8]) -> bool {
    if ends(packed, true).is_some() {
        return true;
    }
    let without_checksum = packed.get(2..).and_then(|data| Some((data.len(), ends(data, false)?)));
    if let Some((length, used)) = without_checksum {
        return length - used < 4;
    }
    ends(packed, false).is_some()
}

/// How many bytes the data take, if they decode to their end.
fn ends(packed: &[u8], has_header: bool) -> Option<usize> {
    let mut inflater = Decompress::new(has_header);
    let mut room = [0; 1 << 14];
    loop {
        let (taken, given) = (inflater.total_in(), inflater.total_out());
        let rest = packed.get(usize::try_from(taken).ok()?..)?;
        match inflater.decompress(rest, &mut room, FlushDecompress::None).ok()? {
            Status::StreamEnd => return usize::try_from(inflater.total_in()).ok(),
            _ if (taken, given) == (inflater.total_in(), inflater.total_out()) => return None,
            _ => {}
        }
    }
}

/// Decodes ASCII base-85 (ISO 32000-1, 7.4.3); none for what is no such data.
fn ascii85(data: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(data.len() / 5 * 4);
    let mut group: Vec<u32> = Vec::with_capacity(5);
    for byte in data.iter().filter(|b| !b.is_ascii_whitespace() && **b != 0) {
        match byte {
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            b'z' if group.is_empty() => decoded.extend([0; 4]),
            b'~' => break,
            _ => return None,
        }
        if group.len() == 5 {
            decoded.extend(word(&group)?.to_be_bytes());
            group.clear();
        }
    }
    let left = group.len();
    if left > 0 {
        group.resize(5, 84);
        decoded.extend(word(&group)?.to_be_bytes().get(..left - 1)?);
    }
    Some(decoded)
}

fn word(digits: &[u32]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |word, digit| word.checked_mul(85)?.checked_add(*digit))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn packed() -> Vec<u8> {
        let text: String = (0..400).map(|n| format!("BT ({n}) Tj ET\n")).collect();
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn damage_anywhere_is_seen() {
        let packed = packed();
        assert!(is_whole(&packed));
        for at in (2..packed.len() - 4).step_by(37) {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x55;
            assert!(!is_whole(&damaged), "byte {at}");
            assert!(!is_whole(&packed[..at]), "cut at {at}");
        }
    }

    #[test]
    fn a_checksum_or_header_left_out_is_no_damage() {
        let packed = packed();
        assert!(is_whole(&packed[..packed.len() - 4]));
        assert!(is_whole(&packed[2..packed.len() - 4]));
        assert!(is_whole(&[&packed[..], b"\r\n"].concat()));
    }

    #[test]
    fn base_85_is_decoded() {
        assert_eq!(ascii85(b"87cUR\nD]i,\"Ebo80~>").unwrap(), b"Hello World!");
        assert_eq!(ascii85(b"z~>").unwrap(), [0; 4]);
        assert_eq!(ascii85(b"87c\xffR"), None);
    }
}
