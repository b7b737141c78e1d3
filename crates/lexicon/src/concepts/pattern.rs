//! Patterns of labels: `[total] net (income|earnings|loss) attributable to *`, as numbers that are quick to match.
//!
//! Words stand for themselves, `[x]` can be left out, `(a|b)` is one of several, `*` is any words, none too. A pattern matches a label
//! as a whole. It is stored as the numbers of its words, [`ANY`], and [`ONE_OF`] with the length of what follows and, of each
//! alternative, the length before it.

/// A word as a number; those that no pattern has are all [`UNKNOWN`].
pub(crate) type WordId = u16;

/// The number of a word that no pattern has.
pub(crate) const UNKNOWN: WordId = 0;
/// Any words.
pub(crate) const ANY: u16 = u16::MAX;
/// One of several; an empty one makes it optional.
pub(crate) const ONE_OF: u16 = u16::MAX - 1;

/// Some words at a glance: one bit of many for each, which several share.
pub(crate) type Glance = u128;

/// The bit of a word.
pub(crate) fn glance(word: WordId) -> Glance {
    1 << (word % 127 + 1)
}

/// Words at a glance, those that no pattern has among them.
pub(crate) fn glance_of(words: &[WordId]) -> Glance {
    words.iter().map(|word| if *word == UNKNOWN { 1 } else { glance(*word) }).fold(0, |all, bit| all | bit)
}

/// A pattern of a label.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pattern<'a> {
    pub(crate) code: &'a [u16],
    /// Words that every label has that matches.
    pub(crate) must: Glance,
    /// All words that such a label can have.
    pub(crate) may: Glance,
}

impl Pattern<'_> {
    /// How many words stand for `*` where the pattern matches, as few as can be; `seen` are the words at a glance.
    pub(crate) fn matches(&self, words: &[WordId], seen: Glance) -> Option<usize> {
        if self.must & !seen != 0 || seen & !self.may != 0 {
            return None;
        }
        let mut best = None;
        walk(self.code, None, words, 0, &mut best);
        best
    }
}

/// What is to be matched after the code at hand.
struct Rest<'a> {
    code: &'a [u16],
    then: Option<&'a Self>,
}

fn walk(code: &[u16], then: Option<&Rest<'_>>, words: &[WordId], any: usize, best: &mut Option<usize>) {
    match *code {
        [] => match then {
            Some(next) => walk(next.code, next.then, words, any, best),
            None if words.is_empty() => *best = Some(best.map_or(any, |best: usize| best.min(any))),
            None => {}
        },
        [ANY, ref rest @ ..] => {
            (0..=words.len()).for_each(|taken| walk(rest, then, &words[taken..], any + taken, best));
        }
        [ONE_OF, length, ref rest @ ..] => {
            let (mut list, rest) = rest.split_at(usize::from(length));
            let next = Rest { code: rest, then };
            while let [length, others @ ..] = list {
                let (one, others) = others.split_at(usize::from(*length));
                let other_word = one.first().is_some_and(|first| *first < ONE_OF && words.first() != Some(first));
                if !other_word {
                    walk(one, Some(&next), words, any, best);
                }
                list = others;
            }
        }
        [word, ref rest @ ..] => {
            if let Some((_, words)) = words.split_first().filter(|(first, _)| **first == word) {
                walk(rest, then, words, any, best);
            }
        }
    }
}
