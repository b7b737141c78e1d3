//! The seam between reading and arithmetic: what reading left open, arithmetic decides, in one call.
//!
//! Where several figures stand in one cell (`10,559 (1,719,981)`), reading keeps the text: it cannot know whether two rows
//! have run together, or the line below has left a ghost of itself. [`take_apart`] makes each possible statement of it,
//! and takes the one in which most of these figures foot, if it is better than all others. Labels that ran together with
//! the rows are taken apart where the same figures stand beside the label elsewhere in the release.

use crossfoot_grammar::figure::figure;
use crossfoot_statements::{Cell, Fact, LineItem, Statement, Unit};
use rust_decimal::Decimal;

use crate::book::Book;
use crate::finding::{Cause, LineDoubt, LineFault, Repair};
use crate::label;
use crate::relation::{Place, Relation};

/// Rows in one release beyond which nothing is taken apart: its columns are misread, not its rows.
const MOST: usize = 12;

/// A release whose cells hold one figure each, and what was done to it.
#[derive(Debug)]
pub(crate) struct TakenApart {
    pub(crate) statements: Vec<Statement>,
    /// For each statement the row that each of its rows was.
    pub(crate) origin: Vec<Vec<usize>>,
    /// The figures that were read out of their cells.
    pub(crate) repairs: Vec<Repair>,
    /// The labels that were taken apart, in rows of the new statements.
    pub(crate) labels: Vec<LineDoubt>,
}

/// Takes apart what arithmetic can take apart; none where there is nothing to do. `relations` finds those that speak of one
/// statement of a release.
pub(crate) fn take_apart(
    statements: &[Statement],
    relations: impl Fn(&[Statement], usize) -> Vec<Relation>,
) -> Option<TakenApart> {
    let run_together: Vec<(usize, usize)> = statements.iter().enumerate().flat_map(rows_run_together).collect();
    if run_together.is_empty() || run_together.len() > MOST {
        return None;
    }
    let mut done = TakenApart {
        origin: statements.iter().map(|s| (0..s.items.len()).collect()).collect(),
        statements: statements.to_vec(),
        repairs: Vec::new(),
        labels: Vec::new(),
    };
    // From the bottom up, so that rows that are put in move no row still to come.
    for (statement, row) in run_together.iter().rev() {
        let tries = [Way::First, Way::SplitUpper, Way::SplitLower];
        let mut tries: Vec<(i32, Try)> = tries
            .into_iter()
            .filter_map(|way| {
                let attempt = Try::new(&done.statements, *statement, *row, way)?;
                Some((attempt.score(&relations(&attempt.statements, *statement)), attempt))
            })
            .collect();
        tries.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let lead = tries.first().map_or(0, |t| t.0) - tries.get(1).map_or(0, |t| t.0.max(0));
        if lead > 0 {
            done.take(tries.swap_remove(0).1, *statement, *row);
        }
    }
    let mut of: Vec<usize> = run_together.iter().map(|(statement, _)| *statement).collect();
    of.dedup();
    for statement in &of {
        let last = relations(&done.statements, *statement);
        done.prefer_ghosts(statements, *statement, &last, &relations);
        done.part_labels(*statement);
    }
    done.repairs.sort_by_key(|r| r.place);
    for statement in of {
        done.tell(statement, &relations(&done.statements, statement));
    }
    (!done.repairs.is_empty()).then_some(done)
}

/// The rows of a statement with several figures in one cell.
fn rows_run_together((at, statement): (usize, &Statement)) -> Vec<(usize, usize)> {
    let rows = statement.items.iter().enumerate();
    rows.filter(|(_, item)| item.has_figures() && item.cells.iter().any(|c| figures_in(c).is_some()))
        .map(|(row, _)| (at, row))
        .collect()
}

/// The two figures that a cell holds.
fn figures_in(cell: &Cell) -> Option<[(String, Decimal, u32); 2]> {
    let Cell::Text(text) = cell else { return None };
    let words: Vec<&str> = text.split_whitespace().collect();
    let [one, other] = words.as_slice() else { return None };
    // Digits cut in two are one figure spoilt, not two.
    let read = |word: &str| {
        let figure = figure(word).filter(|f| !f.nil)?;
        let whole = figure.grouped || figure.decimals > 0 || figure.value.abs() < Decimal::from(1000);
        whole.then(|| (text.clone(), figure.value, figure.decimals))
    };
    Some([read(one)?, read(other)?])
}

/// What a row that ran together may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// One row: the first figures are its own, the second a ghost of the row below.
    First,
    /// Two rows; the figures that stand alone in their cells belong to the upper.
    SplitUpper,
    /// Two rows; they belong to the lower.
    SplitLower,
}

/// One way to take a row apart.
struct Try {
    way: Way,
    statements: Vec<Statement>,
    /// The figures that came out of cells.
    places: Vec<Place>,
}

impl Try {
    fn new(statements: &[Statement], statement: usize, row: usize, way: Way) -> Option<Self> {
        let mut statements = statements.to_vec();
        let meaning = &mut statements[statement];
        let item = meaning.items[row].clone();
        let mut rows = [item.clone(), item.clone()];
        let mut places = Vec::new();
        for (col, cell) in item.cells.iter().enumerate() {
            let Some(pair) = figures_in(cell) else {
                let (own, other) = if way == Way::SplitLower { (1, 0) } else { (0, 1) };
                rows[own].cells[col] = cell.clone();
                rows[other].cells[col] = Cell::Empty;
                continue;
            };
            for (part, (printed, shown, decimals)) in pair.into_iter().enumerate() {
                let fact = like_its_column(meaning, row, col, printed, shown, decimals)?;
                rows[part].cells[col] = Cell::Figure(fact);
                if part == 0 || way != Way::First {
                    places.push(Place { statement, row: row + part, col });
                }
            }
        }
        let [upper, lower] = rows;
        meaning.items[row] = upper;
        if way != Way::First {
            meaning.items.insert(row + 1, LineItem { ruled_above: false, ..lower });
        }
        Some(Self { way, statements, places })
    }

    /// How well the figures foot: those that do less twice those that do not.
    fn score(&self, relations: &[Relation]) -> i32 {
        let foots = |place: &Place| relations.iter().any(|r| r.holds && r.places().any(|p| p == *place));
        let good = self.places.iter().filter(|p| foots(p)).count();
        let cells = if self.way == Way::First { 2 } else { 1 };
        // Of two rows twice as many figures can foot as of one.
        let of = |count: usize| i32::try_from(count).unwrap_or(i32::MAX / 8);
        cells * (of(good) - 2 * of(self.places.len() - good))
    }
}

impl TakenApart {
    fn take(&mut self, chosen: Try, statement: usize, row: usize) {
        self.statements = chosen.statements;
        if chosen.way != Way::First {
            for place in
                self.repairs.iter_mut().map(|r| &mut r.place).filter(|p| p.statement == statement && p.row > row)
            {
                place.row += 1;
            }
            let origin = self.origin[statement][row];
            self.origin[statement].insert(row + 1, origin);
        }
        for place in chosen.places {
            let cell = &self.statements[place.statement].items[place.row].cells[place.col];
            self.repairs.extend(cell.figure().map(|fact| repair(place, fact, fact)));
        }
    }

    /// The row under a row with ghosts: where the ghost comes closer in every relation than what is printed, and makes a
    /// sum exact, or where two relations hold with it and none as printed, the ghost is the figure.
    fn prefer_ghosts(
        &mut self,
        printed: &[Statement],
        statement: usize,
        before: &[Relation],
        relations: impl Fn(&[Statement], usize) -> Vec<Relation>,
    ) {
        let ghosts = self.ghosts(printed, statement);
        if ghosts.is_empty() {
            return;
        }
        let mut with = self.statements.clone();
        for (place, _, ghost) in &ghosts {
            with[statement].items[place.row].cells[place.col] = Cell::Figure(ghost.clone());
        }
        let after = relations(&with, statement);
        for (place, own, ghost) in ghosts {
            let count = |all: &[Relation]| all.iter().filter(|r| r.holds && r.places().any(|p| p == place)).count();
            let confirmed = count(&after) >= 2 && count(before) == 0;
            if confirmed || comes_closer(before, place, own.value, ghost.value) {
                self.repairs.push(repair(place, &own, &ghost));
                self.statements[statement].items[place.row].cells[place.col] = Cell::Figure(ghost);
            }
        }
    }

    /// Figures under a row with ghosts that differ from their ghosts: where, as printed, and as the ghost has it.
    fn ghosts(&self, printed: &[Statement], statement: usize) -> Vec<(Place, Fact, Fact)> {
        let mut found = Vec::new();
        for row in 0..self.statements[statement].items.len().saturating_sub(1) {
            let origin = self.origin[statement][row];
            if self.origin[statement][row + 1] == origin {
                continue;
            }
            for col in 0..self.statements[statement].columns.len() {
                let place = Place { statement, row: row + 1, col };
                let ghost = printed[statement].items[origin].cells.get(col).and_then(figures_in);
                let own = self.statements[statement].items[row + 1].cells.get(col).and_then(Cell::figure).cloned();
                let (Some([_, (_, shown, _)]), Some(own)) = (ghost, own) else { continue };
                let better = Fact { shown, value: shown * own.scale, ..own.clone() };
                if shown != own.shown {
                    found.push((place, own, better));
                }
            }
        }
        found
    }

    /// Labels of rows that were taken apart, and of rows near them, that hold another line's label or part of it.
    fn part_labels(&mut self, statement: usize) {
        for row in 0..self.statements[statement].items.len() {
            let origins = &self.origin[statement];
            let split = origins.get(row + 1) == Some(&origins[row]);
            let lower = row > 0 && origins[row - 1] == origins[row];
            let parted = if split {
                label::upper(&self.statements, statement, row)
            } else if lower {
                label::lower(&self.statements, statement, row)
            } else {
                label::alone(&self.statements, statement, row)
            };
            let item = &self.statements[statement].items[row];
            if let Some(label) = parted.filter(|label| *label != item.label)
                && !self.labels.iter().any(|l| (l.statement, l.row) == (statement, row))
            {
                self.labels.push(LineDoubt { statement, row, fault: LineFault::LabelRunTogether, label: Some(label) });
            }
        }
        for doubt in self.labels.iter().filter(|l| l.statement == statement) {
            if let Some(label) = &doubt.label {
                self.statements[statement].items[doubt.row].label = label.as_str().into();
            }
        }
    }

    /// Gives each figure of a statement the relations that bear it out.
    fn tell(&mut self, statement: usize, relations: &[Relation]) {
        for repair in self.repairs.iter_mut().filter(|r| r.place.statement == statement) {
            repair.relations = that_bear_out(repair.place, relations);
        }
    }
}

/// The relations that hold and speak of a figure, each once: a sum may be found from both ends.
pub(crate) fn that_bear_out(place: Place, relations: &[Relation]) -> Vec<Relation> {
    let mut found: Vec<Relation> = Vec::new();
    for relation in relations.iter().filter(|r| r.holds && r.places().any(|p| p == place)) {
        if !found.contains(relation) {
            found.push(relation.clone());
        }
    }
    found
}

fn repair(place: Place, printed: &Fact, right: &Fact) -> Repair {
    Repair {
        place,
        printed: printed.printed.clone(),
        value: right.value,
        shown: right.shown,
        cause: if printed == right { Cause::RunTogether } else { Cause::Other },
        relations: Vec::new(),
        applied: true,
    }
}

/// A figure with unit, scale and place as others have in its column, or in its row.
fn like_its_column(
    statement: &Statement,
    row: usize,
    col: usize,
    printed: String,
    shown: Decimal,
    decimals: u32,
) -> Option<Fact> {
    let rows = (0..statement.items.len()).filter(|r| *r != row);
    let near = rows.min_by_key(|r| {
        let there = statement.items[*r].cells.get(col).and_then(Cell::figure).is_some();
        (!there, r.abs_diff(row))
    })?;
    let like = statement.items[near].cells.get(col)?.figure()?;
    let line = statement.items[row].cells.iter().find_map(Cell::figure)?;
    let zeros = like.decimals - i32::try_from(like.shown.scale()).ok()?;
    Some(Fact {
        printed,
        shown,
        value: Fact::in_full(shown, like.scale)?,
        scale: like.scale,
        unit: if like.unit == Unit::Percent || line.unit == Unit::Percent { like.unit } else { line.unit },
        told: like.told,
        row_period: line.row_period,
        decimals: i32::try_from(decimals).ok()? + zeros,
        page: line.page,
        place: crossfoot_ingest::Rect { y0: line.place.y0, y1: line.place.y1, ..like.place },
        doubts: line.doubts,
    })
}

/// Whether another value brings every sum of a figure and every share closer, and makes a sum exact.
fn comes_closer(relations: &[Relation], place: Place, printed: Decimal, value: Decimal) -> bool {
    let (mut exact, mut all, mut told) = (false, true, 0);
    for relation in relations.iter().filter(|r| r.kind.is_additive() && r.terms.len() > 1) {
        let change = value - printed;
        let moved = if relation.result == place {
            -change
        } else if let Some(term) = relation.terms.iter().find(|t| t.place == place) {
            term.coefficient * change
        } else {
            continue;
        };
        let after = relation.difference + moved;
        told += 1;
        exact |= after.is_zero();
        all &= after.abs() < relation.difference.abs();
    }
    told > 0 && exact && all
}

/// The relations of a release and those that are only likely.
pub(crate) fn all_relations(book: Book<'_>) -> Vec<Relation> {
    let doubtful = book.doubtful().to_vec();
    let mut relations = book.into_relations();
    relations.extend(doubtful);
    relations
}
