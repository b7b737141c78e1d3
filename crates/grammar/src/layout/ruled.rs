//! Proposes tables whose cells rules part.
//!
//! ```text
//!   ┌───────────┬───────────────────┐
//!   │           │  Net sales        │   head cells: over one column or several
//!   │           ├─────────┬─────────┤
//!   │           │ Million │    %    │
//!   ├─────┬─────┼─────────┼─────────┤
//!   │     │ Q1  │  1,204  │   3.1   │   a cell beside several rows is their section,
//!   │ Ink ├─────┼─────────┼─────────┤   a label cell with one line of figures is one row
//!   │     │ Q2  │  1,187  │  (1.4)  │   however many lines its words take
//!   └─────┴─────┴─────────┴─────────┘
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::grid::RuleGrid;
use super::{Part, Proposer, Region};
use crate::columns::{Span, column_of, column_with, columns};
use crate::figure::strip_marks;
use crate::find::{
    Block, FoundTable, blocks, finished, headed_table, is_note, is_remark_on_all, look_up, set_headings, title_over,
};
use crate::heading::{Piece, pieces};
use crate::lines::{Line, Spacing};
use crate::rows::rows_between;
use crate::serials::is_serial;
use crate::sheet::Sheet;
use crate::table::{Caption, Row, Table};
use crate::tokens::{CellPlace, Token, tokens};

/// Goes by the cells between rules.
pub(crate) struct Ruled;

impl Proposer for Ruled {
    const NAME: &'static str = "rules";

    fn propose(region: &Region<'_>) -> Vec<Part> {
        let drawn = region.grids.iter().filter(|(grid, _)| !grid.is_declared);
        grid_parts(region, drawn.copied())
    }
}

/// The parts of a region of which some are grids: those of `grids` that can be read, and the blocks between them.
pub(super) fn grid_parts<'a>(region: &Region<'_>, grids: impl Iterator<Item = (&'a RuleGrid, Block)>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut at = region.lines.start;
    for (grid, lines) in grids {
        let apart = lines.first >= at && holds(region.sheet, grid, lines);
        if !apart || Plan::of(region.sheet, grid, lines).is_none() {
            continue;
        }
        parts.extend(blocks(region.sheet, at..lines.first).into_iter().map(Part::Block));
        parts.push(Part::Grid(grid.clone(), lines));
        at = lines.last + 1;
    }
    if parts.iter().any(|part| matches!(part, Part::Grid(..))) {
        parts.extend(blocks(region.sheet, at..region.lines.end).into_iter().map(Part::Block));
        return parts;
    }
    Vec::new()
}

/// Whether nothing stands beside a grid.
fn holds(sheet: &Sheet, grid: &RuleGrid, lines: Block) -> bool {
    let inside = |line: &Line| line.bbox.x0 > grid.bbox.x0 - line.size && line.bbox.x1 < grid.bbox.x1 + line.size;
    sheet.lines[lines.first..=lines.last].iter().all(inside)
}

/// What the columns of a grid hold.
struct Plan {
    /// The column of boxes with the labels.
    label: usize,
    /// The columns of figures.
    spans: Vec<Span>,
    /// For each column of figures the column of boxes it is in.
    homes: Vec<usize>,
    /// The lines, each token cut at the walls and with its place.
    lines: Vec<Line>,
    /// The lines from here on are rows.
    body: usize,
}

impl Plan {
    fn of(sheet: &Sheet, grid: &RuleGrid, lines: Block) -> Option<Self> {
        let mut lines: Vec<Line> = sheet.lines[lines.first..=lines.last].iter().map(|line| cut(line, grid)).collect();
        let label = label_column(grid, &lines)?;
        let homes = figure_columns(grid, &lines, label);
        let mut plan = Self { label, spans: Vec::new(), homes: Vec::new(), lines: Vec::new(), body: 0 };
        for home in homes {
            let spans = spans_in(grid, &lines, home);
            plan.homes.extend(spans.iter().map(|_| home));
            plan.spans.extend(spans);
        }
        if plan.spans.is_empty() {
            return None;
        }
        lines.iter_mut().for_each(|line| plan.place(grid, line));
        plan.body = plan.first_row(grid, &lines)?;
        plan.lines = lines;
        Some(plan)
    }

    /// Says of each token of a line where it stands in the table.
    fn place(&self, grid: &RuleGrid, line: &mut Line) {
        let first = self.homes[0];
        for token in &mut line.tokens {
            let x = if token.is_cell() { token.edge - 1.0 } else { token.bbox.center_x() };
            let Some((column, row)) = grid.at(x, token.bbox.center_y()) else { continue };
            let cell = grid.cells[grid.cell(column, row)];
            let in_stub = column < first || cell.left < first && !token.is_cell();
            let here: Vec<usize> = (0..self.homes.len()).filter(|i| self.homes[*i] == column).collect();
            token.cell = match here.as_slice() {
                _ if in_stub => Some(CellPlace::Stub),
                [] => None,
                [only] => Some(CellPlace::Column(*only)),
                [first, .., last] => {
                    column_of(&self.spans[*first..=*last], token).map(|at| CellPlace::Column(first + at))
                }
            };
        }
    }

    /// The first line that is one of a row: that of the first figure, with the labels over it that are no part of the headings.
    fn first_row(&self, grid: &RuleGrid, lines: &[Line]) -> Option<usize> {
        let in_column = |t: &Token| matches!(t.cell, Some(CellPlace::Column(_)));
        let figures = lines.iter().position(|line| line.tokens.iter().any(|t| in_column(t) && t.figure().is_some()))?;
        let row_of = |line: &Line| grid.at(line.bbox.x0.max(grid.bbox.x0), line.bbox.center_y()).map(|(_, row)| row);
        let heads = lines[..figures].iter().rposition(|line| line.tokens.iter().any(in_column)).map_or(0, |i| i + 1);
        let last_head = heads.checked_sub(1).and_then(|i| row_of(&lines[i]));
        let label_cell = |row: usize| grid.cell(self.label, row);
        let is_of_heads = |line: &Line| match (row_of(line), last_head) {
            (Some(row), Some(head)) => {
                label_cell(row) == label_cell(head) && Some(label_cell(row)) != row_of(&lines[figures]).map(label_cell)
            }
            _ => false,
        };
        Some(heads + lines[heads..figures].iter().take_while(|line| is_of_heads(line)).count())
    }
}

/// A line with its pieces of text cut where a wall stands between two of their words.
fn cut(line: &Line, grid: &RuleGrid) -> Line {
    let Some((_, row)) = grid.at(grid.bbox.x0, line.bbox.center_y()) else { return line.clone() };
    let walls: Vec<f32> = grid.walls_at(row).collect();
    let mut out = Vec::with_capacity(line.tokens.len());
    for token in &line.tokens {
        let side = |x: f32| walls.partition_point(|wall| *wall < x);
        let crosses = token.words.len() > 1 && side(token.bbox.x0 + 1.0) != side(token.bbox.x1 - 1.0);
        if !crosses {
            out.push(token.clone());
            continue;
        }
        for words in token.words.chunk_by(|a, b| side(a.bbox.center_x()) == side(b.bbox.center_x())) {
            out.extend(tokens(words.to_vec(), Spacing::default()));
        }
    }
    line.with_tokens(out).unwrap_or_else(|| line.clone())
}

/// How many pieces of words and how many figures stand in each column of boxes, in cells of its own.
fn filled(grid: &RuleGrid, lines: &[Line]) -> Vec<(usize, usize)> {
    let mut out = vec![(0, 0); grid.columns()];
    for token in lines.iter().flat_map(|line| &line.tokens) {
        let Some((column, row)) = grid.at(token.bbox.center_x(), token.bbox.center_y()) else { continue };
        let cell = grid.cells[grid.cell(column, row)];
        if token.figure().is_some() {
            out[column].1 += 1;
        } else if cell.left == cell.right && token.text.chars().filter(|c| c.is_alphabetic()).count() > 2 {
            out[column].0 += 1;
        }
    }
    out
}

/// The column of the labels: the last of words before the first of figures.
fn label_column(grid: &RuleGrid, lines: &[Line]) -> Option<usize> {
    let filled = filled(grid, lines);
    let first = filled.iter().position(|(words, figures)| *words > *figures)?;
    let figures = (first + 1..filled.len()).find(|i| filled[*i].1 > 0 && filled[*i].1 * 2 >= filled[*i].0)?;
    (first..figures).rev().find(|i| filled[*i].0 > 0 && filled[*i].1 * 2 <= filled[*i].0)
}

/// The columns of boxes that hold figures, or words beside them.
fn figure_columns(grid: &RuleGrid, lines: &[Line], label: usize) -> Vec<usize> {
    let filled = filled(grid, lines);
    (label + 1..grid.columns()).filter(|i| filled[*i] != (0, 0)).collect()
}

/// The columns of the table in one column of boxes: one, unless two figures stand in it beside each other.
fn spans_in(grid: &RuleGrid, lines: &[Line], home: usize) -> Vec<Span> {
    let inside = |token: &&Token| {
        let at = grid.at(token.bbox.center_x(), token.bbox.center_y());
        at.is_some_and(|(column, _)| column == home)
    };
    let figures = |line: &Line| line.tokens.iter().filter(inside).filter(|t| t.figure().is_some()).count();
    if lines.iter().any(|line| figures(line) > 1) {
        let part = |line: &Line| line.with_tokens(line.tokens.iter().filter(inside).cloned().collect());
        let part: Vec<Line> = lines.iter().filter_map(part).filter(Line::has_figure).collect();
        return columns(&part.iter().collect::<Vec<_>>());
    }
    let all = |wanted: &dyn Fn(&Token) -> bool| -> Vec<(usize, &Token)> {
        let of_line = |(n, line)| -> Vec<(usize, &Token)> {
            let line: &Line = line;
            line.tokens.iter().filter(inside).filter(|t| wanted(t)).map(|t| (n, t)).collect()
        };
        lines.iter().enumerate().flat_map(of_line).collect()
    };
    let found = all(&|t| t.figure().is_some());
    let found = if found.is_empty() { all(&|_| true) } else { found };
    column_with(&found).into_iter().collect()
}

/// Reads a grid as a table.
pub(crate) fn read(sheet: &Sheet, grid: &RuleGrid, lines: Block, above: usize) -> Option<FoundTable> {
    let mut plan = Plan::of(sheet, grid, lines)?;
    let mut heads = head_levels(sheet, grid, &plan);
    let remarks = take_remarks(sheet, &plan, &mut heads);
    let (over, mut table) = if heads.iter().all(Vec::is_empty) {
        let over = look_up(sheet, Block { first: lines.first + plan.body, last: lines.last }, above, &plan.spans);
        let table = headed_table(sheet, &over, &plan.spans);
        (over, table)
    } else {
        let over = title_over(sheet, lines.first, above, &plan.spans);
        let mut table = headed_table(sheet, &over, &plan.spans);
        set_headings(&mut table, &heads);
        table.notes.extend(remarks);
        (over, table)
    };
    set_stub_head(sheet, grid, &plan, &mut table);
    let groups = take_groups(grid, &mut plan);
    let part = sheet.part(plan.lines.split_off(plan.body), false, false);
    let cuts = label_cuts(grid, plan.label, &part.lines);
    table.rows = rows_between(&part, &[], 0..part.lines.len(), part.lines.len(), &plan.spans, &cuts);
    set_groups(&mut table, groups);
    finished(sheet, table, plan.spans, &over)
}

/// The headings in cells, top line first, each over the columns its cell is over.
fn head_levels(sheet: &Sheet, grid: &RuleGrid, plan: &Plan) -> Vec<Vec<Piece>> {
    let in_column = |t: &&Token| matches!(t.cell, Some(CellPlace::Column(_)) | None);
    let mut cells: BTreeMap<(usize, usize), Vec<&Token>> = BTreeMap::new();
    let mut torn = false;
    for line in &plan.lines[..plan.body] {
        let before: Vec<usize> = cells.values().map(Vec::len).collect();
        for token in line.tokens.iter().filter(in_column) {
            let Some((column, row)) = grid.at(token.bbox.center_x(), token.bbox.center_y()) else { continue };
            let cell = grid.cells[grid.cell(column, row)];
            cells.entry((cell.top, cell.left)).or_default().push(token);
        }
        // Two pieces of one line in a cell over several columns are headings of their own.
        let grown = |((key, now), before): ((&(usize, usize), &Vec<&Token>), usize)| {
            let cell = grid.cells[grid.cell(key.1, key.0)];
            now.len() > before + 1
                && plan.homes.iter().filter(|home| (cell.left..=cell.right).contains(home)).count() > 1
        };
        torn |= cells.len() == before.len() && cells.iter().zip(before).any(grown);
    }
    if torn {
        let heads: Vec<&Line> = plan.lines[..plan.body].iter().collect();
        return pieces(sheet, &heads, &plan.spans);
    }
    let mut tops: Vec<usize> = cells.keys().map(|(top, _)| *top).collect();
    tops.dedup();
    let mut levels: Vec<Vec<Piece>> = vec![Vec::new(); tops.len()];
    for ((top, left), tokens) in &cells {
        let cell = grid.cells[grid.cell(*left, *top)];
        let over: Vec<usize> =
            (0..plan.homes.len()).filter(|i| (cell.left..=cell.right).contains(&plan.homes[*i])).collect();
        let text = tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
        if let (Some(first), Some(last)) = (over.first(), over.last()) {
            let level = tops.partition_point(|other| other < top);
            let marks: Vec<String> = tokens.iter().flat_map(|t| t.marks.iter().cloned()).collect();
            levels[level].push(Piece::new(&text, &marks, (*first, *last)));
        }
    }
    levels
}

/// Takes what speaks of all columns out of the headings: `(in millions, except per share data)` in a cell over the whole table.
fn take_remarks(sheet: &Sheet, plan: &Plan, heads: &mut Vec<Vec<Piece>>) -> Vec<Caption> {
    let columns = plan.spans.len();
    let is_remark = |level: &Vec<Piece>| match level.as_slice() {
        [only] => columns > 1 && only.first == 0 && only.last + 1 == columns && is_remark_on_all(&only.text),
        _ => false,
    };
    let mut remarks = Vec::new();
    for level in heads.extract_if(.., |level| is_remark(level)) {
        let text = &level[0].text;
        let mut lines = plan.lines[..plan.body].iter();
        let Some(line) = lines.find(|line| line.text().contains(text.as_str())).or(plan.lines.first()) else {
            continue;
        };
        let (bbox, bold) = (line.bbox, line.is_bold());
        remarks.push(Caption { text: text.as_str().into(), page: sheet.number, bbox, bold, introduces: false });
    }
    remarks
}

/// What stands among the labels beside and over the headings: the heading of the labels, or, in a cell over the whole table, more of
/// its title.
fn set_stub_head(sheet: &Sheet, grid: &RuleGrid, plan: &Plan, table: &mut Table) {
    let mut parts: Vec<String> = Vec::new();
    for line in &plan.lines[..plan.body] {
        for token in line.tokens.iter().filter(|t| t.cell == Some(CellPlace::Stub)) {
            let cell = grid.at(token.bbox.center_x(), token.bbox.center_y()).map(|(i, j)| grid.cells[grid.cell(i, j)]);
            let text = strip_marks(&token.text).0;
            if cell.is_some_and(|cell| plan.homes.last().is_some_and(|last| cell.right >= *last)) {
                let (bbox, bold) = (token.bbox, token.bold);
                let caption =
                    Caption { introduces: text.ends_with(':'), text: text.into(), page: sheet.number, bbox, bold };
                if is_note(&caption.text) { table.notes.push(caption) } else { table.title.push(caption) }
            } else {
                parts.push(text);
            }
        }
    }
    if !parts.is_empty() {
        table.stub_head = parts.join(" ").into();
    }
}

/// A cell left of the labels, beside the rows between two heights.
struct Group {
    text: String,
    top: f32,
    bottom: f32,
}

/// The cell left of the labels that a token stands in, by its number. A declared cell of one row is part of the row's label.
fn group_of(grid: &RuleGrid, label: usize, token: &Token) -> Option<usize> {
    let (column, row) = grid.at(token.bbox.center_x(), token.bbox.center_y())?;
    let number = grid.cell(column, row);
    let cell = grid.cells[number];
    let of_several = !grid.is_declared || cell.top < cell.bottom || is_serial(&token.text);
    (cell.right < label && of_several).then_some(number)
}

/// Takes the words of cells left of the labels out of the rows: groups of rows, and serial numbers, which are dropped. A cell of several
/// pieces apart is a column of words of its own: they stay with the labels beside them.
fn take_groups(grid: &RuleGrid, plan: &mut Plan) -> Vec<Group> {
    let label = plan.label;
    let mut found: BTreeMap<usize, Vec<&Token>> = BTreeMap::new();
    for token in plan.lines[plan.body..].iter().flat_map(|line| &line.tokens) {
        if let Some(number) = group_of(grid, label, token) {
            found.entry(number).or_default().push(token);
        }
    }
    let serial = |tokens: &[&Token]| tokens.iter().all(|t| is_serial(&t.text));
    let whole = |tokens: &[&Token]| tokens.windows(2).all(|pair| pair[1].bbox.y0 - pair[0].bbox.y1 < pair[0].size);
    let taken: BTreeSet<usize> =
        found.iter().filter(|(_, tokens)| serial(tokens) || whole(tokens)).map(|(number, _)| *number).collect();
    let group = |(number, tokens): (&usize, &Vec<&Token>)| {
        let cell = grid.cells[*number];
        let text = tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
        Group { text, top: grid.ys[cell.top], bottom: grid.ys[cell.bottom + 1] }
    };
    let groups = found.iter().filter(|(_, tokens)| !serial(tokens) && whole(tokens)).map(group).collect();
    let body = plan.lines.split_off(plan.body);
    plan.lines.extend(body.into_iter().filter_map(|line| {
        let is_taken = |t: &Token| group_of(grid, label, t).is_some_and(|number| taken.contains(&number));
        if !line.tokens.iter().any(is_taken) {
            return Some(line);
        }
        line.with_tokens(line.tokens.iter().filter(|t| !is_taken(t)).cloned().collect())
    }));
    groups
}

/// The heights at which rules part the labels, the ends of the body included.
fn label_cuts(grid: &RuleGrid, label: usize, lines: &[Line]) -> Vec<f32> {
    let Some((_, first)) = lines.first().and_then(|line| grid.at(grid.bbox.x0, line.bbox.center_y())) else {
        return Vec::new();
    };
    let rows = grid.ys.len() - 1;
    let parted = |j: &usize| *j == 0 || *j == rows || grid.cell(label, *j) != grid.cell(label, j - 1);
    (first..=rows).filter(parted).map(|j| grid.ys[j]).collect()
}

/// Sets the groups as sections over their rows, or, beside one row alone, before its label.
fn set_groups(table: &mut Table, groups: Vec<Group>) {
    for group in groups {
        let inside = |row: &Row| group.top <= row.bbox.center_y() && row.bbox.center_y() <= group.bottom;
        let Some(first) = table.rows.iter().position(inside) else { continue };
        let count = table.rows[first..].iter().take_while(|row| inside(row)).count();
        if count == 1 {
            let row = &mut table.rows[first];
            row.label = format!("{} {}", group.text, row.label.as_str()).trim().into();
            continue;
        }
        let model = table.rows[first].clone();
        for row in &mut table.rows[first..first + count] {
            row.indent += model.size;
        }
        let cells = vec![None; model.cells.len()];
        let heading =
            Row { label: group.text.into(), marks: Vec::new(), indent: 0.0, cells, ruled_above: false, ..model };
        table.rows.insert(first, heading);
    }
}
