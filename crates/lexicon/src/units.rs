//! Signs of currencies, and the countries that tell one dollar from another.

use crate::Currency;

/// The signs and names of currencies. The tables are made when the program is built.
#[derive(Debug)]
pub struct Units {
    /// By their first byte, longer ones before those they begin with.
    signs: &'static [Signs],
    /// The words that a currency is named by.
    names: Signs,
    /// In order.
    countries: &'static [(&'static str, &'static [Currency])],
    glued_scales: &'static [(&'static str, u8)],
    /// Signs in notes of units alone.
    note_signs: Signs,
    /// Signs that several currencies have.
    shared: &'static [(&'static str, &'static [Currency])],
    /// Words that only companies of one country print, in order: its exchanges and registers.
    listings: Signs,
}

/// Texts, each with the currency that it tells.
type Signs = &'static [(&'static str, Currency)];

pub(crate) static UNITS: Units = include!(concat!(env!("OUT_DIR"), "/units.rs"));

impl Units {
    /// The signs and short forms (`$`, `HK$`, `Rs.`) that begin with a byte, longer ones before those they begin with.
    pub fn signs(&self, first: u8) -> impl Iterator<Item = (&str, Currency)> {
        self.signs[usize::from(first)].iter().copied()
    }

    /// All signs.
    pub fn all_signs(&self) -> impl Iterator<Item = (&str, Currency)> {
        self.signs.iter().copied().flatten().copied()
    }

    /// Whether a character is a currency's sign by itself: `$`, `€`.
    pub fn is_sign(&self, c: char) -> bool {
        if c.is_ascii_alphanumeric() {
            return false;
        }
        let mut bytes = [0; 4];
        let text = &*c.encode_utf8(&mut bytes);
        let signs = self.signs[usize::from(text.as_bytes()[0])];
        signs.iter().any(|(sign, _)| *sign == text) && !c.is_alphanumeric()
    }

    /// Whether a text is such a sign and nothing else.
    pub fn is_only_sign(&self, text: &str) -> bool {
        let mut chars = text.chars();
        chars.next().is_some_and(|c| self.is_sign(c)) && chars.next().is_none()
    }

    /// Whether such a sign stands in a text.
    pub fn has_sign(&self, text: &str) -> bool {
        text.contains(|c| self.is_sign(c))
    }

    /// The currency of a country that has the same name as another: the dollar, with `Canadian` before it. `None` where the word
    /// names no country with such a currency.
    pub fn of_country(&self, word: &str, named_alike: Currency) -> Option<Currency> {
        let word = word.trim_end_matches('.').to_lowercase();
        let shares_name = |currency: &Currency| {
            let names = || self.names.iter().filter(|(_, of)| *of == named_alike).map(|(name, _)| name);
            names().any(|name| self.names.iter().any(|(other, of)| of == currency && other == name))
        };
        find(self.countries, &word)?.iter().copied().find(shares_name)
    }

    /// Scales that are written right before a currency's code, as in `MSEK`: the letters, and the power of ten.
    pub fn glued_scales(&self) -> impl Iterator<Item = (&str, u8)> {
        self.glued_scales.iter().copied()
    }

    /// The currency of a sign that means it in a note of units, before its scale, and nowhere else: the `R` of `R'm`.
    pub fn note_sign(&self, sign: &str) -> Option<Currency> {
        self.note_signs.iter().find(|(known, _)| *known == sign).map(|(_, currency)| *currency)
    }

    /// Whether a sign is one that several currencies have: `$`, `kr`.
    pub fn is_shared(&self, sign: &str) -> bool {
        self.shared.iter().any(|(known, _)| *known == sign)
    }

    /// The signs that several currencies have, each with the first of these: the one that is meant most often.
    pub fn shared_signs(&self) -> impl Iterator<Item = (&str, Currency)> {
        self.shared.iter().filter(|(_, of)| of.len() > 1).filter_map(|(sign, of)| Some((*sign, *of.first()?)))
    }

    /// The currencies that share a sign with one, itself among them: all dollars. Empty for a currency that shares none.
    pub fn family(&self, currency: Currency) -> &[Currency] {
        self.shared.iter().find(|(_, of)| of.contains(&currency)).map_or(&[], |(_, of)| *of)
    }

    /// Whether several currencies have the name that one is called by where no country is said: the dollar.
    pub fn shares_name(&self, currency: Currency) -> bool {
        let names = || self.names.iter().filter(|(_, of)| *of == currency);
        names().any(|(name, _)| self.names.iter().any(|(other, of)| *of != currency && other == name))
    }

    /// The currency of the country whose companies print a word: an exchange's name, a register's. Capitals do not matter.
    pub fn listing(&self, word: &str) -> Option<Currency> {
        if !word.is_ascii() {
            return find(self.listings, &word.to_lowercase());
        }
        let is_it = |(known, _): &&(&str, Currency)| known.eq_ignore_ascii_case(word);
        self.listings.iter().find(is_it).map(|(_, currency)| *currency)
    }

    /// Whether a word names a country that tells one currency from others of its name.
    pub fn is_country(&self, word: &str) -> bool {
        find(self.countries, word).is_some()
    }
}

/// What a table in order has for a text.
fn find<T: Copy>(table: &[(&str, T)], text: &str) -> Option<T> {
    let at = table.binary_search_by(|(known, _)| (*known).cmp(text)).ok()?;
    Some(table[at].1)
}
