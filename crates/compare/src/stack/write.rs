//! The series as CSV.

use std::io::Write;

use crossfoot_export::neutralise;
use rust_decimal::Decimal;

use super::{Restatement, Series, SeriesPeriod, SeriesRow};
use crate::error::CompareError;

impl SeriesPeriod {
    /// As the wide CSV heads a column: `2023-06-30 P3M`, a balance date `2023-06-30`.
    pub fn name(&self) -> String {
        match self.duration.as_str() {
            "instant" | "" => self.end.to_string(),
            duration => format!("{} {duration}", self.end),
        }
    }
}

impl Series {
    /// Writes one line per line item: `statement,section,label,column,unit`, a column per period, then `restated`, which
    /// lists both values and their releases, `formerly`, other names of the item, and `outlook`, which lists figures that
    /// were expected when they were printed.
    ///
    /// # Errors
    ///
    /// [`CompareError::Sink`] when `out` refuses the data.
    pub fn write_csv(&self, out: impl Write) -> Result<(), CompareError> {
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        let mut header: Vec<String> = ["statement", "section", "label", "column", "unit"].map(str::to_owned).into();
        header.extend(self.periods.iter().map(SeriesPeriod::name));
        header.extend(["restated", "formerly", "outlook"].map(str::to_owned));
        csv.write_record(&header)?;
        for (index, row) in self.rows.iter().enumerate() {
            let texts = [&row.statement, &row.section, &row.label, &row.column, &row.unit];
            let mut record: Vec<String> = texts.iter().map(|text| neutralise(text).into_owned()).collect();
            record.extend(row.values().map(|value| value.map_or_else(String::new, plain)));
            let restated = self.restated.iter().filter(|restated| restated.row == index);
            let restated: Vec<String> = restated.map(|restated| self.told(restated)).collect();
            record.push(restated.join("; "));
            record.push(neutralise(&row.formerly.join("; ")).into_owned());
            record.push(self.expected(row));
            csv.write_record(&record)?;
        }
        csv.flush()?;
        Ok(())
    }

    /// Writes one line per restated figure: what it was and became, in which releases, and on which pages.
    ///
    /// # Errors
    ///
    /// [`CompareError::Sink`] when `out` refuses the data.
    pub fn write_restated_csv(&self, out: impl Write) -> Result<(), CompareError> {
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        csv.write_record([
            "statement",
            "section",
            "label",
            "column",
            "unit",
            "period_end",
            "duration",
            "value_before",
            "release_before",
            "page_before",
            "value_after",
            "release_after",
            "page_after",
        ])?;
        for restated in &self.restated {
            let (row, period) = (&self.rows[restated.row], &self.periods[restated.period]);
            let texts = [&row.statement, &row.section, &row.label, &row.column, &row.unit];
            let mut record: Vec<String> = texts.iter().map(|text| neutralise(text).into_owned()).collect();
            record.extend([period.end.to_string(), period.duration.clone()]);
            for reading in [&restated.before, &restated.after] {
                let release = neutralise(&reading.release).into_owned();
                record.extend([plain(reading.value), release, reading.page.to_string()]);
            }
            csv.write_record(&record)?;
        }
        csv.flush()?;
        Ok(())
    }

    /// Writes one line per figure that a release has of a line item: every figure of the series with the place where it
    /// stands, and those that later releases print again.
    ///
    /// # Errors
    ///
    /// [`CompareError::Sink`] when `out` refuses the data.
    pub fn write_sources_csv(&self, out: impl Write) -> Result<(), CompareError> {
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        csv.write_record([
            "statement",
            "section",
            "label",
            "column",
            "unit",
            "period_end",
            "duration",
            "value",
            "status",
            "in_series",
            "release",
            "page",
            "label_there",
        ])?;
        for row in &self.rows {
            for (period, readings) in self.periods.iter().zip(&row.readings) {
                for (index, reading) in readings.iter().enumerate() {
                    let texts = [&row.statement, &row.section, &row.label, &row.column, &row.unit];
                    let mut record: Vec<String> = texts.iter().map(|text| neutralise(text).into_owned()).collect();
                    record.extend([period.end.to_string(), period.duration.clone(), plain(reading.value)]);
                    let in_series = if index == 0 { "yes" } else { "no" };
                    record.extend([neutralise(&reading.status).into_owned(), in_series.to_owned()]);
                    record.extend([neutralise(&reading.release).into_owned(), reading.page.to_string()]);
                    record.push(neutralise(&reading.label).into_owned());
                    csv.write_record(&record)?;
                }
            }
        }
        csv.flush()?;
        Ok(())
    }

    /// `2024-12-31 P12M: 5000 (q1), 5100 (q2)`, oldest first.
    fn expected(&self, row: &SeriesRow) -> String {
        let told = self.periods.iter().zip(&row.readings).filter_map(|(period, readings)| {
            let expected = readings.iter().rev().filter(|reading| reading.outlook);
            let expected: Vec<String> =
                expected.map(|reading| format!("{} ({})", plain(reading.value), reading.release)).collect();
            (!expected.is_empty()).then(|| format!("{}: {}", period.name(), expected.join(", ")))
        });
        told.collect::<Vec<_>>().join("; ")
    }

    /// `2022-06-30 P3M: 4000 (fy2022), 4100 (fy2023)`.
    fn told(&self, restated: &Restatement) -> String {
        let (before, after) = (&restated.before, &restated.after);
        format!(
            "{}: {} ({}), {} ({})",
            self.periods[restated.period].name(),
            plain(before.value),
            before.release,
            plain(after.value),
            after.release
        )
    }
}

/// A decimal without a sign on zero.
fn plain(value: Decimal) -> String {
    if value.is_zero() { "0".to_owned() } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::stacked;
    use crate::testing::{book, line_of};

    #[test]
    fn both_tables() {
        let books = [
            book("fy2022", &line_of("income_statement", 0, "", "=Revenue", &[4000, 3000], 2022)),
            book("fy2023", &line_of("income_statement", 0, "", "=Revenue", &[5000, 4100], 2023)),
        ];
        let series = stacked(&books);
        let mut out = Vec::new();
        series.write_csv(&mut out).expect("writes to memory");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "statement,section,label,column,unit,2021-06-30 P3M,2022-06-30 P3M,2023-06-30 P3M,restated,formerly,outlook\n\
             income_statement,,'=Revenue,,USD,3000,4100,5000,\"2022-06-30 P3M: 4000 (fy2022), 4100 (fy2023)\",,\n"
        );
        let mut out = Vec::new();
        series.write_restated_csv(&mut out).expect("writes to memory");
        let text = String::from_utf8_lossy(&out);
        assert!(
            text.ends_with("\nincome_statement,,'=Revenue,,USD,2022-06-30,P3M,4000,fy2022,1,4100,fy2023,1\n"),
            "{text}"
        );
        let mut out = Vec::new();
        series.write_sources_csv(&mut out).expect("writes to memory");
        let text = String::from_utf8_lossy(&out);
        let lines: Vec<&str> = text.lines().filter(|line| line.contains("2022-06-30")).collect();
        let start = "income_statement,,'=Revenue,,USD,2022-06-30,P3M,";
        assert_eq!(
            lines,
            [format!("{start}4100,footed,yes,fy2023,1,'=Revenue"), format!("{start}4000,footed,no,fy2022,1,'=Revenue")]
        );
    }
}
