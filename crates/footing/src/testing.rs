//! Statements made by hand, for the tests of this crate.

use crossfoot_grammar::figure::Currency;
use crossfoot_ingest::Rect;
use crossfoot_statements::{Cell, Column, Doubts, Fact, Kind, LineItem, Statement, Unit};
use rust_decimal::Decimal;

use crate::{ProvenStatement, Status};

/// A figure, with as many decimals as are written.
pub(crate) fn figure(text: &str, unit: Unit) -> Cell {
    if text.is_empty() {
        return Cell::Empty;
    }
    let value: Decimal = text.parse().expect("a figure");
    let decimals = i32::try_from(value.scale()).expect("few decimals");
    let place = Rect { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 };
    Cell::Figure(Fact {
        printed: text.into(),
        shown: value,
        value,
        scale: Decimal::ONE,
        unit,
        decimals,
        told: Default::default(),
        row_period: None,
        page: 1,
        place,
        doubts: Doubts::NONE,
    })
}

/// A line of figures of one unit.
pub(crate) fn line(label: &str, unit: Unit, figures: &[&str]) -> LineItem {
    LineItem {
        section: Vec::new(),
        label: label.into(),
        concept: None,
        marks: Vec::new(),
        indent: 0.0,
        bold: false,
        ruled_above: false,
        page: 1,
        cells: figures.iter().map(|text| figure(text, unit)).collect(),
    }
}

/// A line of money.
pub(crate) fn money(label: &str, figures: &[&str]) -> LineItem {
    line(label, Unit::Money(Currency::USD), figures)
}

/// A statement without periods.
pub(crate) fn statement(headings: &[&str], items: Vec<LineItem>) -> Statement {
    Statement {
        id: "other".into(),
        kind: Kind::Other,
        title: "Made up".into(),
        notes: Vec::new(),
        kind_evidence: Default::default(),
        stub_head: "".into(),
        remarks: Vec::new(),
        scale: None,
        currency: Some(Currency::USD),
        pages: vec![1],
        columns: headings
            .iter()
            .map(|h| Column {
                heading: (*h).into(),
                heads: Vec::new(),
                period: None,
                period_from: Default::default(),
                whole: true,
            })
            .collect(),
        items,
    }
}

/// The statuses of a row.
pub(crate) fn status_line(proven: &ProvenStatement, row: usize) -> Vec<Status> {
    proven.status[row].clone()
}
