//! Single words: what each can be, looked up at once.

use rustc_hash::FxHashMap;

use crate::{Currency, WordClass, WordClasses};

/// What a word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word {
    pub(crate) classes: WordClasses,
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
    /// Whether it is of a class.
    pub fn is(&self, class: WordClass) -> bool {
        self.classes.has(class)
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
        *self == NONE
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

/// All words of the data, by their folded form.
#[derive(Debug, Default)]
pub(crate) struct Words {
    words: FxHashMap<Box<[u8]>, Word>,
    longest: usize,
    /// What any word begins with: nearly all words of a release are turned away by it.
    all: Pairs,
    /// What the words of each class begin with.
    of_class: Vec<Pairs>,
}

/// The first two bytes of some words, as the pairs of their lowest five bits, in which capitals are as small letters.
#[derive(Debug, Clone, Copy, Default)]
struct Pairs([u32; 32]);

impl Pairs {
    fn insert(&mut self, word: &[u8]) {
        match *word {
            [first, second, ..] => self.0[usize::from(first & 31)] |= 1 << (second & 31),
            [only] => self.0[usize::from(only & 31)] |= 1,
            [] => {}
        }
    }

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

/// Longer words are not looked up without being copied.
const SHORT: usize = 24;

/// So many bytes longer than its folded form a text may be.
const SPARE: usize = 8;

static NONE: Word = Word {
    classes: WordClasses::NONE,
    month: None,
    short_month: false,
    number: None,
    ordinal: None,
    scale: None,
    currency: None,
    cents_of: None,
};

impl Words {
    /// What a word can be; nothing for one that is not in the data.
    pub(crate) fn get(&self, text: &str) -> &Word {
        let bytes = text.as_bytes();
        if bytes.len() > self.longest || !self.all.fit(bytes) {
            return &NONE;
        }
        let mut small = [0; SHORT];
        let found = match small.get_mut(..bytes.len()) {
            Some(small) if bytes.is_ascii() => {
                small.copy_from_slice(bytes);
                small.make_ascii_lowercase();
                self.words.get(&*small)
            }
            _ => self.words.get(crate::fold::fold(text).text.as_bytes()),
        };
        found.unwrap_or(&NONE)
    }

    /// Whether a text could begin with a word of a class, by a look at its first two letters.
    pub(crate) fn may_begin(&self, class: WordClass, text: &str) -> bool {
        self.of_class.get(class as usize).is_some_and(|pairs| pairs.fit(text.as_bytes()))
    }

    /// Adds a word to a class.
    pub(crate) fn insert(&mut self, word: &str, class: WordClass) {
        self.of_class.resize(WordClass::ALL.len(), Pairs::default());
        self.of_class[class as usize].insert(word.as_bytes());
        self.entry(word).classes.insert(class);
    }

    pub(crate) fn entry(&mut self, word: &str) -> &mut Word {
        // White space and signs that fold to shorter ones may make a text longer than its folded form.
        self.longest = self.longest.max(2 * word.len() + SPARE);
        self.all.insert(word.as_bytes());
        self.words.entry(word.as_bytes().into()).or_default()
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
    fn a_look_turns_no_word_away() {
        for text in ["NM", "n/a", "Not meaningful", "unch."] {
            assert!(may_begin(WordClass::TextCell, text), "{text}");
        }
        assert!(!may_begin(WordClass::TextCell, "Net sales") && !may_begin(WordClass::TextCell, ""));
    }
}
