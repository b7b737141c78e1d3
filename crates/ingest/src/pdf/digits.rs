//! Fonts that show other digits than their map to Unicode says. The decoder takes the map's word for it.

use hayro_interpret::hayro_cmap::{BfString, CMap};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream};

const NAMES: [&[u8]; 10] = [b"zero", b"one", b"two", b"three", b"four", b"five", b"six", b"seven", b"eight", b"nine"];

/// Whether a simple font that is not embedded, of which its encoding alone says what is shown (ISO 32000-1, 9.6.6), has digits
/// that its map to Unicode takes for other ones. What embedded fonts show only their outlines tell.
pub(super) fn are_others(font: &Dict<'_>) -> bool {
    let embedded = font.get::<Dict<'_>>("FontDescriptor").is_some_and(|descriptor| {
        ["FontFile", "FontFile2", "FontFile3"].iter().any(|file| descriptor.contains_key(file))
    });
    let kind = font.get::<Name<'_>>("Subtype");
    let is_simple = matches!(kind.as_deref(), Some(b"Type1" | b"TrueType" | b"MMType1"));
    if embedded || !is_simple {
        return false;
    }
    let Some(map) = font.get::<Stream<'_>>("ToUnicode") else { return false };
    let Some(map) = map.decoded_data().ok().and_then(|bytes| CMap::parse(&bytes, |_| None)) else { return false };
    let shown = shown(font);
    (0..=255).any(|code| match (shown[code as usize], map.lookup_bf_string(code)) {
        (Some(digit), Some(BfString::Char(c))) => c.to_digit(10).is_some_and(|other| other != digit),
        _ => false,
    })
}

/// The digits that the codes of a font show. All encodings that have names have them where ASCII has them.
fn shown(font: &Dict<'_>) -> [Option<u32>; 256] {
    let mut shown = [None; 256];
    for digit in 0..10 {
        shown[b'0' as usize + digit as usize] = Some(digit);
    }
    let differences = font.get::<Dict<'_>>("Encoding").and_then(|encoding| encoding.get::<Array<'_>>("Differences"));
    let mut code = 0;
    for object in differences.iter().flat_map(|differences| differences.iter::<Object<'_>>()) {
        match object {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(usize::MAX),
            Object::Name(name) => {
                let digit = NAMES.iter().position(|known| *known == &*name);
                if let Some(place) = shown.get_mut(code) {
                    *place = digit.map(|digit| digit as u32);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    shown
}
