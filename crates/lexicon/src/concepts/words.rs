//! Labels as words: what is compared of them.
//!
//! `Net (loss) income attributable to non-controlling interests (Note 5)` and `Net loss attributable to noncontrolling interest` are
//! `net income attributable to noncontrolling interest` and `net loss …`.

use rustc_hash::{FxHashMap, FxHashSet};

/// Words that a language folds away, by its `labels.toml`.
#[derive(Debug, Default)]
pub(crate) struct Folding {
    /// They say nothing: `the`, `unaudited`.
    pub(crate) noise: FxHashSet<String>,
    /// What is said beside the name of a line in parentheses or after a slash: `(loss)`, `(used in)`.
    pub(crate) flips: Vec<Vec<String>>,
    /// From here on a label says details: `net of allowance`.
    pub(crate) tails: Vec<Vec<String>>,
    /// Spellings of one word.
    pub(crate) same: FxHashMap<String, String>,
    /// First parts of words that are written with a hyphen, a blank or neither.
    pub(crate) prefixes: FxHashSet<String>,
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
        words.tail = (1..words.list.len()).find(|at| self.tails.iter().any(|tail| begins(&words.list[*at..], tail)));
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
                    if after_slash && self.flips.iter().any(|flip| flip.first() == Some(&word)) {
                        words.noise += 1;
                        after_slash = self.flips.iter().any(|flip| flip.len() > 1 && flip.first() == Some(&word));
                        continue;
                    }
                    if self.noise.contains(&word) {
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
                    let flips = self.flips.contains(&group.list);
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
        let word = singular(word);
        let word = ["isation", "ised", "ise", "ising"]
            .iter()
            .find_map(|end| {
                let stem = word
                    .strip_suffix(end)
                    .filter(|stem| stem.len() > 3 && !stem.ends_with(['m', 'v', 'w', 'a', 'h', 'c', 'r', 'o']))?;
                Some(format!("{stem}iz{}", &end[2..]))
            })
            .unwrap_or(word);
        self.same.get(&word).cloned().unwrap_or(word)
    }

    /// `non controlling` is `noncontrolling`.
    fn join(&self, words: &mut Words) {
        let mut at = 0;
        while at + 1 < words.list.len() {
            if self.prefixes.contains(&words.list[at]) {
                let next = words.list.remove(at + 1);
                words.list[at].push_str(&next);
            }
            at += 1;
        }
    }
}

/// Whether a list of words begins with others.
fn begins(list: &[String], with: &[String]) -> bool {
    !with.is_empty() && list.starts_with(with)
}

/// A word without the end of a regular plural.
fn singular(word: &str) -> String {
    let keep = ["ss", "us", "is", "ous"];
    if word.len() < 4 || !word.ends_with('s') || keep.iter().any(|end| word.ends_with(end)) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let es = ["xes", "sses", "ches", "shes"].iter().any(|end| word.ends_with(end));
    word[..word.len() - if es { 2 } else { 1 }].to_owned()
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
            c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
            _ => end(&mut word, &mut out),
        }
    }
    end(&mut word, &mut out);
    out
}
