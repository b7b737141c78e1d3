//! The words of notes: exceptions, shares, the names of currencies.

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
