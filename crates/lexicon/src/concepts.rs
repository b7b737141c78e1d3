//! Standard concepts: what a line of a statement can be, by the element names of the taxonomies.
//!
//! `data/concepts.toml` says what each concept is, without a word of any language; `data/<language>/labels.toml` how it is called.
//! A [`LabelReading`] of a label names every concept that it can be, and how well it fits. Which of them it is in a statement, the label
//! alone does not tell.

mod catalogue;
#[cfg(test)]
mod compile;
mod labels;
mod load;
mod pattern;
mod section;
#[cfg(test)]
mod tests;
mod words;

pub use catalogue::{Catalogue, ConceptEntry, LabelReading, catalogue};
pub use load::ConceptError;
pub use section::Section;

use serde::Deserialize;

/// A standard concept, such as `us-gaap:NetIncomeLoss`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Concept(u16);

impl Concept {
    pub(crate) fn at(index: usize) -> Self {
        Self(u16::try_from(index).unwrap_or(u16::MAX))
    }

    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// All of them.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..catalogue().entries().len()).map(Self::at)
    }

    /// The concept of an element name, `us-gaap:NetIncomeLoss`.
    pub fn named(name: &str) -> Option<Self> {
        catalogue().named(name)
    }

    /// The element's name with its taxonomy.
    pub fn name(self) -> &'static str {
        &self.entry().name
    }

    /// What is known of it.
    pub fn entry(self) -> &'static ConceptEntry {
        catalogue().entry(self)
    }
}

/// Whether a concept is of a point in time or of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Time {
    /// A balance.
    Instant,
    /// A flow.
    Duration,
}

/// What the figures of a concept count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// Amounts.
    Money,
    /// Amounts for each share.
    PerShare,
    /// Numbers of shares.
    Shares,
    /// Percentages.
    Percent,
    /// Other numbers.
    Count,
}

/// The sign that a concept is usually printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Above zero.
    Positive,
    /// Below zero: in parentheses.
    Negative,
    /// Both are usual.
    Either,
}
