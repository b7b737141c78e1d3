//! The whole of a release: all relations, how it rounds, what is doubted, what is put right.

use std::collections::HashSet;
use std::ops::Range;

use crossfoot_statements::{Cell, Statement};
use rustc_hash::FxHashSet;

use crate::book::Book;
use crate::doubt::{Verdict, verdict};
use crate::finding::{LineDoubt, Repair};
use crate::judge::{Judge, Standing};
use crate::relation::Place;
use crate::rounding::{Rounding, Tendency, note_says_cut};
use crate::run_together::{all_relations, take_apart, that_bear_out};
use crate::scale::ScaleProof;
use crate::{Options, ProvenStatement, Status};
use crate::{
    across, balance, cash, changes, down, headed, lines, per_share, percent, tie_out, translation, year_to_date,
};

/// How often repairs are followed by another look: one repair may uncover the next.
const ROUNDS: usize = 4;

pub(crate) fn prove(statements: Vec<Statement>, options: &Options) -> Vec<ProvenStatement> {
    let taken_apart = take_apart(&statements, |statements, only| {
        let none = vec![false; statements.len()];
        let repeated: Vec<Vec<usize>> = statements.iter().map(lines::repeated).collect();
        all_relations(relations_of(statements, only..only + 1, &none, &repeated))
    });
    match (taken_apart, options.repair) {
        (None, false) => Findings::in_release(&statements).into_statements(statements, Vec::new(), Vec::new()),
        (None, true) => repaired(statements, Vec::new(), Vec::new()),
        (Some(clear), true) => repaired(clear.statements, clear.repairs, clear.labels),
        (Some(clear), false) => {
            // What would be done is told of the statements as they are printed.
            let origin = clear.origin;
            let mut repairs = Vec::new();
            let mut labels = Vec::new();
            for proven in repaired(clear.statements, clear.repairs, clear.labels) {
                repairs.extend(proven.repairs);
                labels.extend(proven.lines.into_iter().filter(|l| l.label.is_some()));
            }
            for repair in &mut repairs {
                repair.applied = false;
                let back = |place: &mut Place| place.row = origin[place.statement][place.row];
                back(&mut repair.place);
                for relation in &mut repair.relations {
                    back(&mut relation.result);
                    relation.terms.iter_mut().for_each(|term| back(&mut term.place));
                }
            }
            labels.iter_mut().for_each(|l| l.row = origin[l.statement][l.row]);
            Findings::in_release(&statements).into_statements(statements, repairs, labels)
        }
    }
}

/// Puts right what is proved wrong, until nothing more is.
fn repaired(mut statements: Vec<Statement>, mut repairs: Vec<Repair>, labels: Vec<LineDoubt>) -> Vec<ProvenStatement> {
    for _ in 0..ROUNDS {
        let found = Findings::in_release(&statements);
        let new: Vec<Repair> = found.verdict.repairs.iter().filter(|r| is_new(r, &repairs)).cloned().collect();
        if new.is_empty() {
            // Figures read out of cells may hold only now that all is put right.
            for repair in repairs.iter_mut().filter(|r| r.cause == crate::Cause::RunTogether) {
                repair.relations = that_bear_out(repair.place, &found.relations);
            }
            return found.into_statements(statements, repairs, labels);
        }
        for mut repair in new {
            repair.applied = apply(&mut statements, &repair);
            repairs.push(repair);
        }
    }
    Findings::in_release(&statements).into_statements(statements, repairs, labels)
}

/// A figure is put right once.
fn is_new(repair: &Repair, repairs: &[Repair]) -> bool {
    repairs.iter().all(|r| r.place != repair.place)
}

/// Gives a figure its value; what is printed stays.
fn apply(statements: &mut [Statement], repair: &Repair) -> bool {
    let item = statements.get_mut(repair.place.statement).and_then(|s| s.items.get_mut(repair.place.row));
    let Some(Cell::Figure(fact)) = item.and_then(|item| item.cells.get_mut(repair.place.col)) else { return false };
    if repair.cause == crate::Cause::Point {
        fact.decimals -= 3;
    }
    (fact.value, fact.shown) = (repair.value, repair.shown);
    true
}

/// What is found in a release as it stands.
struct Findings {
    relations: Vec<crate::Relation>,
    rounding: Vec<Rounding>,
    verdict: Verdict,
    lines: Vec<LineDoubt>,
}

impl Findings {
    fn in_release(statements: &[Statement]) -> Self {
        let notes: Vec<bool> = statements
            .iter()
            .map(|s| s.notes.iter().map(String::as_str).chain([s.title.as_str()]).any(note_says_cut))
            .collect();
        let repeated: Vec<Vec<usize>> = statements.iter().map(lines::repeated).collect();
        let mut book = relations(statements, &notes, &repeated);
        let (mut rounding, mut inexact) = rounding(&book, &notes);
        if rounding.iter().zip(&notes).any(|(rounding, noted)| *rounding == Rounding::Truncated && !noted) {
            let cut: Vec<bool> = rounding.iter().map(|r| *r == Rounding::Truncated).collect();
            book = relations(statements, &cut, &repeated);
            (rounding, inexact) = self::rounding(&book, &cut);
        }
        let verdict = verdict(&book, &rounding, &inexact);
        let mended = HashSet::new();
        let lines = lines::doubts(&book, &repeated, &mended);
        let judge = Judge { figures: &book.figures, rounding: &rounding, inexact: &inexact };
        let off: Vec<bool> = book.relations().iter().map(|r| judge.standing(r, &[]) == Standing::Off).collect();
        let mut relations = book.into_relations();
        relations.iter_mut().zip(off).for_each(|(relation, off)| relation.off = off);
        Self { relations, rounding, verdict, lines }
    }

    fn into_statements(
        self,
        statements: Vec<Statement>,
        repaired: Vec<Repair>,
        labels: Vec<LineDoubt>,
    ) -> Vec<ProvenStatement> {
        let Self { mut relations, rounding, mut verdict, mut lines } = self;
        lines.extend(labels);
        relations.append(&mut verdict.confirmed);
        relations.sort_by_key(|r| (r.result.statement, r.kind, r.result));
        let footed: FxHashSet<Place> = relations.iter().filter(|r| r.holds).flat_map(|r| r.places()).collect();
        let proposed = repaired.iter().filter(|r| !r.applied).map(|r| r.place);
        let suspects: FxHashSet<Place> = verdict.suspects.into_iter().chain(proposed).collect();
        let right: FxHashSet<Place> = repaired.iter().filter(|r| r.applied).map(|r| r.place).collect();
        let status = |place: Place| {
            if right.contains(&place) {
                Status::Repaired
            } else if suspects.contains(&place) {
                Status::Suspect
            } else if footed.contains(&place) {
                Status::Footed
            } else {
                Status::Unproven
            }
        };
        let mut repairs = repaired;
        let more: Vec<Repair> = verdict.repairs.into_iter().filter(|r| is_new(r, &repairs)).collect();
        repairs.extend(more);
        let mut relations = relations.into_iter().peekable();
        let statements = statements.into_iter().enumerate();
        statements
            .map(|(at, statement)| ProvenStatement {
                status: statement
                    .items
                    .iter()
                    .enumerate()
                    .map(|(row, item)| {
                        (0..item.cells.len()).map(|col| status(Place { statement: at, row, col })).collect()
                    })
                    .collect(),
                relations: std::iter::from_fn(|| relations.next_if(|r| r.result.statement == at)).collect(),
                repairs: repairs.iter().filter(|r| r.place.statement == at).cloned().collect(),
                blames: verdict.blames.iter().filter(|b| b.relation.result.statement == at).cloned().collect(),
                lines: lines.iter().filter(|l: &&LineDoubt| l.statement == at).cloned().collect(),
                rounding: rounding[at],
                scale: ScaleProof::default(),
                confirmed: None,
                statement,
            })
            .collect()
    }
}

/// All relations of a release; `cut` says in which statements digits are cut off, `repeated` which rows are left out.
fn relations<'a>(statements: &'a [Statement], cut: &[bool], repeated: &[Vec<usize>]) -> Book<'a> {
    relations_of(statements, 0..statements.len(), cut, repeated)
}

/// The same, but only those that some statements take part in.
fn relations_of<'a>(
    statements: &'a [Statement],
    within: Range<usize>,
    cut: &[bool],
    repeated: &[Vec<usize>],
) -> Book<'a> {
    let mut book = Book::new(statements);
    for ((figures, cut), repeated) in book.figures.iter_mut().zip(cut).zip(repeated) {
        figures.truncated = *cut;
        repeated.iter().for_each(|row| figures.leave_out(*row));
    }
    for statement in within.clone() {
        down::prove(&mut book, statement);
        balance::prove(&mut book, statement);
        cash::prove(&mut book, statement);
        across::prove(&mut book, statement);
        changes::prove(&mut book, statement);
        percent::prove(&mut book, statement);
        per_share::prove(&mut book, statement);
        translation::prove(&mut book, statement);
    }
    tie_out::prove(&mut book, &within);
    headed::prove(&mut book, &within);
    year_to_date::prove(&mut book);
    book
}

/// How each statement rounds, and how rare it is there that a sum is off: as its own sums tell, or else as those of the whole
/// release do.
fn rounding(book: &Book<'_>, cut: &[bool]) -> (Vec<Rounding>, Vec<i32>) {
    let mut own = vec![Tendency::default(); book.statements.len()];
    let (mut all, mut primary) = (Tendency::default(), Tendency::default());
    for relation in book.relations() {
        let place = relation.result;
        if let Some((class, total)) = book.figures[place.statement].at(place.row, place.col) {
            let mut one = Tendency::default();
            one.add(relation, class, total);
            own[place.statement].merge(one);
            all.merge(one);
            if book.statements[place.statement].kind.is_primary() {
                primary.merge(one);
            }
        }
    }
    let usual = all.rounding().filter(|r| *r != Rounding::Truncated).unwrap_or_default();
    let of = |((own, cut), statement): ((Tendency, &bool), &Statement)| {
        let told = own.rounding();
        // Who sees to it that sums are exact does so in all the statements that standards require.
        let like = if statement.kind.is_primary() { primary } else { own };
        let inexact = if like.rounding().is_some() { like } else { all }.inexact();
        let rounding = if *cut { Rounding::Truncated } else { told.unwrap_or(usual) };
        (rounding, if *cut { 0 } else { inexact })
    };
    own.into_iter().zip(cut).zip(book.statements).map(of).unzip()
}

#[cfg(test)]
#[path = "../examples/large/statement.rs"]
mod example;

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells looked at for so many rows of 40 columns.
    fn work(rows: usize) -> u64 {
        let large = [example::large(rows, 40)];
        let book = relations(&large, &[false], &[Vec::new()]);
        assert!(book.relations().iter().any(|r| r.holds));
        book.work
    }

    /// How long that takes is printed by `examples/large`: no matter for a test, which shares its machine with others.
    #[test]
    fn work_grows_with_the_rows_and_no_faster() {
        let (small, large) = (work(200), work(2000));
        assert!(large < 15 * small, "{small} for 200 rows, {large} for 2,000");
        assert!(large < 500_000_000, "{large}");
    }
}
