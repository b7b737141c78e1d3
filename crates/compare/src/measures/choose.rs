//! Which of several figures is the value of a measure.

use rust_decimal::Decimal;

use super::release::MeasureFigure;
use crate::stack::{agree, unit_of};

/// What figures of one measure and period come to.
#[derive(Debug)]
pub(super) enum Choice<'a> {
    /// There are none.
    Nothing,
    /// This one has the value.
    Clear(&'a MeasureFigure),
    /// These could have it, and do not agree; or are in doubt.
    Unclear(Vec<&'a MeasureFigure>),
}

/// How arithmetic calls a figure that it bears out.
const FOOTED: &str = "footed";

/// Leaves out what is shared with others of whom the release says what is theirs, where it prints what is left: of *net income before
/// noncontrolling interests*, *of noncontrolling interests* and *of common shareholders* the last is the company's. `all` are the figures
/// of the same period.
pub(super) fn without_shared<'a>(figures: Vec<&'a MeasureFigure>, all: &[&MeasureFigure]) -> Vec<&'a MeasureFigure> {
    let is_shared = |whole: &&MeasureFigure| {
        let with = &whole.concept.entry().with;
        let others =
            all.iter().filter(|other| with.contains(&other.concept) && other.fact.statement == whole.fact.statement);
        // What is theirs is printed as it is, or as it is taken away.
        let left = others.flat_map(|other| {
            let (whole, theirs) = (whole.fact.value, other.fact.value);
            [whole.checked_sub(theirs), whole.checked_add(theirs)].into_iter().flatten()
        });
        let printed = |left: Decimal| {
            // Three figures that are rounded each may miss by their last digit.
            let digit = unit_of(whole.fact.decimals).unwrap_or_default();
            let agrees = |own: &MeasureFigure| own.fact.value.checked_sub(left).is_some_and(|miss| miss.abs() <= digit);
            let own = |own: &&MeasureFigure| {
                own.concept != whole.concept && own.fact.value != whole.fact.value && agrees(own)
            };
            figures.iter().any(|figure| own(figure) && figure.place <= whole.place)
        };
        left.into_iter().any(printed)
    };
    figures.iter().copied().filter(|figure| !is_shared(figure)).collect()
}

/// Chooses among figures: those in the best place come first; among them the concept that says the measure best, and a total before
/// its parts.
pub(super) fn choose(figures: Vec<&MeasureFigure>) -> Choice<'_> {
    let place = |figure: &MeasureFigure| (figure.place, figure.concept.entry().rank);
    let Some(best) = figures.iter().map(|figure| place(figure)).min() else { return Choice::Nothing };
    let best: Vec<&MeasureFigure> = figures.into_iter().filter(|figure| place(figure) == best).collect();
    let is_part =
        |figure: &&MeasureFigure| best.iter().any(|total| total.concept.entry().total_of.contains(&figure.concept));
    let totals: Vec<&MeasureFigure> = best.iter().copied().filter(|figure| !is_part(figure)).collect();
    let best = if totals.is_empty() { best } else { totals };
    // The finest one that arithmetic bears out says what the others do.
    let chosen = best.iter().max_by_key(|figure| (figure.fact.status == FOOTED, figure.fact.decimals));
    let same = |other: &MeasureFigure, chosen: &MeasureFigure| {
        agree((other.fact.value, other.fact.decimals), (chosen.fact.value, chosen.fact.decimals))
    };
    match chosen {
        Some(chosen) if !chosen.is_unsure() && best.iter().all(|other| same(other, chosen)) => Choice::Clear(chosen),
        _ => Choice::Unclear(best),
    }
}
