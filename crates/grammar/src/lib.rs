//! Finds the tables on a page and reads them.

pub mod debug;
pub mod figure;
pub mod period;
pub mod unit_note;

mod columns;
mod find;
mod heading;
mod joining;
mod lines;
mod number_style;
mod prose;
mod rows;
mod serials;
mod sheet;
mod table;
mod tokens;
mod zones;

pub use table::{Caption, Cell, Column, Content, Head, Row, Table};

use crossfoot_ingest::Page;
use number_style::NumberStyle;

/// The tables of a release, in page order.
pub fn tables(pages: &[Page]) -> Vec<Table> {
    let style = NumberStyle::learn(pages);
    joining::join(
        pages
            .iter()
            .flat_map(|page| zones::zones(sheet::Sheet::new(page, style)))
            .flat_map(|sheet| find::find(&sheet))
            .collect(),
    )
}

/// The text of a release line by line, for what only its prose tells.
pub fn text_lines(pages: &[Page]) -> Vec<String> {
    let style = NumberStyle::learn(pages);
    pages.iter().flat_map(|page| lines::lines(page, style).0.into_iter().map(|line| line.text())).collect()
}
