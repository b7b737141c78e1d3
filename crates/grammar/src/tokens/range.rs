//! Ranges among the tokens of a line: one cell of text, not two figures.

use crossfoot_ingest::Word;
use crossfoot_lexicon::{WordClass, word};

use super::{Kind, Token, text_token};
use crate::figure::is_range;

/// `981 - 984` is a range, though nothing but its two numbers tells: text in a figure's place, not two figures with a nil between them.
pub(super) fn join_ranges(tokens: &mut Vec<Token>) {
    let close = |a: &Token, b: &Token| b.left - a.bbox.x1 < 0.55 * b.size && a.field == b.field;
    let mut i = 0;
    while i + 2 < tokens.len() {
        let [a, dash, b] = &tokens[i..i + 3] else { return };
        let rises = match (a.figure(), b.figure()) {
            (Some(a), Some(b)) => !a.nil && !b.nil && a.value.abs() != b.value.abs() && a.decimals == b.decimals,
            _ => false,
        };
        if rises
            && (matches!(dash.text.as_str(), "-" | "–") || word(&dash.text).is(WordClass::To))
            && close(a, dash)
            && close(dash, b)
        {
            let mut range = a.clone();
            range.kind = Kind::CellText;
            range.text = format!("{} {} {}", a.text, dash.text, b.text);
            range.bbox = a.bbox.union(&dash.bbox).union(&b.bbox);
            range.place = a.place.union(&dash.place).union(&b.place);
            (range.edge, range.reach) = (b.edge, b.reach);
            tokens.splice(i..i + 3, [range]);
        }
        i += 1;
    }
}

/// Whether a range is part of the words around it: `the dividend rose 5% to $0.92 per share`, or ends words in a figure's place,
/// `Increase about 4.0% to 4.5%`.
pub(super) fn is_in_sentence(tokens: &[Token], rest: &[Word], used: usize) -> bool {
    let (first, Some(last)) = (&rest[0], rest[..used].last()) else { return false };
    let begun = tokens.last().is_some_and(|t| t.is_text() && first.bbox.x0 - t.bbox.x1 < 0.55 * first.size);
    let goes_on =
        |next: &Word| next.bbox.x0 - last.bbox.x1 < 0.55 * last.size && next.text.starts_with(char::is_alphabetic);
    let set_apart = matches!(tokens, [.., before, words] if words.left - before.bbox.x1 > 1.5 * words.size);
    begun && (set_apart || rest.get(used).is_some_and(goes_on))
}

/// How many words from the first on are a range of amounts, where they are.
pub(super) fn range_of(words: &[Word]) -> Option<usize> {
    const JOINTS: [char; 5] = ['-', '–', '—', '−', '±'];
    let begins = |c: char| !c.is_alphabetic() && c != '(' && !JOINTS.contains(&c);
    let first = words.first().filter(|w| !w.raised && w.text.starts_with(begins))?;
    // Only a hyphen is a sign of one byte.
    let may_join = |w: &Word| w.text.bytes().any(|b| b == b'-' || !b.is_ascii());
    let joins = |w: &Word| word(&w.text).is(WordClass::To) || may_join(w) && w.text.contains(JOINTS);
    if !words.iter().take(4).any(joins) {
        return None;
    }
    let close = |n: &usize| {
        let (before, word) = (&words[n - 1], &words[*n]);
        !word.raised && word.field == first.field && word.bbox.x0 - before.bbox.x1 < 0.55 * word.size
    };
    let reach = 1 + (1..words.len().min(9)).take_while(close).count();
    let held = words.iter().position(|w| may_join(w) || word(&w.text).is(WordClass::To))?;
    (held + 1..=reach).rev().find(|n| is_range(&join_words(&words[..*n])))
}

fn join_words(words: &[Word]) -> String {
    words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// A range as one cell of text.
pub(super) fn range_token(words: &[Word]) -> Token {
    let mut token = text_token(words[0].clone());
    for word in &words[1..] {
        token.bbox = token.bbox.union(&word.bbox);
        token.place = token.place.union(&word.place);
    }
    (token.edge, token.reach) = (token.bbox.x1, token.bbox.x1);
    token.bold = words.iter().all(|w| w.bold);
    (token.kind, token.text, token.words) = (Kind::CellText, join_words(words), Vec::new());
    token
}
