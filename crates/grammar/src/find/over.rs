//! What stands over a block of figures: its section headings, its column headings, its notes and its title.
//!
//! Going up from the first line each is told by where it stands and by what it says.

use crossfoot_lexicon::{Role, WordClass, tag, word};
use std::ops::Range;

use super::{Block, is_heading_line, is_numbered_caption};
use crate::columns::Span;
use crate::figure::strip_marks;
use crate::heading::{is_over_columns, stub_border};
use crate::lines::Line;
use crate::period::is_period_heading;
use crate::prose::{is_prose, is_row};
use crate::sheet::{Sheet, begins_with_mark, word_count};
use crate::table::Caption;
use crate::unit_note::is_unit_note;

/// What stands over a block, as line numbers, each list top first.
#[derive(Debug, Default)]
pub(crate) struct Over {
    pub(crate) sections: Vec<usize>,
    pub(crate) headings: Vec<usize>,
    pub(crate) title: Vec<usize>,
    pub(crate) lead_in: Vec<usize>,
    pub(crate) after_prose: bool,
}

/// Lines of the heading of the labels that may stand between two lines of column headings.
const STUB_HEAD: usize = 4;

pub(crate) fn look_up(sheet: &Sheet, block: Block, above: usize, spans: &[Span]) -> Over {
    let mut over = Over::default();
    let mut i = block.first;
    let mut lower = &sheet.lines[block.first];
    let border = stub_border(spans, lower.size);
    // Section headings and column headings.
    while i > above {
        let line = &sheet.lines[i - 1];
        let gap = lower.bbox.y0 - line.bbox.y1;
        if gap > 5.0 * line.size || is_prose(sheet, i - 1, spans) {
            break;
        }
        if is_heading_line(sheet, i - 1, spans) {
            over.headings.push(i - 1);
        } else if over.headings.is_empty() {
            // Lines that go on in the next are of one section.
            let goes_on = |i: &&usize| {
                let next = sheet.lines.get(**i + 1).map_or("", |next| next.text());
                next.starts_with(char::is_lowercase)
            };
            let sections = over.sections.iter().filter(|i| !goes_on(i)).count();
            if sections >= 5 || over.sections.len() >= 9 {
                break;
            }
            over.sections.push(i - 1);
        } else {
            // Part of the stub head beside the headings, if more headings stand over it.
            let in_stub = line.bbox.x1 < border + line.size && gap < 1.2 * line.size;
            let more =
                i >= above + 2 && is_heading_line(sheet, i - 2, spans) || headings_over_stub(sheet, above..i, spans);
            if !(in_stub && more) {
                break;
            }
            over.headings.push(i - 1);
        }
        lower = line;
        i -= 1;
    }
    if over.headings.is_empty() {
        // No headings: what was taken for sections may be a title.
        i = block.first;
        lower = &sheet.lines[block.first];
        over.sections.clear();
    }
    look_up_title(sheet, i, above, lower, spans, &mut over);
    for list in [&mut over.sections, &mut over.headings, &mut over.title, &mut over.lead_in] {
        list.reverse();
    }
    over
}

/// The title and the notes alone, over a table whose headings are known and begin at line `first`.
pub(crate) fn title_over(sheet: &Sheet, first: usize, above: usize, spans: &[Span]) -> Over {
    let mut over = Over::default();
    let note = first > above + 1 && is_note(sheet.lines[first - 1].text());
    let numbered = first - usize::from(note);
    if numbered > above && is_numbered_title(sheet, numbered - 1) {
        // What stands over it is of all tables that are numbered so.
        over.title.extend(numbered - 1..first);
        over.after_prose = numbered - 1 > above;
        return over;
    }
    look_up_title(sheet, first, above, &sheet.lines[first], spans, &mut over);
    over.title.reverse();
    over.lead_in.reverse();
    over
}

/// Whether over lines of stub head that end a range, set close, stands a line of several column headings.
fn headings_over_stub(sheet: &Sheet, range: Range<usize>, spans: &[Span]) -> bool {
    let close = |j: usize| {
        let (line, next) = (&sheet.lines[j], &sheet.lines[j + 1]);
        next.bbox.y0 - line.bbox.y1 < 1.2 * line.size
    };
    let over = |j: usize| sheet.lines[j].tokens.iter().filter(|t| is_over_columns(t, spans)).count();
    let stub = range.clone().rev().take(STUB_HEAD).take_while(|j| over(*j) == 0 && (*j + 1 == range.end || close(*j)));
    let Some(j) = range.end.checked_sub(stub.count() + 1).filter(|j| *j >= range.start) else { return false };
    over(j) >= 2 && close(j) && is_heading_line(sheet, j, spans)
}

fn look_up_title<'a>(
    sheet: &'a Sheet,
    mut i: usize,
    above: usize,
    mut lower: &'a Line,
    spans: &[Span],
    over: &mut Over,
) {
    while i > above && over.title.len() < 9 {
        let line = &sheet.lines[i - 1];
        let gap = lower.bbox.y0 - line.bbox.y1;
        let named = over.title.iter().any(|j| !is_note(sheet.lines[*j].text()));
        let widest = if named { 2.0 } else { 9.0 };
        if gap > widest * line.size.max(lower.size) {
            break;
        }
        if is_prose(sheet, i - 1, spans) {
            over.after_prose = true;
            if line.text().ends_with(':') || over.title.is_empty() {
                over.lead_in = paragraph_up(sheet, i - 1, above);
            }
            break;
        }
        // `millions):` or `July 3, 2022, net of tax:` under a sentence that goes on is its end.
        let goes_on =
            |above: &Line| !above.text().trim_end().ends_with(['.', ':', ';']) && gap_between(above, line) < 0.8;
        let ends_sentence = line.text().trim_end().ends_with(':') && line.tokens.len() == 1;
        if ends_sentence && i >= above + 2 && goes_on(&sheet.lines[i - 2]) && is_prose(sheet, i - 2, spans) {
            over.after_prose = true;
            over.lead_in = paragraph_up(sheet, i - 1, above);
            break;
        }
        if begins_with_mark(line.text()) && !is_unit_note(line.text()) && !is_lettered_title(line) {
            over.after_prose = true;
            // `(2) Amounts include compensation expense, as follows:`
            if over.title.is_empty() && line.text().trim_end().ends_with(':') {
                over.lead_in = vec![i - 1];
            }
            break;
        }
        if is_remark_on_notes(line.text()) || is_full_sentence(line.text()) {
            over.after_prose = true;
            break;
        }
        if !is_web_address(line.text()) {
            over.title.push(i - 1);
        }
        lower = line;
        i -= 1;
    }
    over.after_prose = over.after_prose || (above..i).any(|j| is_prose(sheet, j, spans));
    let introduced = over.lead_in.first().is_some_and(|i| sheet.lines[*i].text().trim_end().ends_with(':'));
    let named = over.title.iter().any(|j| !is_note(sheet.lines[*j].text()));
    if !named && over.after_prose && !introduced {
        title_over_prose(sheet, i, above, spans, over);
    }
}

/// How far a line is under another, in ems.
fn gap_between(above: &Line, line: &Line) -> f32 {
    (line.bbox.y0 - above.bbox.y1) / line.size
}

/// Lines at the foot of a page, apart from the table over them, that name a table: one that begins the next page.
pub(super) fn title_at_foot(sheet: &Sheet, block: Block, spans: &[Span]) -> Vec<Caption> {
    let (above, end) = (block.last + 1, sheet.lines.len());
    let Some(last) = sheet.lines.get(above..end).and_then(<[Line]>::last) else { return Vec::new() };
    let mut over = Over::default();
    look_up_title(sheet, end, above, last, spans, &mut over);
    over.title.reverse();
    let named: Vec<usize> = over.title.iter().copied().filter(|i| !is_note(sheet.lines[*i].text())).collect();
    let Some(first) = named.first().copied() else { return Vec::new() };
    let apart = sheet.lines[first].bbox.y0 - sheet.lines[first - 1].bbox.y1 > 1.5 * sheet.lines[first].size;
    // Notes under the table above are no title, nor what stands among them.
    let noted = (above..end).any(|i| begins_with_mark(sheet.lines[i].text()));
    let set_off = named.iter().all(|i| is_set_off(sheet, &sheet.lines[*i]));
    if apart && !noted && set_off { over.title.iter().map(|i| caption(sheet, *i)).collect() } else { Vec::new() }
}

/// `(A) Consolidated Income Statement` in bold, `(1) Consolidated Balance Sheets` in any type: the tables of a report are lettered
/// or numbered as notes are.
fn is_lettered_title(line: &Line) -> bool {
    let text = line.text().trim_end();
    let mark = text.strip_prefix('(').and_then(|rest| rest.chars().next());
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let long = || text.split_whitespace().skip(1).filter(|word| word.len() >= 4);
    let named =
        text.split_whitespace().nth(1).is_some_and(capital) && !text.ends_with(['.', ':']) && word_count(text) <= 14;
    let names_statement = || tag(text).has(Role::StatementName) && long().all(capital);
    named
        && match mark {
            Some(mark) if mark.is_uppercase() => line.is_bold() || names_statement(),
            Some(mark) => mark.is_ascii_digit() && names_statement(),
            None => false,
        }
}

/// `(2) Consolidated financial position` right over a grid, apart from what is over it: the tables of an earnings summary are numbered
/// so, notes stand close under theirs.
fn is_numbered_title(sheet: &Sheet, i: usize) -> bool {
    let line = &sheet.lines[i];
    // Its mark may be a piece of its own, and look like a figure.
    let Some((mark, rest)) = line.text().split_once(' ') else { return false };
    let Some(name) = line.tokens.iter().find(|t| t.is_text() && t.text != mark) else { return false };
    let name = name.text.strip_prefix(mark).unwrap_or(&name.text).trim();
    let digits = mark.trim_matches(['(', ')']);
    let marked = mark.ends_with(')') && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let named = rest.starts_with(name) && name.starts_with(char::is_uppercase) && word_count(name) <= 12;
    let apart = i.checked_sub(1).is_none_or(|above| line.bbox.y0 - sheet.lines[above].bbox.y1 > 0.5 * line.size);
    marked && named && apart && !name.ends_with(['.', ':'])
}

/// Whether a line is bold, in capitals or centred on the page.
fn is_set_off(sheet: &Sheet, line: &Line) -> bool {
    let letters = line.text().chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().count() > 3 && letters.clone().all(char::is_uppercase);
    let centered = ((line.bbox.x0 + line.bbox.x1) / 2.0 - (sheet.text.0 + sheet.text.1) / 2.0).abs() < line.size
        && line.bbox.x0 > sheet.text.0 + 4.0 * line.size;
    line.is_bold() || capitals || centered
}

/// `The accompanying notes form an integral part of ...`: it ends the statement before.
fn is_remark_on_notes(text: &str) -> bool {
    tag(text).begins_with(Role::SeeNotes)
}

/// A sentence to its end, which no title is.
fn is_full_sentence(text: &str) -> bool {
    text.trim_end().ends_with('.') && word_count(text) >= 10 && !is_unit_note(text)
}

/// Running heads and feet often hold the company's address on the web; titles do not.
fn is_web_address(text: &str) -> bool {
    text.contains("http://") || text.contains("https://") || text.contains("www.")
}

/// A title with a paragraph of explanation between it and its table: the nearest lines that look like one.
fn title_over_prose(sheet: &Sheet, i: usize, above: usize, spans: &[Span], over: &mut Over) {
    let is_title = |j: &usize| {
        let line = &sheet.lines[*j];
        !is_prose(sheet, *j, spans) && !is_row(line) && is_set_off(sheet, line) && !begins_with_mark(line.text())
    };
    let Some(last) = (above..i).rev().find(is_title) else { return };
    over.title.extend((above..=last).rev().take_while(is_title).take(6));
    over.lead_in.clear();
}

/// The lines of the paragraph that ends at `i`, bottom first.
fn paragraph_up(sheet: &Sheet, i: usize, above: usize) -> Vec<usize> {
    let mut out = vec![i];
    let mut at = i;
    while at > above && out.len() < 12 {
        let (line, next) = (&sheet.lines[at], &sheet.lines[at - 1]);
        if line.baseline - next.baseline > 1.9 * line.size || is_row(next) {
            break;
        }
        at -= 1;
        out.push(at);
    }
    out
}

pub(crate) fn caption(sheet: &Sheet, i: usize) -> Caption {
    caption_of(sheet.number, &sheet.lines[i])
}

fn caption_of(page: u32, line: &Line) -> Caption {
    let mut pieces: Vec<&str> = line.tokens.iter().map(|t| t.text.as_str()).collect();
    pieces.dedup();
    let text = strip_marks(&pieces.join(" ")).0;
    Caption {
        text: text.into(),
        page,
        bbox: line.bbox,
        bold: line.is_bold(),
        introduces: line.text().trim_end().ends_with(':'),
    }
}

/// The captions of a line over a table: a remark set apart at its end, as `(% indicates changes from the year before)`, is one of its
/// own.
pub(crate) fn captions(sheet: &Sheet, i: usize) -> Vec<Caption> {
    let line = &sheet.lines[i];
    let remark = line.tokens.split_last().filter(|(last, rest)| !rest.is_empty() && is_in_parentheses(&last.text));
    let Some((last, rest)) = remark.filter(|(last, _)| is_note(&last.text)) else { return vec![caption(sheet, i)] };
    let parts = [rest.to_vec(), vec![last.clone()]].into_iter().filter_map(|tokens| line.with_tokens(tokens));
    parts.map(|part| caption_of(sheet.number, &part)).collect()
}

/// Whether a text is all in one pair of parentheses: not `(D) Statement of Cash Flows (IFRS)`.
pub(super) fn is_in_parentheses(text: &str) -> bool {
    let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let closes = |inside: &str| {
        let (close, open) = (inside.find(')').unwrap_or(inside.len()), inside.find('(').unwrap_or(inside.len()));
        close < open
    };
    inside.is_some_and(|inside| !closes(inside))
}

/// Whether a line over a table says something of it other than its name.
pub(crate) fn is_note(text: &str) -> bool {
    if is_in_parentheses(text) && word_count(text) >= 4 {
        return true;
    }
    let bare = text.trim_matches(|c: char| c == '(' || c == ')' || c.is_whitespace());
    if is_numbered_caption(text) {
        return false;
    }
    // `(Unaudited) (continued)`: several notes on one line.
    if let Some((first, rest)) = text.split_once(") (").filter(|_| text.starts_with('(')) {
        return is_note(&format!("{first})")) && is_note(&format!("({rest}"));
    }
    is_unit_note(text) || is_period_heading(text) || word(bare).is(WordClass::NoteAlone)
}
