//! The releases of one company side by side: a row for each line item, a column for each period.
//!
//! Releases are taken from the newest to the oldest, and each is fitted to what is there: its statements by the line
//! items they share, its line items by section and label. An item that goes by another name is joined where the two
//! names have the same figures for the periods that both releases print, where quarters add up to the year to date, where
//! the names differ only in what follows the figures: *(benefit from)/provision for*, a count of shares, or where both are the
//! only line of one standard concept.

mod company;
mod evidence;
mod items;
mod join;
mod lengths;
mod words;
mod write;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crossfoot_export::release_folders;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::book::Book;
use crate::error::CompareError;

use items::{Item, Part, parts};
use lengths::Lengths;

/// One company's figures over many releases.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The releases, oldest first, by the last day that their primary statements speak of.
    pub releases: Vec<String>,
    /// The periods, balance dates first, then by length and time.
    pub periods: Vec<SeriesPeriod>,
    /// The line items, in the order of the newest release.
    pub rows: Vec<SeriesRow>,
    /// The figures that a later release gives otherwise than an earlier one.
    pub restated: Vec<Restatement>,
    /// How many figures have no period and are left out: changes, for the most part.
    pub without_period: usize,
}

/// A period that figures speak of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesPeriod {
    /// Length in days, about; zero for an instant.
    days: u32,
    /// Last day.
    pub end: Date,
    /// `instant`, or ISO 8601: `P3M`, `P13W`.
    pub duration: String,
}

/// A line item over time.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesRow {
    /// The statement's id in the newest release that has it.
    pub statement: String,
    /// The headings above the row, joined by ` > `.
    pub section: String,
    /// The line item, as the newest release calls it.
    pub label: String,
    /// What tells columns of one period apart, such as a segment's name; mostly empty.
    pub column: String,
    /// What it counts: `USD`, `USD/share`, `shares`, `percent`, `pure`.
    pub unit: String,
    /// For each period what the releases that print it have, the newest first.
    pub readings: Vec<Vec<Reading>>,
    /// Other names that older releases have for it.
    pub formerly: Vec<String>,
}

impl SeriesRow {
    /// For each period the figure in full units, as the newest release that prints it has it.
    pub fn values(&self) -> impl Iterator<Item = Option<Decimal>> {
        self.readings.iter().map(|readings| readings.first().map(|reading| reading.value))
    }
}

/// What to stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StackOptions {
    /// Take releases that cannot be of one company, too.
    pub mixed: bool,
}

/// A figure that was stated again, otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Restatement {
    /// Index of its row.
    pub row: usize,
    /// Index of its period.
    pub period: usize,
    /// What it was, and where.
    pub before: Reading,
    /// What it became, and where.
    pub after: Reading,
}

/// A figure as one release has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The release's name.
    pub release: String,
    /// First day of its period; none for an instant.
    pub start: Option<Date>,
    /// The figure in full units.
    pub value: Decimal,
    /// Its precision, in XBRL's sense.
    pub decimals: i32,
    /// The 1-based page it is printed on.
    pub page: u32,
    /// What the release calls the line item.
    pub label: String,
    /// What arithmetic says of it.
    pub status: String,
    /// Whether it is expected: of a period that ends after all that the release's primary statements speak of.
    pub outlook: bool,
}

impl SeriesPeriod {
    fn new(end: Date, duration: &str) -> Self {
        Self { days: days(duration), end, duration: duration.to_owned() }
    }
}

/// `P3M` is 91 days, `P13W` as well.
pub(crate) fn days(duration: &str) -> u32 {
    let number = |digits: Option<&str>| digits.and_then(|digits| digits.parse::<u32>().ok());
    let Some(rest) = duration.strip_prefix('P') else {
        return 0;
    };
    let months = number(rest.strip_suffix('M')).map(|months| months.saturating_mul(365) / 12);
    months.or_else(|| number(rest.strip_suffix('W')).map(|weeks| weeks.saturating_mul(7))).unwrap_or(u32::MAX)
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

impl Reading {
    /// Whether two releases say the same: exactly, or as exactly as the coarser of them says it.
    fn agrees(&self, other: &Self) -> bool {
        agree((self.value, self.decimals), (other.value, other.decimals))
    }
}

/// Whether two figures, each with its precision, say the same as exactly as the coarser of them does.
pub(crate) fn agree(one: (Decimal, i32), other: (Decimal, i32)) -> bool {
    if one.1 == other.1 {
        return one.0 == other.0;
    }
    let (fine, coarse) = if one.1 > other.1 { (one, other) } else { (other, one) };
    let Some(unit) = unit_of(coarse.1) else {
        return false;
    };
    fine.0.checked_sub(coarse.0).is_some_and(|miss| miss.abs() <= unit / Decimal::TWO)
}

/// What the last printed digit is worth: a million for −6.
fn unit_of(decimals: i32) -> Option<Decimal> {
    match u32::try_from(decimals) {
        Ok(places) => (places <= 28).then(|| Decimal::new(1, places)),
        Err(_) => 10i64.checked_pow(decimals.unsigned_abs()).map(Decimal::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{book, line_of};
    use crossfoot_export::RecordedFact;

    type Rows<'a> = [(&'a str, &'a [i64])];

    fn facts(year: i16, rows: &Rows<'_>) -> Vec<RecordedFact> {
        let rows = rows.iter().enumerate();
        rows.flat_map(|(row, (label, values))| line_of("income_statement", row, "", label, values, year)).collect()
    }

    fn series(years: &[(i16, &Rows<'_>)]) -> Series {
        let books: Vec<Book> =
            years.iter().map(|(year, rows)| book(&format!("fy{year}"), &facts(*year, rows))).collect();
        stacked(&books)
    }

    fn shown(series: &Series) -> Vec<String> {
        let rows = series.rows.iter().map(|row| {
            let values = row.values().map(|value| value.map_or("-".to_owned(), |value| value.to_string()));
            format!("{}: {}", row.label, values.collect::<Vec<_>>().join(" "))
        });
        rows.collect()
    }

    #[test]
    fn a_row_per_item_and_a_column_per_period() {
        let series = series(&[
            (2022, &[("Revenue", &[4000, 3000]), ("Cost of sales", &[2500, 2000])]),
            (2023, &[("Revenue", &[5000, 4000]), ("Licences", &[7, 8]), ("Cost of sales", &[3000, 2500])]),
        ]);
        assert_eq!(series.releases, ["fy2022", "fy2023"]);
        assert_eq!(
            series.periods.iter().map(|p| p.end.to_string()).collect::<Vec<_>>().join(" "),
            "2021-06-30 2022-06-30 2023-06-30"
        );
        assert_eq!(shown(&series), ["Revenue: 3000 4000 5000", "Licences: - 8 7", "Cost of sales: 2000 2500 3000"]);
        assert_eq!(series.restated, []);
    }

    #[test]
    fn a_restated_figure_has_both_values_and_releases() {
        let series = series(&[(2022, &[("Revenue", &[4000, 3000])]), (2023, &[("Revenue", &[5000, 4100])])]);
        assert_eq!(shown(&series), ["Revenue: 3000 4100 5000"]);
        let [restated] = series.restated.as_slice() else { panic!("{:?}", series.restated) };
        assert_eq!((restated.before.release.as_str(), restated.before.value), ("fy2022", 4000.into()));
        assert_eq!((restated.after.release.as_str(), restated.after.value), ("fy2023", 4100.into()));
        assert_eq!(series.periods[restated.period].end.to_string(), "2022-06-30");
    }

    #[test]
    fn another_name_is_joined_where_figures_tie_out() {
        let old: &Rows<'_> = &[("Revenue", &[4000, 3000]), ("Cost of sales", &[2513, 2000]), ("Fees", &[3, 1])];
        let new: &Rows<'_> = &[("Revenue", &[5000, 4000]), ("Cost of goods sold", &[3000, 2513]), ("Charges", &[4, 3])];
        let series = series(&[(2022, old), (2023, new)]);
        assert_eq!(
            shown(&series),
            ["Revenue: 3000 4000 5000", "Cost of goods sold: 2000 2513 3000", "Fees: 1 3 -", "Charges: - 3 4"],
            "a single small figure proves nothing"
        );
        assert_eq!(series.rows[1].formerly, ["Cost of sales"]);
    }

    #[test]
    fn another_name_is_joined_where_quarters_add_up() {
        let with_start = |facts: Vec<RecordedFact>, periods: &[(&str, &str, &str)]| -> Vec<RecordedFact> {
            let dated = facts.into_iter().map(|mut fact| {
                let (start, end, duration) = periods[fact.col as usize - 1];
                (fact.period_start, fact.period_end) = (start.parse().ok(), end.parse().ok());
                fact.duration = duration.to_owned();
                fact
            });
            dated.collect()
        };
        let (q1, q2) = (("2023-01-01", "2023-03-31", "P3M"), ("2023-04-01", "2023-06-30", "P3M"));
        let half = ("2023-01-01", "2023-06-30", "P6M");
        let old = facts(2023, &[("Revenue", &[4000]), ("Benefit from (provision for) taxes", &[-1274])]);
        let new = |year_to_date: i64| {
            facts(2023, &[("Revenue", &[5000, 9000]), ("Provision for taxes", &[-2255, year_to_date])])
        };
        let rows = |year_to_date: i64| {
            let books =
                [book("q1", &with_start(old.clone(), &[q1])), book("q2", &with_start(new(year_to_date), &[q2, half]))];
            shown(&stacked(&books))
        };
        assert_eq!(rows(-3529), ["Revenue: 4000 5000 9000", "Provision for taxes: -1274 -2255 -3529"]);
        assert_eq!(rows(-3519).len(), 3, "they do not add up");
    }

    #[test]
    fn another_name_is_joined_where_it_is_the_same_concept() {
        let with_concepts = |year: i16, rows: &[(&str, &str, i64)]| {
            let facts = rows.iter().enumerate().flat_map(|(row, (label, concept, value))| {
                let facts = line_of("income_statement", row, "", label, &[*value], year).into_iter();
                facts.map(|fact| RecordedFact { concept: (*concept).to_owned(), ..fact })
            });
            book(&format!("fy{year}"), &facts.collect::<Vec<_>>())
        };
        const TAX: &str = "us-gaap:IncomeTaxExpenseBenefit";
        let old = with_concepts(2022, &[("Revenue", "", 4000), ("Taxation", TAX, 12)]);
        let new = with_concepts(2023, &[("Revenue", "", 5000), ("Provision for income taxes", TAX, 13)]);
        let series = stacked(&[old.clone(), new]);
        assert_eq!(shown(&series), ["Revenue: 4000 5000", "Provision for income taxes: 12 13"]);
        assert_eq!(series.rows[1].formerly, ["Taxation"]);
        let two = with_concepts(2023, &[("Revenue", "", 5000), ("Current taxes", TAX, 3), ("Deferred taxes", TAX, 9)]);
        assert_eq!(shown(&stacked(&[old, two])).len(), 4, "which of the two it was, nothing tells");
    }

    fn dated(facts: Vec<RecordedFact>, end: &str, duration: &str) -> Vec<RecordedFact> {
        let dated = facts.into_iter().map(|mut fact| {
            (fact.period_end, fact.duration) = (end.parse().ok(), duration.to_owned());
            fact
        });
        dated.collect()
    }

    #[test]
    fn a_table_for_each_period_is_one_statement() {
        let rows: &Rows<'_> = &[("Revenue", &[4000]), ("Cost of sales", &[-2513]), ("Gross profit", &[1487])];
        let named = |statement: &str, facts: Vec<RecordedFact>| -> Vec<RecordedFact> {
            let named = facts.into_iter().map(|fact| RecordedFact { statement: statement.to_owned(), ..fact });
            named.collect()
        };
        let quarter = |end| dated(facts(2023, rows), end, "P3M");
        let mut second = quarter("2023-06-30");
        second.extend(named("income_statement-2", dated(facts(2023, rows), "2023-06-30", "P6M")));
        let series = stacked(&[book("q1", &quarter("2023-03-31")), book("q2", &second)]);
        assert_eq!(shown(&series)[0], "Revenue: 4000 4000 4000");
        assert_eq!(series.rows.len(), 3);
        // Another figure for the same period is of another statement, such as that of the parent company alone.
        let mut parent = quarter("2023-06-30");
        let mut own = named("income_statement-2", quarter("2023-06-30"));
        own[0].value = 4001.into();
        parent.extend(own);
        assert_eq!(stacked(&[book("q2", &parent)]).rows.len(), 6);
    }

    #[test]
    fn a_name_that_follows_the_sign_is_joined_in_all_units() {
        let percent = |mut facts: Vec<RecordedFact>| -> Vec<RecordedFact> {
            let share = facts.iter().cloned().map(|fact| RecordedFact { col: 2, unit: "percent".into(), ..fact });
            let share: Vec<_> = share.collect();
            facts.extend(share);
            facts
        };
        let old = percent(facts(2022, &[("Revenue", &[4000]), ("Benefit from (provision for) taxes", &[-12])]));
        let new = percent(facts(2023, &[("Revenue", &[5000]), ("Provision for taxes", &[-13])]));
        let series = stacked(&[book("old", &old), book("new", &new)]);
        let joined: Vec<_> = series.rows.iter().map(|row| (row.unit.as_str(), row.formerly.len())).collect();
        assert_eq!(joined, [("USD", 0), ("percent", 0), ("USD", 1), ("percent", 1)]);
    }

    #[test]
    fn lines_of_one_name_are_told_apart_by_the_line_above() {
        let old: &Rows<'_> =
            &[("Gross profit", &[40]), ("% of revenue", &[20]), ("Operating income", &[9]), ("% of revenue", &[4])];
        let new: &Rows<'_> = &[
            ("Gross profit", &[41]),
            ("% of revenue", &[21]),
            ("Adjusted gross profit", &[43]),
            ("% of revenue", &[22]),
            ("Operating income", &[10]),
            ("% of revenue", &[5]),
        ];
        assert_eq!(
            shown(&series(&[(2022, old), (2023, new)])),
            [
                "Gross profit: 40 41",
                "% of revenue: 20 21",
                "Adjusted gross profit: - 43",
                "% of revenue: - 22",
                "Operating income: 9 10",
                "% of revenue: 4 5"
            ]
        );
    }

    #[test]
    fn what_was_expected_is_not_restated() {
        let with_outlook = |year: i16, expected: i64| {
            let mut facts = facts(year, &[("Revenue", &[1000])]);
            let outlook = line_of("metrics", 0, "", "Revenue", &[expected], 2024);
            facts.extend(outlook);
            book(&format!("fy{year}"), &facts)
        };
        let series = stacked(&[with_outlook(2022, 5000), with_outlook(2023, 5100)]);
        assert_eq!(series.restated, []);
        let readings = &series.rows[1].readings[2];
        let told: Vec<_> = readings.iter().map(|reading| (reading.release.as_str(), reading.outlook)).collect();
        assert_eq!(told, [("fy2023", true), ("fy2022", true)]);
    }

    #[test]
    fn coarser_figures_agree_within_their_rounding() {
        let reading = |value: i64, decimals| Reading {
            release: String::new(),
            start: None,
            value: value.into(),
            decimals,
            page: 1,
            label: String::new(),
            status: String::new(),
            outlook: false,
        };
        assert!(reading(1_234_567, 0).agrees(&reading(1_235_000, -3)));
        assert!(!reading(1_234_467, 0).agrees(&reading(1_235_000, -3)));
        assert!(!reading(1_234_000, -3).agrees(&reading(1_235_000, -3)));
    }

    #[test]
    fn periods_have_lengths() {
        assert_eq!([days("instant"), days("P3M"), days("P13W"), days("P12M"), days("P52W")], [0, 91, 91, 365, 364]);
    }
}
