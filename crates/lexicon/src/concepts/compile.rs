//! Makes of the labels of a language what labels are read with: when the program is built, not when it runs.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::pattern::{ANY, Glance, ONE_OF, WordId, glance};
use super::section::Section;
use super::words::Folding;

/// `labels.toml` of a language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLabels {
    #[serde(default)]
    folding: RawFolding,
    /// Short names for parts of patterns: `<result>`.
    #[serde(default)]
    macros: BTreeMap<String, String>,
    labels: BTreeMap<String, Vec<String>>,
    /// Words that speak against a concept wherever they stand in a label.
    #[serde(default)]
    never: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    sections: BTreeMap<String, Vec<String>>,
    /// Headings of columns that speak of the whole company, as reported.
    #[serde(default)]
    whole: Vec<String>,
    /// Labels that only IFRS has, and only US-GAAP.
    #[serde(default)]
    taxonomies: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFolding {
    noise: Vec<String>,
    flips: Vec<String>,
    tails: Vec<String>,
    prefixes: Vec<String>,
    /// Endings of plurals, and what stands for them; then those of other spellings, but after some letters.
    #[serde(default)]
    plurals: Vec<(String, String)>,
    #[serde(default)]
    endings: Vec<(String, String)>,
    #[serde(default)]
    not_after: Vec<String>,
    /// Words by which details say which amount it is.
    #[serde(default)]
    goes_on: Vec<String>,
    /// Spellings of a word, by the one that stands for all.
    same: BTreeMap<String, Vec<String>>,
}

/// What a pattern stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// A concept, by its place among those that have labels.
    Concept(usize),
    Section(String),
    Taxonomy(String),
    Whole,
}

/// A pattern, and what it stands for.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) code: Vec<u16>,
    pub(crate) must: Glance,
    pub(crate) may: Glance,
    pub(crate) said: Said,
}

/// The labels of a language.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    pub(crate) folding: Folding,
    /// The words of all patterns; their numbers are from 1.
    pub(crate) words: Vec<String>,
    pub(crate) patterns: Vec<Compiled>,
    /// For each word's number the patterns that can begin with it.
    pub(crate) by_first: Vec<Vec<u16>>,
    /// Patterns that can begin with any word.
    pub(crate) others: Vec<u16>,
    /// The concepts that have labels: their labels as written, and the words that speak against them.
    pub(crate) concepts: Vec<(String, Vec<String>, Vec<WordId>)>,
}

/// A part of a pattern.
#[derive(Debug, Clone)]
enum Part {
    Word(WordId),
    OneOf(Vec<Vec<Self>>),
    Any,
}

/// What patterns are read with.
#[derive(Default)]
struct Reader {
    folding: Folding,
    ids: BTreeMap<String, WordId>,
    macros: BTreeMap<String, Part>,
}

impl RawLabels {
    /// Whether each pattern stands once under its name, and each macro is used. What is wrong, with the name of the entry.
    fn is_sound(&self) -> Result<(), String> {
        let lists = || self.labels.iter().chain(&self.sections).chain(&self.never);
        for (name, patterns) in lists() {
            let twice = patterns.iter().enumerate().find(|(at, pattern)| patterns[..*at].contains(pattern));
            if let Some((_, pattern)) = twice {
                return Err(format!("{name}: {pattern:?} stands there twice"));
            }
        }
        let written = || lists().flat_map(|(_, patterns)| patterns).chain(&self.whole).chain(self.macros.values());
        let idle = self.macros.keys().find(|name| !written().any(|text| text.contains(&format!("<{name}>"))));
        idle.map_or(Ok(()), |name| Err(format!("{name}: no pattern uses this macro")))
    }
}

/// Reads the labels of a language, of concepts that are known and of parts of statements. What is wrong, with the name of the entry.
pub(crate) fn compile(raw: RawLabels, is_concept: impl Fn(&str) -> bool, parts: &[Section]) -> Result<Labels, String> {
    raw.is_sound()?;
    let mut reader = Reader { folding: raw.folding.ready(), ..Reader::default() };
    reader.take_macros(&raw.macros)?;
    let mut labels = Labels::default();
    let mut groups: Vec<(&str, Said, &[String])> = Vec::new();
    for (at, (name, patterns)) in raw.labels.iter().enumerate() {
        groups.push((name, Said::Concept(at), patterns));
        labels.concepts.push((name.clone(), patterns.clone(), Vec::new()));
    }
    for (name, words) in &raw.never {
        let concept = labels.concepts.iter_mut().find(|(known, ..)| known == name);
        let (_, _, against) = concept.ok_or_else(|| format!("{name} speaks of what has no label"))?;
        for word in words {
            if !word.chars().all(char::is_alphabetic) {
                return Err(format!("{name}: {word:?}: only single words can speak against a concept"));
            }
            against.push(reader.id(&reader.folding.one(word)));
        }
    }
    let unknown = |name: &str| format!("labels speaks of {name}, which is not known");
    let is_part = |name: &str| parts.iter().any(|part| part.name() == name);
    if let Some(name) = raw.labels.keys().find(|name| !is_concept(name)) {
        return Err(unknown(name));
    }
    if let Some(name) = raw.sections.keys().find(|name| !is_part(name)) {
        return Err(unknown(name));
    }
    let sections = parts.iter().filter_map(|part| raw.sections.get_key_value(part.name()));
    let sections = sections.map(|(name, patterns)| (name.as_str(), Said::Section(name.clone()), &**patterns));
    let taxonomies =
        raw.taxonomies.iter().map(|(name, patterns)| ("taxonomies", Said::Taxonomy(name.clone()), &**patterns));
    let whole = std::iter::once(("whole", Said::Whole, &*raw.whole));
    groups.extend(sections.chain(whole).chain(taxonomies));
    for (name, said, patterns) in groups {
        for text in patterns {
            let parts = reader.pattern(text).map_err(|message| format!("{name}: {text:?}: {message}"))?;
            labels.take(&parts, said.clone());
        }
    }
    let mut words: Vec<(String, WordId)> = reader.ids.into_iter().collect();
    words.sort_by_key(|(_, id)| *id);
    labels.by_first.resize(words.len() + 1, Vec::new());
    labels.words = words.into_iter().map(|(word, _)| word).collect();
    labels.folding = reader.folding;
    Ok(labels)
}

impl Labels {
    fn take(&mut self, parts: &[Part], said: Said) {
        let at = u16::try_from(self.patterns.len()).unwrap_or(u16::MAX);
        let mut firsts = BTreeSet::new();
        match begin(parts, &mut firsts) {
            Some(false) => {
                for first in firsts.into_iter().map(usize::from) {
                    self.by_first.resize(self.by_first.len().max(first + 1), Vec::new());
                    self.by_first[first].push(at);
                }
            }
            _ => self.others.push(at),
        }
        let mut code = Vec::new();
        encode(parts, &mut code);
        self.patterns.push(Compiled { code, must: must(parts), may: may(parts), said });
    }
}

/// The words that every label has that matches parts, at a glance.
fn must(parts: &[Part]) -> Glance {
    let of = |part: &Part| match part {
        Part::Word(word) => glance(*word),
        Part::OneOf(list) => list.iter().map(|one| must(one)).reduce(|all, one| all & one).unwrap_or(0),
        Part::Any => 0,
    };
    parts.iter().map(of).fold(0, |all, one| all | one)
}

/// All words that such a label can have.
fn may(parts: &[Part]) -> Glance {
    let of = |part: &Part| match part {
        Part::Word(word) => glance(*word),
        Part::OneOf(list) => list.iter().map(|one| may(one)).fold(0, |all, one| all | one),
        Part::Any => Glance::MAX,
    };
    parts.iter().map(of).fold(0, |all, one| all | one)
}

fn encode(parts: &[Part], code: &mut Vec<u16>) {
    for part in parts {
        match part {
            Part::Word(word) => code.push(*word),
            Part::Any => code.push(ANY),
            Part::OneOf(list) if list.len() == 1 => list.iter().for_each(|one| encode(one, code)),
            Part::OneOf(list) => {
                let mut inner = Vec::new();
                for one in list {
                    let mut of_one = Vec::new();
                    encode(one, &mut of_one);
                    inner.push(length(&of_one));
                    inner.extend(of_one);
                }
                code.extend([ONE_OF, length(&inner)]);
                code.extend(inner);
            }
        }
    }
}

fn length(code: &[u16]) -> u16 {
    u16::try_from(code.len()).unwrap_or(u16::MAX)
}

/// Adds the words that parts can begin with; whether they can be passed over whole. None: they can begin with any word.
fn begin(parts: &[Part], firsts: &mut BTreeSet<WordId>) -> Option<bool> {
    for part in parts {
        match part {
            Part::Any => return None,
            Part::Word(word) => {
                firsts.insert(*word);
                return Some(false);
            }
            Part::OneOf(list) => {
                let mut passes = false;
                for one in list {
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

impl Reader {
    /// Takes in macros: first those that use no others.
    fn take_macros(&mut self, written: &BTreeMap<String, String>) -> Result<(), String> {
        for uses_others in [false, true] {
            let mut read = BTreeMap::new();
            for (name, text) in written.iter().filter(|(_, text)| text.contains('<') == uses_others) {
                let parts = self.pattern(text).map_err(|message| format!("{name}: {text:?}: {message}"))?;
                read.insert(format!("<{name}>"), Part::OneOf(vec![parts]));
            }
            self.macros.extend(read);
        }
        Ok(())
    }

    fn pattern(&mut self, text: &str) -> Result<Vec<Part>, String> {
        let mut tokens = tokens(text).peekable();
        let mut alternatives = self.sequence(&mut tokens)?;
        match (tokens.next(), alternatives.pop()) {
            (None, Some(parts)) if alternatives.is_empty() && !parts.is_empty() => Ok(parts),
            (None, _) => Err("it is empty".to_owned()),
            (Some(_), _) => Err("a bracket lacks its other half".to_owned()),
        }
    }

    /// Reads alternatives up to the bracket that closes them.
    fn sequence<'t>(
        &mut self,
        tokens: &mut std::iter::Peekable<impl Iterator<Item = &'t str>>,
    ) -> Result<Vec<Vec<Part>>, String> {
        let mut list = vec![Vec::new()];
        while let Some(token) = tokens.next_if(|token| !matches!(*token, "]" | ")")) {
            let part = match token {
                "|" => {
                    list.push(Vec::new());
                    continue;
                }
                "*" => Part::Any,
                "[" | "(" => {
                    let mut inner = self.sequence(tokens)?;
                    if tokens.next() != Some(if token == "[" { "]" } else { ")" }) {
                        return Err("a bracket lacks its other half".to_owned());
                    }
                    if token == "[" {
                        inner.push(Vec::new());
                    }
                    Part::OneOf(inner)
                }
                name if name.starts_with('<') => {
                    self.macros.get(name).cloned().ok_or_else(|| format!("{name} is no macro that can be used here"))?
                }
                word => Part::Word(self.word(word)?),
            };
            if let Some(last) = list.last_mut() {
                last.push(part);
            }
        }
        Ok(list)
    }

    /// A word of a pattern, which must be one that a folded label can have.
    fn word(&mut self, word: &str) -> Result<WordId, String> {
        let folded = self.folding.one(word);
        if self.folding.leaves_out(&folded) || word.chars().any(|c| !c.is_alphabetic()) {
            return Err(format!("{word} is no word that a folded label has"));
        }
        Ok(self.id(&folded))
    }

    fn id(&mut self, word: &str) -> WordId {
        let next = WordId::try_from(self.ids.len() + 1).unwrap_or(ONE_OF - 1);
        *self.ids.entry(word.to_owned()).or_insert(next)
    }
}

/// The words and signs of a pattern.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    const SIGNS: [char; 6] = ['[', ']', '(', ')', '|', '*'];
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let word = rest.find([' ', '[', ']', '(', ')', '|', '*']).unwrap_or(rest.len());
        let (token, after) = rest.split_at(if rest.starts_with(SIGNS) { 1 } else { word });
        rest = after.trim_start();
        (!token.is_empty()).then_some(token)
    })
}

impl RawFolding {
    fn ready(self) -> Folding {
        let pairs = |list: Vec<(String, String)>| list.into_iter().map(|(from, to)| (from.into(), to.into())).collect();
        let mut folding = Folding {
            plurals: pairs(self.plurals),
            endings: pairs(self.endings),
            not_after: self.not_after.into_iter().map(Into::into).collect(),
            goes_on: self.goes_on.into_iter().map(Into::into).collect(),
            ..Folding::default()
        };
        for (word, spellings) in self.same {
            folding.same.to_mut().extend(spellings.into_iter().map(|spelling| (spelling.into(), word.clone().into())));
        }
        folding.same.to_mut().sort();
        let list = |folding: &Folding, phrases: &[String]| {
            let words = |phrase: &String| phrase.split(' ').map(|word| folding.one(word).into()).collect();
            phrases.iter().map(words).collect()
        };
        folding.flips = list(&folding, &self.flips);
        folding.tails = list(&folding, &self.tails);
        folding.noise = self.noise.iter().map(|word| folding.one(word).into()).collect();
        folding.prefixes = self.prefixes.into_iter().map(Into::into).collect();
        folding
    }
}
