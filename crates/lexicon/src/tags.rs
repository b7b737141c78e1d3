//! The matcher: finds all phrases of the lexicon in a text in one pass.

use std::ops::Range;

use crate::data::{LANGUAGES, Language};
use crate::fold::fold_but_case;
use crate::{Languages, Role, RoleSet};

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
    language: u8,
    start: u32,
    end: u32,
}

impl Hit {
    /// The language that it is of.
    pub fn language(&self) -> Option<&'static Language> {
        LANGUAGES.get(usize::from(self.language))
    }

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

/// What a phrase means where it stands as it wants to.
#[derive(Debug, Clone)]
struct Entry {
    meaning: Meaning,
    /// Its place among the languages.
    language: u8,
    open_left: bool,
    open_right: bool,
    at_start: bool,
    at_end: bool,
}

/// A place in the tree of all phrases: what has been read is the beginning of some of them. The tree is made when the program is built,
/// as to build an automaton would take longer than to read a short release.
#[derive(Debug)]
struct Node {
    /// The bytes that go on from here, by their numbers.
    next: [u64; 2],
    /// Where its first child stands; the others follow, in the order of their numbers.
    children: u16,
    /// Some phrase from here on may begin inside a word.
    open: bool,
    /// What ends here.
    entries: &'static [Entry],
}

/// All phrases.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// The number of each byte that phrases are made of, capitals as small letters; others have one too high.
    numbers: [u8; 256],
    /// Where each byte can begin a phrase.
    starts: [Start; 256],
    /// The first is where all phrases begin.
    nodes: &'static [Node],
}

/// Where a byte can begin a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Nowhere,
    /// Not inside a word.
    OfWord,
    Anywhere,
}

/// The phrases of all languages.
pub(crate) static PHRASES: Phrases = include!(concat!(env!("OUT_DIR"), "/phrases.rs"));

impl Phrases {
    /// Finds all phrases of some languages in a text.
    pub(crate) fn tag(&self, text: &str, languages: Languages) -> Tags {
        let folded = fold_but_case(text);
        let text = &*folded.text;
        let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
        let mut tags = Tags { inner: (folded.place(start), folded.place(end)), ..Tags::default() };
        let mut hits: Vec<Hit> = Vec::new();
        let bytes = text.as_bytes();
        let mut before = b' ';
        for (from, byte) in bytes.iter().copied().enumerate() {
            let last = std::mem::replace(&mut before, byte);
            let begins = self.starts[usize::from(byte)];
            if begins == Start::Nowhere {
                continue;
            }
            // Most places are inside a word, where hardly a phrase begins.
            let plain = last.is_ascii() && byte.is_ascii();
            let inside = last.is_ascii_alphanumeric() && byte.is_ascii_alphanumeric();
            let left = if plain { !inside } else { !is_inside(text, from) };
            if !left && begins == Start::OfWord {
                continue;
            }
            let (mut at, mut to) = (&self.nodes[0], from);
            while let Some(node) = self.after(at, bytes, to).filter(|node| left || node.open) {
                to += 1;
                at = node;
                for entry in node.entries {
                    let whole = (left || entry.open_left) && (entry.open_right || !is_inside(text, to));
                    let here = (!entry.at_start || from == start) && (!entry.at_end || to == end);
                    if whole && here && languages.has_place(entry.language.into()) {
                        let Entry { meaning, language, .. } = *entry;
                        let Meaning::Role(role) = meaning;
                        tags.roles.insert(role);
                        hits.push(Hit { meaning, language, start: place(from), end: place(to) });
                    }
                }
            }
        }
        hits.sort_by_key(|hit| (hit.end, hit.start));
        for hit in &mut hits {
            (hit.start, hit.end) = (folded.place(hit.start as usize), folded.place(hit.end as usize));
        }
        tags.hits = hits.into();
        tags
    }

    /// Where a byte leads.
    #[inline]
    fn after(&self, node: &Node, text: &[u8], at: usize) -> Option<&Node> {
        let number = self.numbers[usize::from(*text.get(at)?)];
        let (half, bit) = (usize::from(number / 64), number % 64);
        let next = *node.next.get(half)?;
        if next >> bit & 1 == 0 {
            return None;
        }
        let lower = if half == 0 { 0 } else { node.next[0].count_ones() };
        let before = lower + (next & ((1 << bit) - 1)).count_ones();
        self.nodes.get(usize::from(node.children) + before as usize)
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Whether a place is inside a word: letters or digits on both sides of it.
#[inline]
fn is_inside(text: &str, at: usize) -> bool {
    if let Some([before, after]) = at.checked_sub(1).and_then(|from| text.as_bytes().get(from..=at))
        && before.is_ascii()
        && after.is_ascii()
    {
        return before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
    }
    // Inside a letter of several bytes nothing begins or ends.
    text.split_at_checked(at).is_none_or(|(before, after)| {
        before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// English, and a few phrases of German.
    static OF_TESTS: Phrases = include!(concat!(env!("OUT_DIR"), "/test/phrases.rs"));

    #[test]
    fn a_phrase_counts_in_its_language_alone() {
        let text = "Konzernbilanz (ungeprüft, Fortsetzung) – continued";
        let (german, english) = (Languages(1), Languages(2));
        let languages = |tags: &Tags| tags.hits().iter().map(|hit| hit.language).collect::<Vec<_>>();
        let all = OF_TESTS.tag(text, Languages::ALL);
        assert!(all.has(Role::NotAudited) && all.has(Role::Continued));
        assert_eq!(languages(&all), [0, 0, 1]);
        let only = OF_TESTS.tag(text, english);
        assert!(!only.has(Role::NotAudited) && only.has(Role::Continued));
        assert_eq!(languages(&only), [1]);
        assert_eq!(languages(&OF_TESTS.tag(text, german)), [0, 0]);
    }

    #[test]
    fn hits_tell_their_language() {
        let tags = crate::tag("Balance Sheets (continued)");
        assert!(tags.hits().iter().all(|hit| hit.language().is_some_and(|language| language.code == "en")));
    }
}
