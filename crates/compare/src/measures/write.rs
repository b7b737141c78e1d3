//! The table as CSV and as JSON.

use std::io::Write;

use crossfoot_export::neutralise;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::release::{NOTHING, SUSPECT};
use super::{Measures, MeasuresRow, Source, Unclear, Value};
use crate::error::CompareError;

/// What `sources` adds behind the name of a measure.
const SOURCE: [&str; 4] = ["statement", "row", "page", "printed"];

impl Measures {
    /// Writes one line per company and period: `company,release,period_end,duration,currency`, a column per measure, and `unclear`,
    /// which lists what is left open. With `sources` each measure is followed by where it stands: its statement, row and page, and
    /// what is printed there.
    ///
    /// # Errors
    ///
    /// [`CompareError::Sink`] when `out` refuses the data.
    pub fn write_csv(&self, sources: bool, out: impl Write) -> Result<(), CompareError> {
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        let mut header: Vec<String> =
            ["company", "release", "period_end", "duration", "currency"].map(str::to_owned).into();
        for name in &self.names {
            header.push(name.clone());
            if sources {
                header.extend(SOURCE.map(|of| format!("{name}_{of}")));
            }
        }
        header.push("unclear".to_owned());
        csv.write_record(&header)?;
        for row in &self.rows {
            let text = |text: &str| neutralise(text).into_owned();
            let mut record = vec![text(&row.company), text(&row.release), row.period_end.to_string()];
            record.extend([row.duration.clone(), row.currency.clone()]);
            for value in &row.values {
                record.push(value.as_ref().map(|value| plain(value.value)).unwrap_or_default());
                if sources {
                    record.extend(value.as_ref().map_or_else(Default::default, |value| value.source.cells()));
                }
            }
            record.push(text(&row.told()));
            csv.write_record(&record)?;
        }
        csv.flush()?;
        Ok(())
    }

    /// Writes a list of objects, one per company and period; decimals are strings. With `sources` each value has its own.
    ///
    /// # Errors
    ///
    /// [`CompareError::Sink`] when `out` refuses the data.
    pub fn write_json(&self, sources: bool, mut out: impl Write) -> Result<(), CompareError> {
        let rows: Vec<Json> = self.rows.iter().map(|row| row.json(&self.names, sources)).collect();
        serde_json::to_writer_pretty(&mut out, &rows).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
        Ok(())
    }
}

impl MeasuresRow {
    /// `revenue: 1,234 (income_statement, page 4) or 1,300 (income_statement-2, page 9)`.
    fn told(&self) -> String {
        self.unclear.iter().map(Unclear::told).collect::<Vec<_>>().join("; ")
    }

    fn json(&self, names: &[String], sources: bool) -> Json {
        let measures = names.iter().zip(&self.values).map(|(name, value)| {
            let plain = value.as_ref().map(|value| plain(value.value));
            (name.clone(), json!(plain))
        });
        let mut object = json!({
            "company": self.company,
            "release": self.release,
            "period_end": self.period_end.to_string(),
            "duration": self.duration,
            "currency": self.currency,
            "measures": measures.collect::<Map<_, _>>(),
            "unclear": self.unclear.iter().map(Unclear::json).collect::<Vec<_>>(),
        });
        if let Some(object) = object.as_object_mut().filter(|_| sources) {
            let values = names.iter().zip(&self.values);
            let told = values.filter_map(|(name, value)| Some((name.clone(), value.as_ref()?.source.json())));
            object.insert("sources".to_owned(), Json::Object(told.collect()));
        }
        object
    }
}

impl Unclear {
    /// `revenue: 1,234 (income_statement, page 4) or 1,300 (income_statement-2, page 9)`.
    pub fn told(&self) -> String {
        let shown = self.candidates.iter().map(|candidate| {
            let Source { printed, statement, page, status, scale_from, .. } = &candidate.source;
            let doubt = match (status.as_str(), scale_from.as_str()) {
                (SUSPECT, _) => ", suspect",
                (_, NOTHING) => ", no scale is told",
                _ => "",
            };
            format!("{printed} ({statement}, page {page}{doubt})")
        });
        format!("{}: {}", self.measure, shown.collect::<Vec<_>>().join(" or "))
    }

    fn json(&self) -> Json {
        let candidate = |Value { value, source }: &Value| {
            let mut object = source.json();
            object["value"] = plain(*value).into();
            object
        };
        json!({ "measure": self.measure, "candidates": self.candidates.iter().map(candidate).collect::<Vec<_>>() })
    }
}

impl Source {
    /// As the columns of [`SOURCE`]; `printed` alone is as printed.
    fn cells(&self) -> [String; SOURCE.len()] {
        [neutralise(&self.statement).into_owned(), self.row.to_string(), self.page.to_string(), self.printed.clone()]
    }

    fn json(&self) -> Json {
        json!({
            "release": self.release,
            "statement": self.statement,
            "row": self.row,
            "page": self.page,
            "label": self.label,
            "printed": self.printed,
            "concept": self.concept,
            "status": self.status,
            "scale_from": self.scale_from,
        })
    }
}

/// A decimal without a sign on zero.
fn plain(value: Decimal) -> String {
    if value.is_zero() { "0".to_owned() } else { value.to_string() }
}
