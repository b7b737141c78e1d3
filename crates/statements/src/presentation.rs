//! Which dollar a bare `$` is, which krone a bare `kr`: the currency that a release is presented in.
//!
//! A sign that several countries have follows what the release says of it, nearest first: a note of its own table in a currency of
//! that sign; the notes of most other tables; a sentence (`presented in Australian dollars`); the only such currency that is named at
//! all. Where none of these speaks, the exchanges and registers do that a release names: one of New York's alone means the US dollar, one of
//! another country's alone that of the country, worked out and no more. A release that names those of several countries, or only a place
//! abroad, leaves it open. `$` in a release that speaks of no country at all is taken for the US dollar, and nothing tells it.

use crossfoot_grammar::Table;
use crossfoot_grammar::figure::Currency;
use crossfoot_lexicon::{Role, Text, units, word};

use crate::told::{Told, ToldBy};
use crate::unit::Measure;

/// The currencies that shared signs mean in a release.
#[derive(Debug, Clone, Default)]
pub(crate) struct Presentation {
    meant: Vec<(Currency, Told<Currency>)>,
}

/// A mention in a sentence on the presentation counts so many others.
const SENTENCE: usize = 1000;

/// A row of a table in a currency counts so many mentions in the text.
const ROW: usize = 20;

impl Presentation {
    /// Learns it from what tables say of themselves, and from the lines of the release.
    pub(crate) fn learn(tables: &[Table], own: &[Option<Measure>], lines: &[Text]) -> Self {
        let mentions = Mentions::of(tables, own, lines);
        let mut meant: Vec<(Currency, Told<Currency>)> = Vec::new();
        for (_, first) in units().shared_signs() {
            // Currencies have several signs in common: `Rs` and `Rs.`.
            if !meant.iter().any(|(known, _)| *known == first) {
                meant.push((first, mentions.meant(first)));
            }
        }
        Self { meant }
    }

    /// The currency that is meant by a sign: that of the sign, unless others have it, too. Then a currency of that sign that is told
    /// near it, else what the release tells.
    pub(crate) fn of(&self, named: Told<Currency>, shared: bool, near: Option<Told<Currency>>) -> Told<Currency> {
        if !shared {
            return named;
        }
        let family = units().family(named.value);
        if let Some(near) = near.filter(|near| family.contains(&near.value)) {
            return Told::new(near.value, named.by);
        }
        let meant = self.meant.iter().find(|(first, _)| family.contains(first)).map(|(_, meant)| *meant);
        match meant {
            Some(meant) if meant.by >= ToldBy::Derived => meant,
            Some(meant) => Told::new(meant.value, named.by),
            None => named,
        }
    }
}

/// How often currencies and countries are named.
#[derive(Default)]
struct Mentions {
    currencies: Vec<(Currency, usize)>,
    /// By the exchanges and registers that are named.
    countries: Vec<(Currency, usize)>,
    /// Places of other countries with dollars on the first page.
    abroad: bool,
    /// Places in the United States there, an address in one of its states, or its laws.
    american: bool,
}

impl Mentions {
    fn of(tables: &[Table], own: &[Option<Measure>], lines: &[Text]) -> Self {
        let mut mentions = Self::default();
        for (table, measure) in tables.iter().zip(own) {
            let told = measure.as_ref().and_then(|measure| measure.currency.filter(|_| !measure.shared_sign));
            told.into_iter().for_each(|told| add(&mut mentions.currencies, told.value, ROW * table.rows.len()));
        }
        for (at, line) in lines.iter().enumerate() {
            if may_name(line) {
                mentions.line(line, lines.get(at + 1).map_or("", Text::as_str), at < FRONT);
            }
        }
        mentions
    }

    fn line(&mut self, line: &Text, next: &str, front: bool) {
        let tags = line.tags();
        let words: Vec<&str> = line.split(parts_words).collect();
        let all = || -> Vec<&str> { words.iter().copied().chain(next.split_whitespace().take(8)).collect() };
        if tags.has(Role::PresentedIn) {
            let named = currencies(&all());
            // `Translated from Canadian dollars` is not what it is presented in.
            named.first().into_iter().for_each(|currency| add(&mut self.currencies, *currency, SENTENCE));
        }
        currencies(&words).into_iter().for_each(|currency| add(&mut self.currencies, currency, 1));
        for listing in words.iter().filter_map(|word| units().listing(word.trim_end_matches('.'))) {
            add(&mut self.countries, listing, 1);
        }
        if tags.has(Role::American) {
            add(&mut self.countries, Currency::USD, 1);
        }
        self.abroad |= front && tags.has(Role::DollarAbroad);
        self.american |=
            front && tags.has(Role::AmericanPlace) || tags.has(Role::AmericanLaw) || is_american_address(line);
    }

    /// What is meant by the sign of which a currency is the likeliest.
    fn meant(&self, first: Currency) -> Told<Currency> {
        let family = units().family(first);
        let of_family = |counts: &[(Currency, usize)]| -> Vec<(Currency, usize)> {
            counts.iter().copied().filter(|(currency, _)| family.contains(currency)).collect()
        };
        let named = of_family(&self.currencies);
        let countries = of_family(&self.countries);
        let all: usize = named.iter().map(|(_, n)| n).sum();
        let most = named.iter().max_by_key(|(_, n)| *n).copied();
        let of = |currency: Currency| countries.iter().any(|(country, _)| *country == currency);
        if let Some((currency, n)) = most {
            // In an American release the Canadian dollar is named where risks are.
            let at_home = currency == Currency::USD || !of(Currency::USD) || of(currency) || n >= ROW;
            if at_home && 10 * n > 8 * all {
                return Told::new(currency, ToldBy::Release);
            }
        }
        let unknown = Told::new(Currency::UNKNOWN, ToldBy::Nothing);
        match countries.as_slice() {
            [(Currency::USD, _)] => Told::new(Currency::USD, ToldBy::Release),
            [(country, _)] => Told::new(*country, ToldBy::Derived),
            [] if first == Currency::USD && !self.abroad && named.iter().all(|(c, _)| *c == Currency::USD) => {
                // Where nothing speaks of any country it is the likeliest dollar, and nobody has said so.
                Told::new(Currency::USD, if self.american { ToldBy::Release } else { ToldBy::Nothing })
            }
            // The yen and the rupee of India are meant unless something speaks of others.
            [] if [Currency::JPY, Currency::INR].contains(&first) && named.is_empty() => {
                Told::new(first, ToldBy::Derived)
            }
            _ => unknown,
        }
    }
}

/// Whether a line has the state and the number of an address: `Austin, TX 78701`.
fn is_american_address(line: &str) -> bool {
    line.as_bytes().windows(10).any(|place| match place {
        [b',', b' ', state @ .., _, _, _, _, _, _] => {
            state.iter().all(u8::is_ascii_uppercase) && place[4] == b' ' && place[5..].iter().all(u8::is_ascii_digit)
        }
        _ => false,
    })
}

/// Lines that are the front of a release.
const FRONT: usize = 60;

fn add(counts: &mut Vec<(Currency, usize)>, currency: Currency, n: usize) {
    match counts.iter_mut().find(|(known, _)| *known == currency) {
        Some((_, count)) => *count += n,
        None => counts.push((currency, n)),
    }
}

/// Whether a character stands between words.
fn parts_words(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '"' | '“' | '”')
}

/// Whether a line could name a currency, an exchange or a country; most do not.
fn may_name(line: &str) -> bool {
    line.bytes().any(|b| b.is_ascii_uppercase()) || units().shared_signs().any(|(sign, _)| line.contains(sign))
}

/// The signs and codes of currencies in a line that amounts may have, each with whether others have it, too.
pub(crate) fn signs(line: &str) -> impl Iterator<Item = (Currency, bool)> + '_ {
    let parts =
        |c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '.');
    let pieces = line.split(parts);
    let sign = |text: &&str| !text.is_empty() && text.chars().count() < 5;
    pieces.filter(sign).filter_map(|text| {
        // `€m`
        let bare = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let text = if bare.ends_with(char::is_alphanumeric) || bare.is_empty() { text } else { bare };
        let code = text.bytes().all(|b| b.is_ascii_uppercase()) && text.len() != 3;
        let currency = crossfoot_grammar::figure::currency_sign(text).filter(|_| !code)?;
        Some((currency, units().is_shared(text)))
    })
}

/// The currencies that a text names and no other is meant by: `Canadian dollars`, `C$`, `CAD`, `SEK 12`. The sign of one glued to an
/// amount counts.
fn currencies(words: &[&str]) -> Vec<Currency> {
    let named = |(at, text): (usize, &&str)| {
        let text = text.trim_end_matches('.');
        if let Some(currency) = word(text).currency() {
            let country = at.checked_sub(1).and_then(|before| units().of_country(words[before], currency));
            return country.or((!units().shares_name(currency)).then_some(currency));
        }
        // Nearly all words begin as no sign does.
        let first = text.trim_start_matches('(').bytes().next()?;
        if first.is_ascii_lowercase() && units().signs(first).next().is_none() {
            return None;
        }
        let text = text.trim_end_matches([',', '.', ')']);
        let bare = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let glued = &text[bare.len()..];
        let text = if !glued.is_empty() && word(glued).scale().is_some() { bare } else { text };
        let of_amount = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ')' | '-' | '–' | '\'' | '’');
        let sign = text.trim_end_matches(of_amount);
        let sign = sign.trim_start_matches('(');
        let short = (2..=5).contains(&sign.chars().count()) && !units().is_shared(sign);
        short.then(|| crossfoot_grammar::figure::currency_sign(sign)).flatten()
    };
    words.iter().enumerate().filter_map(named).collect()
}
