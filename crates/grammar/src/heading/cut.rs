//! The pieces of a heading line: what was set close together is cut, what marked fields have torn apart is joined.

use crossfoot_ingest::Word;
use crossfoot_lexicon::{Role, WordClass, tag, word};

use super::speaks_of_change;
use crate::columns::Span;
use crate::lines::Spacing;
use crate::period::{self, Clue, is_period_heading};
use crate::sheet::Sheet;
use crate::tokens::{Kind, Token, tokens};

/// Joins what marked fields have torn apart: a parenthesis opened in one and closed in the next (`Yen (mill | ions)`), a period
/// that only both together name (`Three months en | ded September 30,`).
pub(super) fn whole_phrases<'a>(tokens: impl Iterator<Item = &'a Token>) -> Vec<Token> {
    let open = |t: &Token| t.text.matches('(').count() as i32 - t.text.matches(')').count() as i32;
    let mut out: Vec<Token> = Vec::new();
    let tokens: Vec<&Token> = tokens.collect();
    for (i, token) in tokens.iter().copied().enumerate() {
        let is_next = |last: &Token| token.field.is_some_and(|field| last.field == Some(field - 1));
        let torn = |last: &Token| {
            last.text.ends_with(char::is_alphabetic) && token.text.starts_with(char::is_lowercase) && is_next(last)
        };
        let joined = |last: &Token, with: &str| format!("{}{with}{}", last.text, token.text);
        // `Three months en | ded September 30,` and `Nine months | ended`.
        let one_period = |last: &Token| {
            if !torn(last) {
                return None;
            }
            let parts = [&last.text, &token.text].map(|text| is_period_heading(text));
            let of_one = parts != [true, true] || period::clues(&token.text).is_empty();
            ["", " "].into_iter().find(|with| of_one && is_period_heading(&joined(last, with)))
        };
        let in_parentheses = |last: &Token| {
            let open = is_next(last) && open(last) == 1 && open(token) == -1;
            open.then_some(if torn(last) { "" } else { " " })
        };
        let only_year = tokens.get(i + 1).is_none_or(|next| !is_year(&next.text));
        let year = |last: &Token| {
            let text = is_next(last).then(|| torn_year(&last.text, &token.text)).flatten();
            text.or_else(|| (is_next(last) && only_year).then(|| dated_year(&last.text, &token.text)).flatten())
        };
        let with = |last: &Token| in_parentheses(last).or_else(|| one_period(last)).map(|with| joined(last, with));
        let text = out.last().and_then(|last| year(last).or_else(|| with(last)));
        match (out.last_mut(), text) {
            (Some(last), Some(text)) => {
                last.text = text;
                last.field = token.field;
                last.bbox = last.bbox.union(&token.bbox);
                last.place = last.place.union(&token.place);
                last.words.extend(token.words.iter().cloned());
            }
            _ => out.push(token.clone()),
        }
    }
    out
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// A day whose year is in the next field: `June 30, | 2005`.
fn dated_year(day: &str, year: &str) -> Option<String> {
    let whole = format!("{day} {year}");
    (day.ends_with(',') && is_year(year) && is_whole_date(&whole)).then_some(whole)
}

/// A date that stands beside its whole year and has its beginning itself: `Sept 30, 2 | 2002`.
fn torn_year(date: &str, year: &str) -> Option<String> {
    let (day, part) = date.rsplit_once(", ")?;
    let whole = format!("{day}, {year}");
    let is_date = || {
        let found = period::clues(&whole);
        matches!(found.as_slice(), [(_, Clue::Date { year: Some(_), day: Some(_), .. })])
    };
    (is_year(year) && (1..4).contains(&part.len()) && year.starts_with(part) && is_date()).then_some(whole)
}

/// Cuts a heading of two periods, each with its length and end: `Three Months Ended June 30, Six Months Ended June 30,`.
fn two_periods(token: &Token) -> Option<Vec<Vec<Word>>> {
    let found = period::clues(&token.text);
    let is_end = |clue: &Clue| matches!(clue, Clue::Date { .. } | Clue::Year { .. });
    let cut = found.windows(2).find(|p| is_end(&p[0].1) && matches!(p[1].1, Clue::Length(_)))?[1].0.start;
    let before = token.text[..cut].split_whitespace().count();
    let apart =
        before < token.words.len() && token.text[cut..].split_whitespace().count() + before == token.words.len();
    let ended = found.iter().filter(|(_, clue)| is_end(clue)).count() == 2 && is_period_heading(&token.text);
    (apart && ended).then(|| vec![token.words[..before].to_vec(), token.words[before..].to_vec()])
}

/// Cuts a heading of two lengths a space apart, their ends being told below: `Thirteen Weeks Ended Thirty-Nine Weeks Ended`.
fn two_lengths(token: &Token) -> Option<Vec<Vec<Word>>> {
    let found = period::clues(&token.text);
    let [(first, Clue::Length(_)), (second, Clue::Length(_))] = found.as_slice() else { return None };
    let begun = token.text[..second.start].trim_end();
    let last = begun.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let ended = word(last).is(WordClass::EndedOrEnd);
    let before = begun.split_whitespace().count();
    let fits = first.start == 0 && ended && before < token.words.len();
    fits.then(|| vec![token.words[..before].to_vec(), token.words[before..].to_vec()])
}

/// Cuts a heading of several whole dates and nothing else but changes between them, a space apart: `July 29, 2023 July 30, 2022
/// % Change`.
pub(crate) fn several_dates(token: &Token) -> Option<Vec<Vec<Word>>> {
    // Two days with their years have six digits at least: nearly all lines are turned away by a look.
    if token.text.bytes().filter(u8::is_ascii_digit).count() < 6 {
        return None;
    }
    let found = period::clues(&token.text);
    let whole = |clue: &Clue| matches!(clue, Clue::Date { year: Some(_), day: Some(_), .. });
    if found.len() < 2 || !found.iter().all(|(_, clue)| whole(clue)) {
        return None;
    }
    let mut pieces: Vec<&str> = Vec::new();
    let mut end = 0;
    for (range, _) in &found {
        pieces.extend([token.text[end..range.start].trim(), &token.text[range.clone()]]);
        end = range.end;
    }
    pieces.push(token.text[end..].trim());
    pieces.retain(|piece| !piece.is_empty());
    let is_change = |text: &str| speaks_of_change(text) > 0 && text.split_whitespace().count() <= 3;
    if !pieces.iter().all(|piece| is_whole_date(piece) || is_change(piece)) {
        return None;
    }
    // A sign may be a word of its own, stand in one with the next or be none: letters are counted, not words.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let mut words = token.words.iter();
    let mut parts: Vec<Vec<Word>> = Vec::new();
    for piece in &pieces {
        let mut part: Vec<Word> = Vec::new();
        while part.iter().map(|word| letters(&word.text)).sum::<usize>() < letters(piece) {
            part.push(words.next()?.clone());
        }
        parts.push(part);
    }
    words.next().is_none().then_some(parts)
}

/// Cuts a heading of several days whose years are told below, and nothing else: `December 31, September 30, December 31,`.
fn several_days(token: &Token) -> Option<Vec<Vec<Word>>> {
    let found = period::clues(&token.text);
    let is_day = |clue: &Clue| matches!(clue, Clue::Date { year: None, day: Some(_), .. });
    let mut words = token.words.iter();
    let mut parts: Vec<Vec<Word>> = Vec::new();
    for (range, _) in &found {
        let count = token.text[range.clone()].split_whitespace().count();
        parts.push(words.by_ref().take(count).cloned().collect());
    }
    let same = parts.iter().zip(&found).all(|(part, (range, _))| {
        joined(part).trim_end_matches(',') == token.text[range.clone()].trim_end_matches(',')
    });
    let whole = words.next().is_none() && same;
    (found.len() > 1 && found.iter().all(|(_, clue)| is_day(clue)) && whole).then_some(parts)
}

/// Cuts a period from the heading of changes after it: `Second-Quarter % Incr. /`.
fn period_and_change(token: &Token) -> Option<Vec<Vec<Word>>> {
    let found = period::clues(&token.text);
    let (last, _) = found.last()?;
    let rest = token.text[last.end..].trim_start();
    let before = token.text[..last.end].split_whitespace().count();
    let tags = tag(rest);
    let capital = !rest.starts_with(char::is_lowercase);
    let change = capital && (tags.begins_with(Role::Percent) || tags.begins_with(Role::ChangeHead));
    // The end of a heading of changes that begins on the line before.
    let end = word(rest).is(WordClass::ChangeEnd);
    let told = found.first()?.0.start == 0 && (change || end);
    (told && before < token.words.len()).then(|| vec![token.words[..before].to_vec(), token.words[before..].to_vec()])
}

/// `November 3, 2001` and nothing else: over two columns it is the date of both.
fn is_whole_date(text: &str) -> bool {
    let found = period::clues(text);
    let [(range, Clue::Date { year: Some(_), day: Some(_), .. })] = found.as_slice() else { return false };
    *range == (0..text.len())
}

/// Whether one rule, that of a spanner, runs right under a token and the columns it stands over, and no further than to some
/// of them.
fn is_underlined(sheet: &Sheet, token: &Token, columns: &[Span], under: &[usize]) -> bool {
    sheet.rule_under(&token.bbox, token.size).is_some_and(|rule| {
        let is_over = |i: &usize| (rule.x0..rule.x1).contains(&columns[*i].center());
        let all = (0..columns.len()).all(|i| is_over(&i));
        let several = (0..columns.len()).filter(is_over).count() > 1;
        let whole = rule.x0 < token.bbox.x0 + 1.0 && rule.x1 > token.bbox.x1 - 1.0;
        whole && several && !all && under.iter().all(is_over)
    })
}

/// Cuts a token that is really several headings set close together.
pub(super) fn split(sheet: &Sheet, token: &Token, columns: &[Span]) -> Vec<Token> {
    let under: Vec<usize> =
        (0..columns.len()).filter(|i| columns[*i].x1 > token.bbox.x0 && columns[*i].x0 < token.bbox.x1).collect();
    // Days a space apart may be set left of their last column.
    if let Some(days) = several_dates(token).filter(|days| days.len() <= columns.len()) {
        return days.into_iter().flat_map(whole).collect();
    }
    // So may the end of a heading of changes.
    let next = under.last().and_then(|last| columns.get(last + 1));
    let beside = next.is_some_and(|column| under.len() == 1 && column.x0 - token.bbox.x1 < token.size);
    let ends_beside = || period_and_change(token).filter(|_| !is_underlined(sheet, token, columns, &under));
    if let Some(parts) = beside.then(ends_beside).flatten() {
        return parts.into_iter().flat_map(whole).collect();
    }
    if token.words.len() < 2 || under.len() < 2 || is_whole_date(&token.text) {
        return vec![token.clone()];
    }
    if let Some(days) = several_days(token).filter(|days| days.len() == under.len()) {
        return days.into_iter().flat_map(whole).collect();
    }
    if let Some(parts) = repeated(&token.words) {
        if parts.len() == under.len() {
            return parts.into_iter().flat_map(whole).collect();
        }
        // `Domestic International Total Domestic International Total` over six columns.
        if token.words.len() == under.len() {
            return token.words.iter().flat_map(|word| whole(vec![word.clone()])).collect();
        }
    }
    let change = || period_and_change(token).filter(|_| !is_underlined(sheet, token, columns, &under));
    let parts = two_periods(token).or_else(|| two_lengths(token)).or_else(change);
    if let Some(parts) = parts.filter(|parts| parts.len() <= under.len()) {
        return parts.into_iter().flat_map(whole).collect();
    }
    let nearest = |x: f32| {
        let distance = |i: &usize| {
            let c = &columns[*i];
            if x >= c.x0 && x <= c.x1 { 0.0 } else { (x - c.x0).abs().min((x - c.x1).abs()) }
        };
        under.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))).copied().unwrap_or(0)
    };
    // Words go to the column they are nearest to.
    let mut groups: Vec<(usize, Vec<_>)> = Vec::new();
    for word in &token.words {
        let column = nearest(word.bbox.center_x());
        match groups.last_mut() {
            Some((c, words)) if *c == column => words.push(word.clone()),
            _ => groups.push((column, vec![word.clone()])),
        }
    }
    let ordered = groups.windows(2).all(|p| p[0].0 < p[1].0);
    if groups.len() < 2 || !ordered {
        return vec![token.clone()];
    }
    let em = token.size;
    let fits = groups.iter().all(|(c, words)| {
        let (x0, x1) = (words[0].bbox.x0, words[words.len() - 1].bbox.x1);
        let c = &columns[*c];
        ((x0 + x1) / 2.0 - c.center()).abs() < 0.9 * em
            || (x1 - c.x1).abs() < 0.5 * em
            || (x1 - c.edge).abs() < 0.5 * em
    });
    // Names that each stand over a column of their own, three or more in a row, need no wide gaps to be told apart.
    let named =
        |(_, words): &(usize, Vec<Word>)| words.len() == 1 && words[0].text.starts_with(|c: char| c.is_uppercase());
    let least = if groups.len() >= 3 && groups.iter().all(named) { 0.15 * em } else { 0.45 * em };
    let gaps_wider = {
        let inner = |words: &[Word]| words.windows(2).map(|p| p[1].bbox.x0 - p[0].bbox.x1).fold(0.0_f32, f32::max);
        let widest_inside = groups.iter().map(|(_, w)| inner(w)).fold(0.0_f32, f32::max);
        groups
            .windows(2)
            .all(|p| p[1].1[0].bbox.x0 - p[0].1[p[0].1.len() - 1].bbox.x1 > (widest_inside * 1.25).max(least))
    };
    let ruled_apart = groups.windows(2).all(|p| {
        let (end, start) = (p[0].1[p[0].1.len() - 1].bbox.x1, p[1].1[0].bbox.x0);
        let beneath = sheet.rule_under(&token.bbox, em);
        beneath.is_some_and(|r| {
            sheet.rules.iter().any(|s| (s.y0 - r.y0).abs() < 1.0 && s.x1 <= start + 1.0 && s.x1 > end - 1.0)
                && sheet.rules.iter().any(|s| (s.y0 - r.y0).abs() < 1.0 && s.x0 >= end - 1.0 && s.x0 < start + 1.0)
        })
    });
    let texts: Vec<String> = groups.iter().map(|(_, words)| joined(words)).collect();
    let dates = texts.iter().all(|text| is_period_heading(text) && text.chars().any(|c| c.is_ascii_digit()));
    // A length and the day it ends on are one period: `12 Weeks Ended 3/25/2023`.
    let says_end = |text: &String| period::read(text).is_some_and(|p| p.year.is_some() || p.month.is_some());
    let dates = dates && texts.iter().all(|text| says_end(text) == says_end(&texts[0]));
    // `2022 (Decr.)` is a period beside something else.
    let timed = texts.iter().filter(|text| !period::clues(text).is_empty()).count();
    let one_period = is_period_heading(&token.text) && !dates && timed != 1;
    if ruled_apart || fits && (gaps_wider || dates) && !one_period {
        return groups.into_iter().flat_map(|(_, words)| whole(words)).collect();
    }
    vec![token.clone()]
}

/// The parts of a heading that says the same words twice or more, over as many columns.
fn repeated(words: &[Word]) -> Option<Vec<Vec<Word>>> {
    (2..=words.len() / 2).find_map(|length| {
        let parts = words.chunks(length);
        let same =
            parts.clone().all(|p| p.len() == length && p.iter().zip(&words[..length]).all(|(a, b)| a.text == b.text));
        same.then(|| parts.map(<[_]>::to_vec).collect())
    })
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The words as one text token.
fn whole(words: Vec<Word>) -> Vec<Token> {
    let mut parts = tokens(words, Spacing::default()).into_iter();
    let Some(mut first) = parts.next() else { return Vec::new() };
    for part in parts {
        first.text.push(' ');
        first.text.push_str(&part.text);
        first.bbox = first.bbox.union(&part.bbox);
        first.kind = Kind::Text;
    }
    vec![first]
}
