//! The wide CSV: a statement as a table, a row per line item and a column per period.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::io::Write;

use crossfoot_statements::{Cell, Fact, LineItem, Statement, Unit};

use crate::cells::neutralise;
use crate::columns::{FIXED, column_names};
use crate::decimals;
use crate::error::ExportError;

/// Writes one statement as CSV: `section,label,unit,scale`, then its columns under [`column_names`].
///
/// Figures are as printed, as plain decimals with their sign; `scale` says what they are multiplied by. Where the
/// figures of a row differ in unit (a column of percentages beside money), `unit` and `scale` are those of the
/// row's first figure that stands under a period and is no percentage, and the column's heading tells the rest.
///
/// # Errors
///
/// [`ExportError::Sink`] when `out` refuses the data.
pub fn write_wide(statement: &Statement, out: impl Write) -> Result<(), ExportError> {
    let mut csv = csv_writer(out);
    let names = column_names(statement);
    let names = names.iter().map(|name| neutralise(name));
    csv.write_record(FIXED.map(Cow::Borrowed).into_iter().chain(names).map(Cow::into_owned))?;
    for item in &statement.items {
        csv.write_record(row(statement, item))?;
    }
    csv.flush()?;
    Ok(())
}

/// A CSV writer as all files of this crate use it: quotes where needed, lines end in `\n` (see the crate's page).
pub(crate) fn csv_writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out)
}

/// The headings in force above a row, outermost first.
pub(crate) fn section(item: &LineItem) -> String {
    neutralise(&item.section.join(" > ")).into_owned()
}

fn row(statement: &Statement, item: &LineItem) -> Vec<String> {
    let mut row = vec![section(item), neutralise(&item.label).into_owned()];
    match leading(statement, item) {
        Some(fact) => row.extend([fact.unit.to_string(), decimals::scale(fact.scale).to_string()]),
        None => row.extend([String::new(), String::new()]),
    }
    // A row is as wide as the header, whatever its cells are: a ragged CSV opens nowhere.
    let cells = (0..statement.columns.len()).map(|i| item.cells.get(i).unwrap_or(&Cell::Empty));
    row.extend(cells.map(|cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => neutralise(text).into_owned(),
        Cell::Figure(fact) => decimals::plain(fact.shown),
    }));
    row
}

/// The figure that a row's unit and scale are taken from: under a period, no percentage where there is anything else, and in the unit
/// and scale of most of its figures. Beside three columns of yen the one of dollars for a convenience translation is the exception.
pub(crate) fn leading<'a>(statement: &Statement, item: &'a LineItem) -> Option<&'a Fact> {
    let figures = item.cells.iter().enumerate();
    let figures = figures.filter_map(|(index, cell)| cell.figure().map(|fact| (index, fact)));
    let alike = |fact: &Fact| {
        let others = item.cells.iter().filter_map(Cell::figure);
        others.filter(|other| (other.unit, other.scale) == (fact.unit, fact.scale)).count()
    };
    let first = figures.min_by_key(|&(index, fact)| {
        let column = statement.columns.get(index);
        let timeless = column.is_none_or(|column| column.period.is_none());
        (timeless, fact.unit == Unit::Percent, Reverse(alike(fact)), index)
    });
    first.map(|(_, fact)| fact)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossfoot_grammar::figure::Currency;

    use crate::testing::{column, fact, item, money, months, statement};

    fn written(statement: &Statement) -> String {
        let mut out = Vec::new();
        write_wide(statement, &mut out).expect("writes to memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_row_per_line_item() {
        let mut revenue = item(
            "Revenue, net",
            vec![Cell::Figure(money("1234.50", "1000000")), Cell::Figure(fact("12.3", "1", Unit::Percent))],
        );
        revenue.section = vec!["Operations".into(), "Sales".into()];
        let statement = statement(
            vec![months("Q2 2023", "2023-04-01", "2023-06-30", 3), column("+/- %")],
            vec![
                revenue,
                item("Loss", vec![Cell::Figure(money("-7", "1000000")), Cell::Text("NM".into())]),
                item("- Basic", vec![Cell::Empty, Cell::Text("=1".into())]),
            ],
        );
        assert_eq!(
            written(&statement),
            "section,label,unit,scale,2023-06-30 P3M,'+/- % [percent]\n\
             Operations > Sales,\"Revenue, net\",USD,1000000,1234.50,12.3\n\
             ,Loss,USD,1000000,-7,NM\n\
             ,'- Basic,,,,'=1\n"
        );
    }

    #[test]
    fn unit_is_that_of_the_first_figure_under_a_period() {
        let percent = |shown| Cell::Figure(fact(shown, "1", Unit::Percent));
        let statement = statement(
            vec![
                column("Growth"),
                months("% of sales", "2023-04-01", "2023-06-30", 3),
                months("Amount", "2023-04-01", "2023-06-30", 3),
            ],
            vec![
                item("a", vec![percent("1"), percent("2"), Cell::Figure(money("3", "1000"))]),
                item("b", vec![Cell::Figure(fact("1", "1", Unit::Pure)), percent("2")]),
            ],
        );
        let text = written(&statement);
        assert!(text.contains("\n,a,USD,1000,1,2,3\n"));
        assert!(text.contains("\n,b,percent,1,1,2,\n"));
    }

    #[test]
    fn unit_is_that_of_most_columns_beside_a_translation() {
        let of_quarter = |heading| months(heading, "2023-04-01", "2023-06-30", 3);
        let yen = |shown| Cell::Figure(fact(shown, "1000000", Unit::Money(Currency::JPY)));
        let statement = statement(
            vec![of_quarter("USD"), of_quarter("JPY"), months("2022", "2022-04-01", "2022-06-30", 3)],
            vec![item("Sales", vec![Cell::Figure(money("7", "1000")), yen("900"), yen("850")])],
        );
        let text = written(&statement);
        assert!(text.contains(",Sales,JPY,1000000,7,900,850\n"), "{text}");
        assert!(text.lines().next().is_some_and(|head| head.contains("USD [USD 1000],")), "{text}");
    }
}
