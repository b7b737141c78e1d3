//! Signs of currencies, and the countries that tell one dollar from another.

use rustc_hash::FxHashMap;

use crate::{Currency, LoadError};

/// The signs and names of currencies.
#[derive(Debug)]
pub struct Units {
    /// By their first byte, longer ones before those they begin with.
    signs: Vec<Vec<(Box<str>, Currency)>>,
    /// The words that a currency is named by.
    names: Vec<(Currency, Box<str>)>,
    countries: FxHashMap<Box<str>, Vec<Currency>>,
    glued_scales: Vec<(Box<str>, u8)>,
    /// Signs in notes of units alone.
    note_signs: Vec<(Box<str>, Currency)>,
    /// Signs that several currencies have.
    shared: Vec<(Box<str>, Vec<Currency>)>,
    /// Words that only companies of one country print: its exchanges and registers.
    listings: FxHashMap<Box<str>, Currency>,
}

impl Default for Units {
    fn default() -> Self {
        Self {
            signs: vec![Vec::new(); 256],
            names: Vec::new(),
            countries: FxHashMap::default(),
            glued_scales: Vec::new(),
            note_signs: Vec::new(),
            shared: Vec::new(),
            listings: FxHashMap::default(),
        }
    }
}

impl Units {
    /// The signs and short forms (`$`, `HK$`, `Rs.`) that begin with a byte, longer ones before those they begin with.
    pub fn signs(&self, first: u8) -> impl Iterator<Item = (&str, Currency)> {
        self.signs[usize::from(first)].iter().map(|(sign, currency)| (&**sign, *currency))
    }

    /// All signs.
    pub fn all_signs(&self) -> impl Iterator<Item = (&str, Currency)> {
        self.signs.iter().flatten().map(|(sign, currency)| (&**sign, *currency))
    }

    /// The currency of a country that has the same name as another: the dollar, with `Canadian` before it. `None` where the word
    /// names no country with such a currency.
    pub fn of_country(&self, word: &str, named_alike: Currency) -> Option<Currency> {
        let word = word.trim_end_matches('.').to_lowercase();
        let shares_name = |currency: &Currency| {
            let names = || self.names.iter().filter(|(of, _)| *of == named_alike).map(|(_, name)| name);
            names().any(|name| self.names.iter().any(|(of, other)| of == currency && other == name))
        };
        self.countries.get(&*word)?.iter().copied().find(shares_name)
    }

    /// Scales that are written right before a currency's code, as in `MSEK`: the letters, and the power of ten.
    pub fn glued_scales(&self) -> impl Iterator<Item = (&str, u8)> {
        self.glued_scales.iter().map(|(letters, power)| (&**letters, *power))
    }

    /// The currency of a sign that means it in a note of units, before its scale, and nowhere else: the `R` of `R'm`.
    pub fn note_sign(&self, sign: &str) -> Option<Currency> {
        self.note_signs.iter().find(|(known, _)| **known == *sign).map(|(_, currency)| *currency)
    }

    /// Whether a sign is one that several currencies have: `$`, `kr`.
    pub fn is_shared(&self, sign: &str) -> bool {
        self.shared.iter().any(|(known, _)| **known == *sign)
    }

    /// The signs that several currencies have, each with the first of these: the one that is meant most often.
    pub fn shared_signs(&self) -> impl Iterator<Item = (&str, Currency)> {
        self.shared.iter().filter(|(_, of)| of.len() > 1).filter_map(|(sign, of)| Some((&**sign, *of.first()?)))
    }

    /// The currencies that share a sign with one, itself among them: all dollars. Empty for a currency that shares none.
    pub fn family(&self, currency: Currency) -> &[Currency] {
        self.shared.iter().find(|(_, of)| of.contains(&currency)).map_or(&[], |(_, of)| of)
    }

    /// Whether several currencies have the name that one is called by where no country is said: the dollar.
    pub fn shares_name(&self, currency: Currency) -> bool {
        let names = || self.names.iter().filter(|(of, _)| *of == currency);
        names().any(|(_, name)| self.names.iter().any(|(of, other)| *of != currency && other == name))
    }

    /// The currency of the country whose companies print a word: an exchange's name, a register's.
    pub fn listing(&self, word: &str) -> Option<Currency> {
        self.listings.get(word).copied()
    }

    /// Whether a word names a country that tells one currency from others of its name.
    pub fn is_country(&self, word: &str) -> bool {
        self.countries.contains_key(word)
    }

    pub(crate) fn add_note_sign(&mut self, currency: Currency, sign: &str) {
        self.note_signs.push((sign.into(), currency));
    }

    /// Notes that a currency has a sign; true where no other had it before.
    pub(crate) fn add_shared(&mut self, currency: Currency, sign: &str) -> bool {
        if let Some((_, of)) = self.shared.iter_mut().find(|(known, _)| **known == *sign) {
            of.push(currency);
            return false;
        }
        self.shared.push((sign.into(), vec![currency]));
        true
    }

    pub(crate) fn add_listing(&mut self, currency: Currency, word: &str) {
        self.listings.insert(word.into(), currency);
    }

    pub(crate) fn add_glued(&mut self, letters: &str, power: u8) {
        self.glued_scales.push((letters.into(), power));
    }

    pub(crate) fn add_name(&mut self, currency: Currency, name: &str) {
        self.names.push((currency, name.into()));
    }

    pub(crate) fn add_country(&mut self, currency: Currency, country: &str) {
        self.countries.entry(country.into()).or_default().push(currency);
    }

    pub(crate) fn add_sign(&mut self, file: &'static str, currency: Currency, sign: &str) -> Result<(), LoadError> {
        let first = *sign.as_bytes().first().ok_or(LoadError::EmptySign { file, code: currency })?;
        let same = &mut self.signs[usize::from(first)];
        if same.iter().any(|(other, _)| **other == *sign) {
            return Err(LoadError::Twice { file, what: sign.to_owned() });
        }
        let at = same.partition_point(|(other, _)| other.len() >= sign.len());
        same.insert(at, (sign.into(), currency));
        Ok(())
    }
}
