//! Standard concepts of lines, once arithmetic has had its say.

use crossfoot_footing::{ProvenStatement, RelationKind};
use crossfoot_statements::{Statement, Sum, assign_concepts};

/// Gives the lines of a release their concepts: what footing found to be a total of what helps to tell them.
pub(crate) fn assign(statements: &mut [ProvenStatement]) {
    let sums: Vec<Vec<Sum>> = statements.iter().enumerate().map(|(at, proven)| sums(at, proven)).collect();
    let mut meanings: Vec<&mut Statement> = statements.iter_mut().map(|proven| &mut proven.statement).collect();
    assign_concepts(&mut meanings, &sums);
}

/// The sums down the columns of a statement; one for each total, as its columns add alike.
fn sums(at: usize, proven: &ProvenStatement) -> Vec<Sum> {
    let mut sums: Vec<Sum> = Vec::new();
    for relation in proven.relations.iter().filter(|relation| relation.kind == RelationKind::Sum && relation.holds) {
        let total = relation.result;
        let down = relation.terms.iter().all(|term| term.place.statement == at && term.place.col == total.col);
        if down && total.statement == at && sums.iter().all(|sum| sum.total != total.row) {
            sums.push(Sum { total: total.row, parts: relation.terms.iter().map(|term| term.place.row).collect() });
        }
    }
    sums
}
