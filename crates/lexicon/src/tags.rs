//! The matcher: finds all phrases of the lexicon in a text in one pass.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::fold::fold;
use crate::phrase::Phrase;
use crate::{LoadError, Role, RoleSet};

/// What a phrase can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// It is of a set.
    Role(Role),
}

/// A phrase found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it can mean.
    pub meaning: Meaning,
    start: u32,
    end: u32,
}

impl Hit {
    /// The bytes of the text that it takes up.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What the words of a text can mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tags {
    roles: RoleSet,
    hits: Box<[Hit]>,
    /// Where the text begins and ends, white space apart.
    inner: (u32, u32),
}

impl Tags {
    /// The sets of which a phrase stands in the text.
    pub fn roles(&self) -> &RoleSet {
        &self.roles
    }

    /// Whether a phrase of a set stands in the text.
    pub fn has(&self, role: Role) -> bool {
        self.roles.has(role)
    }

    /// Whether a phrase of one of some sets stands in the text.
    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// All phrases found, by where they end.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Where the phrases of a set stand.
    pub fn places(&self, role: Role) -> impl Iterator<Item = Range<usize>> {
        let of_role = move |hit: &&Hit| hit.meaning == Meaning::Role(role);
        // Most texts have no phrase of a set: that is told without looking at the hits.
        let hits = if self.has(role) { &self.hits[..] } else { &[] };
        hits.iter().filter(of_role).map(Hit::range)
    }

    /// Whether the text begins with a phrase of a set.
    pub fn begins_with(&self, role: Role) -> bool {
        self.places(role).any(|range| range.start == self.inner.0 as usize)
    }

    /// Whether the text ends with a phrase of a set.
    pub fn ends_with(&self, role: Role) -> bool {
        self.places(role).any(|range| range.end == self.inner.1 as usize)
    }

    /// Whether the text is nothing but a phrase of a set.
    pub fn is(&self, role: Role) -> bool {
        self.places(role).any(|range| range == (self.inner.0 as usize..self.inner.1 as usize))
    }

    /// The text without the phrases of some sets. It must be the text that was tagged.
    pub fn without(&self, text: &str, roles: &[Role]) -> String {
        let mut ranges: Vec<Range<usize>> = roles.iter().flat_map(|role| self.places(*role)).collect();
        ranges.sort_by_key(|range| range.start);
        let mut rest = String::with_capacity(text.len());
        let mut at = 0;
        for range in ranges {
            rest.push_str(text.get(at..range.start).unwrap_or_default());
            at = at.max(range.end);
        }
        rest.push_str(text.get(at..).unwrap_or_default());
        rest
    }
}

/// What a pattern means where it stands as its phrase wants it.
#[derive(Debug, Clone)]
struct Entry {
    meaning: Meaning,
    open_left: bool,
    open_right: bool,
    at_start: bool,
    at_end: bool,
}

/// All phrases, ready to be looked for.
#[derive(Debug, Default)]
pub(crate) struct Matcher {
    automaton: Option<AhoCorasick>,
    entries: Vec<Vec<Entry>>,
}

/// Gathers phrases for a matcher.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    patterns: Vec<String>,
    entries: Vec<Vec<Entry>>,
    places: FxHashMap<String, usize>,
}

impl Builder {
    pub(crate) fn add(&mut self, phrase: &Phrase, meaning: Meaning) {
        let Phrase { open_left, open_right, at_start, at_end, .. } = *phrase;
        for form in phrase.forms() {
            let at = *self.places.entry(form.to_owned()).or_insert_with(|| {
                self.patterns.push(form.to_owned());
                self.entries.push(Vec::new());
                self.patterns.len() - 1
            });
            self.entries[at].push(Entry { meaning, open_left, open_right, at_start, at_end });
        }
    }

    pub(crate) fn build(self) -> Result<Matcher, LoadError> {
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .prefilter(false)
            .build(&self.patterns)
            .map_err(|error| LoadError::Automaton { message: error.to_string() })?;
        Ok(Matcher { automaton: Some(automaton), entries: self.entries })
    }
}

impl Matcher {
    /// Finds all phrases in a text.
    pub(crate) fn tag(&self, text: &str) -> Tags {
        let Some(automaton) = &self.automaton else { return Tags::default() };
        let folded = fold(text);
        let bytes = &*folded.text;
        let (start, end) = (bytes.len() - bytes.trim_start().len(), bytes.trim_end().len());
        let mut roles = RoleSet::NONE;
        let mut hits = Vec::new();
        for found in automaton.find_overlapping_iter(bytes) {
            let (from, to) = (found.start(), found.end());
            let (left, right) = (!is_inside(bytes, from), !is_inside(bytes, to));
            for entry in &self.entries[found.pattern().as_usize()] {
                let whole = (left || entry.open_left) && (right || entry.open_right);
                let placed = (!entry.at_start || from == start) && (!entry.at_end || to == end);
                if whole && placed {
                    let Meaning::Role(role) = entry.meaning;
                    roles.insert(role);
                    hits.push(Hit { meaning: entry.meaning, start: folded.place(from), end: folded.place(to) });
                }
            }
        }
        Tags { roles, hits: hits.into(), inner: (folded.place(start), folded.place(end)) }
    }
}

/// Whether a place is inside a word: letters or digits on both sides of it.
fn is_inside(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
}
