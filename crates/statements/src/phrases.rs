//! Looks phrases up in a text: labels, headings and titles are asked for hundreds of them.

/// Which pairs of neighbouring bytes a text may have, a bit for each of a few pairs.
struct Pairs([u64; 4]);

impl Pairs {
    fn of(text: &str) -> Self {
        let mut pairs = [0; 4];
        for pair in text.as_bytes().windows(2) {
            let (word, bit) = Self::place(pair);
            pairs[word] |= bit;
        }
        Self(pairs)
    }

    /// The word and the bit in it that stand for a pair.
    fn place(pair: &[u8]) -> (usize, u64) {
        let place = pair[0].wrapping_mul(7) ^ pair[1];
        (usize::from(place >> 6), 1 << (place & 63))
    }

    /// False where a phrase is surely not in the text.
    fn may_hold(&self, phrase: &str) -> bool {
        phrase.as_bytes().windows(2).all(|pair| {
            let (word, bit) = Self::place(pair);
            self.0[word] & bit != 0
        })
    }
}

/// So many phrases make it worth while to look at the pairs of a text.
const ENOUGH: usize = 4;

/// Whether any of several phrases stands in a text. Nearly none does: the text is searched only for those whose letters it has.
pub(crate) fn any(text: &str, phrases: &[&str]) -> bool {
    if phrases.len() < ENOUGH {
        return phrases.iter().any(|phrase| text.contains(phrase));
    }
    let pairs = Pairs::of(text);
    phrases.iter().any(|phrase| pairs.may_hold(phrase) && text.contains(phrase))
}

/// Whether a word stands in a text, not inside another word.
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    let Some((first, rest)) = word.as_bytes().split_first() else { return false };
    let bytes = text.as_bytes();
    let begins = |at: &usize| bytes[*at] == *first && bytes[at + 1..].starts_with(rest);
    (0..(bytes.len() + 1).saturating_sub(word.len())).filter(begins).any(|at| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let after = text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        before && after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_wherever_they_stand() {
        let text = "net income – per ¢ share";
        for phrase in ["net", "income – per", "¢", "share", "¢ share", "", "n", text] {
            assert!(any(text, &["no such", phrase]), "{phrase}");
        }
        assert!(!any(text, &["nets", "income per", "shares"]) && !any("", &["a"]) && !any(text, &[]));
    }

    #[test]
    fn words_are_not_parts_of_words() {
        assert!(has_word("eps", "eps") && has_word("(eps)", "eps") && has_word("steps, eps", "eps"));
        assert!(!has_word("steps", "eps") && !has_word("epsé", "eps") && !has_word("", "eps"));
    }
}
