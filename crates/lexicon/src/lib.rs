//! The words of accounts and calendars, as data, and the matcher that finds them.
//!
//! Nothing is decided here: the lexicon says what a phrase *can* be, and the stages that read releases decide. The words stand in
//! TOML files under `data`, one folder a language; `README.md` shows how to add to them.
//!
//! - [`tag`] finds all phrases of the sets ([`Role`]) in a text, in one pass; [`Text`] carries its [`Tags`] wherever it goes.
//! - [`word`] says what a single [`Word`] can be: a month, a number, a scale, a currency, of a [`WordClass`].
//! - [`words_with_ligatures`] has what mends a text whose glyphs do not say what they stand for.
//! - [`units`] has the signs of currencies; [`kind_clues`] what speaks for the kinds of statements.
//! - [`Languages`] are those that count: all, or what [`tag_in`], [`word_in`] and [`Languages::within`] are given. Each match tells its own.
//! - [`check`] tells what is wrong with the data.
//!
//! ```
//! use crossfoot_lexicon::{Role, Text, word};
//!
//! let label = Text::from("Condensed Balance Sheets (Unaudited)");
//! assert!(label.has(Role::NotAudited) && label.has(Role::StatementName));
//! assert_eq!(word("Sept").month(), Some(9));
//! ```

mod check;
mod concepts;
mod currency;
mod data;
mod fold;
mod kind;
mod kinds;
mod languages;
mod load;
mod phrase;
mod sets;
mod slot;
mod tags;
mod text;
mod units;
mod words;
// The build reads more of a file than the checks do.
#[allow(dead_code)]
mod written;

pub use check::check;
pub use concepts::{
    Catalogue, Concept, ConceptEntry, ConceptError, LabelReading, Measured, Section, Sign, Time, catalogue,
};
pub use currency::Currency;
pub use data::{LANGUAGES, Language};
pub use kind::Kind;
pub use kinds::{KindClue, Nature, NatureSet, Seen, kind_clues};
pub use languages::Languages;
pub use load::LoadError;
pub use phrase::Fault;
pub use sets::{Role, RoleSet, WordClass, WordClasses};
pub use tags::{Hit, Meaning, Tags};
pub use text::Text;
pub use units::Units;
pub use words::{Scale, ScaleForm, Word};

/// Finds all phrases of the lexicon in a text.
pub fn tag(text: &str) -> Tags {
    tag_in(text, Languages::chosen())
}

/// The same for some languages.
pub fn tag_in(text: &str, languages: Languages) -> Tags {
    tags::PHRASES.tag(text, languages)
}

/// What a single word can be; nothing for one that is not in the lexicon. Capitals do not matter.
pub fn word(text: &str) -> &'static Word {
    word_in(text, Languages::chosen())
}

/// The same in some languages.
pub fn word_in(text: &str, languages: Languages) -> &'static Word {
    words::WORDS.get(text, languages)
}

/// Whether a text could begin with a word of a class, by a look at its first two letters: for what is asked of every word of a release
/// and is dear to find out.
pub fn may_begin(class: WordClass, text: &str) -> bool {
    words::WORDS.may_begin(class, text)
}

/// The regular plural of a word, in small letters, as the first language that makes one does; none for a word that ends as plurals do.
pub fn plural(word: &str) -> Option<String> {
    const PLURALS: &[&[(&str, &str)]] = include!(concat!(env!("OUT_DIR"), "/plurals.rs"));
    let word = word.to_lowercase();
    PLURALS.iter().find_map(|endings| phrase::regular_plural(endings.iter().copied(), &word))
}

/// Parts of words, in small letters, that hold a ligature such as `fi`: what a glyph without a name stands for is told by the words
/// that it makes.
pub fn words_with_ligatures() -> &'static [&'static str] {
    include!(concat!(env!("OUT_DIR"), "/ligatures.rs"))
}

/// The signs and names of currencies.
pub fn units() -> &'static Units {
    &units::UNITS
}
