//! Reads what is to be damaged: labelled statements (JSON) and releases (PDF, text).

use std::path::{Path, PathBuf};

use crossfoot_grammar::figure::Currency;
use crossfoot_ingest::{Options, Rect};
use crossfoot_statements::{Cell, Column, Doubts, Fact, Kind, Length, LineItem, Period, Statement, Unit, assemble};
use rust_decimal::Decimal;
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

/// The releases at a path, each as its statements.
pub(crate) fn load(path: &Path) -> Result<Vec<Vec<Statement>>, Failure> {
    if path.is_dir() {
        let mut inside: Vec<PathBuf> = std::fs::read_dir(path)?.flatten().map(|entry| entry.path()).collect();
        inside.sort();
        let releases: Result<Vec<_>, Failure> = inside.iter().map(|path| load(path)).collect();
        return Ok(releases?.concat());
    }
    let bytes = std::fs::read(path)?;
    if path.extension().is_some_and(|e| e == "json") {
        return Ok(vec![labelled(&serde_json::from_slice(&bytes)?)]);
    }
    let pages = crossfoot_ingest::read(&bytes, &Options::default())?.pages;
    Ok(vec![assemble(&crossfoot_grammar::read(&pages))])
}

fn labelled(json: &Value) -> Vec<Statement> {
    json["statements"].as_array().into_iter().flatten().map(statement).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn statement(json: &Value) -> Statement {
    let scale = json["scale"].as_i64().map(Decimal::from);
    let currency = match json["currency"].as_str() {
        Some("JPY") => Currency::JPY,
        _ => Currency::USD,
    };
    let columns: Vec<&Value> = json["columns"].as_array().into_iter().flatten().collect();
    let rows = json["rows"].as_array().into_iter().flatten();
    Statement {
        id: text(&json["title"]),
        kind: kind(&text(&json["kind"])),
        title: text(&json["title"]).into(),
        notes: Vec::new(),
        kind_evidence: Default::default(),
        stub_head: "".into(),
        remarks: Vec::new(),
        scale,
        currency: Some(currency),
        pages: vec![1],
        columns: columns.iter().map(|c| column(c)).collect(),
        items: rows.map(|row| item(row, &columns, scale.unwrap_or(Decimal::ONE), currency)).collect(),
    }
}

fn kind(name: &str) -> Kind {
    let kinds = [
        Kind::IncomeStatement,
        Kind::ComprehensiveIncome,
        Kind::BalanceSheet,
        Kind::CashFlow,
        Kind::Equity,
        Kind::Segment,
        Kind::Reconciliation,
        Kind::Metrics,
    ];
    kinds.into_iter().find(|kind| kind.name() == name).unwrap_or(Kind::Other)
}

fn column(json: &Value) -> Column {
    let end = json["end"].as_str().and_then(|day| day.parse().ok());
    let duration = json["duration"].as_str().unwrap_or_default();
    let number: Option<u32> = duration.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok();
    let length = match (duration.chars().last(), number) {
        (Some('M'), Some(months)) => Length::Months(months),
        (Some('W'), Some(weeks)) => Length::Weeks(weeks),
        _ => Length::Instant,
    };
    let period = end.map(|end: jiff::civil::Date| {
        let start = match length {
            Length::Instant => None,
            Length::Months(n) => end.first_of_month().checked_sub(jiff::Span::new().months(i64::from(n) - 1)).ok(),
            Length::Weeks(n) => end.checked_sub(jiff::Span::new().days(7 * i64::from(n) - 1)).ok(),
        };
        Period { start, end, length }
    });
    Column {
        heading: text(&json["header"]).into(),
        heads: Vec::new(),
        period,
        period_from: Default::default(),
        whole: true,
    }
}

fn item(json: &Value, columns: &[&Value], scale: Decimal, currency: Currency) -> LineItem {
    let cells = json["values"].as_array().into_iter().flatten().zip(columns).map(|(value, column)| {
        let Some(printed) = value.as_str() else { return Cell::Empty };
        let Ok(shown) = printed.replace('-', if printed == "-" { "0" } else { "-" }).parse::<Decimal>() else {
            return Cell::Text(printed.trim_start_matches('~').to_owned());
        };
        let percent = column["unit"] == "percent" || json["unit"] == "percent";
        let (unit, scale) = match json["unit"].as_str() {
            _ if percent => (Unit::Percent, Decimal::ONE),
            Some("money") => (Unit::Money(currency), scale),
            Some("per_share") => (Unit::PerShare(currency), Decimal::ONE),
            Some("shares") => (Unit::Shares, scale),
            _ => (Unit::Pure, Decimal::ONE),
        };
        let zeros = i32::try_from(scale.trunc().to_string().len()).unwrap_or(1) - 1;
        Cell::Figure(Fact {
            printed: printed.to_owned(),
            shown,
            value: shown * scale,
            scale,
            unit,
            decimals: i32::try_from(shown.scale()).unwrap_or(0) - zeros,
            told: Default::default(),
            row_period: None,
            page: 1,
            place: Rect { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 },
            doubts: Doubts::NONE,
        })
    });
    let section = json["section"].as_array().into_iter().flatten().map(|part| text(part).into()).collect();
    LineItem {
        section,
        label: text(&json["label"]).into(),
        concept: None,
        marks: Vec::new(),
        indent: 0.0,
        bold: false,
        ruled_above: false,
        page: 1,
        cells: cells.collect(),
    }
}
