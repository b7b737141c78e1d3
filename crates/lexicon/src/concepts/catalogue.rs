//! All concepts with all their labels, ready to read labels.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::{Kind, Languages, Text};

use super::labels::{LABELS, Labels, Language};
use super::load::{ConceptError, RawConcept, RawConcepts, parse};
use super::section::Section;
use super::{Concept, Measured, Sign, Time};

const CONCEPTS: &str = include_str!(concat!(env!("OUT_DIR"), "/concepts.json"));

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
        Self::read(CONCEPTS, LABELS)
    }

    /// Reads the concepts, as JSON, and takes the labels of languages to them.
    pub(crate) fn read(concepts: &str, labels: &'static [Labels]) -> Result<Self, ConceptError> {
        let mut catalogue = Self::default();
        catalogue.take_concepts(parse("concepts.toml", concepts)?)?;
        catalogue.languages = labels.iter().map(|labels| Language::of(labels, &catalogue.names)).collect();
        Ok(catalogue)
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
    pub fn labels(&self, concept: Concept) -> impl Iterator<Item = &'static str> + use<'_> {
        let of_like = (0..self.entries.len()).map(Concept::at).filter(move |c| self.entry(*c).ifrs == Some(concept));
        let all = std::iter::once(concept).chain(of_like);
        all.flat_map(move |concept| self.languages.iter().flat_map(move |language| language.written(concept)))
    }

    /// What a text can be as a label, which it carries where these are the concepts that come with the program.
    pub fn read_text<'t>(&self, label: &'t Text) -> Cow<'t, LabelReading> {
        if std::ptr::eq(self, catalogue()) {
            Cow::Borrowed(label.reading())
        } else {
            Cow::Owned(self.read_label(label))
        }
    }

    /// What a label can be.
    pub fn read_label(&self, label: &str) -> LabelReading {
        self.read_label_in(label, Languages::chosen())
    }

    /// The same in some languages.
    pub fn read_label_in(&self, label: &str, languages: Languages) -> LabelReading {
        let mut reading = LabelReading::default();
        for language in self.languages.iter().filter(|language| language.is_among(languages)) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concepts::labels::OF_TESTS;

    #[test]
    fn a_label_counts_in_its_language_alone() {
        let Ok(catalogue) = Catalogue::read(CONCEPTS, OF_TESTS) else { panic!("it can be read") };
        let known = |languages| catalogue.read_label_in("Jahresüberschuss", languages).concepts.len();
        let (german, english) = (Languages(1), Languages(2));
        assert_eq!([Languages::ALL, german, english].map(known), [1, 1, 0]);
    }
}
