//! Proposes tables whose cells the source declares.
//!
//! ```text
//!   <tr> <td/>          <td colspan=2>Three months</td> </tr>     a heading is over the columns that its cell spans
//!   <tr> <td/>          <td>2024</td>  <td>2023</td>    </tr>
//!   <tr> <td>Sales</td> <td>1,204</td> <td>1,187</td>   </tr>     a row is one row, however many lines its label takes
//! ```
//!
//! They are read as cells between rules are. What a source declares is not always so: a page may be one table, and tags of a PDF
//! are often wrong. Then the clues speak for what the figures' edges say.

use super::ruled::grid_parts;
use super::{Part, Proposer, Region};
use crate::find::{Block, blocks};

/// Goes by declared cells.
pub(crate) struct Declared;

impl Proposer for Declared {
    const NAME: &'static str = "cells";

    fn propose(region: &Region<'_>) -> Vec<Part> {
        let declared = region.grids.iter().filter(|(grid, _)| grid.is_declared);
        grid_parts(region, declared.copied())
    }
}

/// Goes by declared cells where one declared table is several: headings of others stand between its rows.
pub(crate) struct DeclaredParts;

impl Proposer for DeclaredParts {
    const NAME: &'static str = "cells of several tables";

    fn propose(region: &Region<'_>) -> Vec<Part> {
        let mut parts = Vec::new();
        for (grid, lines) in region.grids.iter().filter(|(grid, _)| grid.is_declared) {
            let mut first = lines.first;
            let blocks = blocks(region.sheet, lines.first..lines.last + 1);
            for (n, block) in blocks.iter().enumerate() {
                let last = if n + 1 == blocks.len() { lines.last } else { block.last };
                parts.push((*grid, Block { first, last }));
                first = last + 1;
            }
        }
        if parts.len() > region.grids.len() { grid_parts(region, parts.into_iter()) } else { Vec::new() }
    }
}
