//! The tables that single words and signs of currencies are looked up in, as code.

use std::collections::{BTreeMap, BTreeSet};

use crate::slot::{SLOTS, slot};
use crate::written::{CurrencyData, DataFile, ScaleData};
use crate::{phrase::Phrase, phrase::Plurals, slice};

/// What a word can be.
#[derive(Clone, Default)]
struct Word {
    /// The places of its languages, as bits.
    languages: u32,
    classes: BTreeSet<String>,
    /// Those of longer phrases that begin with it.
    begins: BTreeSet<String>,
    month: Option<u8>,
    short_month: bool,
    number: Option<u8>,
    ordinal: Option<u8>,
    /// Power and form.
    scale: Option<(u8, &'static str)>,
    currency: Option<String>,
    cents_of: Option<String>,
}

/// Texts with what each stands for, in the order of the data.
type Listed<T> = Vec<(String, T)>;

/// The words and signs of all languages. Where two files say different things of one word the first counts, and a test tells.
#[derive(Default)]
pub(crate) struct Lookup {
    /// What each word can be in each of its languages, by their places.
    words: BTreeMap<String, BTreeMap<u8, Word>>,
    /// The place of the language that is taken in.
    language: u8,
    ligatures: Vec<String>,
    signs: Listed<String>,
    names: Listed<String>,
    countries: BTreeMap<String, Vec<String>>,
    glued_scales: Listed<u8>,
    note_signs: Listed<String>,
    shared: Listed<Vec<String>>,
    listings: BTreeMap<String, String>,
}

impl Lookup {
    /// Takes in a file.
    pub(crate) fn take(&mut self, language: u8, file: DataFile, plurals: &Plurals) -> Result<(), String> {
        self.language = language;
        for (class, written) in &file.words {
            for one in written {
                let phrase = phrase(one, plurals)?;
                if !phrase.is_word() {
                    return Err(format!("`{one}` is no whole word"));
                }
                for form in phrase.forms() {
                    self.word(form).classes.insert(class.clone());
                    for (blank, _) in form.match_indices(' ') {
                        self.word(&form[..blank]).begins.insert(class.clone());
                    }
                }
            }
        }
        for (month, names) in (1..).zip(&file.months) {
            // A month that has one name has no shorter.
            let shortest = usize::from(names.len() > 1);
            for (at, name) in names.iter().enumerate() {
                let word = self.word(name);
                word.month.get_or_insert(month);
                word.short_month |= at >= shortest;
            }
        }
        file.numbers.iter().for_each(|(name, number)| give(&mut self.word(name).number, *number));
        file.ordinals.iter().for_each(|(name, number)| give(&mut self.word(name).ordinal, *number));
        file.scale.iter().for_each(|scale| self.take_scale(scale));
        self.ligatures.extend(file.ligatures);
        file.currency.iter().try_for_each(|currency| self.take_currency(currency, plurals))
    }

    fn word(&mut self, name: &str) -> &mut Word {
        let language = self.language;
        let fresh = || Word { languages: 1 << language, ..Word::default() };
        self.words.entry(name.to_owned()).or_default().entry(language).or_insert_with(fresh)
    }

    fn take_scale(&mut self, scale: &ScaleData) {
        for (form, words) in [("Plural", &scale.plural), ("Singular", &scale.singular), ("Short", &scale.short)] {
            words.iter().for_each(|word| give(&mut self.word(word).scale, (scale.power, form)));
        }
        self.glued_scales.extend(scale.glued.iter().map(|letters| (letters.clone(), scale.power)));
    }

    fn take_currency(&mut self, data: &CurrencyData, plurals: &Plurals) -> Result<(), String> {
        let code = &data.code;
        let with_code = |texts: &[String]| texts.iter().map(|text| (text.clone(), code.clone())).collect::<Vec<_>>();
        self.signs.extend(with_code(&data.signs));
        self.note_signs.extend(with_code(&data.note_signs));
        self.listings.extend(with_code(&data.listings));
        for country in &data.countries {
            self.countries.entry(country.clone()).or_default().push(code.clone());
        }
        for written in &data.names {
            let phrase = phrase(written, plurals)?;
            // Several countries have dollars: the one that is listed first is meant where nothing tells.
            phrase.forms().for_each(|name| give(&mut self.word(name).currency, code.clone()));
            self.names.push((phrase.words, code.clone()));
        }
        for sign in &data.shared_signs {
            if let Some((_, of)) = self.shared.iter_mut().find(|(known, _)| known == sign) {
                of.push(code.clone());
                continue;
            }
            self.shared.push((sign.clone(), vec![code.clone()]));
            self.signs.push((sign.clone(), code.clone()));
        }
        data.cents.iter().for_each(|word| self.word(word).cents_of = Some(code.clone()));
        Ok(())
    }

    /// The words by their slots, as `Words` looks for them, and what those of each class begin with.
    pub(crate) fn words_code(&self, classes: &[String]) -> String {
        let bits = |text: &str, at: usize| usize::from(text.as_bytes().get(at).map_or(0, |byte| byte & 31));
        let place = |text: &str| slot(text.as_bytes());
        let chosen = |(text, of): (&'_ String, &BTreeMap<u8, Word>)| -> Vec<(String, Word)> {
            choices(of).into_iter().map(|word| (text.clone(), word)).collect()
        };
        let mut words: Vec<(String, Word)> = self.words.iter().flat_map(chosen).collect();
        words.sort_by_key(|(text, _)| place(text));
        let starts: Vec<usize> = (0..=SLOTS).map(|at| words.partition_point(|(text, _)| place(text) < at)).collect();
        let longest = words.iter().map(|(text, _)| text.len()).max().unwrap_or_default();
        let begin = |of: &dyn Fn(&Word) -> bool| {
            let mut pairs = [0_u32; 32];
            for (text, _) in words.iter().filter(|(_, word)| of(word)) {
                pairs[bits(text, 0)] |= 1 << bits(text, 1);
            }
            format!("Pairs({pairs:?})")
        };
        format!(
            "Words {{ starts: {starts:?}, words: {}, longest: {longest}, all: {}, of_class: {} }}",
            slice(&words, |(text, word)| format!("({text:?}, {})", word.code(classes))),
            begin(&|_| true),
            slice(classes, |class| begin(&|word| word.classes.contains(class))),
        )
    }

    pub(crate) fn units_code(&self) -> String {
        let pair = |(text, code): &(String, String)| format!("({text:?}, {})", currency(code));
        let pairs = |list: &[(String, String)]| slice(list, pair);
        let several = |codes: &[String]| slice(codes, |code| currency(code));
        let by_first: Vec<Vec<(String, String)>> = (0..=u8::MAX).map(|first| self.signs_from(first)).collect();
        let countries: Vec<_> = self.countries.iter().collect();
        let listings: Vec<_> = self.listings.clone().into_iter().collect();
        format!(
            "Units {{ signs: {}, names: {}, countries: {}, glued_scales: &{:?}, note_signs: {}, shared: {}, listings: {} }}",
            slice(&by_first, |signs| pairs(signs)),
            pairs(&self.names),
            slice(&countries, |(country, of)| format!("({country:?}, {})", several(of))),
            self.glued_scales,
            pairs(&self.note_signs),
            slice(&self.shared, |(sign, of)| format!("({sign:?}, {})", several(of))),
            pairs(&listings),
        )
    }

    pub(crate) fn ligatures_code(&self) -> String {
        format!("&{:?}", self.ligatures)
    }

    /// The signs that begin with a byte, longer ones before those they begin with.
    fn signs_from(&self, first: u8) -> Listed<String> {
        let mut signs: Listed<String> =
            self.signs.iter().filter(|(sign, _)| sign.bytes().next() == Some(first)).cloned().collect();
        signs.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
        signs
    }
}

impl Word {
    /// What it can be in one language or another.
    fn or(mut self, other: &Self) -> Self {
        self.languages |= other.languages;
        self.classes.extend(other.classes.iter().cloned());
        self.begins.extend(other.begins.iter().cloned());
        self.month = self.month.or(other.month);
        self.short_month |= other.short_month;
        self.number = self.number.or(other.number);
        self.ordinal = self.ordinal.or(other.ordinal);
        self.scale = self.scale.or(other.scale);
        self.currency = self.currency.or_else(|| other.currency.clone());
        self.cents_of = self.cents_of.or_else(|| other.cents_of.clone());
        self
    }

    fn code(&self, classes: &[String]) -> String {
        let bits = |of: &BTreeSet<String>| {
            let mut bits = vec![0_u64; classes.len().div_ceil(64)];
            let own = classes.iter().enumerate().filter(|(_, class)| of.contains(*class));
            own.for_each(|(at, _)| bits[at / 64] |= 1 << (at % 64));
            format!("WordClasses({bits:?})")
        };
        let Self { languages, month, short_month, number, ordinal, .. } = self;
        let scale = self.scale.map(|(power, form)| format!("Scale {{ power: {power}, form: ScaleForm::{form} }}"));
        let of_code = |code: &Option<String>| option(code.as_deref().map(currency));
        format!(
            "Word {{ languages: Languages({languages}), classes: {}, begins: {}, month: {month:?}, short_month: {short_month}, number: {number:?}, \
             ordinal: {ordinal:?}, scale: {}, currency: {}, cents_of: {} }}",
            bits(&self.classes),
            bits(&self.begins),
            option(scale),
            of_code(&self.currency),
            of_code(&self.cents_of),
        )
    }
}

/// What a word can be in each choice of its languages, all of them first.
fn choices(of: &BTreeMap<u8, Word>) -> Vec<Word> {
    let words: Vec<&Word> = of.values().collect();
    let choices = (1..1_u32 << words.len()).rev();
    let chosen = choices.map(|choice| {
        let some = words.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1);
        some.fold(Word::default(), |all, (_, word)| all.or(word))
    });
    chosen.collect()
}

/// Gives a value where there is none yet.
fn give<T>(place: &mut Option<T>, value: T) {
    if place.is_none() {
        *place = Some(value);
    }
}

fn currency(code: &str) -> String {
    format!("Currency::from_ascii({code:?})")
}

fn option(code: Option<String>) -> String {
    code.map_or_else(|| "None".to_owned(), |code| format!("Some({code})"))
}

fn phrase(written: &str, plurals: &Plurals) -> Result<Phrase, String> {
    Phrase::parse(written, plurals).map_err(|fault| format!("`{written}` {fault}"))
}
