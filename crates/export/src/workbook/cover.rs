//! The first sheet: what the document is, where its statements are, what their units are, which checks hold.

use crossfoot_footing::{Place, ProvenStatement, RelationKind, Status};
use crossfoot_statements::Cell;
use rust_xlsxwriter::{ColNum, Format, RowNum, Url, Worksheet, XlsxError};

use super::formulas::Formulas;
use super::layout::{COVER, Layout};
use super::scales::units;
use super::wrapping::{LINE, wrapped};
use super::{doubt, fitting, style};
use crate::release::{Release, Tally, status_of};

/// The widths of its columns, in characters.
const WIDTHS: [usize; 8] = [28, 56, 10, 18, 32, 10, 10, 10];
/// The first of the columns that say why a figure is in doubt.
const WHY: usize = 4;
/// How many doubtful figures are listed; the sheets mark all of them.
const LISTED: usize = 500;

/// Writes the cover.
pub(crate) fn write(
    sheet: &mut Worksheet,
    release: &Release<'_>,
    layouts: &[Layout<'_>],
    formulas: &Formulas,
) -> Result<(), XlsxError> {
    sheet.set_name(COVER)?.set_screen_gridlines(false);
    let mut cover = Cover { sheet, row: 0 };
    cover.document(release)?;
    cover.statements(release.statements, layouts)?;
    cover.checks(release.statements, formulas)?;
    cover.doubts(release.statements, layouts)?;
    cover.legend()?;
    for (col, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(col, width as f64)?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_paper_size(9);
    Ok(())
}

struct Cover<'a> {
    sheet: &'a mut Worksheet,
    row: RowNum,
}

impl Cover<'_> {
    /// Name, file, pages, and what could not be read.
    fn document(&mut self, release: &Release<'_>) -> Result<(), XlsxError> {
        self.line(&[(0, release.name)], &style::title())?;
        let tally = Tally::of(release.statements);
        let pages = format!("{} ({})", release.pages.len(), release.source);
        let identity = release.identity;
        let facts = [
            ("Company", identity.company.clone().unwrap_or_default()),
            ("Currency", identity.currency.map(|currency| currency.to_string()).unwrap_or_default()),
            ("Period ends", identity.period_end.map(|day| day.to_string()).unwrap_or_default()),
            ("File", release.file.to_owned()),
            ("Pages", pages),
            ("Statements", release.statements.len().to_string()),
            ("Figures", tally.figures.to_string()),
            ("Proved", share(tally)),
            ("To check", tally.to_check.to_string()),
            ("In doubt", tally.suspect.to_string()),
            ("Put right", tally.repaired.to_string()),
        ];
        for (name, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
            self.sheet.write_string_with_format(self.row, 0, *name, &style::remark())?;
            self.sheet.write_string(self.row, 1, fitting(fact))?;
            self.row += 1;
        }
        for page in release.pages.iter().filter(|page| !page.unread.is_empty()) {
            let remark = format!("page {}: {}", page.number, page.unread.join(", "));
            self.sheet.write_string_with_format(self.row, 0, "Not read", &style::remark())?;
            self.sheet.write_string_with_format(self.row, 1, fitting(&remark), &style::text())?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    fn statements(&mut self, statements: &[ProvenStatement], layouts: &[Layout<'_>]) -> Result<(), XlsxError> {
        self.line(&[(0, "Statements")], &style::heading())?;
        self.table_head(&["Sheet", "Title", "Pages", "Money in", "Periods"], &["Figures", "Proved", "In doubt"])?;
        for (proven, layout) in statements.iter().zip(layouts) {
            let statement = &proven.statement;
            let tally = Tally::of([proven]);
            let pages: Vec<String> = statement.pages.iter().map(ToString::to_string).collect();
            self.link(0, layout, "A1", &layout.name)?;
            let texts =
                [(1, statement.title.to_string()), (2, pages.join(", ")), (3, units(statement)), (4, periods(proven))];
            let lines = texts.iter().map(|(col, text)| wrapped(text, WIDTHS[usize::from(*col)], false));
            self.sheet.set_row_height(self.row, LINE * lines.max().unwrap_or(1) as f64)?;
            for (col, text) in texts {
                self.sheet.write_string_with_format(self.row, col, fitting(&text), &style::text())?;
            }
            let right = Format::new().set_align(rust_xlsxwriter::FormatAlign::Top);
            let proved = (100 * tally.proved / tally.figures.max(1)) as f64 / 100.0;
            self.sheet.write_number_with_format(self.row, 5, tally.figures as f64, &right)?;
            self.sheet.write_number_with_format(self.row, 6, proved, &right.clone().set_num_format("0%"))?;
            self.sheet.write_number_with_format(self.row, 7, tally.suspect as f64, &right)?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    /// How many relations of each kind hold, and how many do not.
    fn checks(&mut self, statements: &[ProvenStatement], formulas: &Formulas) -> Result<(), XlsxError> {
        self.line(&[(0, "Checks")], &style::heading())?;
        self.table_head(&["Relation", "What it says"], &["Hold", "Do not hold"])?;
        let mut relations: Vec<(RelationKind, bool)> =
            statements.iter().flat_map(|s| &s.relations).map(|r| (r.kind, r.holds)).collect();
        relations.sort_unstable();
        for group in relations.chunk_by(|a, b| a.0 == b.0) {
            let hold = group.iter().filter(|(_, holds)| *holds).count();
            let kind = group[0].0;
            self.sheet.write_string(self.row, 0, kind.name().replace('_', " "))?;
            self.sheet.write_string(self.row, 1, says(kind))?;
            self.sheet.write_number(self.row, 2, hold as f64)?;
            self.sheet.write_number(self.row, 3, (group.len() - hold) as f64)?;
            self.row += 1;
        }
        let live = format!(
            "{} totals are live formulas over the figures they were proved from. Until something is changed they show the printed \
             figure; recalculated, a total can differ from it by what the release rounded.",
            formulas.len()
        );
        self.line(&[(0, live.as_str())], &style::remark())?;
        self.row += 1;
        Ok(())
    }

    fn doubts(&mut self, statements: &[ProvenStatement], layouts: &[Layout<'_>]) -> Result<(), XlsxError> {
        let mut doubtful = Vec::new();
        for (at, proven) in statements.iter().enumerate() {
            doubtful.extend(marked(proven).map(|(row, col)| Place { statement: at, row, col }));
        }
        if doubtful.is_empty() {
            return Ok(());
        }
        self.line(&[(0, "Figures in doubt")], &style::heading())?;
        // The reasons have the rest of the width.
        self.table_head(&["Figure", "Line item", "Page", "Printed", "Why", "", "", ""], &[])?;
        for place in doubtful.iter().take(LISTED) {
            self.doubt(statements, layouts, *place)?;
        }
        if let Some(more) = doubtful.len().checked_sub(LISTED + 1) {
            let more = format!("and {} more, marked on the sheets", more + 1);
            self.line(&[(0, more.as_str())], &style::remark())?;
        }
        self.row += 1;
        Ok(())
    }

    fn doubt(&mut self, statements: &[ProvenStatement], layouts: &[Layout<'_>], place: Place) -> Result<(), XlsxError> {
        let layout = &layouts[place.statement];
        let cell = layout.cell(place);
        self.link(0, layout, &cell, &format!("{} {cell}", layout.name))?;
        let item = &statements[place.statement].statement.items[place.row];
        let (printed, page) = match &item.cells[place.col] {
            Cell::Figure(fact) => (fact.printed.as_str(), fact.page),
            Cell::Text(text) => (text.as_str(), item.page),
            Cell::Empty => ("", item.page),
        };
        let reasons = doubt::reasons(statements, layouts, place);
        let room = WIDTHS[WHY..].iter().sum();
        let lines: usize = reasons.iter().map(|reason| wrapped(reason, room, false)).sum();
        self.sheet.set_row_height(self.row, LINE * lines.max(1) as f64)?;
        for (col, text) in [(1, item.label.as_str()), (3, printed)] {
            self.sheet.write_string_with_format(self.row, col, fitting(text), &style::text())?;
        }
        self.sheet.write_number_with_format(self.row, 2, page, &style::text())?;
        let last = ColNum::try_from(WIDTHS.len() - 1).unwrap_or(WHY as ColNum);
        self.sheet.merge_range(
            self.row,
            WHY as ColNum,
            self.row,
            last,
            fitting(&reasons.join("\n")),
            &style::text(),
        )?;
        self.row += 1;
        Ok(())
    }

    fn legend(&mut self) -> Result<(), XlsxError> {
        self.line(&[(0, "Marks")], &style::heading())?;
        for (color, name, words) in [
            (
                style::SUSPECT,
                "in doubt",
                "Two relations that should hold do not, and this figure would mend both: its note says which.",
            ),
            (style::REPAIRED, "put right", "The printed figure was wrong; its note has what the page shows."),
        ] {
            self.sheet.write_string_with_format(self.row, 0, name, &Format::new().set_background_color(color))?;
            self.sheet.write_string(self.row, 1, words)?;
            self.row += 1;
        }
        Ok(())
    }

    fn line(&mut self, texts: &[(ColNum, &str)], format: &Format) -> Result<(), XlsxError> {
        for (col, text) in texts {
            self.sheet.write_string_with_format(self.row, *col, fitting(text), format)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Heads columns of text, and right of them columns of numbers.
    fn table_head(&mut self, texts: &[&str], numbers: &[&str]) -> Result<(), XlsxError> {
        let looks = texts.iter().map(|_| style::table_head()).chain(numbers.iter().map(|_| style::table_head_right()));
        for ((col, name), look) in (0..).zip(texts.iter().chain(numbers)).zip(looks) {
            self.sheet.write_string_with_format(self.row, col, *name, &look)?;
        }
        self.row += 1;
        Ok(())
    }

    fn link(&mut self, col: ColNum, layout: &Layout<'_>, cell: &str, text: &str) -> Result<(), XlsxError> {
        let url = Url::new(format!("internal:{}{cell}", layout.prefix())).set_text(text);
        self.sheet.write_url_with_format(self.row, col, url, &style::link())?;
        Ok(())
    }
}

/// The cells that are in doubt or were put right, text among them: figures that were printed into each other are text.
fn marked(proven: &ProvenStatement) -> impl Iterator<Item = (usize, usize)> {
    let cells = proven.statement.items.iter().enumerate();
    let cells = cells.flat_map(|(row, item)| (0..item.cells.len()).map(move |col| (row, col)));
    cells.filter(|&(row, col)| {
        let marked = matches!(status_of(proven, row, col), Status::Suspect | Status::Repaired);
        marked && !matches!(proven.statement.items[row].cells[col], Cell::Empty)
    })
}

/// `812 of 1,003 (81 %)`, in words a reader takes in.
fn share(tally: Tally) -> String {
    let percent = 100 * tally.proved / tally.figures.max(1);
    format!("{} of {} ({percent} %)", tally.proved, tally.figures)
}

/// The different periods of a statement's columns: `2023-06-30 P3M, 2022-06-30 P3M`.
fn periods(proven: &ProvenStatement) -> String {
    let mut names: Vec<String> = Vec::new();
    for period in proven.statement.columns.iter().filter_map(|column| column.period.as_ref()) {
        let name = crate::columns::period_name(period);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

fn says(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Sum => "a total is the sum of its lines",
        RelationKind::Balance => "assets equal liabilities and equity",
        RelationKind::Cash => "opening cash and its change make closing cash",
        RelationKind::Across => "columns add to another column",
        RelationKind::PercentChange => "a change in percent follows from its two periods",
        RelationKind::PercentOf => "a figure is a share of another",
        RelationKind::PerShare => "an amount over the shares is the amount for each share",
        RelationKind::Translation => "amounts translate at one rate",
        RelationKind::TieOut => "a figure stands elsewhere as well",
        RelationKind::YearToDate => "quarters make the year to date",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, item, money, proven, statement};

    #[test]
    fn what_is_marked_is_listed_text_as_well() {
        let text = |text: &str| Cell::Text(text.into());
        let cells = vec![Cell::Figure(money("1", "1")), text("0.7 1.7"), Cell::Empty, text("NM")];
        let mut proven = proven(statement((0..4).map(|_| column("2023")).collect(), vec![item("Cash", cells)]));
        proven.status[0][..3].fill(Status::Suspect);
        assert_eq!(marked(&proven).collect::<Vec<_>>(), [(0, 0), (0, 1)]);
    }
}
