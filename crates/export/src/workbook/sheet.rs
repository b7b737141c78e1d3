//! The sheet of one statement.

use crossfoot_footing::{Place, ProvenStatement, RelationKind, Status};
use crossfoot_statements::{Cell, Fact, LineItem, Period, Statement};
use rust_xlsxwriter::{ColNum, ExcelDateTime, Formula, Note, RowNum, Url, Worksheet, XlsxError};

use super::formulas::Formulas;
use super::headings::Span;
use super::layout::{ABOVE, COVER, LABELS, Layout, Line};
use super::numbers::{Negative, format, number};
use super::scales::{unit, units};
use super::wrapping::{LINE, wrapped};
use super::{doubt, fitting, style};
use crate::release::status_of;
use crate::wide::leading;

/// Labels wider than this, in characters, are wrapped.
const WIDEST_LABEL: usize = 58;
/// Headings of one column wider than this are wrapped.
const WIDEST_HEADING: usize = 16;
/// Characters of room beside the longest label.
const LABEL_ROOM: usize = 2;
/// Characters that a level of sections is indented by.
const INDENT: usize = 2;
/// Writes one statement.
pub(crate) fn write(
    sheet: &mut Worksheet,
    statements: &[ProvenStatement],
    at: usize,
    layouts: &[Layout<'_>],
    formulas: &Formulas,
) -> Result<(), XlsxError> {
    let writer = Writer { statements, at, proven: &statements[at], layouts, layout: &layouts[at], formulas };
    sheet.set_name(&writer.layout.name)?;
    writer.above(sheet)?;
    writer.head(sheet)?;
    writer.body(sheet)?;
    writer.widths(sheet)?;
    page_setup(sheet, writer.layout)
}

/// How the sheet scrolls and prints.
fn page_setup(sheet: &mut Worksheet, layout: &Layout<'_>) -> Result<(), XlsxError> {
    sheet.set_screen_gridlines(false);
    sheet.set_freeze_panes(layout.body(), LABELS + 1)?;
    sheet.set_repeat_rows(ABOVE, layout.body() - 1)?;
    sheet.set_print_fit_to_pages(1, 0).set_paper_size(9);
    if layout.columns > 4 {
        sheet.set_landscape();
    }
    sheet.set_footer("&L&F&C&A&R&P / &N");
    Ok(())
}

struct Writer<'a> {
    statements: &'a [ProvenStatement],
    at: usize,
    proven: &'a ProvenStatement,
    layouts: &'a [Layout<'a>],
    layout: &'a Layout<'a>,
    formulas: &'a Formulas,
}

impl Writer<'_> {
    fn statement(&self) -> &Statement {
        &self.proven.statement
    }

    /// Title, notes, what the figures are in, the way back.
    fn above(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let statement = self.statement();
        let title = if statement.title.is_empty() { self.layout.name.as_str() } else { &statement.title };
        sheet.write_string_with_format(0, LABELS, fitting(title), &style::title())?;
        sheet.write_string_with_format(1, LABELS, fitting(&statement.notes.join(" · ")), &style::remark())?;
        let pages: Vec<String> = statement.pages.iter().map(ToString::to_string).collect();
        let plural = if pages.len() == 1 { "" } else { "s" };
        let place = [units(statement), format!("page{plural} {}", pages.join(", "))];
        let place: Vec<String> = place.into_iter().filter(|text| !text.is_empty()).collect();
        sheet.write_string_with_format(2, LABELS, place.join(" · "), &style::remark())?;
        let back = Url::new(format!("internal:'{COVER}'!A1")).set_text("‹ Cover");
        sheet.write_url_with_format(3, LABELS, back, &style::link().set_font_size(9))?;
        Ok(())
    }

    /// Headings over their columns, and the period that each was taken for.
    fn head(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (layout, statement) = (self.layout, self.statement());
        let end = layout.unit_column() + 1;
        for row in ABOVE..layout.body() {
            let last = row + 1 == layout.body();
            let band = if last { style::last_period() } else { style::band() };
            (LABELS..=end).try_for_each(|col| sheet.write_blank(row, col, &band).map(|_| ()))?;
        }
        for span in &layout.headings.spans {
            self.heading(sheet, span)?;
        }
        let bottom = layout.period_row() - 1;
        sheet.write_string_with_format(bottom, LABELS, fitting(&statement.stub_head), &style::band())?;
        sheet.write_string_with_format(bottom, layout.unit_column(), "Unit", &style::band())?;
        sheet.write_string_with_format(bottom, end, "Page", &style::band_right())?;
        for (index, column) in statement.columns.iter().enumerate() {
            if let Some(period) = &column.period {
                self.period(sheet, layout.column(index), period)?;
            }
        }
        (0..layout.headings.lines).try_for_each(|line| self.heading_height(sheet, line))
    }

    fn heading(&self, sheet: &mut Worksheet, span: &Span) -> Result<(), XlsxError> {
        let row = ABOVE + RowNum::try_from(span.line).unwrap_or_default();
        let (first, last) = (self.layout.column(span.columns.start), self.layout.column(span.columns.end - 1));
        if first < last {
            let look = if span.goes_on { style::upper_spanner() } else { style::spanner() };
            sheet.merge_range(row, first, row, last, fitting(&span.text), &look)?;
        } else {
            sheet.write_string_with_format(row, first, fitting(&span.text), &style::column_heading())?;
        }
        Ok(())
    }

    /// A line of headings is as high as its longest one needs.
    fn heading_height(&self, sheet: &mut Worksheet, line: usize) -> Result<(), XlsxError> {
        let spans = self.layout.headings.spans.iter().filter(|span| span.line == line);
        let lines = spans.map(|span| {
            let width: usize = span.columns.clone().map(|column| self.column_width(column)).sum();
            wrapped(&span.text, width, true)
        });
        let row = ABOVE + RowNum::try_from(line).unwrap_or_default();
        sheet.set_row_height(row, LINE * lines.max().unwrap_or(1) as f64)?;
        Ok(())
    }

    /// The period's last day as a date, and its length.
    fn period(&self, sheet: &mut Worksheet, col: ColNum, period: &Period) -> Result<(), XlsxError> {
        let row = self.layout.period_row();
        let end = period.end;
        let date = match (u16::try_from(end.year()), u8::try_from(end.month()), u8::try_from(end.day())) {
            (Ok(year), Ok(month), Ok(day)) => ExcelDateTime::from_ymd(year, month, day).ok(),
            _ => None,
        };
        match date {
            Some(date) => {
                sheet.write_datetime_with_format(row, col, &date, &style::period().set_num_format("yyyy-mm-dd"))?;
            }
            // Before 1900 a spreadsheet has no dates.
            None => {
                sheet.write_string_with_format(row, col, end.to_string(), &style::period())?;
            }
        }
        sheet.write_string_with_format(row + 1, col, period.length.to_string(), &style::last_period())?;
        Ok(())
    }

    fn body(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let usual = Negative::of(self.statement());
        for (row, line) in (self.layout.body()..).zip(&self.layout.lines) {
            match *line {
                Line::Section { depth, text } => {
                    sheet.write_string_with_format(row, LABELS, fitting(text), &style::section(depth))?;
                }
                Line::Item(index) => self.item(sheet, row, index, usual)?,
            }
        }
        Ok(())
    }

    fn item(&self, sheet: &mut Worksheet, row: RowNum, index: usize, usual: Negative) -> Result<(), XlsxError> {
        let item = &self.statement().items[index];
        let format = style::label(item.section.len(), item.bold);
        sheet.write_string_with_format(row, LABELS, fitting(&item.label), &format)?;
        let room = (self.label_width() + LABEL_ROOM).saturating_sub(INDENT * item.section.len());
        let lines = wrapped(&item.label, room.max(10), item.bold);
        if lines > 1 {
            sheet.set_row_height(row, LINE * lines as f64)?;
        }
        let ruled = (item.ruled_above && !self.is_grid()) || self.is_total(index);
        for (column, cell) in item.cells.iter().enumerate().take(usize::from(self.layout.columns)) {
            let place = Place { statement: self.at, row: index, col: column };
            let format = style::cell(item.bold, ruled, status_of(self.proven, index, column));
            let col = self.layout.column(column);
            match cell {
                Cell::Empty if ruled => {
                    sheet.write_blank(row, col, &format)?;
                }
                Cell::Empty => {}
                Cell::Text(text) => {
                    sheet.write_string_with_format(row, col, fitting(text), &format)?;
                    self.annotate(sheet, row, place, item.page, text)?;
                }
                Cell::Figure(fact) => self.figure(sheet, row, place, fact, &format, usual)?,
            }
        }
        self.beside(sheet, row, item)
    }

    fn figure(
        &self,
        sheet: &mut Worksheet,
        row: RowNum,
        place: Place,
        fact: &Fact,
        look: &rust_xlsxwriter::Format,
        usual: Negative,
    ) -> Result<(), XlsxError> {
        let col = self.layout.column(place.col);
        let look = look.clone().set_num_format(format(fact, usual));
        match (number(fact), self.formulas.get(place)) {
            (None, _) => {
                sheet.write_string_with_format(row, col, fitting(&fact.printed), &look)?;
            }
            (Some(number), None) => {
                sheet.write_number_with_format(row, col, number, &look)?;
            }
            (Some(number), Some(formula)) => {
                let formula = Formula::new(format!("={formula}")).set_result(number.to_string());
                sheet.write_formula_with_format(row, col, formula, &look)?;
            }
        }
        self.annotate(sheet, row, place, fact.page, &fact.printed)
    }

    /// Says of a cell that is in doubt or was put right why it is.
    fn annotate(
        &self,
        sheet: &mut Worksheet,
        row: RowNum,
        place: Place,
        page: u32,
        printed: &str,
    ) -> Result<(), XlsxError> {
        if let Some(words) = self.note(place, page, printed) {
            let note = Note::new(words).add_author_prefix(false).set_width(320).set_height(110);
            sheet.insert_note(row, self.layout.column(place.col), &note)?;
        }
        Ok(())
    }

    fn note(&self, place: Place, page: u32, printed: &str) -> Option<String> {
        let status = status_of(self.proven, place.row, place.col);
        let head = match status {
            Status::Suspect => format!("In doubt. Look at page {page}."),
            Status::Repaired => format!("Put right. Page {page} shows {}.", printed.trim()),
            _ => return None,
        };
        let mut lines = vec![head];
        lines.extend(doubt::reasons(self.statements, self.layouts, place));
        Some(lines.join("\n"))
    }

    /// Unit, page and concept of a row, right of the figures.
    fn beside(&self, sheet: &mut Worksheet, row: RowNum, item: &LineItem) -> Result<(), XlsxError> {
        let col = self.layout.unit_column();
        if let Some(fact) = leading(self.statement(), item) {
            sheet.write_string_with_format(row, col, unit(fact), &style::remark())?;
        }
        sheet.write_number_with_format(row, col + 1, item.page, &style::remark())?;
        if let Some(concept) = item.concept {
            sheet.write_string_with_format(row, col + 2, concept.name(), &style::remark())?;
        }
        Ok(())
    }

    /// Whether lines are ruled as a matter of course, so that a rule is no mark of a sum.
    fn is_grid(&self) -> bool {
        let items = &self.statement().items;
        2 * items.iter().filter(|item| item.ruled_above).count() > items.len()
    }

    /// Whether footing found that the row closes a sum down its columns.
    fn is_total(&self, index: usize) -> bool {
        let relations = self.proven.relations.iter();
        let mut sums = relations.filter(|r| r.kind == RelationKind::Sum && r.holds && r.result.row == index);
        sums.any(|sum| sum.terms.iter().all(|term| term.place.row < index && term.place.col == sum.result.col))
    }

    fn widths(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_column_width(LABELS, (self.label_width() + LABEL_ROOM) as f64)?;
        for column in 0..self.statement().columns.len() {
            sheet.set_column_width(self.layout.column(column), self.column_width(column) as f64)?;
        }
        sheet.set_column_width(self.layout.unit_column() - 1, 2)?;
        sheet.set_column_width(self.layout.unit_column(), 16)?;
        sheet.set_column_width(self.layout.unit_column() + 1, 6)?;
        // For formulas that look lines up; a person has the label.
        sheet.set_column_width(self.layout.unit_column() + 2, 48)?;
        sheet.set_column_hidden(self.layout.unit_column() + 2)?;
        Ok(())
    }

    /// Characters that the labels get.
    fn label_width(&self) -> usize {
        let items = self.statement().items.iter();
        let widths = items.map(|item| INDENT * item.section.len() + item.label.chars().count());
        widths.max().unwrap_or(0).clamp(24, WIDEST_LABEL)
    }

    /// Characters that a column of figures is wide.
    fn column_width(&self, column: usize) -> usize {
        let items = self.statement().items.iter();
        let cells = items.filter_map(|item| match item.cells.get(column)? {
            Cell::Empty => None,
            Cell::Text(text) => Some(text.chars().count()),
            Cell::Figure(fact) => Some(fact.printed.chars().count() + 3),
        });
        let spans = self.layout.headings.spans.iter();
        let heading = spans.filter(|span| span.columns == (column..column + 1));
        let heading = heading.map(|span| {
            let longest = span.text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
            let line = span.text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            line.min(WIDEST_HEADING).max(longest) + 2
        });
        cells.chain(heading).max().unwrap_or(0).clamp(12, 40)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, item, money, proven, statement};
    use crossfoot_footing::{Relation, Term};
    use rust_decimal::Decimal;

    #[test]
    fn a_doubtful_figure_says_what_speaks_against_it() {
        let figures = ["1250", "830", "2090"].map(|shown| item("Assets", vec![Cell::Figure(money(shown, "1"))]));
        let mut proven = proven(statement(vec![column("2023")], figures.into()));
        let place = |row| Place { statement: 0, row, col: 0 };
        let term = |row| Term { place: place(row), coefficient: Decimal::ONE };
        proven.relations = vec![Relation {
            kind: RelationKind::Sum,
            terms: vec![term(0), term(1)],
            result: place(2),
            holds: false,
            off: false,
            difference: Decimal::from(-10),
            tolerance: Decimal::ONE,
        }];
        proven.status[2][0] = Status::Suspect;
        proven.status[1][0] = Status::Repaired;
        let statements = [proven];
        let layouts = Layout::all(&statements).expect("it fits");
        let formulas = Formulas::of(&statements, &layouts);
        let (proven, layout) = (&statements[0], &layouts[0]);
        let writer = Writer { statements: &statements, at: 0, proven, layouts: &layouts, layout, formulas: &formulas };
        let note = |row| writer.note(place(row), 1, "830");
        assert_eq!(note(0), None);
        assert!(note(1).expect("a note").starts_with("Put right. Page 1 shows 830.\n"));
        assert_eq!(
            note(2).expect("a note"),
            "In doubt. Look at page 1.\nB10 \"Assets\" is printed as 2090; adding its 2 lines gives 2,080 (10 less)"
        );
    }
}
