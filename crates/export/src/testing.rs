//! Small statements for the tests of this crate.

use crossfoot_footing::ProvenStatement;
use crossfoot_grammar::figure::Currency;
use crossfoot_ingest::Rect;
use crossfoot_statements::{Cell, Column, Doubts, Fact, Kind, Length, LineItem, Period, Statement, ToldBy, Unit};
use jiff::civil::Date;
use rust_decimal::Decimal;

pub(crate) fn fact(shown: &str, scale: &str, unit: Unit) -> Fact {
    let shown: Decimal = shown.parse().expect("a decimal");
    let scale: Decimal = scale.parse().expect("a decimal");
    Fact {
        printed: shown.to_string(),
        shown,
        value: shown * scale,
        scale,
        unit,
        decimals: 0,
        told: Default::default(),
        row_period: None,
        page: 1,
        place: Rect::new(10.0, 20.0, 30.5, 28.126),
        doubts: Doubts::NONE,
    }
}

pub(crate) fn money(shown: &str, scale: &str) -> Fact {
    fact(shown, scale, Unit::Money(Currency::USD))
}

pub(crate) fn column(heading: &str) -> Column {
    Column { heading: heading.into(), heads: Vec::new(), period: None, period_from: Default::default(), whole: true }
}

/// A column that speaks of some months up to a day.
pub(crate) fn months(heading: &str, start: &str, end: &str, months: u32) -> Column {
    Column {
        heading: heading.into(),
        heads: Vec::new(),
        whole: true,
        period: Some(Period { start: Some(day(start)), end: day(end), length: Length::Months(months) }),
        period_from: ToldBy::Column,
    }
}

/// A column that speaks of a day.
pub(crate) fn instant(heading: &str, end: &str) -> Column {
    Column {
        heading: heading.into(),
        heads: Vec::new(),
        whole: true,
        period: Some(Period { start: None, end: day(end), length: Length::Instant }),
        period_from: ToldBy::Column,
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

pub(crate) fn item(label: &str, cells: Vec<Cell>) -> LineItem {
    LineItem {
        section: Vec::new(),
        label: label.into(),
        concept: None,
        marks: Vec::new(),
        indent: 0.0,
        bold: false,
        ruled_above: false,
        page: 1,
        cells,
    }
}

pub(crate) fn statement(columns: Vec<Column>, items: Vec<LineItem>) -> Statement {
    Statement {
        id: "income_statement".to_owned(),
        kind: Kind::IncomeStatement,
        title: "Statements of Income".into(),
        notes: vec!["(In millions)".to_owned()],
        kind_evidence: Default::default(),
        stub_head: "".into(),
        remarks: Vec::new(),
        scale: Some(Decimal::from(1_000_000)),
        currency: Some(Currency::USD),
        pages: vec![1],
        columns,
        items,
    }
}

pub(crate) fn proven(statement: Statement) -> ProvenStatement {
    ProvenStatement::unproven(statement)
}

/// A pipe that no one writes to: opening it to read would wait for ever.
#[cfg(unix)]
pub(crate) fn pipe(path: &std::path::Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status().expect("there is a mkfifo");
    assert!(made.success());
}
