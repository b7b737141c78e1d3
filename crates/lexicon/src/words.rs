//! Single words: what each can be, looked up at once.

use crate::slot::{SLOTS, slot};
use crate::{Currency, Languages, WordClass, WordClasses};

/// What a word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    pub(crate) languages: Languages,
    pub(crate) classes: WordClasses,
    pub(crate) begins: WordClasses,
    pub(crate) month: Option<u8>,
    pub(crate) short_month: bool,
    pub(crate) number: Option<u8>,
    pub(crate) ordinal: Option<u8>,
    pub(crate) scale: Option<Scale>,
    pub(crate) currency: Option<Currency>,
    pub(crate) cents_of: Option<Currency>,
}

/// A power of ten by which figures are multiplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Three for thousands.
    pub power: u8,
    /// How it is written.
    pub form: ScaleForm,
}

/// How a scale is written, which decides where it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleForm {
    /// As a word in the plural.
    Plural,
    /// As a word in the singular.
    Singular,
    /// As a letter or two: `mn`, `B`.
    Short,
}

impl Word {
    /// The languages that it is a word of, among those that were asked for.
    pub fn languages(&self) -> Languages {
        self.languages
    }

    /// Whether it is of a class.
    pub fn is(&self, class: WordClass) -> bool {
        self.classes.has(class)
    }

    /// Whether a longer phrase of a class begins with it: `as` of `as of`.
    pub fn begins(&self, class: WordClass) -> bool {
        self.begins.has(class)
    }

    /// The month that it names, from 1.
    pub fn month(&self) -> Option<u8> {
        self.month
    }

    /// Whether it is a short name of a month, such as `Sept`, or one that has no shorter, such as `May`.
    pub fn is_short_month(&self) -> bool {
        self.short_month
    }

    /// Whether it is not in the lexicon.
    pub fn is_unknown(&self) -> bool {
        self.languages == Languages::NONE
    }

    /// The number that it names.
    pub fn number(&self) -> Option<u8> {
        self.number
    }

    /// The place in a row that it names: `first` is 1.
    pub fn ordinal(&self) -> Option<u8> {
        self.ordinal
    }

    /// The scale that it names.
    pub fn scale(&self) -> Option<Scale> {
        self.scale
    }

    /// The currency that it names where nothing says which country's.
    pub fn currency(&self) -> Option<Currency> {
        self.currency
    }

    /// The currency whose hundredth it names: `pence` are the pound's.
    pub fn cents_of(&self) -> Option<Currency> {
        self.cents_of
    }
}

/// All words of the data, folded. The table is made when the program is built.
#[derive(Debug)]
pub(crate) struct Words {
    /// Where the words of each slot stand: nearly all words of a release are turned away by it.
    starts: [u16; SLOTS + 1],
    words: &'static [(&'static str, Word)],
    longest: usize,
    /// What any word begins with.
    all: Pairs,
    /// What the words of each class begin with.
    of_class: &'static [Pairs],
}

pub(crate) static WORDS: Words = include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The first two bytes of some words, as the pairs of their lowest five bits, in which capitals are as small letters.
#[derive(Debug, Clone, Copy)]
struct Pairs([u32; 32]);

impl Pairs {
    /// Whether a text could be one of the words or begin with it.
    fn fit(&self, text: &[u8]) -> bool {
        match *text {
            [first, second, ..] => {
                // A word of one letter may go on in anything; other letters than those of ASCII fold to what they like.
                let seconds = self.0[usize::from(first & 31)];
                seconds & (1 << (second & 31) | 1) != 0 || first >= 128 || second >= 128
            }
            [only] => self.0[usize::from(only & 31)] != 0 || only >= 128,
            [] => false,
        }
    }
}

/// White space and signs that fold to shorter ones make a text longer than its folded form, but hardly by more than its length and this.
const SPARE: usize = 8;

const NONE: Word = Word {
    languages: Languages::NONE,
    classes: WordClasses::NONE,
    begins: WordClasses::NONE,
    month: None,
    short_month: false,
    number: None,
    ordinal: None,
    scale: None,
    currency: None,
    cents_of: None,
};

impl Words {
    /// What a word can be in some languages; nothing for one that is not in their data.
    pub(crate) fn get(&self, text: &str, languages: Languages) -> &'static Word {
        let bytes = text.as_bytes();
        if bytes.len() > 2 * self.longest + SPARE || !self.all.fit(bytes) {
            return &NONE;
        }
        if bytes.is_ascii() && bytes.len() <= self.longest {
            return self.find(bytes, languages);
        }
        self.find(crate::fold::fold(text).text.as_bytes(), languages)
    }

    fn find(&self, word: &[u8], languages: Languages) -> &'static Word {
        let slot = slot(word);
        let words = &self.words[usize::from(self.starts[slot])..usize::from(self.starts[slot + 1])];
        let is_it = |(known, _): &&(&str, Word)| known.as_bytes().eq_ignore_ascii_case(word);
        // A word of several languages stands there for each choice of them, for all of them first.
        let mut same = words.iter().filter(is_it).map(|(_, word)| word);
        let Some(of_all) = same.next() else { return &NONE };
        match of_all.languages.common(languages) {
            wanted if wanted == of_all.languages => of_all,
            Languages::NONE => &NONE,
            wanted => same.find(|word| word.languages == wanted).unwrap_or(&NONE),
        }
    }

    /// Whether a text could begin with a word of a class, by a look at its first two letters.
    pub(crate) fn may_begin(&self, class: WordClass, text: &str) -> bool {
        self.of_class.get(class as usize).is_some_and(|pairs| pairs.fit(text.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{may_begin, word};

    #[test]
    fn words_are_found_however_they_are_written() {
        for text in ["of", "OF", "Sept", "Not Meaningful", "U.S.", "a"] {
            assert!(!word(text).is_unknown(), "{text}");
        }
        for text in ["", "ofx", "o", "é", "a word that is much longer than any that the data has, and is none of them"]
        {
            assert!(word(text).is_unknown(), "{text}");
        }
    }

    #[test]
    fn words_that_phrases_begin_with_are_known() {
        assert!(word("as").begins(WordClass::AsOf) && !word("as").is(WordClass::AsOf));
        assert!(word("as of").is(WordClass::AsOf) && !word("as of").begins(WordClass::AsOf));
        assert!(word("year to").begins(WordClass::YearToDate));
    }

    /// English, and a few words of German.
    static OF_TESTS: Words = include!(concat!(env!("OUT_DIR"), "/test/words.rs"));

    #[test]
    fn a_word_counts_in_its_languages_alone() {
        let (german, english) = (Languages(1), Languages(2));
        let is = |text: &str, languages: Languages, class: WordClass| OF_TESTS.get(text, languages).is(class);
        assert_eq!(OF_TESTS.get("Mai", Languages::ALL).month(), Some(5));
        assert_eq!((OF_TESTS.get("Mai", german).month(), OF_TESTS.get("Mai", english).month()), (Some(5), None));
        // `also` goes on in English and is a remark in German.
        let both = [WordClass::NeverLast, WordClass::NoteAlone];
        assert!(both.iter().all(|class| is("also", Languages::ALL, *class)));
        assert_eq!(both.map(|class| is("also", german, class)), [false, true]);
        assert_eq!(both.map(|class| is("also", english, class)), [true, false]);
        assert_eq!(OF_TESTS.get("also", Languages::ALL).languages(), Languages(3));
        assert_eq!(OF_TESTS.get("also", english).languages(), english);
    }

    #[test]
    fn all_words_of_the_table_are_found() {
        for (text, known) in WORDS.words {
            assert!(word(text) == known && word(&text.to_uppercase()) == known, "{text}");
        }
    }

    #[test]
    fn a_look_turns_no_word_away() {
        for text in ["NM", "n/a", "Not meaningful", "unch."] {
            assert!(may_begin(WordClass::TextCell, text), "{text}");
        }
        assert!(!may_begin(WordClass::TextCell, "Net sales") && !may_begin(WordClass::TextCell, ""));
    }
}
