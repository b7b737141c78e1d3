//! The labels of a language, as `build.rs` makes them of its data, and what they say of a label.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::pattern::{Pattern, UNKNOWN, WordId, glance_of};
use super::section::Section;
use super::words::{Folding, Words};
use super::{Concept, LabelReading};
use crate::Languages;

/// The labels of all languages.
pub(crate) static LABELS: &[Labels] = include!(concat!(env!("OUT_DIR"), "/labels.rs"));

/// A label of German, for tests.
#[cfg(test)]
pub(crate) static OF_TESTS: &[Labels] = include!(concat!(env!("OUT_DIR"), "/test/labels.rs"));

/// A label that a pattern matches word for word fits so well, in half bits.
const EXACT: i32 = 20;
/// Words that stand for `*` cost one each, and no more than this.
const MOST_ANY: usize = 6;

/// The labels of a language.
#[derive(Debug)]
pub(crate) struct Labels {
    /// The place of their language.
    pub(crate) language: u8,
    pub(crate) folding: Folding,
    /// The words of all patterns in order, each with its number.
    pub(crate) words: &'static [(&'static str, WordId)],
    pub(crate) patterns: &'static [(Pattern<'static>, Meaning)],
    /// For each word's number the patterns that can begin with it.
    pub(crate) by_first: &'static [&'static [u16]],
    /// Patterns that can begin with any word.
    pub(crate) others: &'static [u16],
    /// The concepts that have labels.
    pub(crate) concepts: &'static [Labelled],
}

/// A concept that has labels.
#[derive(Debug)]
pub(crate) struct Labelled {
    pub(crate) name: &'static str,
    /// Its labels, as they are written.
    pub(crate) written: &'static [&'static str],
    /// Words that speak against it.
    pub(crate) never: &'static [WordId],
}

/// What a pattern stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A concept, by its place among those that have labels.
    Concept(u16),
    Section(Section),
    UsGaap,
    Ifrs,
    Whole,
}

/// The labels of a language, with what they are labels of.
#[derive(Debug)]
pub(crate) struct Language {
    labels: &'static Labels,
    concepts: Vec<Option<Concept>>,
}

impl Language {
    pub(crate) fn of(labels: &'static Labels, names: &FxHashMap<String, Concept>) -> Self {
        Self { labels, concepts: labels.concepts.iter().map(|one| names.get(one.name).copied()).collect() }
    }

    /// The labels of a concept as they are written.
    pub(crate) fn written(&self, concept: Concept) -> impl Iterator<Item = &'static str> + use<> {
        let at = self.concepts.iter().position(|one| *one == Some(concept));
        let labelled = at.and_then(|at| self.labels.concepts.get(at));
        labelled.into_iter().flat_map(|labelled| labelled.written).copied()
    }

    /// Whether it is one of some languages.
    pub(crate) fn is_among(&self, languages: Languages) -> bool {
        languages.has_place(self.labels.language.into())
    }

    /// Adds what a label says.
    pub(crate) fn read(&self, label: &str, reading: &mut LabelReading) {
        let words = self.labels.folding.words(label);
        let ids: Vec<WordId> = words.list.iter().map(|word| self.id(word)).collect();
        self.read_words(&ids, EXACT, reading);
        // Details at the end tell nothing of what a line is, unless a concept asks for them.
        let best = reading.concepts.iter().map(|(_, fit)| *fit).max();
        if let Words { tail: Some(tail), .. } = &words
            && best.is_none_or(|fit| fit < EXACT - 1)
        {
            self.read_words(&ids[..*tail], EXACT - 1, reading);
        }
    }

    fn id(&self, word: &str) -> WordId {
        let at = self.labels.words.binary_search_by(|(known, _)| (*known).cmp(word));
        at.map_or(UNKNOWN, |at| self.labels.words[at].1)
    }

    /// Adds what words mean.
    fn read_words(&self, words: &[WordId], fit: i32, reading: &mut LabelReading) {
        let Some(first) = words.first() else { return };
        let begun = self.labels.by_first.get(usize::from(*first)).copied().unwrap_or_default();
        let seen = glance_of(words);
        for at in begun.iter().chain(self.labels.others) {
            let (pattern, meaning) = &self.labels.patterns[usize::from(*at)];
            let Some(any) = pattern.matches(words, seen) else { continue };
            match meaning {
                Meaning::Concept(at) => {
                    let against = self.labels.concepts[usize::from(*at)].never.iter().any(|word| words.contains(word));
                    if let Some(concept) = self.concepts[usize::from(*at)].filter(|_| !against) {
                        let fit = fit - i32::try_from(any.min(MOST_ANY)).unwrap_or(0);
                        take(&mut reading.concepts, concept, fit);
                    }
                }
                Meaning::Section(section) => reading.sections.push(*section),
                Meaning::Whole => reading.whole = true,
                Meaning::Ifrs => reading.ifrs = true,
                Meaning::UsGaap => reading.us_gaap = true,
            }
        }
    }
}

/// Keeps the best fit of each concept.
fn take(list: &mut Vec<(Concept, i32)>, concept: Concept, fit: i32) {
    match list.iter_mut().find(|(known, _)| *known == concept) {
        Some((_, best)) => *best = fit.max(*best),
        None => list.push((concept, fit)),
    }
}
