//! Which of several figures is the value of a measure.

use super::release::Figure;
use crate::stack::agree;

/// What figures of one measure and period come to.
#[derive(Debug)]
pub(super) enum Choice<'a> {
    /// There are none.
    Nothing,
    /// This one has the value.
    Clear(&'a Figure),
    /// These could have it, and do not agree; or are in doubt.
    Unclear(Vec<&'a Figure>),
}

/// How arithmetic calls a figure that it bears out.
const FOOTED: &str = "footed";

/// Chooses among figures: those in the best place come first; among them the concept that says the measure best, and a total before
/// its parts.
pub(super) fn choose(figures: Vec<&Figure>) -> Choice<'_> {
    let place = |figure: &Figure| (figure.place, figure.concept.entry().rank);
    let Some(best) = figures.iter().map(|figure| place(figure)).min() else { return Choice::Nothing };
    let best: Vec<&Figure> = figures.into_iter().filter(|figure| place(figure) == best).collect();
    let is_part = |figure: &&Figure| best.iter().any(|total| total.concept.entry().total_of.contains(&figure.concept));
    let totals: Vec<&Figure> = best.iter().copied().filter(|figure| !is_part(figure)).collect();
    let best = if totals.is_empty() { best } else { totals };
    // The finest one that arithmetic bears out says what the others do.
    let chosen = best.iter().max_by_key(|figure| (figure.fact.status == FOOTED, figure.fact.decimals));
    let same = |other: &Figure, chosen: &Figure| {
        agree((other.fact.value, other.fact.decimals), (chosen.fact.value, chosen.fact.decimals))
    };
    match chosen {
        Some(chosen) if !chosen.is_unsure() && best.iter().all(|other| same(other, chosen)) => Choice::Clear(chosen),
        _ => Choice::Unclear(best),
    }
}
