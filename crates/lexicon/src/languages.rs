//! The languages that words are looked up in: all that the data has, or some of them.

use std::cell::Cell;

use crate::data::{LANGUAGES, Language};

/// Some of the languages of [`LANGUAGES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Languages(pub(crate) u32);

/// How many languages the data has.
const COUNT: usize = include!(concat!(env!("OUT_DIR"), "/count.rs"));

/// With one language there is nothing to choose, and nobody asks what is chosen.
const MANY: bool = COUNT > 1;

thread_local! {
    static CHOSEN: Cell<Languages> = const { Cell::new(Languages::ALL) };
}

/// A language of which a text has this share of what it has of the best is spoken in it, too: one of so many.
const SHARE: usize = 4;

impl Languages {
    /// All that there are.
    pub const ALL: Self = Self(u32::MAX);
    /// None of them.
    pub const NONE: Self = Self(0);

    /// The languages of some codes, such as `en`; none where one of them is unknown.
    pub fn of(codes: &[&str]) -> Option<Self> {
        let place = |code: &&str| LANGUAGES.iter().position(|language| language.code == *code);
        codes.iter().try_fold(Self::NONE, |all, code| Some(all.with(place(code)?)))
    }

    /// Those that a text is in, by the words of it that the data of each knows.
    pub fn spoken<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        Self::by_count(words.map(|word| crate::word_in(word, Self::ALL).languages()))
    }

    fn by_count(known: impl Iterator<Item = Self>) -> Self {
        let mut counts = [0_usize; u32::BITS as usize];
        for languages in known {
            counts.iter_mut().enumerate().for_each(|(at, count)| *count += usize::from(languages.has_place(at)));
        }
        let most = counts.into_iter().max().unwrap_or_default();
        let spoken = counts.iter().enumerate().filter(|(_, count)| most > 0 && **count * SHARE >= most);
        let spoken = spoken.fold(Self::NONE, |all, (at, _)| all.with(at));
        if spoken == Self::NONE { Self::ALL } else { spoken }
    }

    /// Those that count on this thread: all, but for what is run [`within`](Self::within) some.
    pub fn chosen() -> Self {
        if MANY { CHOSEN.get() } else { Self::ALL }
    }

    /// Runs something on this thread for which only these languages count, in whatever looks words up.
    pub fn within<T>(self, run: impl FnOnce() -> T) -> T {
        /// Gives back what counted before, also when what is run panics.
        struct Back(Languages);
        impl Drop for Back {
            fn drop(&mut self) {
                CHOSEN.set(self.0);
            }
        }
        let _back = Back(CHOSEN.replace(self));
        run()
    }

    /// Whether a language is among them.
    pub fn has(self, language: &Language) -> bool {
        LANGUAGES.iter().position(|known| known.code == language.code).is_some_and(|place| self.has_place(place))
    }

    /// What both hold.
    #[must_use]
    pub fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) fn has_place(self, place: usize) -> bool {
        u32::try_from(place).is_ok_and(|place| self.0.checked_shr(place).is_some_and(|bits| bits & 1 == 1))
    }

    fn with(self, place: usize) -> Self {
        Self(self.0 | 1 << place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Languages = Languages(1);
    const SECOND: Languages = Languages(2);

    #[test]
    fn languages_have_codes() {
        assert!(Languages::of(&["en"]).is_some_and(|english| LANGUAGES.iter().any(|known| english.has(known))));
        assert_eq!((Languages::of(&["tlh"]), Languages::of(&[])), (None, Some(Languages::NONE)));
    }

    #[test]
    fn a_word_of_another_language_does_not_make_a_text_one() {
        let text = [FIRST, FIRST, Languages(3), FIRST, FIRST, SECOND];
        assert_eq!(Languages::by_count(text.into_iter()), Languages(3), "two of five");
        assert_eq!(Languages::by_count([FIRST; 9].into_iter().chain([SECOND])), FIRST);
        assert_eq!(Languages::by_count([Languages::NONE; 3].into_iter()), Languages::ALL, "nothing tells");
    }

    #[test]
    fn what_is_chosen_counts_while_it_runs() {
        SECOND.within(|| assert_eq!(CHOSEN.get(), SECOND));
        assert_eq!(CHOSEN.get(), Languages::ALL);
        assert_eq!(Languages::spoken(["net", "of", "the"].into_iter()), FIRST);
    }
}
