//! What is wrong with the data: the program is built of it whatever it says, so a test asks.

use std::collections::{BTreeMap, BTreeSet};

use crate::data::{self, LANGUAGES, Language};
use crate::load::parse;
use crate::phrase::{Fault, Phrase, Plurals};
use crate::written::{CurrencyData, DataFile, ScaleData, Sets};
use crate::{Currency, LoadError, Role, WordClass};

/// Checks the data that is built in: that it can be read, that a set is in one file of a language, and that no phrase is matched by
/// another of its set already.
pub fn check() -> Result<(), Vec<LoadError>> {
    check_languages(LANGUAGES)
}

fn check_languages(languages: &[Language]) -> Result<(), Vec<LoadError>> {
    let mut errors = Vec::new();
    let mut signs = BTreeSet::new();
    for language in languages {
        let mut named = BTreeSet::new();
        let (plurals, files) = match data::read(language.files) {
            Ok(read) => read,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        for (file, data) in &files {
            errors.extend(ambiguous(file, data));
            for currency in &data.currency {
                errors.extend(wrong_currency(file, currency, &plurals, &mut signs));
            }
            for sets in [&data.phrases, &data.words] {
                errors.extend(shadowed(file, sets, &plurals));
            }
            errors.extend(wrong(file, &data.phrases, &plurals, false, |name| Role::from_name(name).is_some()));
            errors.extend(wrong(file, &data.words, &plurals, true, |name| WordClass::from_name(name).is_some()));
            let sets = data.phrases.keys().chain(data.words.keys());
            let twice = sets.filter(|name| !named.insert((*name).clone()));
            errors.extend(twice.map(|name| LoadError::Twice { file, what: name.clone() }));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Words that are given two meanings of which they can have one.
fn ambiguous(file: &'static str, data: &DataFile) -> Vec<LoadError> {
    let months = (1..).zip(&data.months).flat_map(|(month, names)| names.iter().map(move |name| (name, month)));
    let forms = |scale: &ScaleData| {
        let meaning = |words: &[String], form: &'static str| {
            words.iter().map(|word| (word.clone(), (scale.power, form))).collect::<Vec<_>>()
        };
        let forms = [(&scale.plural, "plural"), (&scale.singular, "singular"), (&scale.short, "short")];
        forms.map(|(words, form)| meaning(words, form)).concat()
    };
    let scales: Vec<_> = data.scale.iter().flat_map(forms).collect();
    let twice = different(months).chain(different(scales.iter().map(|(word, scale)| (word, *scale))));
    let twice = twice.map(|what| LoadError::Twice { file, what });
    let count = data.months.len();
    let months = (!matches!(count, 0 | 12)).then_some(LoadError::Months { file, count });
    twice.chain(months).collect()
}

/// The words that stand for more than one thing.
fn different<'a, T: PartialEq>(words: impl Iterator<Item = (&'a String, T)>) -> impl Iterator<Item = String> {
    let mut known = BTreeMap::new();
    let mut twice = Vec::new();
    for (word, meaning) in words {
        if known.get(word).is_some_and(|other| *other != meaning) {
            twice.push(word.clone());
        }
        known.insert(word, meaning);
    }
    twice.into_iter()
}

/// What is wrong with a currency; `signs` are those of the currencies before.
fn wrong_currency(
    file: &'static str,
    data: &CurrencyData,
    plurals: &Plurals,
    signs: &mut BTreeSet<String>,
) -> Vec<LoadError> {
    let Some(code) = Currency::from_code(&data.code) else {
        return vec![LoadError::Code { file, code: data.code.clone() }];
    };
    let mut errors: Vec<LoadError> =
        data.names.iter().filter_map(|name| parse(file, &data.code, name, plurals).err()).collect();
    let empty = data.signs.iter().chain(&data.shared_signs).any(String::is_empty);
    errors.extend(empty.then_some(LoadError::EmptySign { file, code }));
    let twice = data.signs.iter().filter(|sign| !signs.insert((*sign).clone()));
    errors.extend(twice.map(|sign| LoadError::Twice { file, what: sign.clone() }));
    errors
}

/// Sets that the program does not know, and phrases that can never match.
fn wrong(
    file: &'static str,
    sets: &Sets,
    plurals: &Plurals,
    words_only: bool,
    is_known: impl Fn(&str) -> bool,
) -> Vec<LoadError> {
    let unknown = sets.keys().filter(|name| !is_known(name));
    let unknown = unknown.map(|name| LoadError::Unknown { file, name: name.clone() });
    let phrases = sets.iter().flat_map(|(set, written)| written.iter().map(move |one| (set, one)));
    let fault = |(set, one): (&String, &String)| match parse(file, set, one, plurals) {
        Ok(phrase) if words_only && !phrase.is_word() => {
            Some(LoadError::Phrase { file, set: set.clone(), phrase: one.clone(), fault: Fault::Notation })
        }
        read => read.err(),
    };
    unknown.chain(phrases.filter_map(fault)).collect()
}

/// Phrases that match nothing that another phrase of their set does not match.
fn shadowed(file: &'static str, sets: &Sets, plurals: &Plurals) -> Vec<LoadError> {
    let mut errors = Vec::new();
    for (set, written) in sets {
        let phrases: Vec<(&String, Phrase)> =
            written.iter().filter_map(|one| Some((one, parse(file, set, one, plurals).ok()?))).collect();
        for (at, (one, phrase)) in phrases.iter().enumerate() {
            let by = phrases.iter().enumerate().find(|(n, (_, other))| *n != at && covers(other, phrase, *n < at));
            errors.extend(by.map(|(_, (by, _))| LoadError::Shadowed {
                file,
                set: set.clone(),
                phrase: (*one).clone(),
                by: (*by).clone(),
            }));
        }
    }
    errors
}

/// Whether a phrase matches all that another does. Of two that are the same, the first covers.
fn covers(one: &Phrase, other: &Phrase, first: bool) -> bool {
    let free = (!one.at_start || other.at_start) && (!one.at_end || other.at_end);
    let opened = (one.open_left || !other.open_left) && (one.open_right || !other.open_right);
    if one == other {
        return first;
    }
    let begins = one.open_right && other.words.starts_with(&one.words);
    let ends = one.open_left && other.words.ends_with(&one.words);
    // The plural is a form of the singular; the same with fewer conditions is the wider one.
    let form = one.forms().any(|form| form == other.words) && (other.plural.is_none() || one.words == other.words);
    free && opened && (begins || ends || form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(content: &str) -> Vec<LoadError> {
        errors_of(&[&format!("plurals = [['s', 's'], ['', 's']]\n{content}")])
    }

    /// What is wrong with the files of a language.
    fn errors_of(contents: &[&str]) -> Vec<LoadError> {
        let leaked = |content: &&str| -> (&'static str, &'static str) {
            ("xx/roles.toml", Box::leak(json(content).into_boxed_str()))
        };
        let files: &'static [(&str, &str)] = Vec::leak(contents.iter().map(leaked).collect());
        check_languages(&[Language { code: "xx", files }]).err().unwrap_or_default()
    }

    /// A data file in the form that it is built in.
    fn json(content: &str) -> String {
        let table: toml::Table = content.parse().expect("it is written as TOML");
        serde_json::to_string(&table).expect("it has nothing that JSON lacks")
    }

    #[test]
    fn data_built_in_is_sound() {
        assert_eq!(check(), Ok(()));
    }

    #[test]
    fn phrases_that_add_nothing_are_told() {
        for list in
            ["['note', 'notes']", "['reconcil*', 'reconciliation']", "['a b', 'a b']", "['^see note', 'see note']"]
        {
            let errors = errors(&format!("[phrases]\ncontinued = {list}"));
            assert!(matches!(errors.as_slice(), [LoadError::Shadowed { .. }]), "{list}: {errors:?}");
        }
        assert!(errors("[phrases]\ncontinued = ['note!', 'notes', '^net', 'net$']").is_empty());
    }

    #[test]
    fn a_set_in_two_files_is_told() {
        let twice = ["[phrases]\ncontinued = ['a']", "[phrases]\ncontinued = ['b']"];
        assert!(matches!(errors_of(&twice).as_slice(), [LoadError::Twice { what, .. }] if what == "continued"));
    }

    #[test]
    fn what_can_never_match_is_told() {
        for list in ["['Net']", "['a  b']", "['a*b']", "['']", "['net’s']"] {
            let errors = errors(&format!("[phrases]\ncontinued = {list}"));
            assert!(matches!(errors.as_slice(), [LoadError::Phrase { .. }]), "{list}: {errors:?}");
        }
        // Words are looked up whole.
        for list in ["['^net']", "['net$']", "['net*']"] {
            let errors = errors(&format!("[words]\nfiscal = {list}"));
            assert!(matches!(errors.as_slice(), [LoadError::Phrase { .. }]), "{list}: {errors:?}");
        }
    }

    #[test]
    fn unknown_names_and_codes_are_told() {
        assert!(matches!(errors("[phrases]\nsuch = ['a']").as_slice(), [LoadError::Unknown { .. }]));
        assert!(matches!(errors("[such]").as_slice(), [LoadError::Malformed { .. }]));
        assert!(matches!(errors("[[currency]]\ncode = 'USX'").as_slice(), [LoadError::Code { .. }]));
        assert!(matches!(errors("[phrases]\ncontinued = ['Net']").as_slice(), [LoadError::Phrase { .. }]));
    }

    #[test]
    fn a_word_or_sign_with_two_meanings_is_told() {
        let scales = "[[scale]]\npower = 3\nshort = ['m']\n[[scale]]\npower = 6\nshort = ['m']";
        let currencies = "[[currency]]\ncode = 'USD'\nsigns = ['$']\n[[currency]]\ncode = 'CAD'\nsigns = ['$']";
        for content in [scales, currencies] {
            assert!(matches!(errors(content).as_slice(), [LoadError::Twice { .. }]), "{content}");
        }
        assert!(matches!(errors("months = [['may']]").as_slice(), [LoadError::Months { count: 1, .. }]));
        assert!(matches!(errors("[[currency]]\ncode = 'USD'\nsigns = ['']").as_slice(), [LoadError::EmptySign { .. }]));
    }
}
