//! What a page is drawn from: its content streams, joined, and whether they are whole.

use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::{Array, MaybeRef, Null, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page as PdfPage;

use super::streams::{self, Health};

/// The content of a page.
pub(super) struct Content {
    /// As much as could be decoded.
    pub(super) bytes: Vec<u8>,
    /// Whether that is all.
    pub(super) is_whole: bool,
}

impl Content {
    /// Decodes the content of a page. A page without any is blank, and whole.
    pub(super) fn of(page: &PdfPage<'_>) -> Self {
        let dict = page.raw();
        let decoded = if let Some(stream) = dict.get::<Stream<'_>>("Contents") {
            streams::decode(&stream)
        } else if let Some(list) = dict.get::<Array<'_>>("Contents") {
            return Self::joined(page, &list);
        } else {
            let is_whole = !dict.contains_key("Contents") || dict.get::<Null>("Contents").is_some();
            return Self { bytes: Vec::new(), is_whole };
        };
        let bytes = decoded.bytes.into_owned();
        let is_whole = is_whole(decoded.health, &bytes);
        Self { bytes, is_whole }
    }

    fn joined(page: &PdfPage<'_>, list: &Array<'_>) -> Self {
        let mut bytes = Vec::new();
        let mut worst = Health::Whole;
        for item in list.raw_iter() {
            let stream = match item {
                MaybeRef::Ref(id) => page.xref().get::<Stream<'_>>(id.into()),
                MaybeRef::NotRef(Object::Stream(stream)) => Some(stream),
                MaybeRef::NotRef(_) => None,
            };
            let Some(stream) = stream else {
                worst = Health::Damaged;
                continue;
            };
            let decoded = streams::decode(&stream);
            bytes.extend_from_slice(&decoded.bytes);
            // No operator runs from one stream into the next.
            bytes.push(b' ');
            worst = match (worst, decoded.health) {
                (Health::Damaged, _) | (_, Health::Damaged) => Health::Damaged,
                (Health::Unknown, _) | (_, Health::Unknown) => Health::Unknown,
                _ => Health::Whole,
            };
        }
        let is_whole = is_whole(worst, &bytes);
        Self { bytes, is_whole }
    }
}

fn is_whole(health: Health, bytes: &[u8]) -> bool {
    match health {
        Health::Whole => true,
        Health::Unknown => is_content(bytes),
        Health::Damaged => false,
    }
}

/// An operator that no content has.
const LAST: &str = "crossfoot";

/// Whether bytes that no checksum vouches for read as content to their end: all operators are known, and none was filled
/// with zeros.
pub(super) fn is_content(bytes: &[u8]) -> bool {
    if memchr::memmem::find(bytes, &[0; 24]).is_some() {
        return false;
    }
    // The iterator does not tell its end from a point where it cannot go on.
    let ended = [bytes, b" ", LAST.as_bytes()].concat();
    let mut operators = UntypedIter::new(&ended);
    let mut compatible = 0_usize;
    while let Some(instruction) = operators.next() {
        match &**instruction.operator {
            b"BX" => compatible += 1,
            b"EX" => compatible = compatible.saturating_sub(1),
            operator if operator == LAST.as_bytes() => return true,
            // What stands between `BX` and `EX` may be of later versions (ISO 32000-1, 7.8.2).
            operator if compatible == 0 && !OPERATORS.contains(&operator) => return false,
            _ => {}
        }
    }
    false
}

/// All operators (ISO 32000-1, Annex A).
const OPERATORS: [&[u8]; 73] = [
    b"b", b"B", b"b*", b"B*", b"BDC", b"BI", b"BMC", b"BT", b"BX", b"c", b"cm", b"CS", b"cs", b"d", b"d0", b"d1",
    b"Do", b"DP", b"EI", b"EMC", b"ET", b"EX", b"f", b"F", b"f*", b"G", b"g", b"gs", b"h", b"i", b"ID", b"j", b"J",
    b"K", b"k", b"l", b"m", b"M", b"MP", b"n", b"q", b"Q", b"re", b"RG", b"rg", b"ri", b"s", b"S", b"SC", b"sc",
    b"SCN", b"scn", b"sh", b"T*", b"Tc", b"Td", b"TD", b"Tf", b"Tj", b"TJ", b"TL", b"Tm", b"Tr", b"Ts", b"Tw", b"Tz",
    b"v", b"w", b"W", b"W*", b"y", b"'", b"\"",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_told_from_noise() {
        let content = b"q 1 0 0 1 0 0 cm BT /F1 9 Tf 72 700 Td (Net sales) Tj [(1) -20 (2)] TJ ET Q";
        assert!(is_content(content));
        assert!(is_content(b"BX 1 new EX"));
        assert!(!is_content(b"1 new"));
        assert!(!is_content(b"BT (a) Tj ) > 72 700 Td (b) Tj ET"));
        let zeroed = [&content[..20], &[0; 40], &content[20..]].concat();
        assert!(!is_content(&zeroed));
    }
}
