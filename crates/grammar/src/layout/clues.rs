//! The clues by which layouts are weighed, and what each weighs.

use std::collections::BTreeSet;

use super::declared::{Declared, DeclaredParts};
use super::{HalfBits, Layout, Proposer, Region};
use crate::period::is_period_heading;
use crate::serials::is_serial;
use crate::table::{Cell, Row};
use crate::tokens::{Kind, Token};
use crossfoot_ingest::Rect;

/// A reason for or against a layout.
struct Clue {
    name: &'static str,
    /// How often the layout is spoken for (or, below 0, against), at most [`MOST`] times.
    count: fn(&Layout, &Region<'_>) -> i32,
    weight: HalfBits,
}

/// No clue counts oftener: many rows that are wrong in one way are one mistake.
const MOST: i32 = 12;

/// No label, heading or title is of more words.
const MOST_WORDS: usize = 16;

const IN_CELLS: &str = "every figure is in a cell";
const HEADED: &str = "every column is headed";

/// Whether a layout may have the wrong columns: some are without a heading, or figures are in none.
pub(super) fn doubt_columns(layout: &Layout) -> bool {
    layout.clues.iter().any(|(name, half_bits)| [IN_CELLS, HEADED].contains(name) && *half_bits < 0)
}

/// All clues.
const CLUES: &[Clue] = &[
    Clue { name: IN_CELLS, count: lost_figures, weight: 4 },
    Clue { name: HEADED, count: bare_columns, weight: 3 },
    Clue { name: "a table is whole", count: torn_tables, weight: 3 },
    Clue { name: "a rule closes a cell", count: whole_cells, weight: 2 },
    Clue { name: "no label goes through a wall", count: labels_through_walls, weight: 2 },
    Clue { name: "rows have labels", count: bare_rows, weight: 2 },
    Clue { name: "a table is named", count: bare_tables, weight: 1 },
    Clue { name: "parentheses close", count: open_parentheses, weight: 2 },
    Clue { name: "the source says so", count: declared_tables, weight: 4 },
    Clue { name: "headings are no rows", count: heads_among_rows, weight: 3 },
];

/// What each clue says of a layout.
pub(super) fn weigh(layout: &Layout, region: &Region<'_>) -> Vec<(&'static str, HalfBits)> {
    let said = |clue: &Clue| (clue.count)(layout, region).clamp(-MOST, MOST) * clue.weight;
    CLUES.iter().map(|clue| (clue.name, said(clue))).collect()
}

/// Against: figures of the region that no table has.
fn lost_figures(layout: &Layout, region: &Region<'_>) -> i32 {
    let lines = &region.sheet.lines[region.lines.clone()];
    let printed = lines.iter().flat_map(|line| &line.tokens).filter(|t: &&Token| t.figure().is_some()).count();
    let rows = layout.tables().flat_map(|found| &found.table.rows);
    let read: usize = rows.map(|row| row.cells.iter().flatten().count() + row.marks.len()).sum();
    -(printed.saturating_sub(read) as i32)
}

/// Against: columns without a heading, in the first table and in each that heads others.
fn bare_columns(layout: &Layout, _: &Region<'_>) -> i32 {
    let tables = layout.tables().enumerate().filter(|(n, found)| *n == 0 || found.headed);
    let columns = tables.flat_map(|(_, found)| &found.table.columns);
    -(columns.filter(|column| column.heading.is_empty()).count() as i32)
}

/// Against: more tables than grids: rules around some rows of a table tear it.
fn torn_tables(layout: &Layout, region: &Region<'_>) -> i32 {
    region.grids.len().max(1).min(layout.tables().count()) as i32 - layout.tables().count() as i32
}

/// Against: tables that nothing over them names.
fn bare_tables(layout: &Layout, _: &Region<'_>) -> i32 {
    let tables = layout.tables().map(|found| &found.table);
    -(tables.filter(|table| table.title.is_empty() && table.lead_in.is_none()).count() as i32)
}

/// Against: cells of a grid whose words are no label, heading or title of their own.
fn whole_cells(layout: &Layout, region: &Region<'_>) -> i32 {
    if region.grids.is_empty() {
        return 0;
    }
    let tables = || layout.tables().map(|found| &found.table);
    let labels = tables().flat_map(|table| table.rows.iter().map(|row| bare(row.label.as_str())));
    let heads =
        tables().flat_map(|table| table.columns.iter().flat_map(|c| c.heading.iter().map(|h| bare(h.text.as_str()))));
    let captions = tables().flat_map(|table| table.title.iter().chain(&table.notes).map(|c| bare(c.text.as_str())));
    let stubs = tables().map(|table| bare(table.stub_head.as_str()));
    let read: BTreeSet<String> = labels.chain(heads).chain(captions).chain(stubs).collect();
    let mut count = 0;
    for (grid, lines) in &region.grids {
        let mut told = vec![Told::default(); grid.cells.len()];
        for (n, line) in region.sheet.lines[lines.first..=lines.last].iter().enumerate() {
            for (text, bbox) in line.tokens.iter().flat_map(words) {
                if let Some((column, row)) = grid.at(bbox.center_x(), bbox.center_y()) {
                    told[grid.cell(column, row)].add(text, n, line.has_figure());
                }
            }
        }
        count -= told.iter().filter(|told| told.is_one() && !read.contains(&told.text)).count() as i32;
    }
    count
}

/// What stands in a cell.
#[derive(Debug, Clone, Default)]
struct Told {
    text: String,
    words: usize,
    /// Words that are no serial numbers.
    saying: usize,
    /// Lines with figures that it has words in, and the last of them.
    rows: (usize, Option<usize>),
}

impl Told {
    fn add(&mut self, word: &str, line: usize, in_row: bool) {
        self.text.push_str(&bare(word));
        self.words += 1;
        self.saying += usize::from(!is_serial(word));
        if in_row && self.rows.1 != Some(line) {
            self.rows = (self.rows.0 + 1, Some(line));
        }
    }

    /// Whether it can be one label or heading.
    fn is_one(&self) -> bool {
        self.text.len() > 2 && self.words < MOST_WORDS && self.saying > 0 && self.rows.0 < 2
    }
}

/// The words of a token that is no figure, each with its place; a year is a word.
fn words(token: &Token) -> Vec<(&str, Rect)> {
    match token.kind {
        Kind::Figure(_) => Vec::new(),
        Kind::Year(_) => vec![(token.text.as_str(), token.bbox)],
        Kind::Text | Kind::CellText => token.words.iter().map(|word| (word.text.as_str(), word.bbox)).collect(),
    }
}

/// Against: labels that begin with the words of two cells beside each other.
fn labels_through_walls(layout: &Layout, region: &Region<'_>) -> i32 {
    if region.grids.is_empty() {
        return 0;
    }
    let rows = layout.tables().flat_map(|found| &found.table.rows);
    let labels: BTreeSet<String> = rows.map(|row| bare(row.label.as_str())).collect();
    let begins = |text: &String| labels.range(text.clone()..).next().is_some_and(|label| label.starts_with(text));
    let mut count = 0;
    for (grid, lines) in &region.grids {
        for line in &region.sheet.lines[lines.first..=lines.last] {
            let words = line.tokens.iter().flat_map(|token| &token.words);
            let mut placed = words.filter_map(|word| {
                let (column, row) = grid.at(word.bbox.center_x(), word.bbox.center_y())?;
                Some((grid.cell(column, row), bare(&word.text)))
            });
            let Some((cell, mut text)) = placed.next() else { continue };
            let mut through = false;
            for (next, word) in placed {
                through |= next != cell;
                text.push_str(&word);
                if through {
                    break;
                }
            }
            count -= i32::from(through && begins(&text));
        }
    }
    count
}

/// For: it is made of cells that the source declares.
fn declared_tables(layout: &Layout, _: &Region<'_>) -> i32 {
    i32::from([Declared::NAME, DeclaredParts::NAME].contains(&layout.by))
}

/// Against: rows without a label whose cells are all years or days, or text: headings of another table.
///
/// ```text
///   Total          1,204     1,187
///                   2024      2023    <- no row
///   Headcount         42        40
/// ```
fn heads_among_rows(layout: &Layout, _: &Region<'_>) -> i32 {
    let says_when = |cell: &Cell| is_period_heading(&cell.printed);
    let is_head = |row: &&Row| {
        let mut cells = row.cells.iter().flatten();
        row.label.is_empty() && row.cells.iter().flatten().count() > 1 && cells.all(says_when)
    };
    let rows = layout.tables().flat_map(|found| &found.table.rows);
    -(rows.filter(is_head).count() as i32)
}

/// Letters and digits alone.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Against: rows of figures without a label.
fn bare_rows(layout: &Layout, _: &Region<'_>) -> i32 {
    let rows = layout.tables().flat_map(|found| &found.table.rows);
    -(rows.filter(|row| row.has_figures() && row.label.is_empty()).count() as i32)
}

/// Against: labels and headings that open a parenthesis and do not close it, or the other way round.
fn open_parentheses(layout: &Layout, _: &Region<'_>) -> i32 {
    let open = |text: &str| text.matches('(').count() != text.matches(')').count();
    let of_table = |table: &crate::table::Table| {
        let heads = table.columns.iter().filter(|column| open(&column.heading_text())).count();
        heads + table.rows.iter().filter(|row| open(row.label.as_str())).count()
    };
    -(layout.tables().map(|found| of_table(&found.table)).sum::<usize>() as i32)
}
