//! A page made ready for finding tables: its lines without page numbers, its rules, the extent of its text.

use crossfoot_ingest::{CellGrid, Page, Rect, Rule};
use crossfoot_lexicon::{WordClass, word};

use crate::figure::footnote_mark;
use crate::lines::Line;
use crate::serials::drop_serials;
use crate::signs::join_signs;
use crate::wrapped_days::read_wrapped_days;

/// Which part of a page a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// All of its width.
    Whole,
    /// Left of a gutter.
    Left,
    /// Right of a gutter.
    Right,
}

/// A page as lines and rules.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) number: u32,
    pub(crate) lines: Vec<Line>,
    /// Horizontal rules, collinear pieces that touch made one.
    pub(crate) rules: Vec<Rect>,
    /// Vertical rules as they were drawn.
    pub(crate) uprights: Vec<Rect>,
    /// Shaded areas.
    pub(crate) fills: Vec<Rect>,
    /// Tables whose cells are declared.
    pub(crate) declared: Vec<CellGrid>,
    /// Left and right edge of all text.
    pub(crate) text: (f32, f32),
    /// It begins where its page begins (a part of a page may not).
    pub(crate) starts_page: bool,
    /// It ends where its page ends.
    pub(crate) ends_page: bool,
    /// The part of the page's width that it is.
    pub(crate) side: Side,
}

impl Sheet {
    /// A page by its lines and the rules on it.
    pub(crate) fn new(page: &Page, mut lines: Vec<Line>, rules: &[Rule]) -> Self {
        drop_page_numbers(&mut lines, page.height);
        drop_lines_of_marks(&mut lines);
        drop_serials(&mut lines);
        lines.retain(|line| !line.tokens.is_empty());
        join_signs(&mut lines);
        read_wrapped_days(&mut lines);
        let text = extent(&lines);
        let fills = page.fills.iter().map(|f| f.bbox).collect();
        let uprights = rules.iter().filter(|r| !r.is_horizontal()).map(|r| r.bbox).collect();
        let rules = join_rules(rules);
        let number = page.number;
        let declared = page.cells.clone();
        Self {
            number,
            lines,
            rules,
            uprights,
            fills,
            declared,
            text,
            starts_page: true,
            ends_page: true,
            side: Side::Whole,
        }
    }

    /// A part of the sheet: some of its lines, with all rules.
    pub(crate) fn part(&self, lines: Vec<Line>, starts_page: bool, ends_page: bool) -> Self {
        Self { text: extent(&lines), lines, starts_page, ends_page, ..self.clone() }
    }

    /// The same sheet as one side of a page.
    pub(crate) fn on(self, side: Side) -> Self {
        Self { side, ..self }
    }

    /// The horizontal rule right under a text box, if any: between its baseline and one line below.
    pub(crate) fn rule_under(&self, bbox: &Rect, size: f32) -> Option<&Rect> {
        self.rules
            .iter()
            .filter(|r| r.y0 > bbox.y1 - 0.45 * size && r.y0 < bbox.y1 + 0.75 * size)
            .filter(|r| r.overlap_x(bbox) > 0.5 * bbox.width().min(r.width()))
            .min_by(|a, b| a.y0.total_cmp(&b.y0))
    }

    /// The shaded band a heading is set on, if it is one line high: it spans what the heading spans.
    pub(crate) fn band_around(&self, bbox: &Rect, size: f32) -> Option<&Rect> {
        self.fills.iter().rev().find(|f| {
            f.height() < 2.6 * size
                && f.contains(bbox.x0 + 0.5, bbox.center_y())
                && f.contains(bbox.x1 - 0.5, bbox.center_y())
        })
    }

    /// Whether a rule stands right above the box: within a line's height over its top.
    pub(crate) fn is_ruled_above(&self, bbox: &Rect, size: f32) -> bool {
        self.rules.iter().any(|r| {
            r.y1 < bbox.y0 + 0.25 * size
                && r.y1 > bbox.y0 - 0.8 * size
                && r.overlap_x(bbox) > 0.5 * bbox.width().min(r.width())
        })
    }
}

/// Left and right edge of the text of lines.
fn extent(lines: &[Line]) -> (f32, f32) {
    lines.iter().fold((f32::MAX, f32::MIN), |(l, r), line| (l.min(line.bbox.x0), r.max(line.bbox.x1)))
}

/// Horizontal rules, with touching pieces at the same height joined: cells often carry a border each.
fn join_rules(rules: &[Rule]) -> Vec<Rect> {
    /// Pieces this near to each other, in points, are one rule; spanners are parted by more.
    const TOUCH: f32 = 2.0;
    /// Pieces this near in height are at one height.
    const LEVEL: f32 = 1.0;
    let mut flat: Vec<Rect> = rules.iter().filter(|r| r.is_horizontal()).map(|r| r.bbox).collect();
    flat.sort_by(|a, b| a.center_y().total_cmp(&b.center_y()));
    let mut out: Vec<Rect> = Vec::new();
    let mut start = 0;
    for end in 1..=flat.len() {
        if end < flat.len() && flat[end].center_y() - flat[start].center_y() < LEVEL {
            continue;
        }
        let level = &mut flat[start..end];
        level.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let from = out.len();
        for rule in level {
            match out[from..].last_mut() {
                Some(r) if rule.x0 <= r.x1 + TOUCH => *r = r.union(rule),
                _ => out.push(*rule),
            }
        }
        start = end;
    }
    out.retain(|r| r.width() > 3.0);
    out
}

/// Page numbers stand alone at the head or foot of a page: `3`, `- 22 -`, `A-9`, `Page 3 of 8`.
fn drop_page_numbers(lines: &mut Vec<Line>, height: f32) {
    let count = lines.len();
    let mut at = 0;
    lines.retain(|line| {
        let outer = at < 2 || at + 3 > count || line.bbox.y0 > 0.93 * height;
        at += 1;
        let text = line.text();
        !(is_numbered_page(text) || outer && is_page_number(text))
    });
}

/// In text raised marks come out as a line of their own over the words they belong to: nothing but `(1)` and the like over a line
/// without figures, or right behind the label of a row. Where such a line stands between two lines of one label, its figures are
/// figures.
fn drop_lines_of_marks(lines: &mut Vec<Line>) {
    let marks = |line: &Line| {
        let mark = |text: &str| footnote_mark(text) && text.starts_with('(');
        line.tokens.iter().all(|t| mark(&t.text) && t.words.iter().all(|w| w.field.is_none()))
    };
    let label = |line: &Line| line.tokens.len() == 1 && !line.has_figure();
    let dropped: Vec<bool> = (0..lines.len())
        .map(|i| {
            let before = i.checked_sub(1).map(|at| &lines[at]);
            let Some(after) = lines.get(i + 1).filter(|_| marks(&lines[i])) else { return false };
            let close = after.baseline - lines[i].baseline < 1.8 * lines[i].size;
            let over_words = !(after.has_figure() || label(after) && before.is_some_and(label));
            close && (over_words || is_behind_label(&lines[i], after))
        })
        .collect();
    // A row keeps the mark that is dropped from behind its label.
    for i in (0..lines.len().saturating_sub(1)).filter(|i| dropped[*i]) {
        if is_behind_label(&lines[i], &lines[i + 1]) {
            let mark = lines[i].tokens[0].text.clone();
            lines[i + 1].tokens[0].marks.push(mark);
        }
    }
    let mut dropped = dropped.into_iter();
    lines.retain(|_| !dropped.next().unwrap_or(false));
}

/// Whether a line holds one thing, which stands where the label of a row ends: a mark raised from it.
fn is_behind_label(line: &Line, row: &Line) -> bool {
    let ([mark], Some((label, figures))) = (line.tokens.as_slice(), row.tokens.split_first()) else { return false };
    let behind = mark.bbox.x0 - label.bbox.x1;
    let before_figures = figures.first().is_some_and(|t| t.left - mark.bbox.x1 > 2.0 * mark.size);
    label.is_text() && behind > -0.6 * mark.size && behind < 1.2 * mark.size && before_figures
}

/// `Page 3`, `Page 3 of 8`, `Acme / Page 3`.
fn is_numbered_page(text: &str) -> bool {
    let text = text.trim();
    if !text.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let before = match words.as_slice() {
        [before @ .., page, n, of, m] if number(n) && number(m) && word(of).is(WordClass::Of) => {
            [before, &[*page]].concat()
        }
        [before @ .., page, n] if number(n) => [before, &[*page]].concat(),
        _ => return false,
    };
    let page = before.last().and_then(|text| text.rsplit(|c: char| !c.is_alphanumeric()).next());
    page.is_some_and(|text| word(text).is(WordClass::Page)) && before.join(" ").chars().count() <= 45
}

fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '|')).collect();
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = bare.len() - digits.len();
    letters <= 1 && !digits.is_empty() && digits.len() <= 3 && digits.chars().all(|c| c.is_ascii_digit())
}

/// How many words.
pub(crate) fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether the text begins with a footnote mark, as a note under a table does.
pub(crate) fn begins_with_mark(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    let starred = first.starts_with(['*', '†', '‡']) && first.chars().count() <= 24;
    (footnote_mark(first) && text.len() > first.len() && !first.chars().all(|c| c.is_ascii_digit()))
        || starred
        || begins_note(text, first)
}

/// Whether a text begins as notes do: `Note: ...`, `See ...`, `N/M = not meaningful`. `NOTE 5` in capitals is a title.
fn begins_note(text: &str, first: &str) -> bool {
    let goes_on = text.len() > first.len() || !first.ends_with(char::is_alphabetic);
    // `(Note)` as in `Note:`.
    let bare = first.strip_prefix('(').and_then(|first| first.strip_suffix([')', ':'])).unwrap_or(first);
    let (found, first) = (word(bare), bare);
    let capitals = first.chars().filter(|c| c.is_uppercase()).count();
    goes_on
        && first.starts_with(char::is_uppercase)
        && (found.is(WordClass::NoteBeginning) && capitals == 1 || found.is(WordClass::NoFigureNote) && capitals == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told() {
        for text in ["3", "- 22 -", "A - 9", "12", "– 4 –"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["1,234", "Cash", "2023", "AB 3"] {
            assert!(!is_page_number(text), "{text}");
        }
        assert!(is_numbered_page("Page 3 of 8"));
    }
}
