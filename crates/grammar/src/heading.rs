//! Column headings: which words over the columns belong to which of them.
//!
//! A heading belongs to the columns it stands over; one over several (a spanner) to all under its rule or its width.
//! Each heading line is cut into its pieces, and the pieces are laid over the columns in order so that all stand as
//! nearly centred over, or flush with, their columns as can be.

mod cut;
mod heads;

use crossfoot_ingest::Rect;
use crossfoot_lexicon::{Role, tag, units};

use crate::columns::{Span, WIDEST_SLOT};
use crate::figure::strip_marks;
use crate::lines::Line;
use crate::period::is_period_heading;
use crate::sheet::Sheet;
use crate::tokens::Token;
pub(crate) use cut::several_dates;
use cut::{split, whole_phrases};
use heads::{Heads, Top};

/// A piece of heading over a run of columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) marks: Vec<String>,
    pub(crate) first: usize,
    pub(crate) last: usize,
}

impl Piece {
    /// What stands there, without its footnote marks; `raised` are those that were set apart from it already.
    pub(crate) fn new(text: &str, raised: &[String], (first, last): (usize, usize)) -> Self {
        let (text, mut marks) = strip_marks(text);
        marks.extend(raised.iter().cloned());
        Self { text, marks, first, last }
    }
}

/// The x left of which a token is no heading over a column but part of the stub.
pub(crate) fn stub_border(columns: &[Span], size: f32) -> f32 {
    columns.first().map_or(f32::MAX, |c| c.left.min(c.x0) - 0.3 * size)
}

/// Left edge of the place a column has on the paper. Figures are flush right in it, headings often centred, so it is told by
/// where the column before ends, or, for the first, by how far apart the first two are.
fn slot_left(columns: &[Span], i: usize) -> f32 {
    if i > 0 {
        return columns[i - 1].x1;
    }
    match columns {
        [first, second, ..] => first.left.min(first.x1 - (second.x1 - first.x1).min(WIDEST_SLOT)),
        [only] => only.slot,
        [] => f32::MAX,
    }
}

/// Whether a token stands over the columns rather than over the stub.
pub(crate) fn is_over_columns(token: &Token, columns: &[Span]) -> bool {
    let Some(first) = columns.first() else { return false };
    if let Some(field) = token.field {
        return field > 0;
    }
    token.bbox.x0 >= stub_border(columns, token.size)
        || token.bbox.center_x() >= first.x0 - 0.8 * token.size
        || token.bbox.x0 >= slot_left(columns, 0)
        || token.bbox.x1 - token.bbox.x0 > 0.0 && token.bbox.center_x() > slot_left(columns, 0) + 0.5 * token.size
        // A heading flush right over a narrow column.
        || (token.bbox.x1 - first.x1).abs() < 0.6 * token.size && token.bbox.x0 > first.x0 - 8.0 * token.size
}

/// The pieces of all heading lines over the columns, top line first.
pub(crate) fn pieces(sheet: &Sheet, lines: &[&Line], columns: &[Span]) -> Vec<Vec<Piece>> {
    let over: Vec<Vec<Token>> = lines.iter().map(|line| over_columns(line, columns)).collect();
    let mut heads = Heads::new(columns.len());
    let read = |i: usize| {
        heads.above = i.checked_sub(1).map_or(&[], |above| &over[above]);
        line_pieces(sheet, &over[i], columns, &mut heads)
    };
    let mut levels: Vec<Vec<Piece>> = (0..lines.len()).rev().map(read).collect();
    levels.reverse();
    levels
}

/// What of a line stands over the columns.
fn over_columns(line: &Line, columns: &[Span]) -> Vec<Token> {
    whole_phrases(line.tokens.iter().filter(|t| is_over_columns(t, columns)))
}

/// The pieces of one heading line, each with its run of columns; `line` is what of it stands over them.
fn line_pieces(sheet: &Sheet, line: &[Token], columns: &[Span], heads: &mut Heads<'_>) -> Vec<Piece> {
    let over: Vec<Token> = line.iter().flat_map(|t| split(sheet, t, columns)).collect();
    if over.is_empty() || columns.is_empty() {
        return Vec::new();
    }
    let mut ranges = lay_over(sheet, &over, columns, heads);
    if over.iter().any(|t| t.field.is_some()) {
        spread(&over, &mut ranges, columns, heads);
    }
    even_out(&over, &mut ranges, columns.len());
    if let Some(groups) = heads.groups(&over, columns)
        && over.iter().all(|t| ruled_range(sheet, t, &over, columns, heads).is_none_or(|(first, last)| first == last))
    {
        ranges = groups;
    }
    if over.iter().all(|t| t.field.is_none())
        && let Some(shares) = heads
            .shares_of_days(&over, &ranges)
            .or_else(|| heads.shares_of_periods(&over, &ranges, columns))
            .or_else(|| heads.flush_shares(&over, &ranges, columns))
        && !over.iter().zip(&shares).any(|(token, (first, last))| heads.stands_beside(token, *first, *last))
    {
        ranges = shares;
    }
    if let Some(repeated) = heads.repeated(&over, &ranges, columns) {
        ranges = repeated;
    }
    if let Some(shares) = heads.shares_of_dates(&over) {
        ranges = shares;
    }
    for (token, (first, last)) in over.iter().zip(&ranges) {
        let top = Top { first: *first, last: *last, x0: token.bbox.x0, x1: token.bbox.x1, y0: token.bbox.y0 };
        heads.tops[*first..=*last].fill(Some(top));
        heads.texts[*first..=*last].iter_mut().for_each(|text| *text = format!("{} {text}", token.text));
        if first == last {
            let (l, r) = heads.extents[*first].unwrap_or((token.bbox.x0, token.bbox.x1));
            heads.extents[*first] = Some((l.min(token.bbox.x0), r.max(token.bbox.x1)));
            heads.timed[*first] |= is_period_heading(&token.text);
        }
    }
    over.iter()
        .zip(ranges)
        .map(|(token, range)| Piece::new(&token.text, &token.marks, range))
        .filter(|p| !p.text.is_empty())
        .collect()
}

/// The same words over each of several groups of columns span as many columns in each: where one stands over the middle column
/// of its group it looks like a heading of that column alone.
fn even_out(over: &[Token], ranges: &mut [(usize, usize)], columns: usize) {
    for i in 0..over.len() {
        let widest = (0..over.len()).filter(|j| over[*j].text == over[i].text).map(|j| ranges[j].1 - ranges[j].0).max();
        let (first, last) = ranges[i];
        let missing = widest.unwrap_or(0) - (last - first);
        let (side, left, right) = (missing / 2, first, columns - 1 - last);
        if missing == 0 || missing % 2 == 1 || left < side || right < side {
            continue;
        }
        let wider = (first - side, last + side);
        let free = (0..over.len()).all(|j| j == i || ranges[j].1 < wider.0 || ranges[j].0 > wider.1);
        if free {
            ranges[i] = wider;
        }
    }
}

/// In text with marked fields a spanner stands in one field of those it spans. Where the headings below name no period, columns
/// that no piece of the line covers belong to the nearest period (the one to the left when two are as near). Where they do
/// (`2003 | 2002` under `First half`), a period stands in the first field of those it spans; or, where years stand before it, in the
/// last, or in the same field of its equal share.
fn spread(over: &[Token], ranges: &mut [(usize, usize)], columns: &[Span], heads: &Heads<'_>) {
    let is_spanner = |i: &usize| is_period_heading(&over[*i].text);
    if heads.timed.iter().any(|t| *t) {
        if let Some(shares) = heads.equal_shares(over, ranges) {
            ranges.copy_from_slice(&shares);
            return;
        }
        let first = (0..over.len()).find(is_spanner).map_or(0, |i| ranges[i].0);
        if (0..first).any(|column| heads.timed[column]) {
            for i in (0..over.len()).filter(is_spanner) {
                let free = if i == 0 { 0 } else { ranges[i - 1].1 + 1 };
                ranges[i].0 = heads.years_before(&over[i], ranges[i].0, free);
            }
            return;
        }
        for i in (0..over.len()).filter(is_spanner) {
            let next = ranges.get(i + 1).map_or(columns.len(), |range| range.0);
            let last = (ranges[i].1 + 1..next).take_while(|column| !heads.says_duration(*column)).last();
            ranges[i].1 = last.unwrap_or(ranges[i].1);
        }
        return;
    }
    let change = |i: &usize| speaks_of_change(&over[*i].text) > 0;
    if !(0..over.len()).any(|i| is_spanner(&i)) || !(0..over.len()).all(|i| is_spanner(&i) || change(&i)) {
        return;
    }
    let home =
        |token: &Token| torn_range(token, columns).or_else(|| nearest(token.bbox.x1, columns).map(|at| (at, at)));
    let homes: Vec<(usize, usize)> =
        over.iter().zip(ranges.iter()).map(|(token, range)| home(token).unwrap_or(*range)).collect();
    let distance =
        |(first, last): (usize, usize), column: usize| first.saturating_sub(column).max(column.saturating_sub(last));
    for column in 0..columns.len() {
        let nearest = (0..homes.len()).min_by_key(|i| distance(homes[*i], column));
        if let Some(i) = nearest {
            ranges[i] = (ranges[i].0.min(column), ranges[i].1.max(column));
        }
    }
}

/// How much of the heading of a change in percent a text has: neither, one of both, or both.
pub(crate) fn speaks_of_change(text: &str) -> usize {
    let tags = tag(text);
    usize::from(tags.has(Role::Percent)) + usize::from(tags.has(Role::ChangeHead))
}

/// How far the middle of a token is from that of a stretch.
fn off_centre(token: &Token, (left, right): (f32, f32)) -> f32 {
    (token.bbox.center_x() - (left + right) / 2.0).abs()
}

/// The run of columns under the rule below a token, unless that rule runs under everything. `line` is all pieces of its line.
fn ruled_range(
    sheet: &Sheet,
    token: &Token,
    line: &[Token],
    columns: &[Span],
    heads: &Heads<'_>,
) -> Option<(usize, usize)> {
    let rule = sheet.band_around(&token.bbox, token.size).or_else(|| sheet.rule_under(&token.bbox, token.size))?;
    let stub = (stub_border(columns, token.size) - 3.0 * token.size).min(slot_left(columns, 0) - 2.0 * token.size);
    if rule.x0 < stub {
        return None;
    }
    // Nor is a rule like several others a spanner's that is neither in the middle of it nor at an end: it is one of the table's,
    // which may be in parts.
    let off = off_centre(token, (rule.x0, rule.x1));
    let flush = (token.bbox.x0 - rule.x0).abs().min((token.bbox.x1 - rule.x1).abs());
    let alike = |r: &&Rect| (r.x0 - rule.x0).abs() < 1.0 && (r.x1 - rule.x1).abs() < 1.0;
    let under_all =
        columns.first().is_some_and(|c| c.center() > rule.x0) && columns.last().is_some_and(|c| c.center() < rule.x1);
    // Under some columns and several pieces it closes a part of the headings; under all it is those pieces' together.
    if !under_all && is_shared(rule, line) {
        return None;
    }
    let of_table = if under_all { line.len() == 1 } else { sheet.rules.iter().filter(alike).count() > 3 };
    if of_table && off.min(flush) > 3.0 * token.size {
        return None;
    }
    // A rule no wider than the text is an underline and tells nothing.
    if rule.width() < token.bbox.width() + 0.6 * token.size && rule.width() < token.bbox.width() * 1.15 {
        return None;
    }
    let mut inside = (0..columns.len()).filter(|i| {
        let c = &columns[*i];
        // A heading is often set to the left of its figures.
        let headed = heads.extents[*i].is_some_and(|(l, r)| l > rule.x0 - 1.0 && r < rule.x1 + 1.0);
        headed || c.edge > rule.x0 && c.edge < rule.x1 + 1.2 * token.size && c.center() > rule.x0
    });
    let first = inside.next()?;
    Some((first, inside.next_back().unwrap_or(first)))
}

/// Whether a rule runs under several pieces of a line.
fn is_shared(rule: &Rect, line: &[Token]) -> bool {
    line.iter().filter(|t| rule.x0 < t.bbox.center_x() && t.bbox.center_x() < rule.x1).count() > 1
}

/// Cost of a column left without a piece of a heading line, in ems: of two runs as likely, the wider is meant.
const UNCOVERED: f32 = 0.12;

/// Cost, in ems, of a column whose heading names no period left without one by a line of periods.
const UNTIMED: f32 = 0.6;

/// Cost, in ems, of setting a heading over some of the columns of a heading below it, and not over all.
const SPLIT: f32 = 1.5;

/// Cost, in ems, of setting a piece of heading over one that it stands beside: in cells of several lines, a heading of one line is set
/// half a line up.
const BESIDE: f32 = 20.0;

/// Cost, in ems, of setting a heading of percentages over a column of money.
const CONTRARY: f32 = 4.0;

/// Whether a heading says that what is under it is in percent.
fn is_of_percent(text: &str) -> bool {
    if units().has_sign(text) {
        return false;
    }
    let tags = tag(text);
    tags.has(Role::Percent) && !tags.has(Role::Amount)
}

/// Whether a column shows signs of money.
fn show_money(columns: &[Span]) -> bool {
    columns.iter().any(|c| c.money)
}

/// A piece of a heading line that is to be laid over columns.
struct Loose<'t> {
    token: &'t Token,
    /// It says that what is under it is in percent. Not asked where no column shows signs of money.
    of_percent: bool,
    /// Where it stands by rules or by what is below.
    fixed: Option<(usize, usize)>,
}

/// The column whose right edge is nearest.
fn nearest(x: f32, columns: &[Span]) -> Option<usize> {
    (0..columns.len()).min_by(|a, b| (columns[*a].x1 - x).abs().total_cmp(&(columns[*b].x1 - x).abs()))
}

/// The columns of the fields that a piece joined of several came from.
fn torn_range(token: &Token, columns: &[Span]) -> Option<(usize, usize)> {
    let (first, last) = (token.words.first()?, token.words.last()?);
    let end = token.words.iter().take_while(|w| w.field == first.field).last()?;
    let range = (nearest(end.bbox.x1, columns)?, nearest(last.bbox.x1, columns)?);
    (first.field != last.field && range.0 < range.1).then_some(range)
}

/// Gives each token a run of columns, in order and without overlap, at the least cost of misplacement.
fn lay_over(sheet: &Sheet, over: &[Token], columns: &[Span], heads: &Heads<'_>) -> Vec<(usize, usize)> {
    let n = columns.len();
    let money = show_money(columns);
    let pieces: Vec<Loose<'_>> = over
        .iter()
        .map(|token| {
            let ruled = ruled_range(sheet, token, over, columns, heads);
            let fixed = torn_range(token, columns)
                .or(ruled.filter(|(first, last)| first != last))
                .or_else(|| heads.stacked(token, over.len() == 1))
                .or(ruled);
            let of_percent = money && is_of_percent(&token.text);
            let fixed = fixed.map(|(first, last)| heads.whole(first, last));
            let fixed = fixed.filter(|range| !(of_percent && show_money(&columns[range.0..=range.1])));
            Loose { token, of_percent, fixed }
        })
        .collect();
    // best[k][j]: least cost of placing the first k tokens on columns before j.
    let k = over.len();
    let mut best = vec![vec![f32::INFINITY; n + 1]; k + 1];
    let mut choice = vec![vec![None::<(usize, usize)>; n + 1]; k + 1];
    // Only where a heading stands below is something amiss if none stands above it.
    let periods = over.iter().any(|t| is_period_heading(&t.text))
        && over.iter().all(|t| is_period_heading(&t.text) || speaks_of_change(&t.text) > 0);
    let uncovered = |i: usize| match heads.extents[i] {
        Some(_) if periods && !heads.timed[i] => UNTIMED,
        Some(_) => UNCOVERED,
        None => 0.0,
    };
    best[0] = (0..=n).map(|i| (0..i).map(uncovered).sum()).collect();
    for t in 1..=k {
        for end in 1..=n {
            if best[t][end - 1] + uncovered(end - 1) < best[t][end] {
                best[t][end] = best[t][end - 1] + uncovered(end - 1);
                choice[t][end] = None;
            }
            for start in 0..end {
                let cost = best[t - 1][start] + misplacement(&pieces[t - 1], columns, heads, start, end - 1);
                if cost < best[t][end] - 1e-4 {
                    best[t][end] = cost;
                    choice[t][end] = Some((start, end - 1));
                }
            }
        }
    }
    if best[k][n].is_finite() {
        let mut ranges = Vec::with_capacity(k);
        let (mut t, mut end) = (k, n);
        while t > 0 {
            match choice[t][end] {
                Some((start, last)) => {
                    ranges.push((start, last));
                    (t, end) = (t - 1, start);
                }
                None => end -= 1,
            }
        }
        ranges.reverse();
        return ranges;
    }
    // More pieces than columns: each goes to the column it is nearest to.
    over.iter()
        .map(|t| {
            let x = t.bbox.center_x();
            let i = (0..n).min_by(|a, b| (columns[*a].center() - x).abs().total_cmp(&(columns[*b].center() - x).abs()));
            (i.unwrap_or(0), i.unwrap_or(0))
        })
        .collect()
}

/// How badly a heading stands over a run of columns, in ems.
fn misplacement(piece: &Loose<'_>, columns: &[Span], heads: &Heads<'_>, first: usize, last: usize) -> f32 {
    let Loose { token, of_percent, fixed } = *piece;
    let (l, r) = (columns[first].left, columns[last].x1);
    let em = token.size;
    let off = |left: f32| (token.bbox.center_x() - (left + r) / 2.0).abs();
    let slot = slot_left(columns, first);
    let below = heads.run(first, last).map_or(f32::MAX, |(l, r)| (token.bbox.center_x() - (l + r) / 2.0).abs());
    let center = off(l).min(off(columns[first].x0)).min(off(slot) + 0.1 * em).min(below);
    let flush_right = (token.bbox.x1 - r).abs().min((token.bbox.x1 - columns[last].edge).abs());
    let flush_left = (token.bbox.x0 - l).abs();
    let mut cost = if first == last {
        center.min(flush_right).min(flush_left + 0.4 * em)
    } else {
        // Spanners are centred; flush ones are rarer.
        center.min(flush_left + 1.2 * em).min(flush_right + 1.2 * em)
            + if heads.run(first, last).is_some() { 0.15 } else { 0.5 } * em
    } / em;
    if let Some(range) = fixed
        && range != (first, last)
    {
        cost += 6.0 + (range.0.abs_diff(first) + range.1.abs_diff(last)) as f32;
    }
    // What stands over one column of a heading below stands over all of it.
    if heads.whole(first, last) != (first, last) {
        cost += SPLIT;
    }
    if heads.stands_beside(token, first, last) {
        cost += BESIDE;
    }
    if of_percent && show_money(&columns[first..=last]) {
        cost += CONTRARY;
    }
    // A heading much narrower than the gap to its columns' far ends is unlikely to span them without a rule.
    let covered = token.bbox.x1.min(r) - token.bbox.x0.max(l);
    if covered <= 0.0 {
        cost += 2.0;
    }
    cost
}
