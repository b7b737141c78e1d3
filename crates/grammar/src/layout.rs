//! Layouts are proposed and weighed.
//!
//! A *region* of a page is a run of lines that may be one table or several. A few *proposers* say independently of each other how
//! it could be read, each from another sort of evidence:
//!
//! | proposer | goes by |
//! |---|---|
//! | [`Edges`] | the right edges of figures, and what stands over them: right for nearly all statements |
//! | [`Ruled`](ruled::Ruled) | rules: edges → crossings → cells |
//!
//! Each proposal is a [`Layout`]: the parts of the region that are tables, and the tables themselves, read as if the proposer were
//! right. *Clues* weigh them, each in half bits: two clues that say four half bits each for a layout make it 2⁴ times as likely as
//! one they say nothing of. What each clue weighs stands in one table at the head of [`clues`]. The layout with the largest sum is
//! the one that is used.
//!
//! To add a source of cells (tagged PDF, HTML) write a [`Proposer`]; to add a reason for or against a layout write a clue: a
//! function and its line in the table. A special case anywhere else is a clue that is not weighed.
//!
//! [`grid::RuleGrid`] is the grid that rules draw. What a proposer knows of a token it writes into it ([`CellPlace`]
//! (crate::tokens::CellPlace)): the reading of rows goes by that, and guesses nothing about it.

pub(crate) mod clues;
pub(crate) mod grid;
pub(crate) mod ruled;

use std::ops::Range;

use crate::find::{Block, Found, blocks, build};
use crate::sheet::Sheet;
use grid::RuleGrid;

/// Evidence, as footing weighs it, too: two half bits more make something twice as likely.
pub(crate) type HalfBits = i32;

/// A run of lines to be read, with what is known of it before it is.
pub(crate) struct Region<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) lines: Range<usize>,
    /// The first line after the region before: what stands from there on may be this one's title.
    pub(crate) above: usize,
    /// The grids of rules in it, top to bottom, each with its first and last line.
    pub(crate) grids: Vec<(&'a RuleGrid, Block)>,
}

/// A part of a region that is read as one table.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// Lines whose figures stand in columns.
    Block(Block),
    /// Cells between rules.
    Grid(RuleGrid, Block),
}

impl Part {
    pub(crate) fn lines(&self) -> Block {
        match self {
            Self::Block(block) | Self::Grid(_, block) => *block,
        }
    }

    /// Reads it. `above` is the first line after the part before, `below` the first of the part after.
    pub(crate) fn read(&self, sheet: &Sheet, above: usize, below: usize) -> Option<Found> {
        match self {
            Self::Block(block) => build(sheet, *block, above, below),
            Self::Grid(grid, block) => ruled::read(sheet, grid, *block, above),
        }
    }
}

/// A way to read a region.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// Who proposed it.
    pub(crate) by: &'static str,
    /// What its tables are, top to bottom.
    pub(crate) parts: Vec<Part>,
    /// How they come out.
    pub(crate) tables: Vec<Found>,
    /// What each clue says of it.
    pub(crate) clues: Vec<(&'static str, HalfBits)>,
}

impl Layout {
    fn of(region: &Region<'_>, by: &'static str, parts: Vec<Part>) -> Self {
        let mut above = region.above;
        let below = |n: usize| parts.get(n + 1).map_or(region.lines.end, |part| part.lines().first);
        let mut tables = Vec::new();
        for (n, part) in parts.iter().enumerate() {
            tables.extend(part.read(region.sheet, above, below(n)));
            above = part.lines().last + 1;
        }
        let mut layout = Self { by, parts, tables, clues: Vec::new() };
        layout.clues = clues::weigh(&layout, region);
        layout
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
    (!parts.is_empty()).then(|| Layout::of(region, P::NAME, parts))
}

/// All layouts that are proposed for a region, the likeliest first; of two as likely, in the order of the proposers.
pub(crate) fn layouts(region: &Region<'_>) -> Vec<Layout> {
    let proposed = [layout_of::<Edges>(region), layout_of::<ruled::Ruled>(region)];
    let mut layouts: Vec<Layout> = proposed.into_iter().flatten().collect();
    layouts.sort_by_key(|layout| -layout.half_bits());
    layouts
}

/// The parts of a page that are tables, top to bottom.
pub(crate) fn parts(sheet: &Sheet) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let grids = RuleGrid::of(&sheet.rules, &sheet.uprights);
    for mut region in regions(sheet, &grids) {
        if region.grids.is_empty() {
            out.push(Part::Block(Block { first: region.lines.start, last: region.lines.end - 1 }));
            continue;
        }
        region.above = out.last().map_or(0, |part| part.lines().last + 1);
        out.extend(layouts(&region).into_iter().next().map(|layout| layout.parts).unwrap_or_default());
    }
    out
}

/// The runs of lines that may be tables, top to bottom, each with the grids in it: blocks and grids that have lines in common are of one
/// region.
pub(crate) fn regions<'a>(sheet: &'a Sheet, grids: &'a [RuleGrid]) -> Vec<Region<'a>> {
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
                let above = last.map_or(0, |region| region.lines.end);
                let lines = lines.first..lines.last + 1;
                out.push(Region { sheet, lines, above, grids: grid.into_iter().collect() });
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
