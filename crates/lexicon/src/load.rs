//! Reads the data files.

use crate::data::{self, CurrencyData, DataFile, Language, ScaleData, Sets};
use crate::phrase::{Fault, Phrase, Plurals};
use crate::units::Units;
use crate::words::{Scale, ScaleForm, Word, Words};
use crate::{Currency, WordClass};

/// What is wrong with the data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// A file has a field that is not known, or one of another form.
    #[error("{file}: {message}")]
    Malformed {
        /// The file.
        file: &'static str,
        /// What the reader says.
        message: String,
    },
    /// A set, kind or concept is named that the program does not know.
    #[error("{file}: `{name}` is no set, kind or concept that the program knows")]
    Unknown {
        /// The file.
        file: &'static str,
        /// The name.
        name: String,
    },
    /// A phrase can never match.
    #[error("{file}: `{phrase}` in `{set}` {fault}")]
    Phrase {
        /// The file.
        file: &'static str,
        /// The set it is in.
        set: String,
        /// The phrase as written.
        phrase: String,
        /// Why.
        fault: Fault,
    },
    /// A phrase adds nothing to another of its set.
    #[error("{file}: `{phrase}` in `{set}` is matched by `{by}` already")]
    Shadowed {
        /// The file.
        file: &'static str,
        /// The set it is in.
        set: String,
        /// The phrase as written.
        phrase: String,
        /// The other.
        by: String,
    },
    /// A word is given two meanings of which it can have one.
    #[error("{file}: `{what}` is given twice")]
    Twice {
        /// The file.
        file: &'static str,
        /// The word.
        what: String,
    },
    /// A currency's code is not in ISO 4217.
    #[error("{file}: `{code}` is no code of ISO 4217")]
    Code {
        /// The file.
        file: &'static str,
        /// The code.
        code: String,
    },
    /// A currency's sign is empty.
    #[error("{file}: {code} has an empty sign")]
    EmptySign {
        /// The file.
        file: &'static str,
        /// The currency.
        code: Currency,
    },
    /// A year has twelve months.
    #[error("{file}: {count} months")]
    Months {
        /// The file.
        file: &'static str,
        /// So many are named.
        count: usize,
    },
}

/// The data, ready for use.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Those of the language at hand, while it is read.
    plurals: Plurals,
    pub(crate) ligatures: Vec<String>,
    pub(crate) words: Words,
    pub(crate) units: Units,
}

impl Lexicon {
    /// Reads all files of some languages.
    pub(crate) fn load(languages: &[Language]) -> Result<Self, LoadError> {
        let mut lexicon = Self::default();
        for language in languages {
            let (plurals, files) = data::read(language.words)?;
            lexicon.plurals = plurals;
            for (file, data) in files {
                lexicon.add(file, data)?;
            }
        }
        Ok(lexicon)
    }

    fn add(&mut self, file: &'static str, data: DataFile) -> Result<(), LoadError> {
        self.add_words(file, &data.words)?;
        self.ligatures.extend(data.ligatures);
        if !matches!(data.months.len(), 0 | 12) {
            return Err(LoadError::Months { file, count: data.months.len() });
        }
        for (number, names) in (1..).zip(&data.months) {
            self.add_values(file, names, number, |word| &mut word.month)?;
            let short = names.iter().skip(usize::from(names.len() > 1));
            short.for_each(|name| self.words.entry(name).short_month = true);
        }
        for (name, number) in &data.numbers {
            self.add_values(file, [name], *number, |word| &mut word.number)?;
        }
        for (name, number) in &data.ordinals {
            self.add_values(file, [name], *number, |word| &mut word.ordinal)?;
        }
        data.scale.iter().try_for_each(|scale| self.add_scale(file, scale))?;
        data.currency.iter().try_for_each(|currency| self.add_currency(file, currency))?;
        Ok(())
    }

    fn add_words(&mut self, file: &'static str, sets: &Sets) -> Result<(), LoadError> {
        for (name, forms) in sets {
            let class = WordClass::from_name(name).ok_or_else(|| LoadError::Unknown { file, name: name.clone() })?;
            forms.iter().for_each(|form| self.words.insert(form, class));
        }
        Ok(())
    }

    /// Gives words a value that each may have once.
    fn add_values<T>(
        &mut self,
        file: &'static str,
        words: impl IntoIterator<Item = impl AsRef<str>>,
        value: T,
        of: impl Fn(&mut Word) -> &mut Option<T>,
    ) -> Result<(), LoadError>
    where
        T: Copy + PartialEq,
    {
        for word in words {
            let word = word.as_ref();
            let place = of(self.words.entry(word));
            if place.is_some_and(|other| other != value) {
                return Err(LoadError::Twice { file, what: word.to_owned() });
            }
            *place = Some(value);
        }
        Ok(())
    }

    fn add_scale(&mut self, file: &'static str, scale: &ScaleData) -> Result<(), LoadError> {
        let forms = [
            (ScaleForm::Plural, &scale.plural),
            (ScaleForm::Singular, &scale.singular),
            (ScaleForm::Short, &scale.short),
        ];
        for (form, words) in forms {
            self.add_values(file, words, Scale { power: scale.power, form }, |word| &mut word.scale)?;
        }
        scale.glued.iter().for_each(|letters| self.units.add_glued(letters, scale.power));
        Ok(())
    }

    fn add_currency(&mut self, file: &'static str, data: &CurrencyData) -> Result<(), LoadError> {
        let code = || LoadError::Code { file, code: data.code.clone() };
        let currency = Currency::from_code(&data.code).ok_or_else(code)?;
        for sign in &data.signs {
            self.units.add_sign(file, currency, sign)?;
        }
        for country in &data.countries {
            self.units.add_country(currency, country);
        }
        for written in &data.names {
            let phrase = parse(file, &data.code, written, &self.plurals)?;
            for name in phrase.forms() {
                // Several countries have dollars: the one that is listed first is meant where nothing tells.
                self.words.entry(name).currency.get_or_insert(currency);
            }
            self.units.add_name(currency, &phrase.words);
        }
        for sign in &data.note_signs {
            self.units.add_note_sign(currency, sign);
        }
        for sign in &data.shared_signs {
            // The currency that is listed first is meant where nothing tells.
            if self.units.add_shared(currency, sign) {
                self.units.add_sign(file, currency, sign)?;
            }
        }
        for word in &data.listings {
            self.units.add_listing(currency, word);
        }
        for word in &data.cents {
            self.words.entry(word).cents_of = Some(currency);
        }
        Ok(())
    }
}

pub(crate) fn parse(file: &'static str, set: &str, written: &str, plurals: &Plurals) -> Result<Phrase, LoadError> {
    Phrase::parse(written, plurals).map_err(|fault| LoadError::Phrase {
        file,
        set: set.to_owned(),
        phrase: written.to_owned(),
        fault,
    })
}
