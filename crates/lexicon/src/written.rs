//! The data files as they are written: for the program's build, and for the tests that check them.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Named sets of words or phrases.
pub(crate) type Sets = BTreeMap<String, Vec<String>>;

/// What a data file may hold. Files are divided by their subjects only: each may hold any of these.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DataFile {
    /// How the last word of a phrase ends, and how its plural does.
    pub(crate) plurals: Vec<(String, String)>,
    /// Parts of words that hold a ligature.
    pub(crate) ligatures: Vec<String>,
    /// Sets of phrases that texts are searched for.
    pub(crate) phrases: Sets,
    /// Sets of whole words that words are looked up in.
    pub(crate) words: Sets,
    /// The names of the months, from January.
    pub(crate) months: Vec<Vec<String>>,
    /// Numbers in words.
    pub(crate) numbers: BTreeMap<String, u8>,
    /// Ordinals in words.
    pub(crate) ordinals: BTreeMap<String, u8>,
    /// Scales.
    pub(crate) scale: Vec<ScaleData>,
    /// Currencies.
    pub(crate) currency: Vec<CurrencyData>,
}

/// A scale as written in the data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScaleData {
    pub(crate) power: u8,
    #[serde(default)]
    pub(crate) plural: Vec<String>,
    #[serde(default)]
    pub(crate) singular: Vec<String>,
    #[serde(default)]
    pub(crate) short: Vec<String>,
    #[serde(default)]
    pub(crate) glued: Vec<String>,
}

/// A currency as written in the data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CurrencyData {
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) names: Vec<String>,
    #[serde(default)]
    pub(crate) countries: Vec<String>,
    #[serde(default)]
    pub(crate) signs: Vec<String>,
    #[serde(default)]
    pub(crate) note_signs: Vec<String>,
    #[serde(default)]
    pub(crate) shared_signs: Vec<String>,
    #[serde(default)]
    pub(crate) listings: Vec<String>,
    #[serde(default)]
    pub(crate) cents: Vec<String>,
}
