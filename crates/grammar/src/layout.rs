//! Layouts are proposed and weighed.
//!
//! A *region* of a page is a run of lines that may be one table or several. A few *proposers* say independently of each other how
//! it could be read, each from another sort of evidence:
//!
//! | proposer | goes by |
//! |---|---|
//! | [`Edges`] | the right edges of figures, and what stands over them: right for nearly all statements |
//! | [`Ruled`](ruled::Ruled) | rules: edges → crossings → cells |
//! | [`Counted`](counted::Counted) | how many figures a row has, wherever they stand: text made from pages drifts |
//! | [`Declared`](declared::Declared) | cells that the source declares |
//!
//! Each proposal is a [`Layout`]: the parts of the region that are tables, and the tables themselves, read as if the proposer were
//! right. *Clues* weigh them, each in half bits: two clues that say four half bits each for a layout make it 2⁴ times as likely as
//! one they say nothing of. What each clue weighs stands in one table at the head of [`clues`]. The layout with the largest sum is
//! the one that is used.
//!
//! A source that declares its cells gives its pages [`CellGrid`](crossfoot_ingest::CellGrid)s; to go by something else write a
//! [`Proposer`]; to add a reason for or against a layout write a clue: a
//! function and its line in the table. A special case anywhere else is a clue that is not weighed.
//!
//! [`grid::RuleGrid`] is the grid that rules draw or the source declares: both are read alike. What a proposer knows of a token it writes into it ([`CellPlace`]
//! (crate::tokens::CellPlace)): the reading of rows goes by that, and guesses nothing about it.

pub(crate) mod clues;
mod counted;
pub(crate) mod declared;
pub(crate) mod grid;
pub(crate) mod ruled;

use std::ops::Range;

use crate::find::{Block, FoundTable, blocks, build, caption_below};
use crate::sheet::Sheet;
use crate::table::{Column, Row, Table};
use counted::Counted;
use declared::{Declared, DeclaredParts};
use grid::RuleGrid;
use ruled::Ruled;

/// Evidence, as footing weighs it, too: two half bits more make something twice as likely.
pub(crate) type HalfBits = i32;

/// A layout that leads another by less is not sure: three half bits are odds of not quite three to one.
const NARROW: HalfBits = 3;

/// A run of lines to be read, with what is known of it before it is.
pub(crate) struct Region<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) lines: Range<usize>,
    /// The first line after the region before: what stands from there on may be this one's title.
    pub(crate) above: usize,
    /// The first line of the region after.
    pub(crate) below: usize,
    /// The grids in it, top to bottom, each with its first and last line.
    pub(crate) grids: Vec<(&'a RuleGrid, Block)>,
}

/// A part of a region that is read as one table.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// Lines whose figures stand in columns.
    Block(Block),
    /// Lines that have one figure a column, wherever those stand.
    Counted(Block),
    /// Cells between rules.
    Grid(RuleGrid, Block),
}

impl Part {
    pub(crate) fn lines(&self) -> Block {
        match self {
            Self::Block(block) | Self::Counted(block) | Self::Grid(_, block) => *block,
        }
    }

    /// Reads it. `above` is the first line after the part before, `below` the first of the part after.
    fn read(&self, sheet: &Sheet, above: usize, below: usize) -> Option<FoundTable> {
        match self {
            Self::Block(block) => build(sheet, *block, above, below),
            Self::Counted(block) => counted::read(sheet, *block, above, below),
            Self::Grid(grid, block) => ruled::read(sheet, grid, *block, above),
        }
    }
}

/// A part of a region as it is read.
#[derive(Debug, Clone)]
pub(crate) struct ReadPart {
    pub(crate) lines: Block,
    /// The table that it is, if it is one.
    pub(crate) table: Option<FoundTable>,
    /// The line right under it that is its caption.
    pub(crate) caption: Option<usize>,
}

/// A way to read a region.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// Who proposed it.
    pub(crate) by: &'static str,
    /// What its parts come out as, top to bottom.
    pub(crate) parts: Vec<ReadPart>,
    /// What each clue says of it.
    pub(crate) clues: Vec<(&'static str, HalfBits)>,
}

impl Layout {
    fn of(region: &Region<'_>, by: &'static str, parts: &[Part]) -> Self {
        let mut above = region.above;
        let mut read = Vec::with_capacity(parts.len());
        for (n, part) in parts.iter().enumerate() {
            let below = parts.get(n + 1).map_or(region.below, |part| part.lines().first);
            let lines = part.lines();
            let caption = caption_below(region.sheet, lines.last + 1, below);
            read.push(ReadPart { lines, table: part.read(region.sheet, above, below), caption });
            above = caption.unwrap_or(lines.last) + 1;
        }
        let mut layout = Self { by, parts: read, clues: Vec::new() };
        layout.clues = clues::weigh(&layout, region);
        layout
    }

    /// Its tables, top to bottom.
    fn tables(&self) -> impl Iterator<Item = &FoundTable> {
        self.parts.iter().filter_map(|part| part.table.as_ref())
    }

    fn gist(&self) -> Vec<Gist<'_>> {
        self.tables().map(|found| Gist::of(&found.table)).collect()
    }

    pub(crate) fn half_bits(&self) -> HalfBits {
        self.clues.iter().map(|(_, half_bits)| half_bits).sum()
    }
}

/// Says how a region could be read.
pub(crate) trait Proposer {
    const NAME: &'static str;

    /// The parts of its layout; none where it has nothing to go by.
    fn propose(region: &Region<'_>) -> Vec<Part>;
}

/// Goes by the right edges of figures.
struct Edges;

impl Proposer for Edges {
    const NAME: &'static str = "edges";

    fn propose(region: &Region<'_>) -> Vec<Part> {
        blocks(region.sheet, region.lines.clone()).into_iter().map(Part::Block).collect()
    }
}

fn layout_of<P: Proposer>(region: &Region<'_>) -> Option<Layout> {
    let parts = P::propose(region);
    (!parts.is_empty()).then(|| Layout::of(region, P::NAME, &parts))
}

/// The layouts that are proposed for a region, the likeliest first; of two as likely, in the order of the proposers. Where edges tell
/// all that is there, and nothing speaks against them, no other is asked; nor is the count of figures where they stand in columns.
pub(crate) fn layouts(region: &Region<'_>) -> Vec<Layout> {
    let edges = layout_of::<Edges>(region);
    if region.grids.is_empty() && edges.as_ref().is_some_and(|layout| layout.half_bits() == 0) {
        return edges.into_iter().collect();
    }
    let counted = || layout_of::<Counted>(region);
    let proposed = [
        edges.as_ref().is_none_or(clues::doubt_columns).then(counted).flatten(),
        layout_of::<Ruled>(region),
        layout_of::<Declared>(region),
        layout_of::<DeclaredParts>(region),
    ];
    let mut layouts: Vec<Layout> = edges.into_iter().chain(proposed.into_iter().flatten()).collect();
    layouts.sort_by_key(|layout| -layout.half_bits());
    layouts
}

/// The parts of a page that are tables, top to bottom, each read as the likeliest layout of its region has it. Where another is
/// nearly as likely and reads otherwise, that is said of the tables.
pub(crate) fn parts(sheet: &Sheet) -> Vec<ReadPart> {
    let mut out = Vec::new();
    for (_, layouts) in weighed(sheet) {
        let unsure = is_narrow(&layouts);
        let Some(mut best) = layouts.into_iter().next() else { continue };
        best.parts.iter_mut().filter_map(|part| part.table.as_mut()).for_each(|found| found.table.unsure = unsure);
        out.append(&mut best.parts);
    }
    out
}

/// Whether the likeliest layout narrowly leads another that reads otherwise.
fn is_narrow(layouts: &[Layout]) -> bool {
    let [best, others @ ..] = layouts else { return false };
    let near = |other: &&Layout| best.half_bits() - other.half_bits() < NARROW;
    let mut near = others.iter().filter(near).peekable();
    if near.peek().is_none() {
        return false;
    }
    let own = best.gist();
    near.any(|other| other.gist() != own)
}

/// What a table says, wherever it stands: the headings of its columns, and the label and cells of each row.
#[derive(PartialEq)]
struct Gist<'a> {
    headings: Vec<String>,
    rows: Vec<(&'a str, Vec<Option<&'a str>>)>,
}

impl<'a> Gist<'a> {
    fn of(table: &'a Table) -> Self {
        let cells =
            |row: &'a Row| row.cells.iter().map(|cell| cell.as_ref().map(|cell| cell.printed.as_str())).collect();
        let rows = table.rows.iter().map(|row| (row.label.as_str(), cells(row)));
        Self { headings: table.columns.iter().map(Column::heading_text).collect(), rows: rows.collect() }
    }
}

/// The layouts of each region of a page, each with the first line of its region.
pub(crate) fn weighed(sheet: &Sheet) -> Vec<(usize, Vec<Layout>)> {
    let mut out: Vec<(usize, Vec<Layout>)> = Vec::new();
    let grids = grids(sheet);
    let mut above = 0;
    for mut region in regions(sheet, &grids) {
        region.above = above;
        let layouts = layouts(&region);
        let last = layouts.first().and_then(|best| best.parts.last());
        above = last.map_or(above, |part| part.caption.unwrap_or(part.lines.last) + 1);
        out.push((region.lines.start, layouts));
    }
    out
}

/// The grids on a sheet: those that rules draw, and those that are declared.
fn grids(sheet: &Sheet) -> Vec<RuleGrid> {
    let mut grids = RuleGrid::of(&sheet.rules, &sheet.uprights);
    grids.extend(sheet.declared.iter().filter_map(RuleGrid::declared));
    grids
}

/// The runs of lines that may be tables, top to bottom, each with the grids in it: blocks and grids that have lines in common are of one
/// region.
fn regions<'a>(sheet: &'a Sheet, grids: &'a [RuleGrid]) -> Vec<Region<'a>> {
    let blocks = blocks(sheet, 0..sheet.lines.len()).into_iter().map(|block| (block, None));
    let grids = grids.iter().filter_map(|grid| Some((lines_in(sheet, grid)?, Some(grid))));
    let mut all: Vec<(Block, Option<&RuleGrid>)> = blocks.chain(grids).collect();
    all.sort_by_key(|(lines, _)| lines.first);
    let mut out: Vec<Region<'_>> = Vec::new();
    for (lines, grid) in all {
        let grid = grid.map(|grid| (grid, lines));
        match out.last_mut() {
            Some(region) if lines.first < region.lines.end => {
                region.lines.end = region.lines.end.max(lines.last + 1);
                region.grids.extend(grid);
            }
            last => {
                let above = last.map_or(0, |region| {
                    region.below = lines.first;
                    region.lines.end
                });
                let (lines, below) = (lines.first..lines.last + 1, sheet.lines.len());
                out.push(Region { sheet, lines, above, below, grids: grid.into_iter().collect() });
            }
        }
    }
    out
}

/// The lines of a page in a grid.
fn lines_in(sheet: &Sheet, grid: &RuleGrid) -> Option<Block> {
    let inside = |y: f32| grid.bbox.y0 <= y && y <= grid.bbox.y1;
    let mut lines = (0..sheet.lines.len()).filter(|i| inside(sheet.lines[*i].bbox.center_y()));
    let first = lines.next()?;
    Some(Block { first, last: lines.next_back().unwrap_or(first) })
}
