//! Totals without a name: what stands around them names them.

use std::borrow::Cow;

use crossfoot_lexicon::{Catalogue, Concept, Kind, LabelReading, Section};

use super::Sum;
use super::choose::{is_bare, values};
use crate::Text;
use crate::model::{LineItem, Statement};

/// A total that its heading names, or the other side of the balance sheet, fits so well.
const BY_PLACE: i32 = 17;

/// What each label can be, where totals without a name are called what the heading over their parts says (`Net sales` over products and
/// services and their sum), and the two sums of a balance sheet what they are.
pub(super) fn named<'a>(
    catalogue: &Catalogue,
    kind: Kind,
    statement: &Statement,
    readings: &'a [LabelReading],
    sums: &[Sum],
) -> Cow<'a, [LabelReading]> {
    let mut named = Cow::Borrowed(readings);
    let bare = |item: &LineItem| item.has_figures() && is_bare(&item.label);
    for (row, _) in statement.items.iter().enumerate().filter(|(_, item)| bare(item)) {
        let heading = sums.iter().find(|sum| sum.total == row).and_then(|sum| heading(statement, sum));
        let mut reading = heading.map(|heading| catalogue.read_text(heading).into_owned()).unwrap_or_default();
        reading.concepts.iter_mut().for_each(|(_, fit)| *fit = (*fit).min(BY_PLACE));
        if !reading.concepts.is_empty() {
            named.to_mut()[row] = LabelReading { concepts: reading.concepts, ..LabelReading::default() };
        }
    }
    if kind == Kind::BalanceSheet {
        for (row, concept) in sides(catalogue, statement, &named) {
            named.to_mut()[row] = LabelReading { concepts: vec![(concept, BY_PLACE)], ..LabelReading::default() };
        }
    }
    named
}

/// The heading that all parts of a sum stand under, and nothing but them and their total.
fn heading<'a>(statement: &'a Statement, sum: &Sum) -> Option<&'a Text> {
    let (first, rest) = sum.parts.split_first()?;
    let over = &statement.items.get(*first)?.section;
    let alike = |part: &usize| statement.items.get(*part).is_some_and(|item| item.section == *over);
    let total = &statement.items.get(sum.total)?.section;
    let under = |item: &LineItem| item.section.starts_with(over);
    let all = statement.items.iter().filter(|item| under(item)).count();
    let own = sum.parts.len() + usize::from(total == over);
    // The heading may still be in force over the lines behind the total.
    let before = statement.items[..sum.total].iter().filter(|item| under(item)).count();
    let complete = all == own || before == sum.parts.len();
    (complete && !rest.is_empty() && rest.iter().all(alike) && over.starts_with(total)).then(|| over.last()).flatten()
}

/// The sum of the assets and that of liabilities and equity, where they print the same figures and one of them has no name.
fn sides(catalogue: &Catalogue, statement: &Statement, readings: &[LabelReading]) -> Vec<(usize, Concept)> {
    let (Some(assets), Some(claims)) =
        (catalogue.named("us-gaap:Assets"), catalogue.named("us-gaap:LiabilitiesAndStockholdersEquity"))
    else {
        return Vec::new();
    };
    let items = &statement.items;
    let Some(last) = items.iter().rposition(LineItem::has_figures) else { return Vec::new() };
    let best = |row: usize| readings[row].concepts.first().map(|(concept, _)| *concept);
    let is =
        |row: usize, concept: Concept| best(row) == Some(concept) || is_bare(&items[row].label) && best(row).is_none();
    let figures = values(&items[last]);
    let nothing = figures.iter().flatten().all(|value| value.is_zero());
    let first = (0..last).find(|row| is(*row, assets) && values(&items[*row]) == figures);
    let Some(first) = first.filter(|_| !nothing && is(last, claims)) else { return Vec::new() };
    // Net assets equal equity, too: liabilities then stand before them.
    let owed = |concept: Concept| {
        catalogue
            .entry(concept)
            .sections
            .iter()
            .any(|section| section.whole().unwrap_or(*section) == Section::Liabilities)
            || catalogue
                .entry(concept)
                .closes
                .is_some_and(|section| section.whole().unwrap_or(section) == Section::Liabilities)
    };
    if (0..first).filter_map(best).any(owed) {
        return Vec::new();
    }
    [(first, assets), (last, claims)].into_iter().filter(|(row, _)| is_bare(&items[*row].label)).collect()
}
