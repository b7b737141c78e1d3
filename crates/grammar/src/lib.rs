//! Finds the tables on a page and reads them.

pub mod debug;
pub mod figure;
pub mod period;
pub mod unit_note;

mod amounts;
mod collapsed;
mod columns;
mod find;
mod footnotes;
mod heading;
mod joining;
mod layout;
mod lines;
mod loose;
mod number_style;
mod prose;
mod rows;
mod running;
mod serials;
mod sheet;
mod side_title;
mod signs;
mod table;
mod tokens;
mod wrapped_days;
mod zones;

pub use amounts::Amount;
pub use crossfoot_lexicon::Text;
pub use table::{Caption, Cell, Column, Content, Footnote, Head, Row, Table};

use crossfoot_ingest::Page;
use number_style::NumberStyle;

/// A release as this crate reads it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Its tables, in page order.
    pub tables: Vec<Table>,
    /// All its text line by line, for what only prose tells.
    pub lines: Vec<String>,
    /// Pages with rows of figures that are in none of the tables.
    pub loose: Vec<u32>,
    /// What the running heads and feet of its pages say, piece by piece: the company, the report.
    pub running: Vec<String>,
    /// Amounts of money in its running text that are printed with a scale.
    pub amounts: Vec<Amount>,
}

/// Reads the pages of a release.
pub fn read(pages: &[Page]) -> Reading {
    let style = NumberStyle::learn(pages);
    let mut text = Vec::new();
    let mut found = Vec::new();
    let mut rows = Vec::new();
    let (mut cut, rules): (Vec<_>, Vec<_>) = pages.iter().map(|page| lines::lines(page, style)).unzip();
    text.extend(cut.iter().flatten().map(|line| line.text().to_owned()));
    text.iter_mut().for_each(number_style::as_printed);
    let amounts = pages.iter().zip(&cut).flat_map(|(page, lines)| amounts::amounts(page.number, lines)).collect();
    let mut running = running::take_running_heads(&mut cut);
    running.iter_mut().for_each(number_style::as_printed);
    for ((page, lines), rules) in pages.iter().zip(cut).zip(rules) {
        let sheets = zones::zones(side_title::set_over(sheet::Sheet::new(page, lines, &rules)));
        found.extend(sheets.iter().flat_map(find::find));
        rows.extend(sheets.iter().flat_map(loose::labelled_rows));
    }
    let mut tables = joining::join(found);
    let loose = loose::pages_of_loose_rows(&rows, &tables);
    tables.iter_mut().for_each(|table| table.change_texts(number_style::is_marked, number_style::as_printed));
    Reading { tables, lines: text, loose, running, amounts }
}

/// The tables of a release alone, in page order.
pub fn tables(pages: &[Page]) -> Vec<Table> {
    read(pages).tables
}
