//! Phrases as the data files write them.

use std::fmt;

/// A phrase, taken apart: the words to find and where they may stand.
///
/// `net income` matches these whole words, also with the regular plural of the last one. `net income!` matches this form alone;
/// `reconcil*` a word that begins so, `*holders` one that ends so; `^net` only at the beginning of a text, `net$` only at its end.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Phrase {
    /// The words, folded.
    pub(crate) words: String,
    /// It may begin inside a word.
    pub(crate) open_left: bool,
    /// It may end inside a word.
    pub(crate) open_right: bool,
    /// Only at the beginning of the text.
    pub(crate) at_start: bool,
    /// Only at the end of the text.
    pub(crate) at_end: bool,
    /// In this form alone, not in the plural.
    pub(crate) exact: bool,
    /// The words with the regular plural of the last one, where it has one.
    pub(crate) plural: Option<String>,
}

/// How a language makes regular plurals: what words end in, and what their plurals end in instead.
#[derive(Debug, Default)]
pub(crate) struct Plurals(pub(crate) Vec<(String, String)>);

impl Plurals {
    fn of(&self, words: &str) -> Option<String> {
        regular_plural(self.0.iter().map(|(end, plural)| (end.as_str(), plural.as_str())), words)
    }
}

/// The regular plural of the last of some words, by what words end in and what their plurals end in instead; none for what is no word,
/// or a word of two letters.
pub(crate) fn regular_plural<'a>(mut endings: impl Iterator<Item = (&'a str, &'a str)>, words: &str) -> Option<String> {
    let last = words.rsplit([' ', '-']).next().unwrap_or(words);
    let is_word = last.chars().count() > 2 && last.chars().all(char::is_alphabetic);
    let (end, plural) = endings.find(|(end, _)| words.ends_with(end)).filter(|_| is_word)?;
    let stem = words.strip_suffix(end).filter(|_| end != plural)?;
    Some(format!("{stem}{plural}"))
}

/// Why a phrase can never match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It holds no words.
    Empty,
    /// It is not written as texts are folded: small letters, `'`, `-`, single blanks.
    NotFolded,
    /// A sign of the notation stands inside it.
    Notation,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "holds no words",
            Self::NotFolded => "must be in small letters, with plain apostrophes and hyphens and single blanks",
            Self::Notation => "has `*`, `^` or `!` where it means nothing",
        })
    }
}

impl Phrase {
    /// Reads a phrase.
    pub(crate) fn parse(written: &str, plurals: &Plurals) -> Result<Self, Fault> {
        let (at_start, rest) = strip(written, |text| text.strip_prefix('^'));
        let (open_left, rest) = strip(rest, |text| text.strip_prefix('*'));
        // A dollar sign alone is the sign, not the end of a text.
        let (at_end, rest) =
            strip(rest, |text| text.strip_suffix('$').filter(|rest| rest.ends_with(char::is_alphanumeric)));
        let (exact, rest) = strip(rest, |text| text.strip_suffix('!'));
        let (open_right, words) = strip(rest, |text| text.strip_suffix('*'));
        if words.trim().is_empty() {
            return Err(Fault::Empty);
        }
        if words != crate::fold::fold(words).text || words != words.trim() {
            return Err(Fault::NotFolded);
        }
        if words.contains(['*', '^', '!']) {
            return Err(Fault::Notation);
        }
        let plural = if exact || open_right { None } else { plurals.of(words) };
        Ok(Self { words: words.to_owned(), open_left, open_right, at_start, at_end, exact, plural })
    }

    /// The forms to look for: the phrase itself and its regular plural.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.words).chain(&self.plural).map(String::as_str)
    }

    /// Whether it is whole words, wherever they stand.
    pub(crate) fn is_word(&self) -> bool {
        !(self.open_left || self.open_right || self.at_start || self.at_end)
    }
}

fn strip<'a>(text: &'a str, take: impl Fn(&'a str) -> Option<&'a str>) -> (bool, &'a str) {
    take(text).map_or((false, text), |rest| (true, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(written: &str) -> Result<Phrase, Fault> {
        let english = crate::LANGUAGES.iter().find(|language| language.code == "en").map_or(&[][..], |en| en.files);
        let (plurals, _) = crate::data::read(english).unwrap_or_default();
        Phrase::parse(written, &plurals)
    }

    #[test]
    fn notation_is_taken_apart() {
        let phrase = parse("^non-cash*");
        assert!(phrase.is_ok_and(|p| p.at_start && p.open_right && !p.at_end && p.words == "non-cash"));
        assert!(parse(", net$").is_ok_and(|p| p.at_end && p.words == ", net"));
        assert!(parse("us$").is_ok_and(|p| p.at_end));
        assert!(parse("$").is_ok_and(|p| !p.at_end && p.words == "$"));
    }

    #[test]
    fn what_can_never_match_is_told() {
        for (written, fault) in [
            ("", Fault::Empty),
            ("*", Fault::Empty),
            ("Net", Fault::NotFolded),
            ("a  b", Fault::NotFolded),
            ("a*b", Fault::Notation),
        ] {
            assert_eq!(parse(written), Err(fault), "{written}");
        }
    }

    #[test]
    fn plurals_are_the_regular_ones() {
        let forms = |written: &str| -> Vec<String> {
            parse(written).map(|phrase| phrase.forms().map(str::to_owned).collect()).unwrap_or_default()
        };
        assert_eq!(forms("net loss"), ["net loss"]);
        assert_eq!(forms("subsidiary"), ["subsidiary", "subsidiaries"]);
        assert_eq!(forms("tax"), ["tax", "taxes"]);
        assert_eq!(forms("day"), ["day", "days"]);
        assert_eq!(forms("thousand!"), ["thousand"]);
        assert_eq!(forms("of"), ["of"]);
    }
}
