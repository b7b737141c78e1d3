//! The releases of one company side by side: a row for each line item, a column for each period.
//!
//! Releases are taken from the newest to the oldest, and each is fitted to what is there: its statements by the line
//! items they share, its line items by section and label. An item that goes by another name is joined where the two
//! names have the same figures for the periods that both releases print, where quarters add up to the year to date, where
//! the names differ only in what follows the figures: *(benefit from)/provision for*, a count of shares, or where both are the
//! only line of one standard concept.

mod company;
mod evidence;
mod figures;
mod items;
mod join;
mod lengths;
mod series;
#[cfg(test)]
mod tests;
mod words;
mod write;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crossfoot_export::release_folders;
use jiff::civil::Date;

use crate::book::Book;
use crate::error::CompareError;

use items::{Item, Part, parts};
use lengths::Lengths;

pub(crate) use figures::{agree, days, unit_of};
pub use series::{Reading, Restatement, Series, SeriesPeriod, SeriesRow};

/// What to stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StackOptions {
    /// Take releases that cannot be of one company, too.
    pub mixed: bool,
}

/// Lays releases side by side: every release in the given output folders, or the releases themselves. A folder that is
/// given twice counts once.
///
/// # Errors
///
/// [`CompareError::Read`] when a folder cannot be read or is no output, and [`CompareError::Companies`] when the releases
/// cannot be of one company.
pub fn stack(folders: &[PathBuf], options: &StackOptions) -> Result<Series, CompareError> {
    let (mut books, mut places, mut known) = (Vec::new(), Vec::new(), HashSet::new());
    for folder in folders {
        for release in release_folders(folder)? {
            if known.insert(release.canonicalize().unwrap_or_else(|_| release.clone())) {
                books.push(Book::read(&release)?);
                places.push(release);
            }
        }
    }
    let companies = company::companies(&books);
    if companies.len() > 1 && !options.mixed {
        let places = |company: &Vec<usize>| company.iter().map(|index| places[*index].clone()).collect();
        return Err(CompareError::Companies { companies: companies.iter().map(places).collect() });
    }
    tell_apart(&mut books, &places);
    Ok(stacked(&books))
}

/// Releases of one name, in two outputs, are named with their output.
fn tell_apart(books: &mut [Book], places: &[PathBuf]) {
    let names: Vec<String> = books.iter().map(|book| book.name.clone()).collect();
    for (book, place) in books.iter_mut().zip(places) {
        let output = place
            .parent()
            .and_then(Path::file_name)
            .filter(|_| names.iter().filter(|name| **name == book.name).count() > 1);
        if let Some(output) = output {
            book.name = format!("{}/{}", output.to_string_lossy(), book.name);
        }
    }
}

fn stacked(books: &[Book]) -> Series {
    let mut order: Vec<&Book> = books.iter().collect();
    order.sort_by_key(|book| (age(book), book.name.clone()));
    let lengths = Lengths::learn(books);
    let mut all: Vec<Part> = Vec::new();
    let mut without_period = 0;
    for book in order.iter().rev() {
        let (parts, without) = parts(book, &lengths);
        without_period += without;
        join::join(&mut all, parts);
    }
    let items = || all.iter().flat_map(|part| part.items.iter().map(move |item| (part, item)));
    let mut periods: Vec<SeriesPeriod> = items().flat_map(|(_, item)| item.readings.keys().cloned()).collect();
    periods.sort_unstable();
    periods.dedup();
    let rows: Vec<SeriesRow> = items().map(|(part, item)| row(part, item, &periods)).collect();
    let restated = rows.iter().enumerate().flat_map(|(index, row)| restatements(index, row)).collect();
    let releases = order.iter().map(|book| book.name.clone()).collect();
    Series { releases, periods, rows, restated, without_period }
}

/// The last day that its primary statements speak of, or any, if it has none of these: outlooks are not among them.
fn age(book: &Book) -> Option<Date> {
    let latest = |primary: bool| {
        let sheets = book.statements.iter().filter(|sheet| !primary || sheet.is_primary());
        sheets.flat_map(|sheet| sheet.facts()).filter_map(|(_, _, fact)| fact.period_end).max()
    };
    latest(true).or_else(|| latest(false))
}

fn row(part: &Part, item: &Item, periods: &[SeriesPeriod]) -> SeriesRow {
    SeriesRow {
        statement: part.id.clone(),
        section: item.section.clone(),
        label: item.label.clone(),
        column: item.column.clone(),
        unit: item.unit.clone(),
        readings: periods.iter().map(|period| item.readings.get(period).cloned().unwrap_or_default()).collect(),
        formerly: item.formerly.clone(),
    }
}

/// Every two releases next to each other in time that differ on a figure, beyond what rounding explains. What was only
/// expected is not restated when it comes otherwise.
fn restatements(index: usize, row: &SeriesRow) -> Vec<Restatement> {
    let mut found = Vec::new();
    for (period, readings) in row.readings.iter().enumerate() {
        let reported: Vec<&Reading> = readings.iter().filter(|reading| !reading.outlook).collect();
        for pair in reported.windows(2).rev().filter(|pair| !pair[0].agrees(pair[1])) {
            found.push(Restatement { row: index, period, before: pair[1].clone(), after: pair[0].clone() });
        }
    }
    found
}
