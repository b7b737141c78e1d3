//! What a note may be told by at a look.

use crossfoot_lexicon::{WordClass, units, word};

/// Whether a unit could be named anywhere in a text, by a look at its letters: every label of a release is asked, and nearly all
/// say nothing of units.
pub(super) fn may_name_unit(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Signs of currencies, of percent and of cents, and the zeros of a scale.
    bytes.iter().any(|b| !b.is_ascii() || matches!(b, b'$' | b'%'))
        || bytes.windows(3).any(|zeros| zeros == b"000")
        || bytes.split(|b| !b.is_ascii_alphabetic()).any(may_be_unit)
}

/// The same for a word.
fn may_be_unit(text: &[u8]) -> bool {
    let Some((first, rest)) = text.split_first() else { return false };
    // `USD`, `RMB`, `TEUR`
    if rest.iter().any(u8::is_ascii_uppercase) {
        return true;
    }
    let Ok(text) = std::str::from_utf8(text) else { return true };
    // `Rs.`, `Rp`, `Fr.`
    let letters = |sign: &str| sign.trim_end_matches(|c: char| !c.is_ascii_alphabetic()) == text;
    if !rest.is_empty() && units().signs(*first).any(|(sign, _)| letters(sign)) {
        return true;
    }
    // `Rm`: a sign that is one before a scale alone.
    let before_scale = |cut: usize| {
        let (sign, scale) = text.split_at(cut);
        units().note_sign(sign).is_some() && word(scale).scale().is_some()
    };
    if (1..text.len().min(3)).any(before_scale) {
        return true;
    }
    let found = word(text);
    let named = [WordClass::CentUnit, WordClass::PercentUnit, WordClass::BasisPointUnit, WordClass::UnitHead];
    found.scale().is_some() || found.currency().is_some() || named.iter().any(|class| found.is(*class))
}

/// The unit after `Unit:`, as printed.
pub(super) fn named_unit(text: &str) -> Option<String> {
    let (head, unit) = text.split_once(':')?;
    let head = head.rsplit(['(', '[']).next().unwrap_or(head);
    let unit = unit.split([')', ']']).next().unwrap_or(unit).trim();
    (word(head.trim()).is(WordClass::UnitHead) && !unit.is_empty()).then(|| unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit_note::read;

    #[test]
    fn what_names_a_unit_is_never_turned_away() {
        let names =
            "dollars yen euros pounds francs rupees won kronor kroner reais pesos".split(' ').map(str::to_owned);
        let scales = "thousands million Billions trillion lakhs crore '000 000s MSEK TEUR €m $B RMB'000 US$m Rs. Rp Ps. Fr. SFr. \
            USD CHF cents pence ¢ % percent percentage bps";
        let written = scales.split_whitespace().map(str::to_owned).chain(names);
        for unit in written {
            for text in [format!("(in {unit})"), format!("{unit} unless stated"), unit.to_uppercase()] {
                assert!(may_name_unit(&text), "{text}");
            }
        }
        assert!(may_name_unit("Unit: Gbps"));
        for label in ["Net sales", "Gains on sale of business", "Three months ended June 30, 2023"] {
            assert!(!may_name_unit(label) && read(label).is_none(), "{label}");
        }
    }
}
