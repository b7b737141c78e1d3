//! Cells that the source of a page itself declares: those of HTML, and of text whose fields are marked.

use compact_str::CompactString;

use crate::page::Rect;

/// A table whose cells are declared, laid out on its page.
///
/// Its columns are those that hold something: what a source needs for looks alone (columns of space, `$` and `)` in cells of their own)
/// is no column here, and a cell that spans them spans nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CellGrid {
    /// 1-based number of the table in the document.
    pub table: u32,
    /// The walls between its columns and at its sides, left to right.
    pub xs: Vec<f32>,
    /// The walls between its rows, over the first and under the last, top to bottom.
    pub ys: Vec<f32>,
    /// The cells with something in them, row by row.
    pub cells: Vec<DeclaredCell>,
}

/// A cell: it reaches over the columns from `left` to `right` and the rows from `top` to `bottom`, the ends included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeclaredCell {
    /// First column, from 0.
    pub left: usize,
    /// Last column.
    pub right: usize,
    /// First row, from 0.
    pub top: usize,
    /// Last row.
    pub bottom: usize,
    /// The source says that it is a heading.
    pub header: bool,
    /// 1-based number of its row in the source.
    pub row: u32,
    /// 1-based number of the cell in its row in the source.
    pub cell: u32,
    /// What the source names it by.
    pub id: Option<CompactString>,
}

/// Where something stands in HTML, each number from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellRef {
    /// The table in the document.
    pub table: u32,
    /// The row in the table.
    pub row: u32,
    /// The cell in the row.
    pub cell: u32,
}

impl CellRef {
    /// As the place of a word: it has no width, which no place on paper is without.
    pub fn place(self) -> Rect {
        Rect { x0: self.cell as f32, y0: self.row as f32, x1: self.cell as f32, y1: self.table as f32 }
    }

    /// The cell that a place is; none if it is one on paper, or in no table.
    pub fn of(place: &Rect) -> Option<Self> {
        let is_cell = !is_on_paper(place) && place.y1 > 0.0;
        is_cell.then_some(Self { table: place.y1 as u32, row: place.y0 as u32, cell: place.x0 as u32 })
    }
}

/// Whether a place is one on paper, or in the lines of a text.
pub fn is_on_paper(place: &Rect) -> bool {
    place.x0 < place.x1
}

impl CellGrid {
    /// All of its place on the page.
    pub fn bbox(&self) -> Rect {
        let ends = |places: &[f32]| (places.first().copied().unwrap_or(0.0), places.last().copied().unwrap_or(0.0));
        let ((x0, x1), (y0, y1)) = (ends(&self.xs), ends(&self.ys));
        Rect { x0, y0, x1, y1 }
    }

    /// The cell at a point of the page.
    pub fn at(&self, x: f32, y: f32) -> Option<&DeclaredCell> {
        let between = |places: &[f32], at: f32| {
            places.partition_point(|place| *place <= at).checked_sub(1).filter(|n| n + 1 < places.len())
        };
        let (column, row) = (between(&self.xs, x)?, between(&self.ys, y)?);
        let holds = |cell: &&DeclaredCell| {
            (cell.left..=cell.right).contains(&column) && (cell.top..=cell.bottom).contains(&row)
        };
        // They are sorted by their first rows: hardly any reaches over many.
        let begun = self.cells.partition_point(|cell| cell.top <= row);
        self.cells[..begun].iter().rev().find(holds)
    }
}
