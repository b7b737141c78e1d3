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
    words: FxHashMap<Box<str>, Word>,
    longest: usize,
    /// What the words of each class begin with.
    beginnings: Vec<Beginnings>,
}

/// The first and second bytes of some words, as far as they are ASCII.
#[derive(Debug, Clone, Copy, Default)]
struct Beginnings([u128; 2]);

impl Beginnings {
    fn insert(&mut self, word: &str) {
        for (seen, byte) in self.0.iter_mut().zip(word.bytes()) {
            *seen |= bit(byte);
        }
    }

    /// Whether one of the words could begin so.
    fn fits(&self, text: &str) -> bool {
        self.0.iter().zip(text.bytes()).all(|(seen, byte)| seen & bit(byte.to_ascii_lowercase()) != 0)
    }
}

/// One bit for a byte; what is no ASCII shares one.
fn bit(byte: u8) -> u128 {
    1 << byte.min(127)
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
        if text.len() > self.longest {
            return &NONE;
        }
        let mut small = [0; SHORT];
        let found = match small.get_mut(..text.len()) {
            Some(small) if text.is_ascii() => {
                small.copy_from_slice(text.as_bytes());
                small.make_ascii_lowercase();
                std::str::from_utf8(small).ok().and_then(|word| self.words.get(word))
            }
            _ => self.words.get(&*crate::fold::fold(text).text),
        };
        found.unwrap_or(&NONE)
    }

    /// Whether a text could begin with a word of a class, by a look at its first two letters.
    pub(crate) fn may_begin(&self, class: WordClass, text: &str) -> bool {
        self.beginnings.get(class as usize).is_some_and(|beginnings| beginnings.fits(text))
    }

    /// Adds a word to a class.
    pub(crate) fn insert(&mut self, word: &str, class: WordClass) {
        self.beginnings.resize(WordClass::ALL.len(), Beginnings::default());
        self.beginnings[class as usize].insert(word);
        self.entry(word).classes.insert(class);
    }

    pub(crate) fn entry(&mut self, word: &str) -> &mut Word {
        // White space and signs that fold to shorter ones may make a text longer than its folded form.
        self.longest = self.longest.max(2 * word.len() + SPARE);
        self.words.entry(word.into()).or_default()
    }
}
