//! Which words hang together as one figure: signs, parentheses, currencies, scales and footnote marks set apart from their digits.

use std::borrow::Cow;

use crossfoot_ingest::Word;
use crossfoot_lexicon::{WordClass, units, word};

use super::{Token, figure_token};
use crate::figure::{Figure, currency_sign, figure, figure_with_mark, footnote_mark, scaled_currency};

/// A parenthesis or percent sign belongs to a figure at most this many ems away.
const HANG_GAP: f32 = 2.2;

/// The longest run of words from the first that reads as one figure: `$`, `(`, digits, `)`, `%` may be words of their own.
pub(super) fn first_figure(words: &[Word]) -> Option<(Token, usize)> {
    let first = words.first().filter(|word| !word.raised)?;
    let mut text = Cow::Borrowed(first.text.as_str());
    // Most words begin as no figure and no sign does.
    let small = text.bytes().next().filter(u8::is_ascii_lowercase);
    if small.is_some_and(|letter| units().signs(letter).next().is_none()) && !ends_open(&text) {
        return None;
    }
    let mut best: Option<(Figure, usize, Vec<String>)> = None;
    if let Some(found) = figure(&text) {
        best = Some((found, 1, Vec::new()));
    } else if let Some((found, mark)) = figure_with_mark(&text).filter(|(_, mark)| !mark.is_empty()) {
        best = Some((found, 1, vec![mark.trim().to_owned()]));
    } else if !(currency_sign(&text).is_some() || ends_open(&text) || lacks_close(&text)) {
        return None;
    }
    for n in 1..words.len().min(6) {
        if words[n].raised || !hangs_on(words, n) {
            break;
        }
        // `284,510 $`, which could not be told from the sign of the next column but for the end of the line.
        if is_dollar_behind(words, n) {
            text.to_mut().insert_str(0, &words[n].text);
        } else {
            text.to_mut().push_str(&words[n].text);
        }
        if let Some(found) = figure(&text) {
            best = Some((found, n + 1, Vec::new()));
        }
    }
    best.map(|(found, used, mut marks)| {
        let hung = words[used..].iter().zip(&words[used - 1..]).take_while(|(mark, before)| is_mark_of(before, mark));
        let hung: Vec<String> = hung.map(|(mark, _)| mark.text.to_string()).collect();
        // A mark stands nearer to what it marks than to what follows.
        let ends = |n: usize| {
            words.get(n).is_none_or(|next| {
                next.bbox.x0 - words[n - 1].bbox.x1 > 1.2 * (words[used].bbox.x0 - words[used - 1].bbox.x1)
            })
        };
        let taken = if !hung.is_empty() && marks.is_empty() && ends(used + hung.len()) { hung.len() } else { 0 };
        marks.extend(hung.into_iter().take(taken));
        let mut token = figure_token(&words[..used], found, marks);
        token.reach = words[used + taken - 1].bbox.x1;
        if !token.marks.is_empty() {
            token.words = words[..used + taken].to_vec();
        }
        (token, used + taken)
    })
}

/// Whether a word in brackets is the footnote mark of the year or the large figure right before it, a word space away: `2024 (1)`,
/// `190,332 (2)`, `82.1 (3)`. Of `12 (1)` nobody can tell. A small letter by itself is one behind such a figure: `494.4 a`.
fn is_mark_of(before: &Word, mark: &Word) -> bool {
    let gap = mark.bbox.x0 - before.bbox.x1;
    let digits = before.text.bytes().filter(u8::is_ascii_digit).count();
    let marked = before.text.starts_with(['(', '[']) && footnote_mark(&before.text);
    let bracketed = mark.text.starts_with(['(', '[']) && footnote_mark(&mark.text);
    let parts = before.text.contains('.') && digits > 1;
    let letter = matches!(mark.text.as_bytes(), [b'a'..=b'h']) && (parts || before.text.contains(','));
    (bracketed || letter)
        && !mark.raised
        && mark.field == before.field
        && gap < 0.55 * mark.size
        && (digits > 3 || parts || marked || before.text.ends_with('%'))
}

/// Whether a dollar sign stands behind its figure, as do all of its line: the last word is one.
fn is_dollar_behind(words: &[Word], n: usize) -> bool {
    let sign = |word: &Word| word.text.ends_with('$') && currency_sign(&word.text).is_some();
    let gap = words[n].bbox.x0 - words[n - 1].bbox.x1;
    let nearer = words.get(n + 1).is_none_or(|next| next.bbox.x0 - words[n].bbox.x1 > gap);
    let figure_before = words[n - 1].text.ends_with(|c: char| c.is_ascii_digit() || c == ')');
    sign(&words[n]) && words.last().is_some_and(sign) && nearer && figure_before
}

/// Whether a word may be more of the figure that the words before it began.
fn hangs_on(words: &[Word], n: usize) -> bool {
    let (before, word) = (&words[n - 1], &words[n]);
    let gap = word.bbox.x0 - before.bbox.x1;
    let after_sign = currency_sign(&before.text).is_some() || ends_open(&before.text);
    // `USD (1)` is a heading with its mark, not a negative dollar.
    if before.text.chars().all(char::is_alphabetic) && footnote_mark(&word.text) {
        return false;
    }
    // `2023   % of sales`: a sign nearer to the word after it begins the next piece.
    let begins = |word: &Word| {
        words.get(n + 1).is_some_and(|next| {
            next.text.starts_with(char::is_alphabetic) && next.bbox.x0 - word.bbox.x1 < gap.min(0.8 * word.size)
        })
    };
    if word.text == "%" && gap > 0.3 * word.size && begins(word) {
        return false;
    }
    let allowed = if after_sign { 14.0 } else { HANG_GAP };
    // `284,510 EUR    190,332 EUR`: the currency stands behind its figure where it is nearer to that than to what follows.
    let apart = || words.get(n + 1).is_none_or(|next| next.bbox.x0 - word.bbox.x1 > 1.6 * gap.max(0.25 * word.size));
    let figure_before = before.text.ends_with(|c: char| c.is_ascii_digit() || c == ')');
    let is_sign =
        || currency_sign(&word.text).is_some() || scaled_currency(&word.text).is_ok_and(|(rest, _)| rest.is_empty());
    let behind = || figure_before && !word.text.contains('$') && is_sign() && apart() || is_dollar_behind(words, n);
    let scaled = || figure_before && is_scale(&word.text) && apart();
    (after_sign || is_hanging(&word.text) || behind() || scaled())
        && gap <= allowed * word.size
        && word.field == before.field
}

/// What follows the digits of a figure as a word of its own.
fn is_hanging(text: &str) -> bool {
    matches!(text, ")" | "%" | ")%" | "%)" | "¢")
        || text.contains(char::is_lowercase) && word(text).is(WordClass::HangingUnit)
}

/// `million`, `bn` behind a figure.
fn is_scale(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphabetic()) && word(text).scale().is_some()
}

/// `(5`: a figure but for the parenthesis that closes it.
fn lacks_close(text: &str) -> bool {
    text.contains(['(', '（']) && figure(&format!("{text})")).is_some()
}

fn ends_open(text: &str) -> bool {
    text.ends_with('(') || text == "△" || text == "▲"
}
