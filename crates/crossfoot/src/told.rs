//! What is told of a release that was read, beside its statements: what they may lack.

use crossfoot_footing::{LineFault, ProvenStatement, RelationKind, Status};
use crossfoot_statements::Kind;

use crate::error::counted;
use crate::release::REMARKS;

/// Characters of a label that a message holds.
const LABEL: usize = 60;

/// See [`Release::remarks`](crate::Release::remarks).
pub(crate) fn remarks(loose: &[u32], statements: &[ProvenStatement]) -> Option<String> {
    let mut all: Vec<String> = loose_rows(loose).into_iter().collect();
    for proven in statements {
        let id = &proven.statement.id;
        all.extend(proven.statement.remarks.iter().map(|remark| format!("{id}: {remark}")));
        all.extend(missing_line(proven).map(|remark| format!("{id}: {remark}")));
    }
    let left = all.len().saturating_sub(REMARKS);
    all.truncate(REMARKS);
    if left > 0 {
        all.push(format!("and {}", counted(left, "more remark")));
    }
    (!all.is_empty()).then(|| all.join("; "))
}

/// `3 pages have rows of figures that belong to no statement: 2, 5-6`.
fn loose_rows(pages: &[u32]) -> Option<String> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => runs.push((*page, *page)),
        }
    }
    let named = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    let shown: Vec<String> = runs.iter().take(REMARKS).map(named).collect();
    let more = if runs.len() > REMARKS { " ..." } else { "" };
    match pages {
        [] => None,
        [page] => Some(format!("page {page} has rows of figures that belong to no statement")),
        _ => {
            let count = pages.len();
            Some(format!("{count} pages have rows of figures that belong to no statement: {}{more}", shown.join(", ")))
        }
    }
}

/// `a line may be missing above "Total assets"`, of the first line that says so. `check` tells more of them: here are those of
/// which there is little doubt, as this is read of thousands of files.
fn missing_line(proven: &ProvenStatement) -> Option<String> {
    let places = proven.lines.iter().filter_map(|line| {
        let place = match line.fault {
            // What it closes is not whole, while the line itself is right: it is part of sums that hold.
            LineFault::AddsUpToNothing if is_footed(proven, line.row) => "above",
            // A sheet that goes on to its claims says what they come to. Of other lines it is their names alone that ask for one.
            LineFault::WithoutCounterpart if is_sheet_with_claims(proven, line.row) => "beside",
            _ => return None,
        };
        Some((place, proven.statement.items.get(line.row)?.label.as_str()))
    });
    let places: Vec<(&str, &str)> = places.collect();
    let (place, label) = places.first()?;
    let printable = label.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut label: String = printable.take(LABEL + 1).collect();
    if label.chars().count() > LABEL {
        label.pop();
        label.push('…');
    }
    let more =
        if places.len() > 1 { format!(" and at {}", counted(places.len() - 1, "other place")) } else { String::new() };
    Some(format!("a line may be missing {place} \"{label}\"{more}"))
}

/// Whether a balance sheet has sums of lines below a row, as below the total of assets, and not only some of its lines.
fn is_sheet_with_claims(proven: &ProvenStatement, row: usize) -> bool {
    let below = |relation: &crossfoot_footing::Relation| {
        relation.kind == RelationKind::Sum && relation.holds && relation.places().all(|place| place.row > row)
    };
    proven.statement.kind == Kind::BalanceSheet && proven.relations.iter().any(below)
}

/// Whether all figures of a row are borne out.
fn is_footed(proven: &ProvenStatement, row: usize) -> bool {
    let (Some(item), Some(status)) = (proven.statement.items.get(row), proven.status.get(row)) else { return false };
    let mut figures = item.cells.iter().zip(status).filter(|(cell, _)| cell.figure().is_some());
    figures.all(|(_, status)| *status == Status::Footed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_loose_rows_are_told_in_runs() {
        assert_eq!(loose_rows(&[]), None);
        assert_eq!(loose_rows(&[4]).as_deref(), Some("page 4 has rows of figures that belong to no statement"));
        let many = loose_rows(&[2, 5, 6]);
        assert_eq!(many.as_deref(), Some("3 pages have rows of figures that belong to no statement: 2, 5-6"));
        let all: Vec<u32> = (1..40).map(|page| 2 * page).collect();
        assert!(loose_rows(&all).is_some_and(|told| told.ends_with("12 ...")));
    }
}
