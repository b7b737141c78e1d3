//! A statement as large as one likes: blocks of nine lines and their total, with figures that add.

use crossfoot_grammar::figure::Currency;
use crossfoot_ingest::Rect;
use crossfoot_statements::{Cell, Column, Doubts, Fact, Kind, LineItem, Statement, Unit};
use rust_decimal::Decimal;

/// A statement of so many rows and columns.
pub(crate) fn large(rows: usize, columns: usize) -> Statement {
    let mut state = 7u64;
    let mut draw = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        Decimal::from(100 + (state >> 33) % 99_900)
    };
    let mut totals = vec![Decimal::ZERO; columns];
    let mut items = Vec::new();
    for row in 0..rows {
        let total = row % 10 == 9;
        let values: Vec<Decimal> = totals.iter().map(|sum| if total { *sum } else { draw() }).collect();
        for (sum, value) in totals.iter_mut().zip(&values) {
            *sum = if total { Decimal::ZERO } else { *sum + value };
        }
        let label = if total { format!("Total of block {}", row / 10) } else { format!("Line {row}") };
        items.push(item(label, &values));
    }
    Statement {
        id: "other".into(),
        kind: Kind::Other,
        title: "Large".into(),
        notes: Vec::new(),
        kind_evidence: Default::default(),
        stub_head: "".into(),
        remarks: Vec::new(),
        scale: None,
        currency: Some(Currency::USD),
        pages: vec![1],
        columns: (0..columns)
            .map(|col| Column {
                heading: format!("Column {col}").into(),
                heads: Vec::new(),
                period: None,
                period_from: Default::default(),
                whole: true,
            })
            .collect(),
        items,
    }
}

fn item(label: String, values: &[Decimal]) -> LineItem {
    let cell = |value: &Decimal| {
        Cell::Figure(Fact {
            printed: value.to_string(),
            shown: *value,
            value: *value,
            scale: Decimal::ONE,
            unit: Unit::Money(Currency::USD),
            decimals: 0,
            told: Default::default(),
            row_period: None,
            page: 1,
            place: Rect { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 },
            doubts: Doubts::NONE,
        })
    };
    LineItem {
        section: Vec::new(),
        label: label.into(),
        concept: None,
        marks: Vec::new(),
        indent: 0.0,
        bold: false,
        ruled_above: false,
        page: 1,
        cells: values.iter().map(cell).collect(),
    }
}
