//! Rows: the lines of a block made into labelled rows of cells.
//!
//! Labels wrap: a label of two or three lines has its figures on the last line, the first, or between. Whether two lines
//! are one label is decided by what a typesetter does: a line is broken only where the next word would not fit.

use crossfoot_lexicon::{Role, WordClass, tag, units, word};
use std::ops::Range;

use crate::columns::{Span, column_of};
use crate::figure::{self, figure, strip_marks};
use crate::heading::stub_border;
use crate::lines::Spacing;
use crate::period::{self, Clue};
use crate::sheet::{Sheet, word_count};
use crate::table::{Cell, Content, Row};
use crate::tokens::{CellPlace, Kind, Token, tokens};

/// A line of the stub with the cells beside it.
#[derive(Debug, Clone)]
struct StubLine {
    label: String,
    marks: Vec<String>,
    x0: f32,
    x1: f32,
    first_word: f32,
    top: f32,
    baseline: f32,
    size: f32,
    bold: bool,
    cells: Vec<Option<Cell>>,
    ruled: bool,
    /// The label runs into the columns, so it was not broken at the stub's width.
    overhangs: bool,
    bbox: crossfoot_ingest::Rect,
}

impl StubLine {
    fn has_cells(&self) -> bool {
        self.cells.iter().any(Option::is_some)
    }
}

/// The rows of a block. `sections` are the label lines over its first row, `below` is where the next block begins.
pub(crate) fn rows(sheet: &Sheet, sections: &[usize], block: Range<usize>, below: usize, spans: &[Span]) -> Vec<Row> {
    rows_between(sheet, sections, block, below, spans, &[])
}

/// The rows of a block, where rules at the heights `cuts`, top first, part the labels: no row reaches over one, and lines between two
/// of them are one row if one of them alone has cells.
pub(crate) fn rows_between(
    sheet: &Sheet,
    sections: &[usize],
    block: Range<usize>,
    below: usize,
    spans: &[Span],
    cuts: &[f32],
) -> Vec<Row> {
    let mut numbers: Vec<usize> = sections.to_vec();
    numbers.extend(block.clone());
    let mut lines: Vec<StubLine> = numbers.iter().map(|i| stub_line(sheet, *i, spans)).collect();
    settle_marks(&mut lines);
    join_wrapped_cells(&mut lines);
    let limit = lines.iter().filter(|l| !l.overhangs).map(|l| l.x1).fold(0.0_f32, f32::max);
    let pitch = usual_pitch(&lines);
    // The last label may go on under its figures.
    if let Some(next) = (block.end..below.min(block.end + 1)).next() {
        let line = stub_line(sheet, next, spans);
        let goes_on = lines.last().is_some_and(|last| strongly_continues(last, &line, limit));
        let fits = line.x1 <= limit + line.size;
        lines.push(line);
        if !(fits && (goes_on || lines.len() > 2 && centred(&lines, lines.len() - 3).is_some())) {
            lines.pop();
        }
    }
    let left = lines.iter().filter(|l| !l.label.is_empty()).map(|l| l.x0).fold(f32::MAX, f32::min);
    let ranges = if cuts.is_empty() { group(&lines, limit, pitch) } else { group_between(&lines, limit, pitch, cuts) };
    ranges
        .into_iter()
        .map(|range| row(&lines[range], left, sheet.number))
        .filter(|r| !(r.label.is_empty() && r.is_heading()))
        .collect()
}

/// Runs of lines that make one row each, none of them over a cut.
fn group_between(lines: &[StubLine], limit: f32, pitch: f32, cuts: &[f32]) -> Vec<Range<usize>> {
    let between = |line: &StubLine| cuts.partition_point(|cut| *cut < line.bbox.center_y());
    let mut out = Vec::new();
    let mut start = 0;
    for run in lines.chunk_by(|a, b| between(a) == between(b)) {
        let end = start + run.len();
        let closed = (1..cuts.len()).contains(&between(&run[0]));
        if closed && run.iter().filter(|line| line.has_cells()).count() == 1 {
            out.push(start..end);
        } else {
            out.extend(group(run, limit, pitch).into_iter().map(|r| r.start + start..r.end + start));
        }
        start = end;
    }
    out
}

/// A raised mark that did not fit on the line of its label stands a little over the figures: it is a mark of theirs.
fn settle_marks(lines: &mut Vec<StubLine>) {
    for i in (1..lines.len()).rev() {
        let (mark, figures) = (&lines[i - 1], &lines[i]);
        let only_marks = mark.label.is_empty() && !mark.marks.is_empty() && !mark.has_cells();
        let close = figures.baseline - mark.baseline < 0.75 * figures.bbox.height();
        if only_marks && close && figures.label.is_empty() && figures.has_cells() {
            let marks = lines.remove(i - 1).marks;
            lines[i - 1].marks.extend(marks);
        }
    }
}

/// Words under text in a figure's place go on with it: `$8.70 - $8.72` over `Billion`.
fn join_wrapped_cells(lines: &mut Vec<StubLine>) {
    let is_text = |cell: &Option<Cell>| matches!(cell, Some(cell) if cell.content == Content::Text);
    for i in (1..lines.len()).rev() {
        let (above, line) = (&lines[i - 1], &lines[i]);
        let wraps =
            line.cells.iter().zip(&above.cells).all(|(cell, over)| cell.is_none() || is_text(cell) && is_text(over));
        let close = line.baseline - above.baseline < 1.6 * above.size.max(line.size);
        if line.label.is_empty()
            && line.marks.is_empty()
            && line.has_cells()
            && wraps
            && close
            && !above.label.is_empty()
        {
            let cells = lines.remove(i).cells;
            for (over, cell) in lines[i - 1].cells.iter_mut().zip(cells) {
                if let (Some(over), Some(cell)) = (over, cell) {
                    over.printed = format!("{} {}", over.printed, cell.printed);
                    over.place = over.place.union(&cell.place);
                    over.bbox = over.bbox.union(&cell.bbox);
                }
            }
        }
    }
}

fn stub_line(sheet: &Sheet, i: usize, spans: &[Span]) -> StubLine {
    let line = &sheet.lines[i];
    let border = stub_border(spans, line.size);
    let mut cells: Vec<Option<Cell>> = vec![None; spans.len()];
    let mut taken: Vec<Option<f32>> = vec![None; spans.len()];
    let mut stub: Vec<Token> = Vec::new();
    let mut queue: Vec<Token> = line.tokens.clone();
    if let Some(parts) = queue
        .iter()
        .position(|t| t.is_text() && t.cell.is_none() && t.bbox.x1 > border && t.bbox.x0 < border)
        .map(|at| (at, free_figures(&queue[at], spans)))
    {
        let (at, parts) = parts;
        queue.splice(at..=at, parts);
    }
    let mut ruled = false;
    let alone = queue.len() == 1;
    for token in queue {
        if token.cell == Some(CellPlace::Stub) {
            stub.push(token);
            continue;
        }
        // Words wider than the column's figures begin left of them, apart from the label.
        let over = token.bbox.x0 > border
            || match stub.last() {
                Some(label) => token.bbox.x0 - label.bbox.x1 > 2.0 * token.size && token.bbox.x1 > border + token.size,
                None => token.bbox.center_x() > border,
            };
        let words_in_column = token.is_text() && !alone && over && word_count(&token.text) <= 5;
        let in_columns = words_in_column
            || token.is_cell() && (token.bbox.x1 > border - 0.5 * token.size || matches!(token.kind, Kind::Figure(_)));
        let in_columns = in_columns && !runs_on(stub.last(), &token, spans);
        let column = match token.cell {
            Some(CellPlace::Column(column)) => Some(column),
            _ if in_columns => column_of(spans, &token),
            _ => None,
        };
        let Some(column) = column else {
            stub.push(token);
            continue;
        };
        let distance = (token.edge - spans[column].edge).abs();
        if taken[column].is_some_and(|d| d <= distance) {
            continue;
        }
        ruled |= sheet.is_ruled_above(&token.bbox, token.size);
        taken[column] = Some(distance);
        cells[column] = Some(cell(token, sheet.number));
    }
    // A sign of money far from its figure is no part of the label.
    if stub.len() > 1 && cells.iter().any(Option::is_some) {
        stub.pop_if(|token| units().is_only_sign(&token.text));
    }
    // `5, 6` apart from the label refers to notes.
    let is_reference = |t: &Token| t.is_text() && t.text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' '));
    let mut references: Vec<String> = Vec::new();
    if stub.len() > 1 {
        references =
            stub[1..].iter().filter(|t| is_reference(t)).map(|t| t.text.trim_end_matches(',').to_owned()).collect();
        let mut at = 0;
        stub.retain(|t| {
            at += 1;
            at == 1 || !is_reference(t)
        });
    }
    let mut label = stub.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
    let (bare, mut marks) = strip_marks(&label);
    label = bare;
    marks.extend(references);
    marks.extend(stub.iter().flat_map(|t| t.marks.clone()));
    let first = stub.first().map_or(line.bbox, |t| t.bbox);
    let last = stub.last().map_or(line.bbox, |t| t.bbox);
    let first_word = stub.first().and_then(|t| t.words.first()).map_or(first.width(), |w| w.bbox.width());
    StubLine {
        label,
        marks,
        x0: first.x0,
        x1: if stub.is_empty() { 0.0 } else { last.x1 },
        first_word,
        top: line.bbox.y0,
        baseline: line.baseline,
        size: stub.first().map_or(line.size, |t| t.size),
        bold: !stub.is_empty() && stub.iter().all(|t| t.bold),
        cells,
        ruled,
        overhangs: !stub.is_empty() && last.x1 > border + 0.5 * line.size,
        bbox: line.bbox,
    }
}

/// Whether a figure goes on a label in the middle of a sentence (`issued: 71,104,218`): it follows the words at a word space and
/// stands in no column.
fn runs_on(label: Option<&Token>, token: &Token, spans: &[Span]) -> bool {
    let Some(label) = label.filter(|l| l.is_text() && token.field.is_none()) else { return false };
    let near = token.left - label.bbox.x1 < 0.45 * token.size;
    near && spans
        .iter()
        .all(|s| (token.edge - s.edge).abs() > 0.6 * token.size && (token.bbox.x1 - s.x1).abs() > 0.6 * token.size)
}

/// Text that runs into the columns may end in a figure set tight against it: cut that off where it stands in a column.
fn free_figures(token: &Token, spans: &[Span]) -> Vec<Token> {
    let mut words = token.words.clone();
    let mut freed: Vec<Token> = Vec::new();
    while words.len() > 1 {
        let Some(last) = words.last() else { break };
        let fits = spans
            .iter()
            .any(|s| (last.bbox.x1 - s.x1).abs() < 0.5 * last.size || (last.bbox.x1 - s.edge).abs() < 0.4 * last.size);
        if !(fits && figure(&last.text).is_some() && figure::is_year(&last.text).is_none()) {
            break;
        }
        let word = words.remove(words.len() - 1);
        freed.extend(tokens(vec![word], Spacing::default()));
    }
    if freed.is_empty() {
        return vec![token.clone()];
    }
    let mut out = tokens(words, Spacing::default());
    freed.reverse();
    out.extend(freed);
    out
}

fn cell(token: Token, page: u32) -> Cell {
    let content = match token.kind {
        Kind::Figure(f) => Content::Figure(f),
        Kind::Year(_) => figure(&token.text).map_or(Content::Text, Content::Figure),
        Kind::CellText | Kind::Text => Content::Text,
    };
    Cell { content, printed: token.text, page, place: token.place, bbox: token.bbox }
}

/// The usual distance between the baselines of neighbouring rows.
fn usual_pitch(lines: &[StubLine]) -> f32 {
    let mut steps: Vec<f32> = lines
        .windows(2)
        .filter(|p| p[0].has_cells() && p[1].has_cells())
        .map(|p| p[1].baseline - p[0].baseline)
        .filter(|d| *d > 0.0)
        .collect();
    steps.sort_by(f32::total_cmp);
    // The lower middle: space is often left between groups of rows.
    steps.get(steps.len().saturating_sub(1) / 2).copied().unwrap_or(12.0)
}

/// How strongly line `b` reads as going on from line `a`, by words alone.
fn reads_on(a: &str, b: &str) -> i32 {
    let mut score = 0;
    let bare = b.strip_prefix('(').filter(|b| b.contains(')')).unwrap_or(b);
    let capitals = || !b.contains(char::is_lowercase) && begins_inside(b);
    if (bare.starts_with(char::is_lowercase) && !is_enumerated(b)) || bare.starts_with("& ") || capitals() {
        score += 3;
    }
    // `... at December | 31, 2004 and 2003, respectively`
    if b.starts_with(|c: char| c.is_ascii_digit()) && ends_with_month(a) {
        score += 6;
    }
    let last = a.split_whitespace().last().unwrap_or("");
    // `used in computing`, but not `Client Computing`.
    let open = last.starts_with(char::is_lowercase) && word(last).is(WordClass::OpenVerb);
    // `Receivables, net` is whole.
    let after_comma = || a.strip_suffix(last).is_some_and(|before| before.trim_end().ends_with(','));
    // The possessive of a plural, in capitals or not.
    let possessive =
        last.char_indices().nth_back(1).is_some_and(|(at, _)| word(&last[at..]).is(WordClass::PossessiveEnd));
    let last_word = word(last);
    if last_word.is(WordClass::LastAfterComma) && after_comma() {
        score -= 1;
    } else if last_word.is(WordClass::NeverLast) || possessive || open {
        score += 6;
    } else if last_word.is(WordClass::OpenEnd) || last.ends_with([',', '-', '/', '–', '—', '&']) {
        score += 3;
    }
    let open = a.matches('(').count() as i32 - a.matches(')').count() as i32;
    if open > 0 && b.contains(')') {
        score += 3;
    }
    if a.ends_with(':') {
        score -= 5;
    }
    // `... authorized | 1,000,000,000 shares, issued and outstanding`: a label does not begin with a large number.
    if b.split_whitespace().next().and_then(figure).is_some_and(|f| f.grouped) {
        score += 3;
    }
    score
}

/// Whether the last word of a line is a month.
fn ends_with_month(line: &str) -> bool {
    let found = period::clues(line.rsplit(' ').next().unwrap_or_default());
    matches!(found.as_slice(), [(_, Clue::Date { year: None, day: None, .. })])
}

/// Whether a label begins as no label of its own does: `of affiliates and minority interests`. Items of a balance are: `of which
/// restricted`.
fn begins_inside(label: &str) -> bool {
    let Some((first, rest)) = label.split_once(' ') else { return false };
    let small = first.starts_with(char::is_lowercase) || !label.contains(char::is_lowercase);
    let of_which = || {
        let second = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        word(first).is(WordClass::Of) && word(second).is(WordClass::Which)
    };
    small && word(first).is(WordClass::InsideLabel) && !of_which()
}

/// Whether the line at `i`, with figures, is the rest of a label: `Accrued expenses and other current` over `liabilities`. Both are in
/// small letters where they meet, and it is not the first item of a list of such (`basic`, `diluted`).
fn is_rest(lines: &[StubLine], i: usize) -> bool {
    let small = |label: &str| label.starts_with(char::is_lowercase) && !is_enumerated(label);
    let begun = lines[i - 1].label.split_whitespace().last().is_some_and(|word| word.chars().all(char::is_lowercase));
    let next = lines.get(i + 1).is_some_and(|next| small(&next.label));
    // What hangs under it and has no figures either is no item.
    let hangs = !lines[i].has_cells() && lines[i].x0 > lines[i - 1].x0;
    begun && small(&lines[i].label) && (hangs || lines[i].has_cells() && !next)
}

/// Whether a label is the rest of one that ends a page: it goes on in small letters, or as no label begins.
pub(crate) fn is_rest_of(begun: &str, label: &str) -> bool {
    let small = label.starts_with(char::is_lowercase) && !is_enumerated(label);
    (small || begins_inside(label)) && reads_on(begun, label) >= 3
}

/// `b. Free cash flows`, `(c) Other`: an item of a list.
fn is_enumerated(label: &str) -> bool {
    let item = label.strip_prefix('(').unwrap_or(label);
    let mut chars = item.chars();
    matches!((chars.next(), chars.next()), (Some(c), Some('.' | ')')) if c.is_ascii_lowercase())
        && chars.as_str().trim_start().starts_with(char::is_uppercase)
}

/// Whether two lines, the second at `i`, are set closer to each other than to the lines around them: rows are set apart, the
/// lines of one label are not.
fn is_tighter_than_around(lines: &[StubLine], i: usize) -> bool {
    let step = |i: usize| Some(lines.get(i)?.baseline - lines.get(i.checked_sub(1)?)?.baseline);
    let (Some(here), Some(after)) = (step(i), step(i + 1)) else { return false };
    let tighter = |other: f32| here < 0.93 * other && other > 0.0;
    here > 0.0 && here < 1.35 * lines[i].size && tighter(after) && step(i - 1).is_none_or(tighter)
}

/// Whether the words alone make `b` the rest of a label that `a` begins.
fn strongly_continues(a: &StubLine, b: &StubLine, limit: f32) -> bool {
    let fits = a.x1 + 0.3 * a.size + b.first_word < limit - 0.5 * a.size;
    !a.label.is_empty()
        && !b.label.is_empty()
        && !b.has_cells()
        && !fits
        && a.bold == b.bold
        && b.baseline - a.baseline < 1.6 * a.size
        && !b.label.ends_with(':')
        && reads_on(&a.label, &b.label) >= 3
        && word_count(&b.label) <= 8
}

/// Whether two neighbouring stub lines, the second at `i`, are one label.
fn continues(lines: &[StubLine], i: usize, limit: f32, pitch: f32) -> bool {
    let (a, b) = (&lines[i - 1], &lines[i]);
    // Nothing but the footnote mark did not fit.
    if b.label.is_empty() && !b.marks.is_empty() && !a.label.is_empty() && !a.has_cells() {
        return b.baseline - a.baseline < 1.6 * a.size;
    }
    if a.label.is_empty() || b.label.is_empty() || a.has_cells() && b.has_cells() || a.bold != b.bold {
        return false;
    }
    // `Net income attributable to` over the company and the noncontrolling interests is their heading.
    if ends_in_attributable_to(&a.label) && !a.has_cells() && b.has_cells() && is_of_others(lines, i + 1) {
        return false;
    }
    let step = b.baseline - a.baseline;
    if step > 2.0 * a.size.max(b.size) || (a.size - b.size).abs() > 0.15 * a.size {
        return false;
    }
    let em = a.size;
    let fits = a.x1 + 0.3 * em + b.first_word < limit - 0.5 * em;
    let words = reads_on(&a.label, &b.label);
    let mut score = words + if fits { -3 } else { 1 };
    if !a.has_cells() && (begins_inside(&b.label) || is_rest(lines, i)) && !a.label.ends_with(':') {
        score += 3;
    }
    if step < 1.3 * em && step < 0.8 * pitch {
        score += 3;
    } else if step < 1.35 * em && step < if words > 0 { 0.9 } else { 0.84 } * pitch
        || !fits && is_tighter_than_around(lines, i)
    {
        score += 2;
    } else if step > 1.15 * pitch && step > 1.5 * em {
        score -= 1;
    }
    if b.x0 > a.x0 + 0.4 * em {
        score += 1;
        // A heading as wide as the labels over one deeper line alone is no heading.
        let alone = lines.get(i + 1).is_none_or(|next| !next.label.is_empty() && next.x0 < a.x0 + 0.4 * em);
        score += i32::from(alone && !fits && !a.has_cells() && b.has_cells());
    } else if b.x0 < a.x0 - 0.4 * em {
        score -= 2;
    }
    if a.overhangs != b.overhangs {
        score -= 3;
    }
    if a.has_cells() {
        // Figures on the first line of a wrapped label are the rarer way, and what ends in a colon has none.
        score -= if b.label.ends_with(':') { 6 } else { 1 };
    }
    score >= 3
}

/// Whether a label ends in `attributable to`: who, is on the next line.
fn ends_in_attributable_to(label: &str) -> bool {
    let mut words = label.split_whitespace().rev();
    words.next().is_some_and(|last| word(last).is(WordClass::To))
        && words.next().is_some_and(|before| word(before).is(WordClass::Attributable))
}

/// Whether a short label is of owners other than the company's.
fn is_of_others(lines: &[StubLine], i: usize) -> bool {
    lines.get(i).is_some_and(|line| word_count(&line.label) <= 4 && tag(&line.label).has(Role::OtherOwners))
}

/// Runs of lines that make one row each; at most one line of a run has cells.
fn group(lines: &[StubLine], limit: f32, pitch: f32) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let mut end = i + 1;
        let mut filled = lines[i].has_cells();
        if let Some(centred) = centred(lines, i) {
            out.push(i..centred);
            i = centred;
            continue;
        }
        if let Some(end) = beside(lines, i) {
            out.push(i..end);
            i = end;
            continue;
        }
        while end < lines.len() && !(filled && lines[end].has_cells()) {
            let mut joins = continues(lines, end, limit, pitch);
            // A line without figures between two that have some may belong to either: the better reading wins.
            if joins && filled && end + 1 < lines.len() && lines[end + 1].has_cells() {
                let down = continues(lines, end + 1, limit, pitch);
                joins = !down
                    || reads_on(&lines[end - 1].label, &lines[end].label)
                        > reads_on(&lines[end].label, &lines[end + 1].label);
            }
            if !joins {
                break;
            }
            filled |= lines[end].has_cells();
            end += 1;
        }
        match out.last_mut() {
            Some(label) if is_over_its_figures(&lines[label.clone()], &lines[i..end]) => label.end = end,
            _ => out.push(i..end),
        }
        i = end;
    }
    out
}

/// Whether a label without figures stands right over figures without a label: a total with no line above it in its section is
/// no total.
fn is_over_its_figures(label: &[StubLine], figures: &[StubLine]) -> bool {
    let (Some(last), Some(first)) = (label.last(), figures.first()) else { return false };
    let bare = figures.iter().all(|line| line.label.is_empty() && line.marks.is_empty());
    let close = first.baseline - last.baseline < 1.8 * last.size;
    bare && first.has_cells() && close && !label.iter().any(StubLine::has_cells) && !last.label.ends_with(':')
}

/// A label and its figures set at slightly different heights, within the height of a letter.
fn beside(lines: &[StubLine], i: usize) -> Option<usize> {
    let [a, b] = lines.get(i..i + 2)? else { return None };
    let split =
        a.label.is_empty() && a.has_cells() && !b.has_cells() || b.label.is_empty() && b.has_cells() && !a.has_cells();
    (split && b.baseline - a.baseline < 0.62 * a.size.max(b.size)).then_some(i + 2)
}

/// A row whose figures stand by themselves between the two lines of their label: label, figures, label.
fn centred(lines: &[StubLine], i: usize) -> Option<usize> {
    let [a, b, c] = lines.get(i..i + 3)? else { return None };
    let alone = b.label.is_empty() && b.has_cells() && !a.has_cells() && !c.has_cells();
    let close = b.baseline - a.baseline < 1.1 * a.size && c.baseline - b.baseline < 1.1 * a.size;
    (alone && close && !a.label.is_empty() && !c.label.is_empty()).then_some(i + 3)
}

fn row(lines: &[StubLine], left: f32, page: u32) -> Row {
    let filled = lines.iter().find(|l| l.has_cells());
    let first = &lines[0];
    let label = lines.iter().map(|l| l.label.as_str()).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ");
    let bbox = lines.iter().fold(first.bbox, |b, l| b.union(&l.bbox));
    let labelled = lines.iter().find(|l| !l.label.is_empty()).unwrap_or(first);
    Row {
        indent: if label.is_empty() { 0.0 } else { (labelled.x0 - left).max(0.0) },
        label: label.into(),
        marks: lines.iter().flat_map(|l| l.marks.clone()).collect(),
        size: labelled.size,
        bold: labelled.bold,
        ruled_above: filled.is_some_and(|l| l.ruled),
        page,
        bbox: crossfoot_ingest::Rect { y0: first.top, ..bbox },
        cells: filled.map_or_else(|| vec![None; first.cells.len()], |l| l.cells.clone()),
    }
}
