//! Running heads and feet: the line that every page begins or ends with, the company at its left and the report or the day at its
//! right. They name no table, and what stands at their right is over columns by chance only.

use crate::lines::Line;
use crate::period::is_period_heading;
use crate::unit_note::is_unit_note;
use crossfoot_lexicon::{WordClass, units, word};

/// On so many pages a line must stand to be running.
const PAGES: usize = 3;

/// A line in one piece may be a title as well, which pages may share: it has to stand on so many, and on half of all.
const PAGES_OF_ONE_PIECE: usize = 8;

/// Takes the running heads and feet out of the lines of all pages, and hands on what they say, each of their pieces once.
pub(crate) fn take_running_heads(pages: &mut [Vec<Line>]) -> Vec<String> {
    let mut said = Vec::new();
    take_running(pages, &mut said, |lines| (!lines.is_empty()).then_some(0));
    take_running(pages, &mut said, |lines| lines.len().checked_sub(1));
    said
}

/// Takes out the line of each page at the place that `outer` tells, where enough pages have the same there.
fn take_running(pages: &mut [Vec<Line>], said: &mut Vec<String>, outer: impl Fn(&[Line]) -> Option<usize>) {
    let running = |lines: &[Line]| {
        let line = &lines[outer(lines)?];
        Some((key(line)?, line.baseline))
    };
    let all: Vec<(String, f32)> = pages.iter().filter_map(|lines| running(lines)).collect();
    let half = PAGES_OF_ONE_PIECE.max(pages.len() / 2);
    let same = |a: &(String, f32), b: &(String, f32)| a.0 == b.0 && (a.1 - b.1).abs() < 2.0;
    for lines in pages {
        let Some(own) = running(lines) else { continue };
        let needed = if own.0.contains('|') { PAGES } else { half };
        if let Some(at) = outer(lines).filter(|_| all.iter().filter(|other| same(other, &own)).count() >= needed) {
            for token in lines.remove(at).tokens.iter().filter(|token| token.is_text()) {
                if !said.contains(&token.text) {
                    said.push(token.text.clone());
                }
            }
        }
    }
}

/// What a line says if it may be a running head, the number of the page left out: words at the left, others apart from them that
/// are no heading of a column, or none.
fn key(line: &Line) -> Option<String> {
    let is_page = |text: &str| text.len() <= 3 && text.chars().all(|c| c.is_ascii_digit());
    let (first, rest) = line.tokens.split_first()?;
    let heads = |text: &str| word(text.trim_matches(['(', ')'])).is(WordClass::ColumnHead);
    let beside =
        |text: &str| !is_period_heading(text) && !text.contains('%') && !units().has_sign(text) && !heads(text);
    // A name in one word (`JPMorganChase`) at the end of the line, not among headings.
    let named = |text: &str| text.contains(' ') || text.starts_with(char::is_uppercase) && rest.len() == 1;
    let runs = first.is_text()
        && first.text.split_whitespace().count() >= 2
        && rest.len() <= 2
        && rest.iter().all(|t| is_page(&t.text) || t.is_text() && beside(&t.text) && named(&t.text))
        && !is_unit_note(&first.text)
        && !line.tokens.iter().any(|t| t.field.is_some());
    let pieces = || line.tokens.iter().map(|t| t.text.as_str()).filter(|t| !is_page(t));
    // The number of the page beside it is a second piece.
    let apart = if rest.is_empty() { "" } else { "|" };
    runs.then(|| pieces().collect::<Vec<_>>().join("|") + apart)
}
