//! Labels as words: what is compared of them.
//!
//! `Net (loss) income attributable to non-controlling interests (Note 5)` and `Net loss attributable to noncontrolling interest` are
//! `net income attributable to noncontrolling interest` and `net loss …`.

use std::borrow::Cow;

/// A word of the data, which is built in.
pub(crate) type Known = Cow<'static, str>;

/// Several of something of the data.
pub(crate) type List<T> = Cow<'static, [T]>;

/// Words that a language folds away, by its `labels.toml`.
#[derive(Debug, Default)]
pub(crate) struct Folding {
    /// They say nothing: `the`, `unaudited`.
    pub(crate) noise: List<Known>,
    /// What is said beside the name of a line in parentheses or after a slash: `(loss)`, `(used in)`.
    pub(crate) flips: List<List<Known>>,
    /// From here on a label says details: `net of allowance`.
    pub(crate) tails: List<List<Known>>,
    /// With one of these among them they are no details.
    pub(crate) goes_on: List<Known>,
    /// Endings of plurals, and what stands for them; the first that fits.
    pub(crate) plurals: List<(Known, Known)>,
    /// Endings of other spellings, and what stands for them.
    pub(crate) endings: List<(Known, Known)>,
    /// After these such an ending is part of the word: `premise`.
    pub(crate) not_after: List<Known>,
    /// Spellings of one word, in order.
    pub(crate) same: List<(Known, Known)>,
    /// First parts of words that are written with a hyphen, a blank or neither.
    pub(crate) prefixes: List<Known>,
}

/// A label as words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Words {
    pub(crate) list: Vec<String>,
    /// Where its details begin, if it has any.
    pub(crate) tail: Option<usize>,
    /// Words of noise that were left out.
    pub(crate) noise: usize,
}

/// A piece of a label: a word, or a group in parentheses.
enum Piece {
    Word(String),
    /// What follows says the same otherwise.
    Slash,
    Group(Vec<Self>),
}

impl Folding {
    /// The words of a label.
    pub(crate) fn words(&self, label: &str) -> Words {
        let mut characters = label.chars().peekable();
        let pieces = pieces(&mut characters);
        let mut words = Words::default();
        self.take(&pieces, &mut words);
        self.join(&mut words);
        let tail = (1..words.list.len()).find(|at| self.tails.iter().any(|tail| begins(&words.list[*at..], tail)));
        let goes_on = |at: &usize| words.list[*at..].iter().any(|word| self.goes_on.iter().any(|on| *on == *word));
        words.tail = tail.filter(|at| !goes_on(at));
        words
    }

    /// Takes the pieces in; groups that only flip the sign, or that are remarks, are left out.
    fn take(&self, pieces: &[Piece], words: &mut Words) {
        let mut after_slash = false;
        // The last piece was left out as the other sign: what follows a slash is then the name, `(loss)/income`.
        let mut flipped = false;
        for piece in pieces {
            match piece {
                Piece::Slash => {
                    after_slash = !flipped;
                    flipped = false;
                    continue;
                }
                Piece::Word(word) => {
                    flipped = false;
                    let word = self.one(word);
                    if word.is_empty() || word.chars().any(|c| c.is_ascii_digit()) {
                        continue;
                    }
                    // `provided by/used for`: what follows is the same flow with the other sign.
                    let flip = |flip: &&List<Known>| flip.first().is_some_and(|first| *first == word);
                    if after_slash && self.flips.iter().any(|one| flip(&one)) {
                        words.noise += 1;
                        after_slash = self.flips.iter().any(|one| one.len() > 1 && flip(&one));
                        continue;
                    }
                    if self.noise.iter().any(|noise| *noise == word) {
                        words.noise += 1;
                    } else {
                        words.list.push(word);
                    }
                }
                Piece::Group(inner) => {
                    let mut group = Words::default();
                    self.take(inner, &mut group);
                    let remark =
                        inner.iter().any(|p| matches!(p, Piece::Word(w) if w.chars().any(|c| c.is_ascii_digit())));
                    let flips = self.flips.iter().any(|flip| group.list == **flip);
                    flipped = flips;
                    let detail = self.tails.iter().any(|tail| begins(&group.list, tail));
                    // At the beginning `(Loss)` alone may be all that there is.
                    if remark || flips || detail || group.list.is_empty() {
                        continue;
                    }
                    words.list.extend(group.list);
                }
            }
            after_slash = false;
        }
    }

    /// A word in the one spelling that is compared: no plural, no British `-isation`.
    pub(crate) fn one(&self, word: &str) -> String {
        let word =
            if word.len() < SHORTEST { Cow::Borrowed(word) } else { ended_otherwise(word, &self.plurals, |_| true) };
        let is_ending =
            |stem: &str| stem.len() >= SHORTEST && !self.not_after.iter().any(|letter| stem.ends_with(&**letter));
        let word = ended_otherwise(&word, &self.endings, is_ending);
        match self.same.binary_search_by(|(spelling, _)| (**spelling).cmp(&word)) {
            Ok(at) => self.same[at].1.to_string(),
            Err(_) => word.into_owned(),
        }
    }

    /// Whether a word is left out of labels, or joined to the next.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(crate) fn leaves_out(&self, word: &str) -> bool {
        self.noise.iter().chain(self.prefixes.iter()).any(|out| *out == word)
    }

    /// `non controlling` is `noncontrolling`.
    fn join(&self, words: &mut Words) {
        let mut at = 0;
        while at + 1 < words.list.len() {
            if self.prefixes.iter().any(|prefix| *prefix == words.list[at]) {
                let next = words.list.remove(at + 1);
                words.list[at].push_str(&next);
            }
            at += 1;
        }
    }
}

/// Shorter words have no plural, and shorter stems no ending that is spelt in two ways.
const SHORTEST: usize = 4;

/// Whether a list of words begins with others.
fn begins(list: &[String], with: &[Known]) -> bool {
    !with.is_empty() && list.get(..with.len()).is_some_and(|begin| begin == with)
}

/// A word with the first ending of a list that fits in the form that stands for it.
fn ended_otherwise<'w>(word: &'w str, endings: &[(Known, Known)], is_ending: impl Fn(&str) -> bool) -> Cow<'w, str> {
    let fits = |(ending, form): &(Known, Known)| {
        let stem = word.strip_suffix(&**ending).filter(|stem| is_ending(stem))?;
        Some(if form == ending { Cow::Borrowed(word) } else { Cow::Owned(format!("{stem}{form}")) })
    };
    endings.iter().find_map(fits).unwrap_or(Cow::Borrowed(word))
}

/// Cuts a label into words and groups, up to its end or to the parenthesis that closes it.
fn pieces(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut word = String::new();
    let end = |word: &mut String, out: &mut Vec<Piece>| {
        if !word.is_empty() {
            out.push(Piece::Word(std::mem::take(word)));
        }
    };
    while let Some(c) = characters.next() {
        match c {
            '(' | '[' => {
                // `interest(s)` is one word.
                end(&mut word, &mut out);
                let group = pieces(characters);
                out.push(Piece::Group(group));
            }
            ')' | ']' => break,
            '/' => {
                end(&mut word, &mut out);
                out.push(Piece::Slash);
            }
            '&' => {
                end(&mut word, &mut out);
                out.push(Piece::Word("and".to_owned()));
            }
            '\'' | '’' | '‘' | '.' => {}
            c if c.is_ascii_alphanumeric() => word.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
            _ => end(&mut word, &mut out),
        }
    }
    end(&mut word, &mut out);
    out
}
