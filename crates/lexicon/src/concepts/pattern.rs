//! Patterns of labels: `[total] net (income|earnings|loss) attributable to *`.
//!
//! Words stand for themselves, `[x]` can be left out, `(a|b)` is one of several, `*` is any words, none too. A pattern matches a
//! label as a whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::words::Folding;

/// A word as a number; those that no pattern has are all [`UNKNOWN`].
pub(crate) type WordId = u32;

/// The number of a word that no pattern has.
pub(crate) const UNKNOWN: WordId = 0;

/// The words of all patterns.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    ids: FxHashMap<String, WordId>,
}

impl Vocabulary {
    pub(crate) fn id(&self, word: &str) -> WordId {
        self.ids.get(word).copied().unwrap_or(UNKNOWN)
    }

    pub(crate) fn learn(&mut self, word: &str) -> WordId {
        let next = WordId::try_from(self.ids.len() + 1).unwrap_or(UNKNOWN);
        *self.ids.entry(word.to_owned()).or_insert(next)
    }
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Word(WordId),
    /// One of several; an empty one makes it optional. Patterns with the same macro share it.
    OneOf(Arc<[Vec<Self>]>),
    /// Any words.
    Any,
}

/// A pattern of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    parts: Vec<Part>,
}

/// What speaks against a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PatternError {
    /// A bracket without its other half.
    Bracket,
    /// A word that is folded away, so that the pattern can never match.
    NeverMatches(String),
    /// It is empty.
    Empty,
    /// A macro that is not there, or that uses macros that use others.
    Macro(String),
}

/// What patterns are read with.
pub(crate) struct Reader<'a> {
    pub(crate) folding: &'a Folding,
    pub(crate) vocabulary: &'a mut Vocabulary,
    pub(crate) macros: &'a Macros,
}

/// Named parts of patterns, ready for use.
#[derive(Debug, Default)]
pub(crate) struct Macros(FxHashMap<String, Part>);

impl Macros {
    /// Reads macros: first those that use no others. What is wrong, with the name of the macro.
    pub(crate) fn read(
        written: &BTreeMap<String, String>,
        folding: &Folding,
        vocabulary: &mut Vocabulary,
    ) -> Result<Self, (String, PatternError)> {
        let mut macros = Self::default();
        for uses_others in [false, true] {
            let mut read = FxHashMap::default();
            for (name, text) in written.iter().filter(|(_, text)| text.contains('<') == uses_others) {
                let mut reader = Reader { folding, vocabulary, macros: &macros };
                let pattern = Pattern::parse(text, &mut reader).map_err(|error| (name.clone(), error))?;
                read.insert(format!("<{name}>"), Part::OneOf([pattern.parts].into()));
            }
            macros.0.extend(read);
        }
        Ok(macros)
    }
}

impl Pattern {
    /// Reads a pattern.
    pub(crate) fn parse(text: &str, reader: &mut Reader<'_>) -> Result<Self, PatternError> {
        let mut tokens = tokens(text).peekable();
        let mut alternatives = sequence(&mut tokens, reader)?;
        match (tokens.next(), alternatives.pop()) {
            (None, Some(parts)) if alternatives.is_empty() && !parts.is_empty() => Ok(Self { parts }),
            (None, _) => Err(PatternError::Empty),
            (Some(_), _) => Err(PatternError::Bracket),
        }
    }

    /// The words a label that matches can begin with; none where it can begin with any.
    pub(crate) fn firsts(&self) -> Option<Vec<WordId>> {
        let mut firsts = Vec::new();
        let more = begin(&self.parts, &mut firsts)?;
        (!more).then_some(firsts)
    }

    /// How many words stand for `*` where the pattern matches, as few as can be.
    pub(crate) fn matches(&self, words: &[WordId]) -> Option<usize> {
        let mut best = None;
        walk(&self.parts, None, words, 0, &mut best);
        best
    }
}

/// Adds the words that parts can begin with; whether they can be passed over whole. None: they can begin with any word.
fn begin(parts: &[Part], firsts: &mut Vec<WordId>) -> Option<bool> {
    for part in parts {
        match part {
            Part::Any => return None,
            Part::Word(word) => {
                firsts.push(*word);
                return Some(false);
            }
            Part::OneOf(list) => {
                let mut passes = false;
                for one in list.iter() {
                    passes |= begin(one, firsts)?;
                }
                if !passes {
                    return Some(false);
                }
            }
        }
    }
    Some(true)
}

/// What is to be matched after the parts at hand.
struct Rest<'a> {
    parts: &'a [Part],
    then: Option<&'a Self>,
}

fn walk(parts: &[Part], then: Option<&Rest<'_>>, words: &[WordId], any: usize, best: &mut Option<usize>) {
    let Some((part, rest)) = parts.split_first() else {
        match then {
            Some(next) => walk(next.parts, next.then, words, any, best),
            None if words.is_empty() => *best = Some(best.map_or(any, |best: usize| best.min(any))),
            None => {}
        }
        return;
    };
    match part {
        Part::Word(word) => {
            if let Some((first, words)) = words.split_first()
                && first == word
            {
                walk(rest, then, words, any, best);
            }
        }
        Part::OneOf(list) => {
            let next = Rest { parts: rest, then };
            list.iter().for_each(|one| walk(one, Some(&next), words, any, best));
        }
        Part::Any => (0..=words.len()).for_each(|taken| walk(rest, then, &words[taken..], any + taken, best)),
    }
}

/// The words and signs of a pattern.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    const SIGNS: [char; 6] = ['[', ']', '(', ')', '|', '*'];
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let end = if rest.starts_with(SIGNS) {
            1
        } else {
            rest.find([' ', '[', ']', '(', ')', '|', '*']).unwrap_or(rest.len())
        };
        let (token, after) = rest.split_at(end);
        rest = after.trim_start();
        (!token.is_empty()).then_some(token)
    })
}

/// Reads alternatives up to the bracket that closes them.
fn sequence<'t>(
    tokens: &mut std::iter::Peekable<impl Iterator<Item = &'t str>>,
    reader: &mut Reader<'_>,
) -> Result<Vec<Vec<Part>>, PatternError> {
    let mut list = vec![Vec::new()];
    while let Some(token) = tokens.next_if(|token| !matches!(*token, "]" | ")")) {
        let part = match token {
            "|" => {
                list.push(Vec::new());
                continue;
            }
            "*" => Part::Any,
            "[" | "(" => {
                let mut inner = sequence(tokens, reader)?;
                if tokens.next() != Some(if token == "[" { "]" } else { ")" }) {
                    return Err(PatternError::Bracket);
                }
                if token == "[" {
                    inner.push(Vec::new());
                }
                Part::OneOf(inner.into())
            }
            name if name.starts_with('<') => {
                reader.macros.0.get(name).cloned().ok_or_else(|| PatternError::Macro(name.to_owned()))?
            }
            word => Part::Word(reader.word(word)?),
        };
        if let Some(last) = list.last_mut() {
            last.push(part);
        }
    }
    Ok(list)
}

impl Reader<'_> {
    /// A word of a pattern, which must be one that a folded label can have.
    fn word(&mut self, word: &str) -> Result<WordId, PatternError> {
        let folded = self.folding.one(word);
        let folded_away = self.folding.noise.contains(&folded) || self.folding.prefixes.contains(&folded);
        if folded_away || word.chars().any(|c| !c.is_alphabetic()) {
            return Err(PatternError::NeverMatches(word.to_owned()));
        }
        Ok(self.vocabulary.learn(&folded))
    }
}
