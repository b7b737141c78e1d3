//! Sets content as a typesetter would, in type of fixed pitch: one place for every word.

use super::columns::Columns;
use super::{Align, Block, Cell, Piece, Table, TextLine, signs};
use crate::cells::{CellGrid, CellRef, DeclaredCell};
use crate::page::{Page, Rect, Rule, Word};
use crate::text::{self, CELL_WIDTH, LINE_HEIGHT, TYPE_SIZE};

/// Characters on a line of running text.
const MEASURE: usize = 110;
/// Characters left free between columns.
const GAP: usize = 4;
/// Characters right of the last digit of a column's figures, for what closes them.
const CLOSING: usize = 2;
/// Characters on a line of a label.
const WIDEST_LABEL: usize = 64;
/// Characters on a line of words over or in a column of figures, where the figures are not wider.
const WIDEST_WORDS: usize = 20;
/// Characters on a line of words in a column of words, the most first: the first that lets the table fit the page holds.
const WIDEST_TEXTS: [usize; 4] = [MEASURE, 80, 60, 44];
/// Lines left free for an empty row.
const EMPTY_ROW: f32 = 0.5;

/// Sets blocks on pages; a page's end parts them.
pub(crate) fn pages(blocks: Vec<Block>) -> Vec<Page> {
    let parted = blocks.split(|block| *block == Block::PageEnd);
    let mut pages: Vec<(Page, usize)> = (1..).zip(parted).map(|(number, blocks)| page(number, blocks)).collect();
    // Feet stand at one height, as on paper.
    let height = pages.iter().map(|(page, _)| page.height).fold(0.0, f32::max);
    for (page, foot) in &mut pages {
        let down = height - page.height;
        page.words[*foot..]
            .iter_mut()
            .for_each(|word| (word.bbox, word.baseline) = (moved(word.bbox, down), word.baseline + down));
        page.height = height;
    }
    pages.into_iter().map(|(page, _)| page).collect()
}

/// A page, and the place among its words where its foot begins: its last block, if that is one line.
fn page(number: u32, blocks: &[Block]) -> (Page, usize) {
    let tables: Vec<Option<SetTable>> = blocks
        .iter()
        .map(|block| match block {
            Block::Table(table) => SetTable::of(table),
            _ => None,
        })
        .collect();
    let width = tables.iter().flatten().map(SetTable::width).max().unwrap_or(0).max(MEASURE);
    let mut setter = Setter { page: Page { number, ..Page::default() }, line: 0.0, width, end: 0.0 };
    let mut foot = 0;
    for (block, table) in blocks.iter().zip(tables) {
        let begun = setter.page.words.len();
        match (block, table) {
            (Block::Line(line, align), _) => setter.paragraph(line, *align),
            (Block::Preformatted(text), _) => setter.preformatted(text),
            (Block::Space, _) => setter.line = setter.line.min(setter.end) + 1.0,
            (Block::Table(_), Some(table)) => setter.table(table),
            _ => {}
        }
        if let [first, rest @ ..] = &setter.page.words[begun..] {
            let is_line = rest.iter().all(|word| word.baseline == first.baseline);
            foot = if begun > 0 && is_line { begun } else { usize::MAX };
        }
    }
    let foot = foot.min(setter.page.words.len());
    let reach = setter.page.words.iter().map(|word| word.bbox.x1).fold(width as f32 * CELL_WIDTH, f32::max);
    (Page { width: reach, height: setter.end.max(1.0) * LINE_HEIGHT, ..setter.page }, foot)
}

/// A page being set.
struct Setter {
    page: Page,
    /// Where the next line begins, in lines.
    line: f32,
    /// In characters.
    width: usize,
    /// Where the last block ends: room is left once.
    end: f32,
}

impl Setter {
    fn paragraph(&mut self, line: &TextLine, align: Align) {
        for line in line.wrapped(MEASURE.max(line.indent + WIDEST_WORDS)) {
            let free = self.width.saturating_sub(line.width());
            let x = match align {
                Align::Left => line.indent as f32,
                Align::Center => free as f32 / 2.0,
                Align::Right => free as f32,
            };
            self.words(&line, x, self.line, Rect::default());
            self.line += 1.0;
        }
        self.end = self.line;
    }

    fn preformatted(&mut self, text: &str) {
        let mut set = text::page_of(1, text);
        let down = self.line * LINE_HEIGHT;
        for word in &mut set.words {
            word.bbox = moved(word.bbox, down);
            word.place = Rect::default();
            word.baseline += down;
        }
        for grid in &mut set.cells {
            grid.ys.iter_mut().for_each(|y| *y += down);
        }
        self.page.words.append(&mut set.words);
        self.page.cells.append(&mut set.cells);
        self.line += set.height / LINE_HEIGHT;
        self.end = self.line;
    }

    /// Sets the words of a line from `x` on, in characters; `place` is where they stand in the source.
    fn words(&mut self, line: &TextLine, x: f32, at: f32, place: Rect) {
        let mut x = x;
        for (n, piece) in line.pieces.iter().enumerate() {
            if n > 0 && !piece.glued {
                x += 1.0;
            }
            self.page.words.push(word(piece, x, at, place));
            x += piece.width() as f32;
        }
    }

    fn table(&mut self, mut table: SetTable) {
        table.stretch(self.width);
        let top = self.line;
        for placed in &table.cells {
            let lines = table.lines_of(placed);
            let (from, to) = (table.tops[placed.row], table.tops[placed.last_row + 1]);
            let first = if table.hangs_from_top(placed) { from } else { to - lines.len() as f32 };
            for (n, line) in lines.iter().enumerate() {
                self.words(line, table.left_of(placed, line), top + first + n as f32, table.place(placed));
            }
            let (x0, x1) = table.extent(placed);
            let rule =
                |y: f32| Rule { bbox: Rect::new(x0 * CELL_WIDTH, y * LINE_HEIGHT, x1 * CELL_WIDTH, y * LINE_HEIGHT) };
            self.page.rules.extend(placed.cell.ruled.0.then(|| rule(top + from)));
            self.page.rules.extend(placed.cell.ruled.1.then(|| rule(top + to)));
        }
        // A row alone is none of a table.
        if table.tops.len() > 2 {
            self.page.cells.push(table.grid(top));
        }
        self.line += table.tops.last().copied().unwrap_or(0.0);
        self.end = self.line;
    }
}

fn moved(rect: Rect, down: f32) -> Rect {
    Rect { y0: rect.y0 + down, y1: rect.y1 + down, ..rect }
}

fn word(piece: &Piece, x: f32, line: f32, place: Rect) -> Word {
    let baseline = (line + 0.8) * LINE_HEIGHT;
    let (x0, x1) = (x * CELL_WIDTH, (x + piece.width() as f32) * CELL_WIDTH);
    let bbox = Rect::new(x0, baseline - 0.74 * TYPE_SIZE, x1, baseline + 0.21 * TYPE_SIZE);
    Word {
        text: piece.text.clone(),
        bbox,
        baseline,
        size: TYPE_SIZE,
        bold: piece.bold,
        italic: piece.italic,
        raised: piece.raised,
        place,
        field: None,
    }
}

/// A cell in its place.
struct Placed {
    cell: Cell,
    /// Its columns.
    first: usize,
    last: usize,
    row: usize,
    last_row: usize,
}

/// A table with the widths of its columns and the heights of its rows.
struct SetTable {
    number: u32,
    columns: Columns,
    cells: Vec<Placed>,
    /// For each column, in characters.
    widths: Vec<usize>,
    /// Characters on a line of words in a column of words.
    widest_text: usize,
    /// Where rows begin, in lines, and where the last ends.
    tops: Vec<f32>,
    /// Rows with figures: what they say stands on their last line.
    with_figures: Vec<bool>,
}

impl SetTable {
    fn of(table: &Table) -> Option<Self> {
        let mut rows = table.rows.clone();
        rows.iter_mut().for_each(signs::join);
        let columns = Columns::of(&rows);
        if columns.all.is_empty() {
            return None;
        }
        let with_figures = rows.iter().map(|row| row.iter().any(Cell::is_figure)).collect();
        let count = rows.len();
        let mut cells = Vec::new();
        for (row, cell) in rows.into_iter().enumerate().flat_map(|(n, row)| row.into_iter().map(move |cell| (n, cell)))
        {
            let (first, last) = columns.under(&cell);
            let last_row = (row + cell.rows.max(1) - 1).min(count - 1);
            cells.push(Placed { cell, first, last, row, last_row });
        }
        let mut set = Self {
            number: table.number,
            widest_text: 0,
            widths: vec![0; columns.all.len()],
            columns,
            cells,
            tops: Vec::new(),
            with_figures,
        };
        for widest in WIDEST_TEXTS {
            set.widest_text = widest;
            set.measure();
            if set.width() <= MEASURE {
                break;
            }
        }
        set.tops = set.heights(count);
        Some(set)
    }

    fn is_head(&self, placed: &Placed) -> bool {
        placed.row < self.columns.body
    }

    /// Sets the widths of the columns by what is in them.
    fn measure(&mut self) {
        let mut widths = vec![0; self.widths.len()];
        for placed in self.cells.iter().filter(|placed| placed.first == placed.last) {
            let column = placed.first;
            let of_figures = self.columns.all[column].of_figures;
            let widest = placed
                .cell
                .lines
                .iter()
                .map(|line| self.indent_of(placed, line) + width(line, of_figures))
                .max()
                .unwrap_or(0);
            let most = if placed.cell.is_figure() { usize::MAX } else { self.most(column) };
            let word = placed.cell.lines.iter().flat_map(|line| &line.pieces).map(Piece::width).max().unwrap_or(0);
            widths[column] = widths[column].max(widest.min(most)).max(word.min(MEASURE));
        }
        self.widths = widths;
        for placed in self.cells.iter().filter(|placed| placed.first < placed.last) {
            // Headings over several columns widen them; a title or a section goes on over the columns.
            if !self.is_head(placed) || placed.first == 0 {
                continue;
            }
            let widest = placed.cell.lines.iter().map(TextLine::width).max().unwrap_or(0).min(2 * WIDEST_WORDS);
            let over = placed.last - placed.first + 1;
            let have: usize =
                self.widths[placed.first..=placed.last].iter().sum::<usize>() + (over - 1) * (GAP + CLOSING);
            if widest > have {
                let more = (widest - have).div_ceil(over);
                self.widths[placed.first..=placed.last].iter_mut().for_each(|width| *width += more);
            }
        }
    }

    /// Characters on a line of words in a column.
    fn most(&self, column: usize) -> usize {
        match self.columns.all[column].of_figures {
            true => WIDEST_WORDS,
            false if column == 0 => WIDEST_LABEL,
            false => self.widest_text,
        }
    }

    /// The indent of a line of a cell, in characters: labels may be indented by columns, too.
    fn indent_of(&self, placed: &Placed, line: &TextLine) -> usize {
        line.indent + 2 * self.columns.steps_in(&placed.cell, placed.first).min(8)
    }

    /// The lines of a cell, those too long for it broken.
    fn lines_of(&self, placed: &Placed) -> Vec<TextLine> {
        if placed.cell.is_figure() {
            return placed.cell.lines.clone();
        }
        let one = placed.first == placed.last;
        let most = match one {
            true => self.widths[placed.first].max(self.most(placed.first)),
            false => {
                let (x0, x1) = self.extent(placed);
                ((x1 - x0) as usize).max(WIDEST_WORDS)
            }
        };
        placed.cell.lines.iter().flat_map(|line| line.wrapped(most)).collect()
    }

    /// Where rows begin, and where the last ends.
    fn heights(&self, rows: usize) -> Vec<f32> {
        let mut heights = vec![EMPTY_ROW; rows];
        for placed in self.cells.iter().filter(|placed| placed.row == placed.last_row) {
            heights[placed.row] = heights[placed.row].max(self.lines_of(placed).len() as f32);
        }
        // What reaches over several rows makes the last of them higher.
        for placed in self.cells.iter().filter(|placed| placed.row < placed.last_row) {
            let lines = self.lines_of(placed).len() as f32;
            let have: f32 = heights[placed.row..=placed.last_row].iter().sum();
            heights[placed.row] = heights[placed.row].max(1.0);
            heights[placed.last_row] += (lines - have).max(0.0);
        }
        let mut top = 0.0;
        let mut tops = vec![0.0];
        for height in heights {
            top += height;
            tops.push(top);
        }
        tops
    }

    fn hangs_from_top(&self, placed: &Placed) -> bool {
        !self.is_head(placed) && (placed.row < placed.last_row || !self.with_figures[placed.row])
    }

    /// Where columns begin, in characters, and where the last ends.
    fn starts(&self) -> Vec<usize> {
        let mut at = 0;
        let mut starts = vec![0];
        for (n, width) in self.widths.iter().enumerate() {
            let of_figures = self.columns.all[n].of_figures;
            at += width + if of_figures { CLOSING } else { 0 } + if n > 0 { GAP } else { 0 };
            starts.push(at);
        }
        starts
    }

    fn width(&self) -> usize {
        self.starts().last().copied().unwrap_or(0)
    }

    /// Makes a column of labels wider, so that the table takes the whole width.
    fn stretch(&mut self, width: usize) {
        let free = width.saturating_sub(self.width());
        if self.widths.len() > 1 && !self.columns.all[0].of_figures {
            self.widths[0] += free;
        }
    }

    /// Left and right edge of what is in the cell's columns.
    fn extent(&self, placed: &Placed) -> (f32, f32) {
        let starts = self.starts();
        let left = starts[placed.first] + if placed.first > 0 { GAP } else { 0 };
        let right = starts[placed.last + 1] - if self.columns.all[placed.last].of_figures { CLOSING } else { 0 };
        (left as f32, right as f32)
    }

    /// Where a line of a cell begins.
    fn left_of(&self, placed: &Placed, line: &TextLine) -> f32 {
        let (x0, x1) = self.extent(placed);
        let free = (x1 - x0 - line.width() as f32).max(0.0);
        if placed.first < placed.last {
            let centred = self.is_head(placed) && placed.first > 0 || placed.cell.align == Align::Center;
            return if centred { x0 + free / 2.0 } else { x0 + self.indent_of(placed, line) as f32 };
        }
        let column = self.columns.all[placed.first];
        if column.of_figures && (placed.cell.is_figure() || self.is_head(placed) || placed.cell.align != Align::Left) {
            return (x1 - width(line, true) as f32).max(x0);
        }
        if column.of_figures {
            return (x1 - line.width() as f32).max(x0);
        }
        match placed.cell.align {
            Align::Left => x0 + self.indent_of(placed, line) as f32,
            Align::Center => x0 + free / 2.0,
            Align::Right => x0 + free,
        }
    }

    /// Where a cell stands in the source, as [`Word::place`] tells it.
    fn place(&self, placed: &Placed) -> Rect {
        let (row, cell) = placed.cell.source;
        CellRef { table: self.number, row, cell }.place()
    }

    /// The cells, laid out from the line `top` on.
    fn grid(&self, top: f32) -> CellGrid {
        let cells = self.cells.iter().map(|placed| DeclaredCell {
            left: placed.first,
            right: placed.last,
            top: placed.row,
            bottom: placed.last_row,
            header: placed.cell.header,
            row: placed.cell.source.0,
            cell: placed.cell.source.1,
            id: placed.cell.id.clone(),
        });
        // A wall stands in the middle of a gap, right of what closes a figure.
        let xs = self.starts().into_iter().enumerate().map(|(n, x)| match n {
            0 => -1.0,
            _ => x as f32 * CELL_WIDTH + CELL_WIDTH,
        });
        let ys = self.tops.iter().map(|y| (top + y) * LINE_HEIGHT);
        CellGrid { table: self.number, xs: xs.collect(), ys: ys.collect(), cells: cells.collect() }
    }
}

/// The width of a line up to its last digit where it is of figures: what closes them hangs out.
fn width(line: &TextLine, of_figures: bool) -> usize {
    let all = line.width();
    if !of_figures {
        return all;
    }
    let mut hanging = 0;
    for piece in line.pieces.iter().rev() {
        let closing = piece.text.chars().rev().take_while(|c| matches!(c, ')' | '%')).count();
        let hangs = piece.raised || closing == piece.width();
        hanging += if hangs { piece.width() + usize::from(!piece.glued) } else { closing };
        if !hangs {
            break;
        }
    }
    all.saturating_sub(hanging)
}
