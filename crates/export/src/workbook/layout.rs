//! Where everything stands on a statement's sheet.

use std::collections::HashSet;

use crossfoot_footing::{Place, ProvenStatement};
use crossfoot_statements::Statement;
use rust_xlsxwriter::{ColNum, RowNum, XlsxError, utility};

use super::headings::Headings;

/// The cover's name.
pub(crate) const COVER: &str = "Cover";
/// Column of the labels.
pub(crate) const LABELS: ColNum = 0;
/// Column of the first figures.
const FIGURES: ColNum = 1;
/// Title, notes, unit and place above the headings.
pub(crate) const ABOVE: RowNum = 4;
/// The lines under the headings: the period's end, its length.
const PERIOD_LINES: RowNum = 2;

/// A row below the headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// A section's heading where it comes into force.
    Section {
        /// How many headings are in force above it.
        depth: usize,
        /// Its words.
        text: &'a str,
    },
    /// A line item, by its index.
    Item(usize),
}

/// The sheet of one statement.
#[derive(Debug)]
pub(crate) struct Layout<'a> {
    /// The sheet's name, unique in the workbook.
    pub(crate) name: String,
    /// Headings over the columns.
    pub(crate) headings: Headings,
    /// The rows below the headings.
    pub(crate) lines: Vec<Line<'a>>,
    /// Columns of figures.
    pub(crate) columns: ColNum,
    /// The row of each item.
    rows: Vec<RowNum>,
}

impl<'a> Layout<'a> {
    /// One layout for each statement.
    pub(crate) fn all(statements: &'a [ProvenStatement]) -> Result<Vec<Self>, XlsxError> {
        let mut taken = HashSet::from([COVER.to_lowercase()]);
        statements.iter().map(|proven| Self::of(&proven.statement, &mut taken)).collect()
    }

    fn of(statement: &'a Statement, taken: &mut HashSet<String>) -> Result<Self, XlsxError> {
        let headings = Headings::of(&statement.columns);
        // Room for the labels, a gap, the unit and the page is needed beside the figures.
        let columns = ColNum::try_from(statement.columns.len()).ok().filter(|&n| n <= 16_380);
        let columns = columns.ok_or(XlsxError::RowColumnLimitError)?;
        let mut layout = Self {
            name: sheet_name(&statement.id, taken),
            headings,
            lines: lines(statement),
            columns,
            rows: Vec::new(),
        };
        let lines = (layout.body()..).zip(&layout.lines);
        let items = lines.filter(|(_, line)| matches!(line, Line::Item(_)));
        layout.rows = items.map(|(row, _)| row).collect();
        Ok(layout)
    }

    /// The row below the headings' last line.
    pub(crate) fn period_row(&self) -> RowNum {
        ABOVE + RowNum::try_from(self.headings.lines).unwrap_or(RowNum::MAX / 2)
    }

    /// The first row below headings and periods.
    pub(crate) fn body(&self) -> RowNum {
        self.period_row() + PERIOD_LINES
    }

    /// The column that a statement's column has on the sheet.
    pub(crate) fn column(&self, column: usize) -> ColNum {
        FIGURES + ColNum::try_from(column).unwrap_or(self.columns)
    }

    /// Where the unit of each row stands; the page is beside it.
    pub(crate) fn unit_column(&self) -> ColNum {
        FIGURES + self.columns + 1
    }

    /// The row that an item has on the sheet.
    pub(crate) fn row(&self, item: usize) -> RowNum {
        self.rows.get(item).copied().unwrap_or_else(|| self.body())
    }

    /// A place as `B7`.
    pub(crate) fn cell(&self, place: Place) -> String {
        utility::row_col_to_cell(self.row(place.row), self.column(place.col))
    }

    /// The sheet's name as formulas and links write it: `'Segment 2'!`.
    pub(crate) fn prefix(&self) -> String {
        format!("'{}'!", self.name.replace('\'', "''"))
    }
}

/// The items, each section's heading on a row of its own where it comes into force.
fn lines(statement: &Statement) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut open: &[_] = &[];
    for (index, item) in statement.items.iter().enumerate() {
        let common = open.iter().zip(&item.section).take_while(|(a, b)| a == b).count();
        let fresh = item.section.iter().enumerate().skip(common);
        lines.extend(fresh.map(|(depth, text)| Line::Section { depth, text }));
        open = &item.section;
        lines.push(Line::Item(index));
    }
    lines
}

/// `segment-2` is `Segment 2`: what a sheet may be called is 31 characters, none of `[]:*?/\`, no apostrophe outside.
fn sheet_name(id: &str, taken: &mut HashSet<String>) -> String {
    let words: String = id.chars().map(|c| if "_-[]:*?/\\'".contains(c) { ' ' } else { c }).take(31).collect();
    let mut letters = words.trim().chars();
    let name: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let name = if name.is_empty() { "Statement".to_owned() } else { name };
    if taken.insert(name.to_lowercase()) {
        return name;
    }
    let short: String = name.chars().take(24).collect();
    let mut numbered = (2..).map(|n| format!("{short} ({n})"));
    let free = numbered.find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, item, proven, statement};

    #[test]
    fn sheets_have_names_of_their_own() {
        let mut taken = HashSet::from(["cover".to_owned()]);
        let mut name = |id: &str| sheet_name(id, &mut taken);
        assert_eq!(name("income_statement"), "Income statement");
        assert_eq!(name("segment-2"), "Segment 2");
        assert_eq!(name("cover"), "Cover (2)");
        assert_eq!(name("segment_2"), "Segment 2 (2)");
        assert!(name(&"x/".repeat(40)).len() <= 31);
        assert_eq!(name("__"), "Statement");
    }

    #[test]
    fn sections_take_rows() {
        let mut inner = item("b", vec![]);
        inner.section = vec!["Costs".into(), "Abroad".into()];
        let mut outer = item("c", vec![]);
        outer.section = vec!["Costs".into()];
        let statements = [proven(statement(vec![column("2023")], vec![item("a", vec![]), inner, outer]))];
        let layouts = Layout::all(&statements).expect("it fits");
        let layout = &layouts[0];
        let body = layout.body();
        assert_eq!(body, 7);
        assert_eq!([0, 1, 2].map(|item| layout.row(item)), [body, body + 3, body + 4]);
        assert_eq!(layout.cell(Place { statement: 0, row: 1, col: 0 }), "B11");
    }
}
