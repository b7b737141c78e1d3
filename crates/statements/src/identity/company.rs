//! The company: the name that front page, running heads and titles of the primary statements agree on.

use crossfoot_grammar::Reading;
use crossfoot_lexicon::{Role, Text, WordClass, tag};

use super::is_primary;
use super::names::{Name, is, name_before, names, words_of};
use crate::model::Statement;

/// Lines that are the front.
const FRONT: usize = 80;
/// Lines that a headline can be among.
const HEADLINES: usize = 12;

/// How much it says for a name, in half bits: where it stands.
mod points {
    /// Over *exact name of registrant as specified in its charter*.
    pub(super) const REGISTRANT: u32 = 24;
    /// Before the sign that its share is traded under.
    pub(super) const TRADED: u32 = 12;
    /// Before *reports*, in a headline of results.
    pub(super) const HEADLINE: u32 = 8;
    /// Before *(the Company)*.
    pub(super) const DEFINED: u32 = 10;
    /// At the beginning of a report: *Leeds, 3 May – Acme plc today publishes*.
    pub(super) const DATELINE: u32 = 8;
    /// A line of its own on the front.
    pub(super) const OWN_LINE: u32 = 6;
    /// In a running head.
    pub(super) const RUNNING: u32 = 6;
    /// Over a primary statement.
    pub(super) const TITLE: u32 = 4;
    /// Somewhere on the front.
    pub(super) const FRONT: u32 = 2;
    /// So much tells.
    pub(super) const ENOUGH: u32 = 8;
}

/// Signs between the day and the report.
const DASHES: [&str; 5] = ["-", "--", "–", "—", "---"];
/// How often a sort of place counts.
const MOST: usize = 4;

/// A company that may be it.
#[derive(Debug)]
struct Candidate {
    /// The words that tell it from others, in small letters.
    key: Vec<String>,
    /// The ways it is printed, each with what it has of the points.
    names: Vec<(Name, u32)>,
    points: u32,
}

/// The company that a release is of; none where no name is clearly ahead of all others.
pub(super) fn company(reading: &Reading, statements: &[Statement]) -> Option<String> {
    let mut candidates = Candidates::default();
    let front: Vec<Text> = reading.lines.iter().take(FRONT).map(|line| line.as_str().into()).collect();
    candidates.front(&front);
    for said in reading.running.iter().take(MOST) {
        candidates.take(covering(&said.as_str().into()), points::RUNNING);
    }
    let tables = reading.tables.iter().zip(statements).filter(|(_, statement)| is_primary(statement));
    for (table, _) in tables.take(MOST) {
        let named = table.title.iter().find_map(|caption| leading(&caption.text));
        candidates.take(named, points::TITLE);
    }
    candidates.best()
}

#[derive(Debug, Default)]
struct Candidates(Vec<Candidate>);

impl Candidates {
    fn front(&mut self, lines: &[Text]) {
        let mut traded = false;
        for (at, line) in lines.iter().enumerate() {
            let before = lines[..at].iter().rfind(|line| line.contains(char::is_alphabetic));
            let next = lines.get(at + 1).map_or("", Text::as_str);
            if line.has(Role::Registrant) {
                let above = before.and_then(|before| covering(before).or_else(|| whole(before)));
                self.take(above, points::REGISTRANT);
            }
            if !traded && let Some(name) = traded_name(line, before.map(Text::as_str)) {
                traded = true;
                self.take(Some(name), points::TRADED);
            }
            if at < HEADLINES {
                self.take(headline(line, next), points::HEADLINE);
            }
            match covering(line) {
                Some(name) => self.take(Some(name), points::OWN_LINE),
                None => self.inside(&words_of(line), &words_of(next), at < HEADLINES),
            }
        }
        self.short_forms(&lines[..lines.len().min(HEADLINES)]);
    }

    /// Names inside a line of the front.
    fn inside(&mut self, words: &[&str], next: &[&str], first: bool) {
        for name in names(words).into_iter().filter(|name| name.sure) {
            let after = &words[name.words.end..];
            let opens = name.words.start.checked_sub(1).is_some_and(|before| DASHES.contains(&words[before]));
            let mut rest = after.iter().chain(next);
            let points = if defines(after) {
                points::DEFINED
            } else if first && opens && rest.any(|word| is(word, WordClass::ReportsVerb)) {
                points::DATELINE
            } else {
                points::FRONT
            };
            self.take(Some(name), points);
        }
    }

    /// Lines that are a known name but for its legal form: `ACME` where it speaks of Acme plc.
    fn short_forms(&mut self, lines: &[Text]) {
        for line in lines.iter().filter(|line| covering(line).is_none()) {
            let words = words_of(line);
            let short = key(&words);
            if let Some(known) = self.0.iter_mut().find(|known| known.key == short) {
                known.points += points::OWN_LINE;
            }
        }
    }

    fn take(&mut self, name: Option<Name>, points: u32) {
        let Some(name) = name else { return };
        let key = key(&words_of(&name.text));
        if key.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|known| known.key == key) {
            Some(known) => {
                known.points += points;
                match known.names.iter_mut().find(|(other, _)| other.text == name.text) {
                    Some((_, own)) => *own += points,
                    None => known.names.push((name, points)),
                }
            }
            None => self.0.push(Candidate { key, names: vec![(name, points)], points }),
        }
    }

    /// The name that has enough points and half as many again as any other. What begins a longer name, as *Costco* does, is a short form
    /// of it, if of one only.
    fn best(mut self) -> Option<String> {
        let mut at = 0;
        while at < self.0.len() {
            let begins =
                |other: &Candidate| other.key.len() > self.0[at].key.len() && other.key.starts_with(&self.0[at].key);
            let longer: Vec<usize> = (0..self.0.len()).filter(|other| begins(&self.0[*other])).collect();
            let strongest = longer.iter().copied().max_by_key(|other| self.0[*other].points);
            match strongest.filter(|_| longer.len() == 1) {
                Some(other) => {
                    self.0[other].points += self.0[at].points;
                    self.0.remove(at);
                }
                None => at += 1,
            }
        }
        self.0.sort_by_key(|candidate| std::cmp::Reverse(candidate.points));
        let best = self.0.first().filter(|best| best.points >= points::ENOUGH)?;
        let second = self.0.get(1).map_or(0, |second| second.points);
        (2 * best.points >= 3 * second && best.points > second).then(|| best.printed()).flatten()
    }
}

impl Candidate {
    /// The best way it is printed: with its legal form, and not in capitals alone.
    fn printed(&self) -> Option<String> {
        let capitals = |name: &Name| !name.text.chars().any(char::is_lowercase);
        let best = self.names.iter().min_by_key(|(name, points)| (!name.sure, capitals(name), u32::MAX - points))?;
        Some(best.0.text.clone())
    }
}

/// The words that tell a company from others.
fn key(words: &[&str]) -> Vec<String> {
    let small = [WordClass::LegalForm, WordClass::CompanyForm, WordClass::NameLink];
    let words = words.iter().filter(|word| !small.iter().any(|class| is(word, *class)));
    let plain = words.map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase());
    plain.filter(|word| !word.is_empty()).collect()
}

/// Whether a name is followed by what it is called: `(“Acme” or the “Company”)`.
fn defines(after: &[&str]) -> bool {
    let Some(end) = after.iter().position(|word| word.ends_with([')', ',', '.'])) else { return false };
    let called = |word: &&str| is(word, WordClass::CompanyForm) || is(word, WordClass::LegalForm);
    after.first().is_some_and(|word| word.starts_with('(')) && after[..=end].iter().any(called)
}

/// The name that a line is, but for *and subsidiaries* after it.
fn covering(line: &Text) -> Option<Name> {
    let line = before_subsidiaries(line).unwrap_or(line);
    let words = words_of(line);
    names(&words).into_iter().find(|name| name.words == (0..words.len()))
}

/// The name that a title begins with, or all that stands before *and subsidiaries*.
fn leading(line: &Text) -> Option<Name> {
    if let Some(name) = before_subsidiaries(line) {
        return whole(name);
    }
    names(&words_of(line)).into_iter().find(|name| name.words.start == 0)
}

/// What a title says apart from the name of the company that it begins with: `Receivables, Inc. Balance Sheets` are balance sheets.
/// Nothing where it does not begin with one. What can as well be a name of something is no name where nothing follows it.
pub(crate) fn without_company(title: &str) -> Option<String> {
    let said = |text: &str| text.contains(char::is_alphabetic);
    if let Some(place) = tag(title).places(Role::AndSubsidiaries).next() {
        let rest = title.get(place.end..)?;
        let after = rest.find(char::is_whitespace).map_or("", |at| &rest[at..]);
        return whole(title.get(..place.start)?).map(|_| after.trim().to_owned());
    }
    let words = words_of(title);
    let name = names(&words).into_iter().find(|name| name.words.start == 0 && name.sure)?;
    let rest = words[name.words.end..].join(" ");
    let linked = || words[name.words.clone()].iter().any(|word| is(word, WordClass::NeverFirst));
    (said(&rest) || !linked()).then_some(rest)
}

/// A line that is a name, whatever it ends with.
fn whole(line: &str) -> Option<Name> {
    let words = words_of(line);
    name_before(&words, words.len()).filter(|name| name.words.start == 0)
}

fn before_subsidiaries(line: &Text) -> Option<&str> {
    let place = line.tags().places(Role::AndSubsidiaries).next()?;
    line.get(..place.start).map(str::trim).filter(|name| !name.is_empty())
}

/// The name before `(NYSE: ACME)`, with remarks in parentheses between them left out. It can stand at the end of the line above.
fn traded_name(line: &str, before: Option<&str>) -> Option<Name> {
    let words = words_of(line);
    let opens = words.iter().position(|word| word.starts_with('(') && is(word, WordClass::Exchange))?;
    let sign = words[opens..].iter().position(|word| word.ends_with(')'))?;
    if !words[opens..=opens + sign].iter().any(|word| word.contains(':')) {
        return None;
    }
    let own = (opens == 0).then_some(before).flatten().map(words_of);
    let (words, mut end) = own.map_or((words, opens), |own| (own.clone(), own.len()));
    while end > 0 && words[end - 1].ends_with(')') {
        end = words[..end].iter().rposition(|word| word.starts_with('('))?;
    }
    name_before(&words, end)
}

/// `Acme Reports Third Quarter Results`: the name before the verb, where results are spoken of on this line or the next.
fn headline(line: &str, next: &str) -> Option<Name> {
    let words = words_of(line);
    let verb = words.iter().position(|word| is(word, WordClass::ReportsVerb)).filter(|at| *at > 0)?;
    let results = words[verb..].iter().copied().chain(next.split_whitespace());
    let speaks = results.into_iter().any(|word| is(word, WordClass::ResultsWord));
    name_before(&words, verb).filter(|name| speaks && name.words.start == 0)
}
