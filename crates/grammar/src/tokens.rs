//! Tokens: what a reader takes in at one glance. A label, a heading over a column, a figure with its sign, parenthesis and
//! percent mark, however far apart these are set. Footnote marks, raised or in brackets, hang on the token before them.

mod about;
mod hang;
mod range;

use crossfoot_ingest::{Rect, Word};
use crossfoot_lexicon::{WordClass, units, word as lexicon_word};

use crate::figure::{Figure, currency_sign, figure, figure_with_mark, footnote_mark, is_text_cell, is_year};
use crate::lines::Spacing;
use crate::number_style::{GROUP, POINT};
use about::about_figure;
use hang::first_figure;
use range::{is_in_sentence, join_ranges, range_of, range_token};

/// Words of one phrase are at most about this many ems apart.
const WORD_SPACE: f32 = 0.35;

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// A label, heading or sentence.
    Text,
    /// A figure.
    Figure(Figure),
    /// A bare number from 1900 to 2099: a figure or a heading.
    Year(i32),
    /// Text that stands where a figure could: `NM`.
    CellText,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// Words joined by one space; for a figure, without a currency sign set apart.
    pub(crate) text: String,
    /// Extent in the reading frame, without a currency sign set apart.
    pub(crate) bbox: Rect,
    /// Extent on the paper.
    pub(crate) place: Rect,
    /// Left edge of what belongs to it, a currency sign set apart included.
    pub(crate) left: f32,
    /// Right edge of the last digit (or of the dash): what columns are aligned by.
    pub(crate) edge: f32,
    /// Right edge of what belongs to it, a raised mark included.
    pub(crate) reach: f32,
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) marks: Vec<String>,
    /// The words of a piece of text.
    pub(crate) words: Vec<Word>,
    /// The currency sign of a figure, set apart from it.
    pub(crate) sign: Option<Word>,
    pub(crate) field: Option<u32>,
    /// Where rules put it.
    pub(crate) cell: Option<CellPlace>,
}

/// The place in a table that the cell of a token tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellPlace {
    /// Among the labels.
    Stub,
    /// In the column of this number.
    Column(usize),
}

impl Token {
    pub(crate) fn is_text(&self) -> bool {
        self.kind == Kind::Text
    }

    pub(crate) fn figure(&self) -> Option<&Figure> {
        match &self.kind {
            Kind::Figure(f) => Some(f),
            _ => None,
        }
    }

    /// Sets it so much farther to the right in the reading frame; its place on the paper stays.
    pub(crate) fn shift(&mut self, by: f32) {
        let boxes = self.words.iter_mut().chain(&mut self.sign).map(|word| &mut word.bbox);
        for bbox in boxes.chain([&mut self.bbox]) {
            (bbox.x0, bbox.x1) = (bbox.x0 + by, bbox.x1 + by);
        }
        (self.left, self.edge, self.reach) = (self.left + by, self.edge + by, self.reach + by);
    }

    /// Whether it could stand in a column of figures.
    pub(crate) fn is_cell(&self) -> bool {
        !self.is_text()
    }
}

/// Cuts the words of a line into tokens.
pub(crate) fn tokens(words: Vec<Word>, spacing: Spacing) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut words = words.into_iter();
    while let Some(word) = words.as_slice().first() {
        let rest = words.as_slice();
        if word.field.is_some_and(|f| f > 0) {
            let used = rest.iter().take_while(|w| w.field == word.field).count();
            tokens.push(field_token(&rest[..used]));
            words.by_ref().take(used).for_each(drop);
        } else if word.raised && attach_mark(&mut tokens, word) {
            words.next();
        } else if let Some((note, used)) = note_in_digits(&tokens, rest) {
            tokens.push(note);
            words.by_ref().take(used).for_each(drop);
        } else if let Some(used) = range_of(rest).filter(|used| !is_in_sentence(&tokens, rest, *used)) {
            tokens.push(range_token(&rest[..used]));
            words.by_ref().take(used).for_each(drop);
        } else if let Some((token, used)) = about_figure(&tokens, rest) {
            tokens.push(token);
            words.by_ref().take(used).for_each(drop);
        } else if let Some((token, used)) = first_figure(rest).filter(|_| !ends_phrase(&tokens, rest)) {
            push_token(&mut tokens, token, spacing);
            words.by_ref().take(used).for_each(drop);
        } else if let Some(word) = words.next() {
            push_word(&mut tokens, word, spacing);
        }
    }
    join_ranges(&mut tokens);
    name_currencies(&mut tokens);
    tokens.iter_mut().for_each(settle);
    tokens
}

/// A scale in digits at the beginning of a line, `NOK 1 000`, `DKK 1,000`, and others like it behind: it says what figures are in and is
/// none. What follows stands apart.
fn note_in_digits(tokens: &[Token], rest: &[Word]) -> Option<(Token, usize)> {
    let (code, digits) = rest.split_first()?;
    let named = code.text.len() == 3 && currency_sign(&code.text).is_some() && code.field.is_none();
    if !named || !tokens.iter().all(|before| is_in_digits(&before.text)) {
        return None;
    }
    let near = |n: &usize| rest[*n].bbox.x0 - rest[*n - 1].bbox.x1 < 0.8 * rest[*n].size;
    let used = 1 + (1..=digits.len().min(2)).take_while(near).count();
    let text = rest[..used].iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let note = rest[1..used].iter().fold(text_token(code.clone()), |mut note, word| {
        (note.bbox, note.place) = (note.bbox.union(&word.bbox), note.place.union(&word.place));
        (note.edge, note.reach) = (word.bbox.x1, word.bbox.x1);
        note.words.push(word.clone());
        note
    });
    is_in_digits(&text).then(|| (Token { text: text.replace('\u{a0}', " "), ..note }, used))
}

/// Whether a text is a currency's code with a thousand or a million in digits.
fn is_in_digits(text: &str) -> bool {
    let digits: String = text.chars().skip(3).filter(char::is_ascii_digit).collect();
    let others =
        text.chars().skip(3).all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.' | GROUP));
    let code = text.get(..3).is_some_and(|code| currency_sign(code).is_some());
    code && others && matches!(digits.as_str(), "1000" | "1000000")
}

/// The code of a currency that ends a phrase is no sign of a figure far off: `In millions of CHF      2023`.
fn ends_phrase(tokens: &[Token], rest: &[Word]) -> bool {
    let [code, next, ..] = rest else { return false };
    let close = |last: &Token| last.is_text() && code.bbox.x0 - last.bbox.x1 < 0.5 * code.size;
    code.field.is_none()
        && code.text.chars().all(char::is_alphabetic)
        && next.bbox.x0 - code.bbox.x1 > 1.5 * code.size
        && tokens.last().is_some_and(close)
}

/// A marked field is one cell, whatever gaps are in it. Figures run together in one are text: no guess is made here which
/// of them was meant.
fn field_token(words: &[Word]) -> Token {
    let (marks, body): (Vec<Word>, Vec<Word>) = words.iter().cloned().partition(|w| w.raised);
    let marks: Vec<String> = marks.into_iter().map(|w| w.text.into()).collect();
    let body = if body.is_empty() { words.to_vec() } else { body };
    let text = body.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    // `USD (1)` is a heading with its mark, not a negative dollar.
    let named = body.len() > 1 && body[0].text.chars().all(char::is_alphabetic) && footnote_mark(&body[1].text);
    if let Some(found) = figure(&text).or_else(|| figure(&close_up(&text))).filter(|_| !named) {
        return figure_token(&body, found, marks);
    }
    if let Some((found, mark)) = figure_with_mark(&text) {
        return figure_token(&body, found, vec![mark.trim().to_owned()]);
    }
    let mut token = text_token(body[0].clone());
    for word in &body[1..] {
        token.bbox = token.bbox.union(&word.bbox);
        token.place = token.place.union(&word.place);
    }
    (token.edge, token.reach) = (token.bbox.x1, token.bbox.x1);
    token.marks = marks;
    let damaged = text.split_whitespace().count() > 1 && text.split_whitespace().all(|w| figure(w).is_some());
    token.kind = if damaged { Kind::CellText } else { Kind::Text };
    token.text = text;
    token.words = body;
    token
}

/// Takes out spaces beside signs and brackets: `$ ( 5 )` is `$(5)`; digits apart stay apart.
fn close_up(text: &str) -> String {
    let is_sign = |c: char| matches!(c, '(' | ')' | '%' | '-' | '−' | '△' | '▲') || units().is_sign(c);
    let chars: Vec<char> = text.chars().collect();
    let keeps = |i: &usize| {
        let near = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|j| chars.get(j));
        chars[*i] != ' ' || !near.into_iter().any(|c| is_sign(*c))
    };
    (0..chars.len()).filter(keeps).map(|i| chars[i]).collect()
}

/// Whether a raised word stands behind a name that is protected.
fn is_trademark(text: &str) -> bool {
    matches!(text, "®" | "™") || lexicon_word(text).is(WordClass::Trademark)
}

/// Hangs a raised mark on the token before it. A raised word that is no mark stays a word.
fn attach_mark(tokens: &mut [Token], word: &Word) -> bool {
    let Some(last) = tokens.last_mut() else { return false };
    let near = word.bbox.x0 - last.bbox.x1 < 1.2 * last.size;
    let is_mark =
        footnote_mark(&word.text) || word.text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '(' | ')'));
    if near && (is_mark || is_trademark(&word.text)) {
        if is_mark {
            last.marks.push(word.text.to_string());
        }
        last.reach = word.bbox.x1;
        return true;
    }
    false
}

fn figure_token(words: &[Word], found: Figure, marks: Vec<String>) -> Token {
    // A currency sign set apart (more than a normal space away) is not part of what is printed in the figure's place.
    let apart = words.len() > 1 && currency_sign(&words[0].text).is_some();
    let body = if apart { &words[1..] } else { words };
    let bbox = body.iter().skip(1).fold(body[0].bbox, |b, w| b.union(&w.bbox));
    let place = body.iter().skip(1).fold(body[0].place, |b, w| b.union(&w.place));
    let mut text = String::new();
    for (n, w) in body.iter().enumerate() {
        let gap = if n > 0 { (w.bbox.x0 - body[n - 1].bbox.x1) / w.size } else { 0.0 };
        if gap > 0.3 && w.text == "%" || gap > 0.12 && w.text.len() > 1 && w.text.chars().all(char::is_alphabetic) {
            text.push(' ');
        }
        text.push_str(&w.text);
    }
    // Groups of digits were joined by a no-break space; the page shows a space.
    if text.contains('\u{a0}') {
        text = text.replace('\u{a0}', " ");
    }
    for mark in &marks {
        if let Some(cut) = text.strip_suffix(mark.as_str()) {
            text = cut.trim_end().to_owned();
        }
    }
    let year = is_year(&text).filter(|_| !apart && body.len() == 1);
    Token {
        kind: year.map_or(Kind::Figure(found), Kind::Year),
        bbox,
        place,
        left: words[0].bbox.x0,
        reach: bbox.x1,
        edge: digit_edge(body, &text),
        size: body[0].size,
        bold: body.iter().all(|w| w.bold),
        marks,
        words: Vec::new(),
        sign: apart.then(|| words[0].clone()),
        field: body[0].field,
        cell: None,
        text,
    }
}

/// The right edge of the last digit: what stands after it (`)`, `%`, a mark) hangs out of the column.
fn digit_edge(words: &[Word], text: &str) -> f32 {
    let is_digit = |c: char| c.is_ascii_digit();
    let Some(last) = words.iter().rev().find(|w| w.text.contains(is_digit)) else {
        let trail = text.chars().rev().take_while(|c| matches!(c, ')' | '%' | ' ')).filter(|c| *c != ' ').count();
        let end = &words[words.len() - 1];
        let hang = end.bbox.width() * trail as f32 / end.text.chars().count().max(1) as f32;
        return if words.len() == 1 { end.bbox.x1 - hang } else { words[0].bbox.x1 };
    };
    let count = last.text.chars().count();
    let tail = last.text.chars().rev().take_while(|c| !c.is_ascii_digit()).count();
    // `)` is about a third of an em, `%` about 0.85, against 0.5 for a digit: weigh them by their usual widths.
    let weight = |c: char| match c {
        ')' | '(' | ',' | '.' | '\u{a0}' | GROUP | POINT => 0.6,
        '%' => 1.6,
        _ => 1.0,
    };
    let total: f32 = last.text.chars().map(weight).sum();
    let tail_weight: f32 = last.text.chars().skip(count - tail).map(weight).sum();
    last.bbox.x1 - last.bbox.width() * tail_weight / total.max(1.0)
}

fn text_token(word: Word) -> Token {
    Token {
        kind: Kind::Text,
        text: word.text.to_string(),
        bbox: word.bbox,
        place: word.place,
        left: word.bbox.x0,
        edge: word.bbox.x1,
        reach: word.bbox.x1,
        size: word.size,
        bold: word.bold,
        marks: Vec::new(),
        sign: None,
        field: word.field,
        cell: None,
        words: vec![word],
    }
}

/// Adds a word that is no figure, to the text before it where both are one piece.
fn push_word(tokens: &mut Vec<Token>, word: Word, spacing: Spacing) {
    let joins = |last: &Token| {
        // After a mark a small letter goes on with the sentence; a capital may head the next column, unless it is but a word space
        // away.
        let size = word.size.max(last.size);
        let goes_on = word.text.starts_with(char::is_lowercase) || word.bbox.x0 - last.reach < WORD_SPACE * size;
        let end = if goes_on { last.reach } else { last.bbox.x1 };
        let gap = (word.bbox.x0 - end) / size;
        last.is_text() && word.field == last.field && (word.field.is_some() || gap < spacing.phrase)
    };
    let Some(last) = tokens.last_mut().filter(|last| joins(last)) else {
        push_token(tokens, text_token(word), spacing);
        return;
    };
    last.text.push(' ');
    last.text.push_str(&word.text);
    last.bold &= word.bold;
    last.bbox = last.bbox.union(&word.bbox);
    last.place = last.place.union(&word.place);
    (last.edge, last.reach) = (last.bbox.x1, last.bbox.x1);
    last.words.push(word);
}

/// Adds a token, joined to the one before where one of them is a figure in a text.
fn push_token(tokens: &mut Vec<Token>, token: Token, spacing: Spacing) {
    let Some(last) = tokens.last_mut() else {
        tokens.push(token);
        return;
    };
    let em = token.size.max(last.size);
    let gap = (token.left - last.bbox.x1) / em;
    let same_field = token.field == last.field;
    let marked = token.field.is_some();
    let joins = match (last.is_text(), token.is_text()) {
        _ if !same_field => false,
        // Such words were joined as words.
        (true, true) => false,
        // In marked fields a figure beside words is part of the words.
        (true, false) => (marked || gap < spacing.prose) && !last.text.ends_with(':'),
        (false, true) => (marked || gap < spacing.prose) && !is_text_cell(&token.text) && !footnote_mark(&token.text),
        // Telephone numbers and the like: numbers at a word space from each other are words.
        (false, false) => {
            gap < 0.33
                && !last.figure().is_some_and(|f| f.nil)
                && !token.text.starts_with(['(', '$', '-', '−', '—', '–'])
                && token.sign.is_none()
                && ![&last.text, &token.text].iter().any(|text| text.contains('%'))
                && !marked
        }
    };
    if !joins {
        if token.is_text() && footnote_mark(&token.text) && last.figure().is_some() && gap < 1.2 && same_field {
            last.marks.push(token.text);
        } else {
            tokens.push(token);
        }
        return;
    }
    if !last.is_text() {
        last.text = in_words(last);
        last.words = pieces(last);
        last.kind = Kind::Text;
        last.bbox.x0 = last.left;
    }
    last.text.push(' ');
    last.bold &= token.bold;
    let is_text = token.is_text();
    if is_text {
        last.text.push_str(&token.text);
        last.words.extend(token.words);
    } else {
        last.text.push_str(&in_words(&token));
        last.words.extend(pieces(&token));
    }
    last.bbox = last.bbox.union(&token.bbox);
    last.place = last.place.union(&token.place);
    (last.edge, last.reach) = (last.bbox.x1, token.reach);
    if is_text {
        last.marks.extend(token.marks);
    }
}

/// A token as it reads in a sentence: a figure with the currency sign set apart from it.
fn in_words(token: &Token) -> String {
    // `401(k)` is no figure with a mark there.
    if !token.is_text() && !token.words.is_empty() {
        return token.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    }
    let Some(sign) = &token.sign else { return token.text.clone() };
    let space = if token.bbox.x0 - sign.bbox.x1 > 0.12 * token.size { " " } else { "" };
    format!("{}{space}{}", sign.text, token.text)
}

/// A figure taken as a word of a sentence.
fn pieces(token: &Token) -> Vec<Word> {
    vec![Word {
        text: in_words(token).into(),
        bbox: Rect { x0: token.left, ..token.bbox },
        baseline: token.bbox.y1,
        size: token.size,
        bold: token.bold,
        italic: false,
        raised: false,
        place: token.place,
        field: token.field,
    }]
}

/// Among headings, one of them a currency, `US$ (1)` is a currency with its mark, not a negative dollar: `US$ (1) | NT$ | % of sales`.
fn name_currencies(tokens: &mut [Token]) {
    let is_currency = |t: &Token| t.is_text() && currency_sign(&t.text).is_some();
    let marked = |t: &Token| t.sign.is_some() && t.text.starts_with('(') && footnote_mark(&t.text);
    if !tokens.iter().any(is_currency) || !tokens.iter().all(|t| t.is_text() || marked(t)) {
        return;
    }
    for token in tokens.iter_mut().filter(|t| marked(t)) {
        let Some(sign) = token.sign.take() else { continue };
        let mark = std::mem::replace(&mut token.text, sign.text.to_string());
        token.marks.push(mark);
        token.kind = Kind::Text;
        token.words = vec![sign];
    }
}

/// Last look at a token: text that stands for a figure.
fn settle(token: &mut Token) {
    if token.is_text() && is_text_cell(&token.text) {
        token.kind = Kind::CellText;
    }
}
