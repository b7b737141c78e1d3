//! All concepts with all their labels, ready to read labels.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::Kind;
use crate::data::{self, LANGUAGES};

use super::load::{ConceptError, RawConcept, RawConcepts, RawLabels, Taxonomy, parse};
use super::pattern::{Macros, Pattern, PatternError, Reader, UNKNOWN, Vocabulary, WordId};
use super::section::Section;
use super::words::{Folding, Words};
use super::{Concept, Measured, Sign, Time};

const CONCEPTS: &str = include_str!(concat!(env!("OUT_DIR"), "/concepts.json"));

/// A label that a pattern matches word for word fits so well, in half bits.
const EXACT: i32 = 20;
/// Words that stand for `*` cost one each, and no more than this.
const MOST_ANY: usize = 6;

/// The concepts that come with the program.
pub fn catalogue() -> &'static Catalogue {
    static BUILT_IN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::built_in().unwrap_or_default());
    &BUILT_IN
}

/// What is known of a concept, whatever the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConceptEntry {
    /// The element's name with its taxonomy.
    pub name: String,
    /// The short name of the measure that it is, where it is one.
    pub measure: Option<String>,
    /// How well it says its measure: 1 is best.
    pub rank: u8,
    /// The same line in a statement under IFRS, or under US-GAAP: its name where it has another.
    pub ifrs: Option<Concept>,
    /// The kinds of statement that print it, its home first.
    pub statements: Vec<Kind>,
    /// Balance or flow.
    pub time: Time,
    /// What its figures count.
    pub unit: Measured,
    /// Its usual sign.
    pub sign: Sign,
    /// The parts of its statement that it stands in; empty where that tells nothing.
    pub sections: Vec<Section>,
    /// The part that ends with it.
    pub closes: Option<Section>,
    /// What it is the total of.
    pub total_of: Vec<Concept>,
    /// Lines beside which it is this concept rather than its like.
    pub with: Vec<Concept>,
    /// Its labels say it in any table.
    pub anywhere: bool,
}

impl ConceptEntry {
    /// Whether a kind of statement prints it.
    pub fn stands_in(&self, kind: Kind) -> bool {
        self.statements.contains(&kind)
    }
}

/// What a label can be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelReading {
    /// Concepts and how well the label fits them, in half bits, best first.
    pub concepts: Vec<(Concept, i32)>,
    /// The parts of a statement that it heads.
    pub sections: Vec<Section>,
    /// Only a statement under IFRS says so.
    pub ifrs: bool,
    /// Only a statement under US-GAAP says so.
    pub us_gaap: bool,
    /// A column under it speaks of the whole company, as reported.
    pub whole: bool,
}

/// What a pattern stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    Concept(Concept),
    Section(Section),
    Taxonomy(Taxonomy),
    Whole,
}

/// The labels of one language.
#[derive(Debug, Default)]
struct Language {
    folding: Folding,
    vocabulary: Vocabulary,
    macros: Macros,
    patterns: Vec<(Pattern, Meaning)>,
    /// The patterns by the words that they can begin with.
    by_first: FxHashMap<WordId, Vec<usize>>,
    /// Patterns that can begin with any word.
    others: Vec<usize>,
    never: FxHashMap<Concept, Vec<WordId>>,
    /// As they are written, for a person to read.
    written: BTreeMap<Concept, Vec<String>>,
}

/// All concepts with all their labels.
#[derive(Debug, Default)]
pub struct Catalogue {
    entries: Vec<ConceptEntry>,
    names: FxHashMap<String, Concept>,
    languages: Vec<Language>,
}

impl Catalogue {
    /// Reads what comes with the program.
    ///
    /// # Errors
    ///
    /// [`ConceptError`] where a data file is wrong; the tests see to it that none is.
    pub fn built_in() -> Result<Self, ConceptError> {
        let labels = LANGUAGES.iter().flat_map(data::Language::labels);
        Self::read(CONCEPTS, &labels.copied().collect::<Vec<_>>())
    }

    /// Reads data files, as JSON: the concepts, and for each language its labels with the file's name.
    ///
    /// # Errors
    ///
    /// [`ConceptError`] says which entry of which file is wrong.
    pub fn read(concepts: &str, labels: &[(&str, &str)]) -> Result<Self, ConceptError> {
        let mut catalogue = Self::default();
        catalogue.take_concepts(parse("concepts.toml", concepts)?)?;
        for (file, text) in labels {
            let language = Language::of(file, parse(file, text)?, &catalogue.names)?;
            catalogue.languages.push(language);
        }
        let unlabelled = catalogue.names.iter().find(|(_, concept)| {
            let own = |l: &Language, c: &Concept| l.written.contains_key(c);
            // What has another name under IFRS has the labels of its like.
            let of_like = |l: &Language| {
                catalogue
                    .entries
                    .iter()
                    .enumerate()
                    .any(|(at, entry)| entry.ifrs == Some(**concept) && own(l, &Concept::at(at)))
            };
            !catalogue.languages.iter().any(|l| own(l, concept) || of_like(l))
        });
        match unlabelled {
            Some((name, _)) => Err(ConceptError::Unlabelled { file: "labels.toml".to_owned(), name: name.clone() }),
            None => Ok(catalogue),
        }
    }

    fn take_concepts(&mut self, raw: RawConcepts) -> Result<(), ConceptError> {
        let file = || "concepts.toml".to_owned();
        let listed: Vec<(&String, &String, &RawConcept)> =
            raw.iter().flat_map(|(kind, list)| list.iter().map(move |(name, raw)| (kind, name, raw))).collect();
        for (kind, name, concept) in &listed {
            if self.names.insert((*name).clone(), Concept::at(self.entries.len())).is_some() {
                return Err(ConceptError::Twice { file: file(), name: (*name).clone() });
            }
            self.entries.push(entry(kind, name, concept)?);
        }
        for (kind, name, concept) in &listed {
            if let Some(twin) = concept.ifrs.as_ref().filter(|twin| !self.names.contains_key(*twin)) {
                self.names.insert(twin.clone(), Concept::at(self.entries.len()));
                self.entries.push(ConceptEntry { name: twin.clone(), ..entry(kind, name, concept)? });
            }
        }
        for (_, name, concept) in listed {
            let known = |other: &String| {
                self.named(other).ok_or_else(|| ConceptError::Unknown {
                    file: file(),
                    name: name.clone(),
                    unknown: other.clone(),
                })
            };
            let all = |list: &[String]| list.iter().map(known).collect::<Result<Vec<_>, _>>();
            let (total_of, with) = (all(&concept.total_of)?, all(&concept.with)?);
            let ifrs = concept.ifrs.as_ref().map(known).transpose()?;
            if let Some(own) = self.named(name).and_then(|own| self.entries.get_mut(own.index())) {
                (own.total_of, own.with, own.ifrs) = (total_of, with, ifrs);
            }
        }
        Ok(())
    }

    /// What is known of all concepts.
    pub fn entries(&self) -> &[ConceptEntry] {
        &self.entries
    }

    /// All concepts.
    pub fn concepts(&self) -> impl ExactSizeIterator<Item = Concept> + use<> {
        (0..self.entries.len()).map(Concept::at)
    }

    /// What is known of a concept.
    pub fn entry(&self, concept: Concept) -> &ConceptEntry {
        &self.entries[concept.index()]
    }

    /// The concept of an element name.
    pub fn named(&self, name: &str) -> Option<Concept> {
        self.names.get(name).copied()
    }

    /// The patterns of a concept's labels, as they are written.
    pub fn labels(&self, concept: Concept) -> impl Iterator<Item = &str> {
        let of_like = (0..self.entries.len()).map(Concept::at).filter(move |c| self.entry(*c).ifrs == Some(concept));
        let all = std::iter::once(concept).chain(of_like);
        all.flat_map(move |c| self.languages.iter().filter_map(move |l| l.written.get(&c)))
            .flatten()
            .map(String::as_str)
    }

    /// What a label can be.
    pub fn read_label(&self, label: &str) -> LabelReading {
        let mut reading = LabelReading::default();
        for language in &self.languages {
            language.read(label, &mut reading);
        }
        reading.concepts.sort_by_key(|(concept, fit)| (-fit, *concept));
        reading
    }
}

fn entry(kind: &str, name: &str, raw: &RawConcept) -> Result<ConceptEntry, ConceptError> {
    let usual = if kind == Kind::BalanceSheet.name() { Time::Instant } else { Time::Duration };
    let known = |kind: &str| {
        let unknown = || ConceptError::Unknown {
            file: "concepts.toml".to_owned(),
            name: name.to_owned(),
            unknown: kind.to_owned(),
        };
        Kind::from_name(kind).ok_or_else(unknown)
    };
    let kinds = std::iter::once(kind).chain(raw.also.iter().map(String::as_str));
    Ok(ConceptEntry {
        name: name.to_owned(),
        measure: raw.measure.clone(),
        rank: raw.rank.unwrap_or(1),
        ifrs: None,
        statements: kinds.map(known).collect::<Result<_, _>>()?,
        time: raw.time.unwrap_or(usual),
        unit: raw.unit.unwrap_or(Measured::Money),
        sign: raw.sign.unwrap_or(Sign::Either),
        sections: raw.sections.clone(),
        closes: raw.closes,
        total_of: Vec::new(),
        with: Vec::new(),
        anywhere: raw.anywhere,
    })
}

impl Language {
    fn of(file: &str, raw: RawLabels, names: &FxHashMap<String, Concept>) -> Result<Self, ConceptError> {
        let mut language = Self { folding: Folding::of(&raw), ..Self::default() };
        language.macros =
            Macros::read(&raw.macros, &language.folding, &mut language.vocabulary).map_err(|(name, error)| {
                let pattern = raw.macros.get(&name).cloned().unwrap_or_default();
                ConceptError::Pattern { file: file.to_owned(), name, pattern, message: error.to_string() }
            })?;
        for (name, patterns) in &raw.labels {
            let concept = *names.get(name).ok_or_else(|| unknown(file, name))?;
            language.learn(file, name, patterns, Meaning::Concept(concept))?;
            language.written.insert(concept, patterns.clone());
        }
        for (name, words) in &raw.never {
            let concept = *names.get(name).ok_or_else(|| unknown(file, name))?;
            if let Some(phrase) = words.iter().find(|word| !word.chars().all(char::is_alphabetic)) {
                return Err(ConceptError::Pattern {
                    file: file.to_owned(),
                    name: name.clone(),
                    pattern: phrase.clone(),
                    message: "only single words can speak against a concept".to_owned(),
                });
            }
            let words = words.iter().map(|word| language.folding.one(word));
            let ids = words.map(|word| language.vocabulary.learn(&word)).collect();
            language.never.insert(concept, ids);
        }
        for (section, patterns) in &raw.sections {
            language.learn(file, section.name(), patterns, Meaning::Section(*section))?;
        }
        language.learn(file, "whole", &raw.whole, Meaning::Whole)?;
        for (taxonomy, patterns) in &raw.taxonomies {
            language.learn(file, "taxonomies", patterns, Meaning::Taxonomy(*taxonomy))?;
        }
        Ok(language)
    }

    fn learn(&mut self, file: &str, name: &str, patterns: &[String], meaning: Meaning) -> Result<(), ConceptError> {
        for text in patterns {
            let wrong = |message: String| ConceptError::Pattern {
                file: file.to_owned(),
                name: name.to_owned(),
                pattern: text.clone(),
                message,
            };
            let Self { folding, vocabulary, macros, .. } = &mut *self;
            let pattern =
                Pattern::parse(text, &mut Reader { folding, vocabulary, macros }).map_err(|e| wrong(e.to_string()))?;
            let at = self.patterns.len();
            match pattern.firsts() {
                Some(firsts) => firsts.into_iter().for_each(|first| {
                    let list = self.by_first.entry(first).or_default();
                    if list.last() != Some(&at) {
                        list.push(at);
                    }
                }),
                None => self.others.push(at),
            }
            self.patterns.push((pattern, meaning));
        }
        Ok(())
    }

    fn read(&self, label: &str, reading: &mut LabelReading) {
        let words = self.folding.words(label);
        self.read_words(&words.list, EXACT, reading);
        // Details at the end tell nothing of what a line is, unless a concept asks for them.
        let best = reading.concepts.iter().map(|(_, fit)| *fit).max();
        if let Words { list, tail: Some(tail), .. } = &words
            && best.is_none_or(|fit| fit < EXACT - 1)
        {
            self.read_words(&list[..*tail], EXACT - 1, reading);
        }
    }

    /// Adds what words mean.
    fn read_words(&self, words: &[String], fit: i32, reading: &mut LabelReading) {
        let ids: Vec<WordId> = words.iter().map(|word| self.vocabulary.id(word)).collect();
        let Some(first) = ids.first() else { return };
        let begun = self.by_first.get(first).filter(|_| *first != UNKNOWN).into_iter().flatten();
        for at in begun.chain(&self.others) {
            let (pattern, meaning) = &self.patterns[*at];
            let Some(any) = pattern.matches(&ids) else { continue };
            match meaning {
                Meaning::Concept(concept) => {
                    let against = self.never.get(concept).is_some_and(|never| never.iter().any(|w| ids.contains(w)));
                    if !against {
                        take(&mut reading.concepts, *concept, fit - i32::try_from(any.min(MOST_ANY)).unwrap_or(0));
                    }
                }
                Meaning::Section(section) => reading.sections.push(*section),
                Meaning::Whole => reading.whole = true,
                Meaning::Taxonomy(Taxonomy::Ifrs) => reading.ifrs = true,
                Meaning::Taxonomy(Taxonomy::UsGaap) => reading.us_gaap = true,
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

impl Folding {
    fn of(raw: &RawLabels) -> Self {
        let mut folding = Self::default();
        for (word, spellings) in &raw.folding.same {
            folding.same.extend(spellings.iter().map(|spelling| (spelling.clone(), word.clone())));
        }
        let list = |folding: &Self, phrases: &[String]| -> Vec<Vec<String>> {
            phrases.iter().map(|phrase| phrase.split(' ').map(|word| folding.one(word)).collect()).collect()
        };
        folding.flips = list(&folding, &raw.folding.flips);
        folding.tails = list(&folding, &raw.folding.tails);
        folding.noise = raw.folding.noise.iter().map(|word| folding.one(word)).collect();
        folding.prefixes = raw.folding.prefixes.iter().cloned().collect();
        folding
    }
}

fn unknown(file: &str, name: &str) -> ConceptError {
    ConceptError::Unknown { file: file.to_owned(), name: "labels".to_owned(), unknown: name.to_owned() }
}

impl std::fmt::Display for PatternError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bracket => f.write_str("a bracket lacks its other half"),
            Self::NeverMatches(word) => write!(f, "{word} is no word that a folded label has"),
            Self::Empty => f.write_str("it is empty"),
            Self::Macro(name) => write!(f, "{name} is no macro that can be used here"),
        }
    }
}
