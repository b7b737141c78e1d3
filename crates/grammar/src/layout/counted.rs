//! Proposes tables whose columns are told by how many figures a row has.
//!
//! ```text
//!   Revenue           1,204        1,187      text made from pages lets whole rows drift: by their edges these
//!   Other income         14          26       are four columns, two of them without a heading
//!   Cost of sales         (613)        (598)
//! ```
//!
//! Rows with a figure in every column say in what order the columns stand, wherever their figures are set; they are drawn together
//! to where most of them have it. A row with fewer goes by the nearest full row: what drifts, drifts for several rows on end.

use super::{Part, Proposer, Region};
use crate::find::{Block, FoundTable, blocks, build};
use crate::lines::Line;
use crate::prose::is_row;
use crate::sheet::Sheet;
use crate::tokens::{Kind, Token};

/// Goes by the number of figures in a row.
pub(crate) struct Counted;

/// No table is read so that has fewer full rows, or less than one of so many.
const FULL_ROWS: (usize, usize) = (3, 3);

/// How far a figure may be from where the nearest full rows have its column, in ems.
const WIDEST_DRIFT: f32 = 8.0;

impl Proposer for Counted {
    const NAME: &'static str = "count";

    fn propose(region: &Region<'_>) -> Vec<Part> {
        let found = blocks(region.sheet, region.lines.clone());
        let counted = |block: &Block| columns(&region.sheet.lines[block.first..=block.last]).is_some();
        if !found.iter().any(counted) {
            return Vec::new();
        }
        found.into_iter().map(|b| if counted(&b) { Part::Counted(b) } else { Part::Block(b) }).collect()
    }
}

/// Reads a block with the figures of its rows drawn together.
pub(crate) fn read(sheet: &Sheet, block: Block, above: usize, below: usize) -> Option<FoundTable> {
    let columns = columns(&sheet.lines[block.first..=block.last])?;
    let mut lines = sheet.lines.clone();
    for line in &mut lines[block.first..=block.last] {
        draw_together(line, &columns);
    }
    build(&Sheet { lines, ..sheet.clone() }, block, above, below)
}

/// A column as the full rows have it.
struct Place {
    /// The usual right edge of its digits.
    edge: f32,
    /// The edges in the full rows, each with the height of its row, top to bottom.
    edges: Vec<(f32, f32)>,
}

impl Place {
    /// How far a token is from where the nearest full rows have the column.
    fn distance(&self, token: &Token, y: f32) -> f32 {
        let after = self.edges.partition_point(|(at, _)| *at < y);
        let near = self.edges[after.saturating_sub(1)..(after + 1).min(self.edges.len())].iter();
        near.map(|(_, edge)| (edge - token.edge).abs()).fold(f32::MAX, f32::min)
    }
}

/// The figures of a row, left to right, where nothing but its label stands before them.
fn figures(line: &Line) -> Option<Vec<usize>> {
    if !is_row(line) {
        return None;
    }
    let is_cell = |t: &Token| !t.is_text() && !matches!(t.kind, Kind::Year(_));
    let first = line.tokens.iter().position(is_cell)?;
    let own = first <= 1 && line.tokens[first..].iter().all(is_cell) && line.tokens.iter().all(|t| t.field.is_none());
    own.then(|| (first..line.tokens.len()).collect())
}

/// The columns that full rows tell.
fn columns(lines: &[Line]) -> Option<Vec<Place>> {
    let rows: Vec<(&Line, Vec<usize>)> = lines.iter().filter_map(|line| Some((line, figures(line)?))).collect();
    let most = rows.iter().map(|(_, figures)| figures.len()).max()?;
    let full: Vec<&(&Line, Vec<usize>)> = rows.iter().filter(|(_, figures)| figures.len() == most).collect();
    if most < 2 || full.len() < FULL_ROWS.0 || full.len() * FULL_ROWS.1 < rows.len() {
        return None;
    }
    let place = |column: usize| {
        let edges: Vec<(f32, f32)> =
            full.iter().map(|(line, figures)| (line.baseline, line.tokens[figures[column]].edge)).collect();
        let mut sorted: Vec<f32> = edges.iter().map(|(_, edge)| *edge).collect();
        sorted.sort_by(f32::total_cmp);
        Place { edge: sorted[sorted.len() / 2], edges }
    };
    let places: Vec<Place> = (0..most).map(place).collect();
    places.windows(2).all(|pair| pair[0].edge < pair[1].edge).then_some(places)
}

/// Sets the figures of a row where their columns have theirs, unless one of them is too far off to have drifted.
fn draw_together(line: &mut Line, columns: &[Place]) {
    let Some(figures) = figures(line) else { return };
    let y = line.baseline;
    let tokens: Vec<&Token> = figures.iter().map(|i| &line.tokens[*i]).collect();
    let order = order(&tokens, columns, y);
    let far = |(token, column): (&&Token, &usize)| columns[*column].distance(token, y) > WIDEST_DRIFT * token.size;
    if tokens.iter().zip(&order).any(far) {
        return;
    }
    for (at, column) in figures.iter().zip(order) {
        let by = columns[column].edge - line.tokens[*at].edge;
        line.tokens[*at].shift(by);
    }
}

/// The columns of the figures of a row: in order, and as near to where the full rows have them as can be.
fn order(tokens: &[&Token], columns: &[Place], y: f32) -> Vec<usize> {
    // `best[n][c]`: the least distance of the first `n` figures, the last of them in a column before `c`.
    let (rows, width) = (tokens.len() + 1, columns.len() + 1);
    let mut best = vec![vec![f32::MAX; width]; rows];
    best[0] = vec![0.0; width];
    for n in 1..rows {
        for c in n..width {
            let here = best[n - 1][c - 1] + columns[c - 1].distance(tokens[n - 1], y);
            best[n][c] = best[n][c - 1].min(here);
        }
    }
    let mut out = Vec::with_capacity(tokens.len());
    let mut c = columns.len();
    for n in (1..rows).rev() {
        while c > n && best[n][c] == best[n][c - 1] {
            c -= 1;
        }
        c = c.max(n);
        out.push(c - 1);
        c -= 1;
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use crate::table::Table;

    fn table(text: &str) -> Table {
        let pages = crossfoot_ingest::read(text.as_bytes(), &crossfoot_ingest::Options::default()).unwrap().pages;
        crate::tables(&pages).into_iter().next().unwrap()
    }

    fn printed(table: &Table, row: usize) -> Vec<&str> {
        table.rows[row].cells.iter().map(|cell| cell.as_ref().map_or("", |cell| cell.printed.as_str())).collect()
    }

    #[test]
    fn rows_that_drift_are_drawn_together() {
        let text = "\
Statement of income

                              2024          2023
Sales                        1,204         1,187
Other income                    14            26
Cost of sales            (613)           (598)
Selling costs            (302)           (297)
Interest                                   (21)
Depreciation             (112)           (109)
Result                         191           209
";
        let table = table(text);
        assert_eq!(table.columns.len(), 2, "{:?}", table.columns);
        assert_eq!(printed(&table, 2), ["(613)", "(598)"]);
        assert_eq!(printed(&table, 4), ["", "(21)"]);
        assert_eq!(printed(&table, 6), ["191", "209"]);
    }

    #[test]
    fn columns_that_never_meet_in_a_row_stay_apart() {
        let text = "\
Statement of income

                              Items         Total
Sales                                       1,204
Materials                       402
Wages                           211
Costs                                         613
Rent                             20
Other                            10
Result                                        561
";
        let table = table(text);
        assert_eq!(printed(&table, 1), ["402", ""]);
        assert_eq!(printed(&table, 3), ["", "613"]);
    }
}
