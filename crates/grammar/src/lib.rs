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
mod prose;
mod rows;
mod sheet;
mod table;
mod tokens;
mod zones;

pub use table::{Caption, Cell, Column, Content, Row, Table};

use crossfoot_ingest::Page;

/// The tables of a release, in page order.
pub fn tables(pages: &[Page]) -> Vec<Table> {
    joining::join(
        pages
            .iter()
            .flat_map(|page| zones::zones(sheet::Sheet::new(page)))
            .flat_map(|sheet| find::find(&sheet))
            .collect(),
    )
}

/// The text of a release line by line, for what only its prose tells.
pub fn text_lines(pages: &[Page]) -> Vec<String> {
    pages.iter().flat_map(|page| lines::lines(page).0.into_iter().map(|line| line.text())).collect()
}
