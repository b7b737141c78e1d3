//! The words of notes: exceptions, shares, the names of currencies.

use super::tokens::names_scale;
use crate::figure::Currency;

pub(super) fn is_one_of(word: &str, words: &str) -> bool {
    words.as_bytes().split(|b| *b == b' ').any(|w| w.eq_ignore_ascii_case(word.as_bytes()))
}

pub(super) fn is_except(word: &str) -> bool {
    is_one_of(word, "except excluding excepting")
}

pub(super) fn is_share(word: &str) -> bool {
    is_one_of(word, "share shares ads adss adr adrs unit units")
}

/// Looks a word up in a list of `word=code`.
fn named(list: &str, word: &str) -> Option<Currency> {
    let pair = list.split(' ').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == word);
    pair.and_then(|(_, code)| Currency::from_code(code))
}

/// The names of currencies, without the `s` of the plural.
const NAMES: [(&str, Currency); 27] = [
    ("dollar", Currency::USD),
    ("yen", Currency::JPY),
    ("euro", Currency::EUR),
    ("pound", Currency::GBP),
    ("sterling", Currency::GBP),
    ("franc", Currency::CHF),
    ("renminbi", Currency::CNY),
    ("yuan", Currency::CNY),
    ("rmb", Currency::CNY),
    ("rupee", Currency::INR),
    ("won", Currency::KRW),
    ("krona", Currency::SEK),
    ("kronor", Currency::SEK),
    ("krone", Currency::NOK),
    ("kroner", Currency::NOK),
    ("real", Currency::BRL),
    ("reai", Currency::BRL),
    ("peso", Currency::MXN),
    ("rand", Currency::ZAR),
    ("shekel", Currency::ILS),
    ("zloty", Currency::PLN),
    ("baht", Currency::THB),
    ("ringgit", Currency::MYR),
    ("rupiah", Currency::IDR),
    ("rouble", Currency::RUB),
    ("ruble", Currency::RUB),
    ("lira", Currency::TRY),
];

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
fn may_be_unit(word: &[u8]) -> bool {
    const LONGEST: usize = "percentages".len();
    let Some((first, rest)) = word.split_first() else { return false };
    // `USD`, `RMB`, `TEUR`; `Rs.`, `Rp`, `Ps.`, `Fr.`
    let short = |next: &u8| matches!((first, next), (b'R', b's' | b'p') | (b'P', b's') | (b'F', b'r'));
    if rest.iter().any(u8::is_ascii_uppercase) || rest.first().is_some_and(short) {
        return true;
    }
    if word.len() > LONGEST {
        return false;
    }
    let mut letters = [0; LONGEST];
    letters[..word.len()].copy_from_slice(word);
    letters.make_ascii_lowercase();
    let Ok(word) = std::str::from_utf8(&letters[..word.len()]) else { return true };
    matches!(
        word,
        "m" | "mm"
            | "mn"
            | "mln"
            | "mio"
            | "b"
            | "bn"
            | "k"
            | "cent"
            | "cents"
            | "pence"
            | "percent"
            | "percentage"
            | "percentages"
            | "bps"
            | "unit"
            | "units"
    ) || names_scale(word)
        || currency_name(word).is_some()
}

/// The currency a name stands for when nothing says which country's.
pub(super) fn currency_name(word: &str) -> Option<Currency> {
    let word = word.strip_suffix(['s', 'S']).unwrap_or(word);
    NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, currency)| *currency)
}

/// The currency of a country's own dollar, kroner, peso and so on; `None` when the word names no country.
pub(super) fn country(word: &str, currency: Currency) -> Option<Currency> {
    const DOLLARS: &str =
        "us=USD u.s=USD american=USD canadian=CAD australian=AUD zealand=NZD kong=HKD singapore=SGD taiwan=TWD";
    const OTHERS: &str =
        "japanese korean swiss chinese indian brazilian mexican swedish norwegian british african turkish";
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    match (word.as_str(), currency) {
        (dollar, Currency::USD) => named(DOLLARS, dollar),
        ("danish", Currency::NOK) => Some(Currency::DKK),
        ("philippine", Currency::MXN) => Some(Currency::PHP),
        (other, _) => is_one_of(other, OTHERS).then_some(currency),
    }
}

/// The unit after `Unit:`, as printed.
pub(super) fn named_unit(text: &str) -> Option<String> {
    let (head, unit) = text.split_once(':')?;
    let word = head.rsplit(['(', '[']).next().unwrap_or(head);
    let unit = unit.split([')', ']']).next().unwrap_or(unit).trim();
    (is_one_of(word.trim(), "unit units") && !unit.is_empty()).then(|| unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit_note::read;

    #[test]
    fn what_names_a_unit_is_never_turned_away() {
        let names = NAMES.iter().map(|(name, _)| format!("{name}s"));
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
