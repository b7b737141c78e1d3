//! Names of companies in a line of text: told by the legal form that they end with.

use std::ops::Range;

use crossfoot_lexicon::{Role, WordClass, tag, word};

/// A longer name is a sentence.
const MOST_WORDS: usize = 9;

/// Signs that stand about a word and are no part of it.
const SIGNS: [char; 16] = ['[', ']', ',', '.', ';', ':', '(', ')', '"', '“', '”', '\'', '‘', '’', '*', '®'];

/// A name in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// As printed, without signs at its end.
    pub(super) text: String,
    /// The words of the line that it is.
    pub(super) words: Range<usize>,
    /// It ends with a form that is hardly ever anything else.
    pub(super) sure: bool,
}

/// The words of a line.
pub(super) fn words_of(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// The names in a line that end with a legal form.
pub(super) fn names(words: &[&str]) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let start = at;
        // `Co., Ltd.` is one form.
        while at < words.len() && form(words[at]).is_some() {
            at += 1;
        }
        if at == start {
            at += 1;
            continue;
        }
        let from = found.last().map_or(0, |name| name.words.end);
        let sure = words[start..at].iter().any(|word| form(word) == Some(WordClass::LegalForm));
        found.extend(name(words, from, start, at, sure));
    }
    found
}

/// The name that ends before `end`, whatever its last word is; nothing where what stands there is none.
pub(super) fn name_before(words: &[&str], end: usize) -> Option<Name> {
    let mut forms = end;
    while forms > 0 && form(words[forms - 1]).is_some() {
        forms -= 1;
    }
    let sure = words[forms..end].iter().any(|word| form(word) == Some(WordClass::LegalForm));
    if forms == end {
        forms = end.checked_sub(1)?;
        if !is_part(words[forms]) {
            return None;
        }
    }
    name(words, 0, forms, end, sure)
}

/// The name whose last words are `last..end`, going left from there.
fn name(words: &[&str], from: usize, last: usize, end: usize, sure: bool) -> Option<Name> {
    let mut start = last;
    // A comma is part of a name before its form alone: `Acme, Inc.` is one thing, `Seattle, Acme Inc.` are two.
    let before_form = |at: usize| at == last && form(words[last]).is_some();
    while start > from && is_part(words[start - 1]) && (before_form(start) || !ends_clause(words[start - 1])) {
        start -= 1;
    }
    let is_link = |word: &str| self::is(word, WordClass::NameLink);
    // A small word does not begin a name, unless it is written as its first: `The Home Store, Inc.`
    let begins = |word: &str| word.starts_with(char::is_uppercase) && !self::is(word, WordClass::NeverFirst);
    while start < end && is_link(words[start]) && !begins(words[start]) {
        start += 1;
    }
    let own = words.get(start..end)?;
    let says = |word: &&str| !is_link(word) && form(word) != Some(WordClass::LegalForm) && !is(word, WordClass::NoName);
    let weak_only = |word: &&str| says(word) && form(word) != Some(WordClass::CompanyForm);
    if own.len() > MOST_WORDS || !own.iter().any(weak_only) || own.iter().any(|word| is(word, WordClass::NotIssuer)) {
        return None;
    }
    let text = own.join(" ");
    let text = trimmed(&text);
    (!tag(text).has_any(&[Role::StatementName, Role::Continued])).then(|| Name {
        text: text.to_owned(),
        words: start..end,
        sure,
    })
}

/// Whether a word is of a class, the signs about it left out.
pub(super) fn is(text: &str, class: WordClass) -> bool {
    word(text.trim_matches(SIGNS)).is(class)
}

/// The form that a word is: with a capital, but for those that are written in small letters, as `plc` is.
fn form(text: &str) -> Option<WordClass> {
    let bare = text.trim_matches(SIGNS);
    let found = word(bare);
    let class = [WordClass::LegalForm, WordClass::CompanyForm].into_iter().find(|class| found.is(*class))?;
    // Two letters are one only in capitals: `SE`, `AG`, not `Ab`; but for `Co`.
    let registered = bare.len() > 2 || class == WordClass::CompanyForm || !bare.chars().any(char::is_lowercase);
    let small = || found.is(WordClass::SmallForm) && !bare.contains(char::is_uppercase);
    (bare.starts_with(char::is_uppercase) && registered || small()).then_some(class)
}

/// Whether a word can stand in a name: one that begins with a capital or a figure among letters, or a small word inside names.
fn is_part(text: &str) -> bool {
    let bare = text.trim_matches(SIGNS);
    let opens = text.starts_with(['(', '"', '“']) || text.ends_with([')', '"', '”', ']']);
    let named = bare.chars().any(char::is_alphabetic)
        && bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || is_camel(bare));
    !opens && (named || is(text, WordClass::NameLink)) && word(bare).month().is_none()
}

/// `eBay`, `iRobot`.
fn is_camel(text: &str) -> bool {
    text.len() > 2 && text.chars().nth(1).is_some_and(char::is_uppercase)
}

/// Whether a clause ends with a word: `2023:`, `Calif.`, but not `J.P.` or `St.`.
fn ends_clause(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', ')']);
    let abbreviated = || bare.trim_end_matches('.').contains('.') || bare.chars().count() <= 3;
    bare.ends_with([',', ';', ':', '!', '?']) || bare.ends_with('.') && !abbreviated()
}

/// Without signs at its end; a full stop stays where it belongs to the form: `Inc.`, `S.A.`.
fn trimmed(text: &str) -> &str {
    let bare = text.trim_matches(|c: char| SIGNS.contains(&c) && c != '.');
    let last = bare.rsplit(' ').next().unwrap_or_default();
    let of_form = last.trim_end_matches('.').contains('.') || is(last, WordClass::ShortForm);
    if of_form { bare } else { bare.trim_end_matches('.') }
}
