//! Tells running text from rows: paragraphs, notes and list items hold figures too, but they are no part of a table.

use crate::columns::Span;
use crate::heading::{several_dates, stub_border};
use crate::lines::Line;
use crate::period::{self, is_period_heading};
use crate::sheet::{Sheet, begins_with_mark, word_count};
use crate::tokens::{Kind, Token};
use crate::unit_note::is_unit_note;
use crossfoot_lexicon::{Role, tag, units};

/// Whether a line is a sentence with numbers in it rather than a row: words follow a figure as words follow each other.
pub(crate) fn is_sentence(line: &Line) -> bool {
    if is_marked(line) {
        return false;
    }
    let words: usize = line.tokens.iter().filter(|t| t.is_text()).map(|t| word_count(&t.text)).sum();
    let runs_on = line.tokens.windows(2).any(|p| {
        p[0].figure().is_some()
            && p[1].is_text()
            && word_count(&p[1].text) >= 3
            && p[1].left - p[0].bbox.x1 < 1.3 * p[1].size
    });
    runs_on && words >= 8
}

/// Whether the line's cells are marked by tabs or pipes: then it is of a table, however long its words.
pub(crate) fn is_marked(line: &Line) -> bool {
    line.tokens.len() > 1 && line.tokens.iter().any(|t| t.field.is_some())
}

/// Whether a line can be a row of figures.
pub(crate) fn is_row(line: &Line) -> bool {
    line.has_figure() && !is_sentence(line) && !begins_list_item(line) && !is_words_and_dashes(line)
        || is_row_of_text(line)
}

/// A label and text where figures would stand, as forecasts have it: `Revenue   $8.70 - $8.72   $34.7 - $34.8`, `Growth   about
/// 11%   N/A`, `Net sales   Increase about 3.0%   Increase about 4.0% to 4.5%`.
fn is_row_of_text(line: &Line) -> bool {
    let Some((label, cells)) = line.tokens.split_first() else { return false };
    let in_place_of_figure = |t: &Token| matches!(t.kind, Kind::CellText);
    let amount = |t: &Token| {
        t.is_text()
            && word_count(&t.text) <= 6
            && !is_period_heading(&t.text)
            && (has_amount(&t.text) || is_outlook(&t.text))
    };
    let apart = |pair: &[Token]| pair[1].left - pair[0].bbox.x1 > pair[1].size;
    label.is_text()
        && (cells.iter().any(in_place_of_figure) || cells.len() > 1)
        && cells.iter().all(|t| in_place_of_figure(t) || amount(t))
        && line.tokens.windows(2).all(apart)
}

/// Whether a number with its unit stands in a text: `Increase about 3.0%`, `$20M headwind`.
fn has_amount(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let unit = |c: char| c == '~' || units().is_sign(c);
    let pair = |p: &[char]| unit(p[0]) && p[1].is_ascii_digit() || p[0].is_ascii_digit() && p[1] == '%';
    chars.windows(2).any(pair)
}

/// What is expected, in words alone: `Flat to up slightly`, `Mid-single digit growth`.
fn is_outlook(text: &str) -> bool {
    text.contains([' ', '-']) && tag(text).begins_with(Role::Outlook)
}

/// Words with a stray dash between them: a dash is a figure only where figures or labels alone stand beside it.
fn is_words_and_dashes(line: &Line) -> bool {
    let mut figures = line.tokens.iter().filter_map(|t| t.figure());
    let after = line.tokens.iter().skip_while(|t| t.figure().is_none()).any(|t| t.is_text());
    after && figures.all(|f| f.nil)
}

/// `(1)   A note set apart from its mark.`
fn begins_list_item(line: &Line) -> bool {
    let figures = line.tokens.iter().filter(|t| t.figure().is_some()).count();
    figures == 1
        && line.tokens[0].figure().is_some()
        && line.tokens.get(1).is_some_and(|t| t.is_text() && word_count(&t.text) >= 2)
}

/// Whether the line is running text: it reaches into the columns and is long, or goes on for lines.
pub(crate) fn is_prose(sheet: &Sheet, i: usize, spans: &[Span]) -> bool {
    let line = &sheet.lines[i];
    // How it is set is told faster than what it says.
    let days = || line.tokens.iter().any(|t| several_dates(t).is_some());
    !is_row(line)
        && !is_marked(line)
        && is_set_as_prose(sheet, i, spans)
        && !is_capitalised(line.text())
        && !days()
        && !is_title_of_period(sheet, i)
}

/// `Segment results for the year ended December 31, 2024`, by itself: the title of a table, though its words are few of them
/// capitals.
fn is_title_of_period(sheet: &Sheet, i: usize) -> bool {
    /// More words than these before the period make a sentence.
    const NAME: usize = 6;
    let line = &sheet.lines[i];
    let text = line.text().trim();
    let apart = i == 0 || line.bbox.y0 - sheet.lines[i - 1].bbox.y1 > 0.8 * line.size;
    let goes_on = || sheet.lines.get(i + 1).is_some_and(|next| next.text().starts_with(char::is_lowercase));
    // How it is set is told faster than what it says.
    if line.tokens.len() != 1 || !text.starts_with(char::is_uppercase) || !apart || goes_on() {
        return false;
    }
    let found = period::clues(text);
    let (Some((first, _)), Some((last, _))) = (found.first(), found.last()) else { return false };
    let closes = last.end == text.len();
    let named = (1..=NAME).contains(&word_count(&text[..first.start]));
    let periods = period::read_all(text);
    let [phrase] = periods.as_slice() else { return false };
    closes && named && phrase.is_complete_end() && phrase.says_duration()
}

/// Whether a line that is no row stands where running text does, and is as long.
fn is_set_as_prose(sheet: &Sheet, i: usize, spans: &[Span]) -> bool {
    let line = &sheet.lines[i];
    let border = stub_border(spans, line.size);
    let long = |l: &Line| {
        l.tokens.iter().any(|t| t.is_text() && word_count(&t.text) >= 7 && t.bbox.x1 > border + 2.0 * t.size)
    };
    // Numbers in a sentence: running text, unless all of it stands where the labels do.
    if is_sentence(line) && line.bbox.x1 > border {
        return true;
    }
    if !long(line) {
        // The last line of a paragraph is short, but it follows a long one closely and begins with it.
        return i > 0 && ends_paragraph(sheet, i, &long);
    }
    let text = line.text();
    let words = word_count(text);
    if line.is_bold() {
        return words >= 14 && text.ends_with('.') || begins_with_mark(text) && words >= 9;
    }
    let beside = |j: usize| {
        sheet.lines.get(j).is_some_and(|other| {
            (other.baseline - line.baseline).abs() < 2.2 * line.size
                && long(other)
                && (other.bbox.x0 - line.bbox.x0).abs() < 4.0 * line.size
        })
    };
    words >= 14 || text.ends_with('.') || begins_with_mark(text) || i > 0 && beside(i - 1) || beside(i + 1)
}

/// Whether the words of a text begin with capitals as those of a title or note do, and not as those of a sentence.
fn is_capitalised(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    let capital = words().filter(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count();
    let count = words().count();
    count >= 3 && capital * 10 >= count * 7 && !text.ends_with('.') && !begins_with_mark(text) || is_unit_note(text)
}

fn ends_paragraph(sheet: &Sheet, i: usize, long: &dyn Fn(&Line) -> bool) -> bool {
    let (line, before) = (&sheet.lines[i], &sheet.lines[i - 1]);
    let text = line.text();
    line.tokens.len() == 1
        && (text.ends_with(['.', ';', '”', '"']) || text.starts_with(char::is_lowercase))
        && !line.is_bold()
        && long(before)
        && !is_row(before)
        && line.baseline - before.baseline < 1.8 * line.size
        && (line.bbox.x0 - before.bbox.x0).abs() < 4.0 * line.size
}
