//! `datapackage.json`: what the CSV files beside it hold, for programs that want to know before they read.
//!
//! Frictionless Tabular Data Package, version 1: a resource for each file, with a type and a description for each
//! column. Databases and data frames take their column types from it, and `frictionless validate` checks every cell.

mod fields;

use std::collections::BTreeSet;
use std::io::Write;

use crossfoot_footing::ProvenStatement;
use crossfoot_statements::{Cell, Column, Statement};
use serde::Serialize;

use crate::cells::neutralise;
use crate::columns::{FIXED, column_names};
use crate::error::ExportError;
use crate::facts::is_confirmed;
use crate::release::Release;

use fields::{FACTS, Field, SUMMARY};

/// Describes the CSV files of a release.
///
/// # Errors
///
/// [`ExportError::Sink`] when `out` refuses the data.
pub fn write_datapackage(release: &Release<'_>, out: impl Write) -> Result<(), ExportError> {
    let description = format!("Every figure of {} on a line of its own, with its place on the page.", release.file);
    let facts = facts(description, vec!["statement", "row", "col"], is_confirmed(release.statements));
    let statements = release.statements.iter().map(wide);
    let package = Package {
        description: format!("Financial statements of {}, read by crossfoot.", release.file),
        resources: std::iter::once(facts).chain(statements).collect(),
        ..Package::of(release.name)
    };
    write_json(&package, out)
}

/// Describes the CSV files that stand beside the folders of the releases: `summary.csv`, and `facts.csv` where the
/// figures of all releases are combined.
///
/// # Errors
///
/// [`ExportError::Sink`] when `out` refuses the data.
pub(crate) fn write_batch_datapackage(combined: Option<Combined>, out: impl Write) -> Result<(), ExportError> {
    let summary = Resource {
        description: "What became of every input: one line each.".to_owned(),
        schema: Schema { primary_key: vec!["input"], ..Schema::of(&SUMMARY) },
        ..Resource::of("summary", "summary.csv", "Summary of a run")
    };
    let combined = combined.map(|Combined { confirmed }| {
        let description = "Every figure of every release on a line of its own, with its place on the page.".to_owned();
        facts(description, vec!["release", "statement", "row", "col"], confirmed)
    });
    let package = Package {
        description: "A run of crossfoot. Each release has a data package in its folder.".to_owned(),
        resources: std::iter::once(summary).chain(combined).collect(),
        ..Package::of("crossfoot")
    };
    write_json(&package, out)
}

/// What a `facts.csv` of all releases holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Combined {
    /// It has the column of the second decoder.
    pub(crate) confirmed: bool,
}

/// A `facts.csv`.
fn facts(description: String, primary_key: Vec<&'static str>, confirmed: bool) -> Resource {
    let mut schema = Schema { primary_key, ..Schema::of(&FACTS) };
    schema.fields.extend(confirmed.then(|| SchemaField::of(&fields::CONFIRMED)));
    Resource { description, schema, ..Resource::of("facts", "facts.csv", "All figures") }
}

fn write_json(package: &Package, mut out: impl Write) -> Result<(), ExportError> {
    serde_json::to_writer_pretty(&mut out, package)?;
    out.write_all(b"\n")?;
    Ok(())
}

#[derive(Serialize)]
struct Package {
    profile: &'static str,
    name: String,
    title: String,
    description: String,
    resources: Vec<Resource>,
}

impl Package {
    fn of(name: &str) -> Self {
        Self {
            profile: "tabular-data-package",
            name: identifier(name),
            title: name.to_owned(),
            description: String::new(),
            resources: Vec::new(),
        }
    }
}

#[derive(Serialize)]
struct Resource {
    profile: &'static str,
    name: String,
    path: String,
    title: String,
    description: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: Dialect,
    schema: Schema,
}

impl Resource {
    fn of(name: &str, path: &str, title: &str) -> Self {
        Self {
            profile: "tabular-data-resource",
            name: identifier(name),
            path: path.to_owned(),
            title: title.to_owned(),
            description: String::new(),
            format: "csv",
            mediatype: "text/csv",
            encoding: "utf-8",
            dialect: Dialect {
                delimiter: ",",
                line_terminator: "\n",
                quote_char: "\"",
                double_quote: true,
                header: true,
            },
            schema: Schema::default(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    header: bool,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<SchemaField>,
    missing_values: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    primary_key: Vec<&'static str>,
}

impl Schema {
    fn of(fields: &[Field]) -> Self {
        Self {
            fields: fields.iter().map(SchemaField::of).collect(),
            missing_values: vec![String::new()],
            ..Self::default()
        }
    }
}

#[derive(Serialize)]
struct SchemaField {
    name: String,
    #[serde(rename = "type")]
    sort: &'static str,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    constraints: Option<Constraints>,
}

impl SchemaField {
    fn new(name: &str, sort: &'static str, description: impl Into<String>) -> Self {
        Self { name: name.to_owned(), sort, description: description.into(), constraints: None }
    }

    fn of(field: &Field) -> Self {
        let required = field.required.then_some(true);
        let constraints = required.is_some() || !field.values.is_empty();
        let constraints = constraints.then_some(Constraints { required, values: field.values });
        Self { constraints, ..Self::new(field.name, field.sort, field.description) }
    }
}

#[derive(Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(rename = "enum", skip_serializing_if = "<[_]>::is_empty")]
    values: &'static [&'static str],
}

/// The wide CSV of a statement.
fn wide(proven: &ProvenStatement) -> Resource {
    let statement = &proven.statement;
    let pages: Vec<String> = statement.pages.iter().map(ToString::to_string).collect();
    let title = if statement.title.is_empty() { statement.id.as_str() } else { &statement.title };
    let notes: String = statement.notes.iter().map(|note| format!(" {note}")).collect();
    let texts = texts(statement);
    // Text in a figure's place is no number. As long as no label reads the same it can be declared missing, and every
    // column of figures is one of numbers; otherwise a column with text in it is one of text.
    let labels = statement.items.iter().flat_map(|item| [crate::wide::section(item), neutralise(&item.label).into()]);
    let declared = labels.into_iter().all(|label| !texts.contains(&label));
    let fixed = FIXED.iter().map(|name| fixed_field(name));
    let columns = statement.columns.iter().zip(column_names(statement)).enumerate();
    let columns = columns.map(|(index, (column, name))| {
        let is_text = |cell: Option<&Cell>| matches!(cell, Some(Cell::Text(_)));
        let has_text = statement.items.iter().any(|item| is_text(item.cells.get(index)));
        let sort = if has_text && !declared { "string" } else { "number" };
        SchemaField::new(&neutralise(&name), sort, described(column))
    });
    let missing = std::iter::once(String::new()).chain(if declared { texts.clone() } else { BTreeSet::new() });
    Resource {
        description: format!(
            "{title}: {}, printed on page {}. Figures are as printed; scale says what they are multiplied by.{notes}",
            statement.kind.name().replace('_', " "),
            pages.join(", ")
        ),
        schema: Schema {
            fields: fixed.chain(columns).collect(),
            missing_values: missing.collect(),
            primary_key: vec![],
        },
        ..Resource::of(&statement.id, &format!("{}.csv", statement.id), title)
    }
}

/// The different texts that stand in figures' places, as the CSV has them.
fn texts(statement: &Statement) -> BTreeSet<String> {
    let cells = statement.items.iter().flat_map(|item| item.cells.iter().take(statement.columns.len()));
    let texts = cells.filter_map(|cell| match cell {
        Cell::Text(text) if !text.is_empty() => Some(neutralise(text).into_owned()),
        _ => None,
    });
    texts.collect()
}

fn fixed_field(name: &str) -> SchemaField {
    let (sort, description) = match name {
        "section" => ("string", "The headings in force above the row, outermost first, joined by ' > '."),
        "label" => ("string", "The line item as printed."),
        "unit" => ("string", "What the row counts: an ISO 4217 code, 'USD/share', 'shares', 'percent' or 'pure'."),
        _ => ("number", "What the row's figures are multiplied by to be in full units."),
    };
    SchemaField::new(name, sort, description)
}

/// A column of figures in words.
fn described(column: &Column) -> String {
    let heading = match column.heading.trim() {
        "" => "A column without a heading".to_owned(),
        heading => format!("Printed under '{heading}'"),
    };
    match &column.period {
        None => format!("{heading}; it has no period of its own."),
        Some(period) => match period.start {
            None => format!("{heading}: the balance on {}.", period.end),
            Some(start) => format!("{heading}: the period from {start} to {} ({}).", period.end, period.length),
        },
    }
}

/// A name as packages and resources may have it: lower case letters, digits, `.`, `_` and `-`.
fn identifier(name: &str) -> String {
    let fit = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c.to_ascii_lowercase() } else { '-' };
    let fitted: String = name.chars().map(fit).collect();
    match fitted.trim_matches('-') {
        "" => "release".to_owned(),
        fitted => fitted.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, item, money, months, proven, statement};

    fn package(statements: &[ProvenStatement]) -> serde_json::Value {
        let release = Release {
            name: "Q2 (final)",
            file: "q2.pdf",
            source: "pdf",
            identity: &crossfoot_statements::Identity::UNTOLD,
            pages: &[],
            statements,
        };
        let mut out = Vec::new();
        write_datapackage(&release, &mut out).expect("writes to memory");
        serde_json::from_slice(&out).expect("JSON")
    }

    fn one(label: &str) -> [ProvenStatement; 1] {
        [proven(statement(
            vec![months("Q2", "2023-04-01", "2023-06-30", 3), column("+/-")],
            vec![item(label, vec![Cell::Figure(money("1", "1")), Cell::Text("NM".into())])],
        ))]
    }

    #[test]
    fn every_file_and_field_is_described() {
        let json = package(&one("Revenue"));
        assert_eq!(json["name"], "q2--final");
        assert_eq!(json["resources"][0]["path"], "facts.csv");
        let wide = &json["resources"][1];
        assert_eq!(wide["path"], "income_statement.csv");
        let fields = wide["schema"]["fields"].as_array().expect("fields");
        let named: Vec<_> = fields.iter().map(|f| (f["name"].as_str(), f["type"].as_str())).collect();
        let expected = [
            ("section", "string"),
            ("label", "string"),
            ("unit", "string"),
            ("scale", "number"),
            ("2023-06-30 P3M", "number"),
        ];
        assert_eq!(named[..5], expected.map(|(name, sort)| (Some(name), Some(sort))));
        assert_eq!(named[5], (Some("'+/-"), Some("number")));
        assert_eq!(wide["schema"]["missingValues"], serde_json::json!(["", "NM"]));
        for resource in json["resources"].as_array().expect("resources") {
            for field in resource["schema"]["fields"].as_array().expect("fields") {
                assert!(field["description"].as_str().is_some_and(|d| !d.is_empty()), "{field}");
            }
        }
    }

    #[test]
    fn a_label_is_never_declared_missing() {
        let json = package(&one("NM"));
        let schema = &json["resources"][1]["schema"];
        assert_eq!(schema["missingValues"], serde_json::json!([""]));
        assert_eq!(schema["fields"][5]["type"], "string");
        assert_eq!(schema["fields"][4]["type"], "number");
    }
}
