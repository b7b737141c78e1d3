//! A table of HTML while it is read.

use compact_str::CompactString;

use crate::flow::{Align, Block, Cell, Table, TextLine};

/// More columns than this no table has: what stands right of them is in the last.
const MOST_COLUMNS: usize = 512;

/// A cell that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenCell {
    pub(super) blocks: Vec<Block>,
    cell: Cell,
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    rows: Vec<Vec<Cell>>,
    /// What is in its cells, where one of them holds a table: then it is there for the looks.
    holds_tables: bool,
    /// For each cell its blocks, in order.
    content: Vec<Vec<Block>>,
    /// For each column the first row that no cell from above reaches into.
    free_from: Vec<usize>,
    /// Where the next cell of the row goes.
    column: usize,
    /// Cells of the row, empty ones included.
    count: u32,
    pub(super) open: Option<OpenCell>,
}

/// What the tag of a cell says.
#[derive(Debug, Default)]
pub(super) struct CellTag {
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) align: Align,
    pub(super) header: bool,
    pub(super) ruled: (bool, bool),
    pub(super) id: Option<CompactString>,
}

impl OpenTable {
    pub(super) fn begin_row(&mut self) {
        self.rows.push(Vec::new());
        (self.column, self.count) = (0, 0);
    }

    pub(super) fn begin_cell(&mut self, tag: CellTag) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        let row = self.rows.len() - 1;
        while self.free_from.get(self.column).is_some_and(|free| *free > row) && self.column + 1 < MOST_COLUMNS {
            self.column += 1;
        }
        let left = self.column;
        let right = (left + tag.columns.max(1) - 1).min(MOST_COLUMNS - 1);
        if tag.rows > 1 {
            if self.free_from.len() <= right {
                self.free_from.resize(right + 1, 0);
            }
            self.free_from[left..=right].fill(row.saturating_add(tag.rows));
        }
        self.column = (right + 1).min(MOST_COLUMNS - 1);
        self.count += 1;
        let cell = Cell {
            left,
            right,
            rows: tag.rows.max(1),
            lines: Vec::new(),
            align: tag.align,
            header: tag.header,
            ruled: tag.ruled,
            source: (row as u32 + 1, self.count),
            id: tag.id,
        };
        self.open = Some(OpenCell { blocks: Vec::new(), cell });
    }

    pub(super) fn end_cell(&mut self) {
        let Some(OpenCell { blocks, mut cell }) = self.open.take() else { return };
        self.holds_tables |= blocks.iter().any(|block| matches!(block, Block::Table(_) | Block::PageEnd));
        cell.lines = lines(&blocks);
        let aligned = blocks.iter().find_map(|block| match block {
            Block::Line(_, align) if *align != Align::Left => Some(*align),
            _ => None,
        });
        cell.align = aligned.unwrap_or(cell.align);
        if blocks.iter().any(|block| *block != Block::Space) {
            self.content.push(blocks);
        }
        let Some(row) = self.rows.last_mut().filter(|_| !cell.lines.is_empty()) else { return };
        match row.last_mut() {
            // Right of the last column.
            Some(last) if last.right >= cell.left => last.lines.append(&mut cell.lines),
            _ => row.push(cell),
        }
    }

    /// What the table is in the document: itself, or, where it holds tables, what is in its cells.
    pub(super) fn end(mut self, number: u32) -> Vec<Block> {
        self.end_cell();
        if self.rows.iter().all(Vec::is_empty) && !self.holds_tables {
            return vec![Block::Space];
        }
        if !self.holds_tables {
            let table = Table { number, rows: self.rows };
            return vec![Block::Space, Block::Table(table), Block::Space];
        }
        let mut content = self.content.into_iter();
        let mut out = content.next().unwrap_or_default();
        content.for_each(|mut blocks| out.append(&mut blocks));
        out
    }
}

/// The lines of a cell.
fn lines(blocks: &[Block]) -> Vec<TextLine> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line, _) => out.push(line.clone()),
            Block::Preformatted(text) => out.extend(text.lines().map(TextLine::of_text)),
            _ => {}
        }
    }
    out.retain(|line| !line.pieces.is_empty());
    out
}
