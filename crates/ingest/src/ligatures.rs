//! Puts back ligatures whose glyphs carry no Unicode.
//!
//! Some producers embed `fi`, `fl`, `ff` ... as single glyphs and forget to say what they stand for; a reader then sees
//! `pro□t`. Such a glyph stands for the same letters all over a page, so every word it occurs in votes: the ligature
//! wins that makes the most of these words into words that the lexicon has.

use std::collections::HashMap;

use compact_str::CompactString;
use crossfoot_lexicon::words_with_ligatures;

use crate::page::Word;
use crate::page_content::is_unknown;

/// The Latin ligatures that fonts have as glyphs.
const LIGATURES: [&str; 5] = ["fi", "fl", "ff", "ffi", "ffl"];

fn has_unknown(word: &Word) -> bool {
    !word.text.is_ascii() && word.text.chars().any(is_unknown)
}

/// Replaces glyphs without Unicode inside words by the ligature they stand for, where the words tell.
pub(crate) fn mend(words: &mut [Word]) {
    let mut votes: HashMap<char, [usize; LIGATURES.len()]> = HashMap::new();
    for word in words.iter().filter(|w| has_unknown(w)) {
        for c in word.text.chars().filter(|c| is_unknown(*c)) {
            let tally = votes.entry(c).or_default();
            for (i, ligature) in LIGATURES.iter().enumerate() {
                let tried = word.text.replace(c, ligature).to_lowercase();
                let told = words_with_ligatures().iter().any(|part| tried.contains(*part) && part.contains(ligature));
                tally[i] += usize::from(told);
            }
        }
    }
    for word in words.iter_mut().filter(|w| has_unknown(w)) {
        let mended: CompactString = word
            .text
            .chars()
            .map(|c| match votes.get(&c).and_then(winner) {
                Some(ligature) => ligature.to_owned(),
                None if is_unknown(c) => '\u{FFFD}'.to_string(),
                None => c.to_string(),
            })
            .collect();
        word.text = mended;
    }
}

/// The ligature with the most votes, if any voted and none ties.
fn winner(tally: &[usize; LIGATURES.len()]) -> Option<&'static str> {
    let best = tally.iter().max()?;
    let mut at = tally.iter().enumerate().filter(|(_, n)| *n == best);
    match (at.next(), at.next()) {
        (Some((i, n)), None) if *n > 0 => Some(LIGATURES[i]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Rect;
    use crate::page_content::unknown;

    fn word(text: String) -> Word {
        Word {
            text: text.into(),
            bbox: Rect::default(),
            baseline: 0.0,
            size: 10.0,
            bold: false,
            italic: false,
            raised: false,
            place: Rect::default(),
            field: None,
        }
    }

    #[test]
    fn the_words_of_a_page_tell_what_a_glyph_stands_for() {
        let (a, b) = (unknown(2), unknown(3));
        let mut words = vec![
            word(format!("Pro{a}t")),
            word(format!("{a}nancial")),
            word(format!("{b}ow")),
            word(format!("re{b}ected")),
        ];
        mend(&mut words);
        let text: Vec<_> = words.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(text, ["Profit", "financial", "flow", "reflected"]);
    }

    #[test]
    fn a_glyph_no_word_explains_stays_unknown() {
        let mut words = vec![word(format!("{}", unknown(9)))];
        mend(&mut words);
        assert_eq!(words[0].text, "\u{FFFD}");
    }
}
