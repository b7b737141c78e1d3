//! From relations that do not hold to the figure that is to blame.
//!
//! One broken relation names nobody: each of its figures could be wrong. But figures stand in several relations. One that
//! still holds speaks for its figures; two that are broken and would both hold with the same figure changed speak against
//! it. An *explanation* is a change of one figure (or of two that changed places) that mends relations and breaks none.
//! Only where one explanation is better than all others is a figure doubted, and only where its value is the only one,
//! and confirmed, is a [`Repair`] proposed:
//!
//! - by two relations or more that are broken as printed and hold with the value, or
//! - by one whose structure holds in all other columns, where of all its figures only this one can have come about by a
//!   plain misprint.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::book::Book;
use crate::expect::Expectations;
use crate::finding::{Blame, Cause, Culprit, Repair};
use crate::fixed::{Num, decimal};
use crate::judge::{Judge, Standing, by_place, is_column_sum};
use crate::odds::{mass, odds};
use crate::relation::{Place, Relation};
use crate::rounding::Rounding;

/// The odds, a thousandfold, at which a figure is doubted: that it is this one, against all others that would do.
const NAMING: u64 = 1000;
/// The odds at which a value is proposed: that it is this one, against all other values of this figure and others.
const PROVING: u64 = 30_000;

/// Figures that are told of as those of which one is to blame.
const FEW: usize = 3;
/// The share in percent that each of them has at least in what explains the break, and all of them together.
const LEAST: u8 = 10;
const MOSTLY: u32 = 60;

/// Complaints beyond which nothing is explained: such a release is no matter of single figures.
const MOST: usize = 600;

/// What the relations say against figures.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// Figures that are to blame.
    pub(crate) suspects: Vec<Place>,
    /// What they should be, where that is proved.
    pub(crate) repairs: Vec<Repair>,
    /// Where one of a few figures is to blame, and it is not known which.
    pub(crate) blames: Vec<Blame>,
    /// Relations whose structure was only likely, and which the explanations bear out.
    pub(crate) confirmed: Vec<Relation>,
}

/// Explains what is broken.
pub(crate) fn verdict(book: &Book<'_>, rounding: &[Rounding], inexact: &[i32]) -> Verdict {
    let mut case = Case::new(book, Judge { figures: &book.figures, rounding, inexact });
    let mut verdict = Verdict::default();
    let told = case.open.iter().filter(|at| !case.hint[**at]).count();
    if told == 0 || told > MOST {
        return verdict;
    }
    let mut explanations = case.explanations();
    explanations.sort_by_key(|e| (Reverse(e.likelihood), e.places()));
    while let Some(best) = explanations.first().cloned() {
        let rivals: Vec<&Explanation> = explanations.iter().filter(|e| e.rivals(&best)).collect();
        let odds_of = |like: &dyn Fn(&Explanation) -> bool| {
            let part = |wanted: bool| rivals.iter().filter(move |e| like(e) == wanted).map(|e| e.likelihood);
            odds(part(true), part(false), best.likelihood)
        };
        if odds_of(&|e| e.places() == best.places()) >= NAMING && case.is_believable(&best) {
            verdict.suspects.extend(best.places());
            if odds_of(&|e| e.changes == best.changes) >= PROVING && case.is_proved(&best) {
                verdict.repairs.extend(case.repairs(&best));
            }
            let soft = best
                .mended
                .iter()
                .filter(|at| !case.hard[**at] && !case.hint[**at])
                .map(|at| case.relations[*at].clone());
            verdict.confirmed.extend(soft);
            // What else a doubted figure stands in says nothing against others.
            let of_it: Vec<usize> = best.places().iter().flat_map(|place| &case.by_place[place]).copied().collect();
            case.open.retain(|at| !of_it.contains(at));
        } else {
            verdict.blames.extend(case.blame(&best, &rivals));
        }
        case.open.retain(|at| !best.mended.contains(at));
        explanations.retain(|e| e.mended.iter().all(|at| case.open.contains(at)));
    }
    verdict.suspects.sort_unstable();
    verdict.suspects.dedup();
    verdict
}

/// A change that mends relations and breaks none.
#[derive(Debug, Clone)]
struct Explanation {
    changes: Vec<(Place, Num)>,
    cause: Cause,
    /// Indices of the relations that hold with it and do not without.
    mended: BTreeSet<usize>,
    /// How many hold without it and do not with it.
    lost: usize,
    /// How many of its figures' relations are broken beyond doubt, and stay so.
    left: usize,
    /// How likely such a slip is, in sixteenths of a bit; to be compared with others, not to be taken for itself.
    likelihood: i32,
}

impl Explanation {
    fn is_of(&self, place: Place) -> bool {
        self.changes.iter().any(|(other, _)| *other == place)
    }

    fn places(&self) -> Vec<Place> {
        self.changes.iter().map(|(place, _)| *place).collect()
    }

    /// Whether it would do in the other's place: it mends some of the same.
    fn rivals(&self, best: &Self) -> bool {
        self.mended.iter().any(|at| best.mended.contains(at))
    }
}

/// How certain it is that a relation is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Sure,
    Likely,
    Hint,
}

struct Case<'a> {
    book: &'a Book<'a>,
    judge: Judge<'a>,
    expectations: Expectations<'a>,
    relations: Vec<&'a Relation>,
    /// Whether the relation is broken beyond doubt, by index.
    hard: Vec<bool>,
    /// Whether it counts only beside one that is broken beyond doubt, by index.
    hint: Vec<bool>,
    /// As printed, by index.
    standing: Vec<Standing>,
    by_place: FxHashMap<Place, Vec<usize>>,
    /// Relations that do not hold and are not explained yet.
    open: BTreeSet<usize>,
}

impl<'a> Case<'a> {
    fn new(book: &'a Book<'a>, judge: Judge<'a>) -> Self {
        let mut seen: BTreeSet<Vec<Place>> = BTreeSet::new();
        // Two relations of the same figures are one.
        let mut relations: Vec<(Weight, &Relation)> = Vec::new();
        let of = |weight: Weight, all: &'a [Relation]| all.iter().map(move |relation| (weight, relation));
        let all = of(Weight::Sure, book.relations()).chain(of(Weight::Likely, book.doubtful()));
        for (weight, relation) in all.chain(of(Weight::Hint, book.hints())) {
            let mut places: Vec<Place> = relation.places().collect();
            places.sort_unstable();
            if seen.insert(places) {
                relations.push((weight, relation));
            }
        }
        let standing: Vec<Standing> = relations.iter().map(|(_, r)| judge.standing(r, &[])).collect();
        let broken = |at: usize| standing[at] != Standing::Holds;
        let hard = |at: usize| relations[at].0 == Weight::Sure && standing[at] == Standing::Broken;
        let hard = (0..relations.len()).map(hard).collect();
        let hint = relations.iter().map(|(weight, _)| *weight == Weight::Hint).collect();
        // A ratio that misses by little was computed from figures before rounding: it speaks against nothing.
        let sloppy = |at: usize| standing[at] == Standing::Off && !is_column_sum(relations[at].1);
        let open = (0..relations.len()).filter(|at| broken(*at) && !sloppy(*at)).collect();
        let relations: Vec<&Relation> = relations.into_iter().map(|(_, r)| r).collect();
        let by_place = by_place(relations.iter().copied());
        let expectations = Expectations::new(book.statements, &book.figures);
        Self { book, judge, expectations, relations, hard, hint, standing, by_place, open }
    }

    /// The few figures of which one is to blame for a relation that is broken beyond doubt, if they are few: what explains
    /// it best by a plain slip, each figure once.
    fn blame(&self, best: &Explanation, rivals: &[&Explanation]) -> Option<Blame> {
        let relation = best.mended.iter().find(|at| self.hard[**at])?;
        let mut rivals: Vec<&Explanation> =
            rivals.iter().copied().filter(|e| e.cause != Cause::Other && e.mended.contains(relation)).collect();
        rivals.sort_by_key(|e| (Reverse(e.likelihood), e.places()));
        let all = mass(rivals.iter().map(|e| e.likelihood), best.likelihood);
        let mut culprits: Vec<Culprit> = Vec::new();
        for rival in rivals {
            let (&[(place, num)], false) = (rival.changes.as_slice(), culprits.iter().any(|c| rival.is_of(c.place)))
            else {
                continue;
            };
            let fact = self.book.statements[place.statement].items[place.row].cells[place.col].figure()?;
            let value = decimal(num.value);
            let share = u128::from(mass([rival.likelihood], best.likelihood)) * 100 / u128::from(all.max(1));
            culprits.push(Culprit {
                place,
                value,
                shown: value.checked_div(fact.scale).unwrap_or(value).normalize(),
                cause: rival.cause,
                percent: u8::try_from(share).unwrap_or(100),
            });
        }
        culprits.retain(|c| c.percent >= LEAST);
        let told: u32 = culprits.iter().map(|c| u32::from(c.percent)).sum();
        let few = (2..=FEW).contains(&culprits.len()) && told >= MOSTLY;
        few.then(|| Blame { relation: self.relations[*relation].clone(), culprits })
    }

    fn repairs(&self, best: &Explanation) -> Vec<Repair> {
        let repair = |(place, num): &(Place, Num)| {
            let fact = self.book.statements[place.statement].items[place.row].cells[place.col].figure()?;
            let value = decimal(num.value);
            let of = |at: &&usize| self.by_place[place].contains(at);
            Some(Repair {
                place: *place,
                printed: fact.printed.clone(),
                value,
                shown: value.checked_div(fact.scale).unwrap_or(value).normalize(),
                cause: best.cause,
                relations: best.mended.iter().filter(of).map(|at| self.relations[*at].clone()).collect(),
                applied: false,
            })
        };
        best.changes.iter().filter_map(repair).collect()
    }
}

mod explain;
mod proof;

#[cfg(test)]
mod tests {
    use crate::testing::{money, statement};
    use crate::{Status, prove};

    #[test]
    fn where_one_of_two_is_to_blame_both_are_told() {
        // 5 too many: either line may have been 1 in its last place before; no digit of the total explains it.
        let proven = &prove(vec![statement(
            &["2023", "2022", "2021"],
            vec![
                money("Products", &["52216", "49811", "47119"]),
                money("Services", &["48316", "46302", "44005"]),
                money("Total", &["100527", "96113", "91124"]),
            ],
        )])[0];
        let [blame] = proven.blames.as_slice() else { panic!("{:?}", proven.blames) };
        let culprits: Vec<_> = blame.culprits.iter().map(|c| (c.place.row, c.shown.to_string(), c.percent)).collect();
        assert_eq!(culprits.iter().map(|c| c.0).max(), Some(1), "{culprits:?}");
        assert!(culprits.iter().any(|c| c.1 == "52211") && culprits.iter().any(|c| c.1 == "48311"), "{culprits:?}");
        assert!(culprits.iter().all(|c| (20..=80).contains(&c.2)), "{culprits:?}");
        assert!(proven.repairs.is_empty() && proven.status.iter().flatten().all(|s| *s != Status::Suspect));
    }
}
