//! Rows of figures that are in no table: what was not found is told at least.

use std::collections::HashMap;

use crossfoot_ingest::Rect;

use crate::prose::is_row;
use crate::sheet::Sheet;
use crate::table::Table;

/// So many rows on end, with figures under each other, are a table that was not found.
const LEAST_ROWS: usize = 3;

/// So many figures under those of the row before make two rows ones of a table.
const LEAST_ALIGNED: usize = 2;

/// A line with a label and several figures.
#[derive(Debug)]
pub(crate) struct LabelledRow {
    page: u32,
    bbox: Rect,
    size: f32,
    /// Where its figures end.
    edges: Vec<f32>,
}

/// The lines of a sheet that look like rows of a table.
pub(crate) fn labelled_rows(sheet: &Sheet) -> Vec<LabelledRow> {
    let rows = sheet.lines.iter().filter(|line| is_row(line)).filter_map(|line| {
        let (label, cells) = line.tokens.split_first()?;
        let named = label.is_text() && label.text.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let edges: Vec<f32> = cells.iter().filter(|t| t.figure().is_some()).map(|t| t.edge).collect();
        let row = LabelledRow { page: sheet.number, bbox: line.bbox, size: line.size, edges };
        (named && row.edges.len() >= LEAST_ALIGNED).then_some(row)
    });
    rows.collect()
}

/// The pages with several such rows, one aligned with the next, that are in none of the tables.
pub(crate) fn pages_of_loose_rows(rows: &[LabelledRow], tables: &[Table]) -> Vec<u32> {
    let mut placed: HashMap<u32, Vec<Rect>> = HashMap::new();
    for row in tables.iter().flat_map(|table| &table.rows) {
        let cells = row.cells.iter().flatten().map(|cell| (cell.page, cell.bbox));
        cells.for_each(|(page, bbox)| placed.entry(page).or_default().push(bbox));
    }
    placed.values_mut().for_each(|boxes| boxes.sort_by(|a, b| a.y0.total_cmp(&b.y0)));
    let is_placed = |row: &LabelledRow| {
        let Some(boxes) = placed.get(&row.page) else { return false };
        let from = boxes.partition_point(|b| b.y0 < row.bbox.y0 - 2.0 * row.size);
        let near = boxes[from..].iter().take_while(|b| b.y0 < row.bbox.y1);
        near.into_iter()
            .any(|b| b.center_y() > row.bbox.y0 && b.center_y() < row.bbox.y1 && b.overlap_x(&row.bbox) > 0.0)
    };
    let mut pages: Vec<u32> = Vec::new();
    let mut run: Vec<&LabelledRow> = Vec::new();
    for row in rows.iter().filter(|row| !is_placed(row)) {
        if run.last().is_some_and(|last| !follows(last, row)) {
            run.clear();
        }
        run.push(row);
        if run.len() == LEAST_ROWS && pages.last() != Some(&row.page) {
            pages.push(row.page);
        }
    }
    pages
}

/// Whether a row stands under another one, its figures under the other's.
fn follows(last: &LabelledRow, row: &LabelledRow) -> bool {
    let under = |edge: &&f32| last.edges.iter().any(|other| (*edge - other).abs() < 0.5 * row.size);
    last.page == row.page
        && row.bbox.y0 - last.bbox.y1 < 4.0 * row.size
        && row.edges.iter().filter(under).count() >= LEAST_ALIGNED
}
