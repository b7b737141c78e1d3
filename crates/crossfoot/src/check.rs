//! What there is to say of a release's arithmetic, with names and printed figures in place of indices.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crossfoot_export::Tally;
use crossfoot_footing::{
    Blame, Culprit, Other, Place, ProvenStatement, Relation, Rounding, ScaleProof, Status, Witness,
};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::error::Error;
use crate::inputs::{Input, collect};
use crate::release::Release;

/// What arithmetic says of a release.
#[derive(Debug, Clone, Serialize)]
pub struct Checks {
    /// Figures, and how many have which status.
    #[serde(flatten)]
    pub counts: Tally,
    /// One for each statement, in order.
    pub statements: Vec<CheckedStatement>,
}

/// What arithmetic says of a statement.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedStatement {
    /// Its id.
    pub statement: String,
    /// Its title.
    pub title: String,
    /// The pages it is printed on.
    pub pages: Vec<u32>,
    /// How its figures are rounded: `nearest`, `exact`, `truncated`.
    pub rounding: &'static str,
    /// Figures, and how many have which status.
    #[serde(flatten)]
    pub counts: Tally,
    /// How many relations of each kind hold.
    pub holding: BTreeMap<&'static str, usize>,
    /// All relations whose result stands in it.
    pub relations: Vec<CheckedRelation>,
    /// Figures that are to blame, without a value that is proved.
    pub suspects: Vec<CheckedFigure>,
    /// Values proposed or given.
    pub repairs: Vec<CheckedRepair>,
    /// Where one of two or three figures is to blame, and arithmetic does not tell which.
    pub one_of: Vec<CheckedBlame>,
    /// Lines that are doubted as a whole.
    pub lines: Vec<CheckedLine>,
    /// What bears out or contradicts the scale.
    pub scale: CheckedScale,
}

/// What bears out or contradicts the scale of a statement.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedScale {
    /// Something bears it out, and nothing contradicts it.
    pub proved: bool,
    /// What does: `per_share`, `prose`, `tie_out`, `other_scale`.
    pub by: Vec<&'static str>,
    /// What contradicts it.
    pub contradicting: Vec<CheckedWitness>,
}

/// The other of two places that tell of a scale.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum CheckedOther {
    /// A figure.
    Figure(CheckedFigure),
    /// An amount in running text.
    Prose {
        /// As printed: `$8.1 billion`.
        printed: String,
        /// The line it stands in.
        line: String,
        /// The page.
        page: u32,
    },
}

/// Two places that tell of a scale and contradict each other.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedWitness {
    /// What ties them: `per_share`, `prose`, `other_scale`.
    pub kind: &'static str,
    /// The figure of the statement.
    pub figure: CheckedFigure,
    /// The other place.
    pub other: CheckedOther,
    /// The power of ten that the figure would have to be multiplied by to agree.
    pub power: i32,
}

/// A figure by its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedFigure {
    /// The statement's id.
    pub statement: String,
    /// The line item.
    pub label: String,
    /// The column, as the wide CSV names it.
    pub column: String,
    /// What the page shows.
    pub printed: String,
    /// Its precision in XBRL's sense: -6 for whole millions, 2 for cents.
    pub decimals: i32,
    /// The page.
    pub page: u32,
}

/// One equation.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedRelation {
    /// Its kind: `sum`, `balance` ...
    pub kind: &'static str,
    /// `holds`, `off` (within rounding or little more, where others are exact), or `broken`.
    pub state: &'static str,
    /// The figure that the terms make.
    pub result: CheckedFigure,
    /// The terms, each with what it is multiplied by.
    pub terms: Vec<(Decimal, CheckedFigure)>,
    /// What the terms make less what is printed, in full units.
    pub difference: Decimal,
    /// What rounding explains.
    pub tolerance: Decimal,
}

/// A value that puts a figure right.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedRepair {
    /// The figure as printed.
    pub figure: CheckedFigure,
    /// What it should show.
    pub shown: Decimal,
    /// What seems to have happened, in words.
    pub why: &'static str,
    /// How many relations ask for it.
    pub relations: usize,
    /// Whether it has the value now.
    pub applied: bool,
}

/// Figures of which one is to blame for a broken relation.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedBlame {
    /// The figure that the relation's terms should make.
    pub result: CheckedFigure,
    /// The figures, the likeliest first.
    pub figures: Vec<CheckedCulprit>,
}

/// A figure that may be to blame.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedCulprit {
    /// The figure as printed.
    pub figure: CheckedFigure,
    /// What it would have to show.
    pub shown: Decimal,
    /// What would have happened, in words.
    pub why: &'static str,
    /// How likely it is this one, in percent of all that would explain the break.
    pub percent: u8,
}

/// A line that is doubted as a whole.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedLine {
    /// Its label.
    pub label: String,
    /// The page.
    pub page: u32,
    /// What is wrong with it, in words.
    pub fault: &'static str,
    /// The label it should have, where that is known.
    pub proposed: Option<String>,
}

impl Checks {
    /// What arithmetic says of a release.
    pub fn of(release: &Release) -> Self {
        let all = release.statements();
        let names = all.iter().map(|s| crossfoot_export::column_names(&s.statement)).collect::<Vec<_>>();
        let book = Names { all, columns: &names };
        Self { counts: release.tally(), statements: (0..all.len()).map(|at| book.statement(at)).collect() }
    }

    /// Whether anything is broken or suspect. What is only off by rounding does not count, nor what is repaired, nor a line
    /// that is doubted as a whole.
    pub fn is_broken(&self) -> bool {
        self.statements.iter().any(|s| {
            let broken = s.relations.iter().any(|r| r.state == "broken");
            broken || s.counts.suspect > 0 || !s.scale.contradicting.is_empty() || s.repairs.iter().any(|r| !r.applied)
        })
    }
}

impl CheckedRelation {
    /// The difference as exactly as the most exact of its figures is printed. Rates and shares have it end in digits that no
    /// figure has; and of one that is less than any figure tells, its first digit.
    pub fn shown_difference(&self) -> Decimal {
        let decimals = self.terms.iter().map(|(_, term)| term.decimals).fold(self.result.decimals, i32::max);
        let rounded = match u32::try_from(decimals) {
            Ok(places) => self.difference.round_dp(places),
            Err(_) => {
                let unit = 10i64.checked_pow(decimals.unsigned_abs()).map(Decimal::from);
                let units = unit.and_then(|unit| Some((unit, self.difference.checked_div(unit)?.round())));
                units.and_then(|(unit, count)| unit.checked_mul(count)).unwrap_or(self.difference)
            }
        };
        let shown = if rounded.is_zero() { self.difference.round_sf(1).unwrap_or(self.difference) } else { rounded };
        shown.normalize()
    }
}

/// Finds the names of places.
pub(crate) struct Names<'a> {
    pub(crate) all: &'a [ProvenStatement],
    pub(crate) columns: &'a [Vec<String>],
}

impl Names<'_> {
    fn statement(&self, at: usize) -> CheckedStatement {
        let proven = &self.all[at];
        let statement = &proven.statement;
        let mut holding = BTreeMap::new();
        for relation in proven.relations.iter().filter(|r| r.holds) {
            *holding.entry(relation.kind.name()).or_insert(0) += 1;
        }
        let proposed: Vec<Place> = proven.repairs.iter().map(|r| r.place).collect();
        let rows = proven.status.iter().enumerate();
        let suspects = rows
            .flat_map(|(row, cells)| cells.iter().enumerate().map(move |(col, status)| (row, col, *status)))
            .filter(|(_, _, status)| *status == Status::Suspect)
            .map(|(row, col, _)| Place { statement: at, row, col })
            .filter(|place| !proposed.contains(place));
        CheckedStatement {
            statement: statement.id.clone(),
            title: statement.title.to_string(),
            pages: statement.pages.clone(),
            rounding: Rounding::name(proven.rounding),
            counts: Tally::of([proven]),
            holding,
            relations: proven.relations.iter().map(|r| self.relation(r)).collect(),
            suspects: suspects.map(|place| self.figure(place)).collect(),
            repairs: proven
                .repairs
                .iter()
                .map(|r| CheckedRepair {
                    figure: CheckedFigure { printed: r.printed.clone(), ..self.figure(r.place) },
                    shown: r.shown,
                    why: r.cause.words(),
                    relations: r.relations.len(),
                    applied: r.applied,
                })
                .collect(),
            one_of: proven.blames.iter().map(|blame| self.blame(blame)).collect(),
            lines: proven
                .lines
                .iter()
                .map(|line| CheckedLine {
                    label: statement.items.get(line.row).map_or_else(String::new, |item| item.label.to_string()),
                    page: statement.items.get(line.row).map_or(0, |item| item.page),
                    fault: line.fault.words(),
                    proposed: line.label.clone(),
                })
                .collect(),
            scale: self.scale(&proven.scale),
        }
    }

    fn scale(&self, proof: &ScaleProof) -> CheckedScale {
        let mut by: Vec<&'static str> = proof.agreeing.iter().map(|witness| witness.kind.name()).collect();
        by.sort_unstable();
        by.dedup();
        let checked = |witness: &Witness| {
            let other = match &witness.other {
                Other::Figure(place) => CheckedOther::Figure(self.figure(*place)),
                Other::Prose(amount) => CheckedOther::Prose {
                    printed: amount.printed.clone(),
                    line: amount.line.clone(),
                    page: amount.page,
                },
            };
            let figure = self.figure(witness.place);
            CheckedWitness { kind: witness.kind.name(), figure, other, power: witness.power }
        };
        CheckedScale { proved: proof.is_proved(), by, contradicting: proof.contradicting.iter().map(checked).collect() }
    }

    fn blame(&self, blame: &Blame) -> CheckedBlame {
        let culprit = |c: &Culprit| CheckedCulprit {
            figure: self.figure(c.place),
            shown: c.shown,
            why: c.cause.words(),
            percent: c.percent,
        };
        CheckedBlame {
            result: self.figure(blame.relation.result),
            figures: blame.culprits.iter().map(culprit).collect(),
        }
    }

    fn relation(&self, relation: &Relation) -> CheckedRelation {
        CheckedRelation {
            kind: relation.kind.name(),
            state: match (relation.holds, relation.off) {
                (_, true) => "off",
                (true, false) => "holds",
                (false, false) => "broken",
            },
            result: self.figure(relation.result),
            terms: relation.terms.iter().map(|t| (t.coefficient, self.figure(t.place))).collect(),
            difference: relation.difference,
            tolerance: relation.tolerance,
        }
    }

    pub(crate) fn figure(&self, place: Place) -> CheckedFigure {
        let statement = self.all.get(place.statement).map(|s| &s.statement);
        let item = statement.and_then(|s| s.items.get(place.row));
        let fact = item.and_then(|item| item.cells.get(place.col)?.figure());
        let column = self.columns.get(place.statement).and_then(|names| names.get(place.col));
        CheckedFigure {
            statement: statement.map_or_else(String::new, |s| s.id.clone()),
            label: item.map_or_else(String::new, |item| item.label.to_string()),
            column: column.cloned().unwrap_or_default(),
            printed: fact.map_or_else(String::new, |fact| fact.printed.clone()),
            decimals: fact.map_or(0, |fact| fact.decimals),
            page: fact.map_or_else(|| item.map_or(0, |item| item.page), |fact| fact.page),
        }
    }
}

/// The files that are meant by files and folders: files as given, and the releases in folders, sorted. What cannot be
/// looked into is an error among them.
pub fn releases(given: &[PathBuf]) -> Vec<Result<PathBuf, Error>> {
    let inputs = collect(given, Path::new(""));
    let each = inputs.into_iter().map(|input| match input {
        Input::File(path) => Ok(path),
        Input::Broken(path, cause) => Err(Error::read(&path, cause)),
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_as_exact_as_the_figures() {
        let figure = |decimals: i32| CheckedFigure {
            statement: String::new(),
            label: String::new(),
            column: String::new(),
            printed: String::new(),
            decimals,
            page: 1,
        };
        let shown = |difference: &str, result: i32, terms: &[i32]| {
            let relation = CheckedRelation {
                kind: "sum",
                state: "broken",
                result: figure(result),
                terms: terms.iter().map(|decimals| (Decimal::ONE, figure(*decimals))).collect(),
                difference: difference.parse().expect("a decimal"),
                tolerance: Decimal::ZERO,
            };
            relation.shown_difference().to_string()
        };
        assert_eq!(shown("-567.167585", 0, &[]), "-567");
        assert_eq!(shown("-567.167585", 0, &[2, -3]), "-567.17");
        assert_eq!(shown("-567167.585", -5, &[-6]), "-600000");
        assert_eq!(shown("9000", -3, &[-3, -3]), "9000");
        assert_eq!(shown("-567.167585", -3, &[]), "-1000");
        assert_eq!(shown("-467.167585", -3, &[]), "-500", "not nothing");
        assert_eq!(shown("0.0123", 2, &[]), "0.01");
        assert_eq!(shown("79228162514264337593543950335", -28, &[]), "79228162514264337593543950335");
    }
}
