//! An older release joined to what newer ones have made.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Reading;
use super::items::{Item, Key, Part};
use crate::align::{Profile, profiled, significant};

/// Digits that figures must share, all told, for two names to be one item.
const ENOUGH: usize = 4;

/// Joins the statements of an older release.
pub(crate) fn join(all: &mut Vec<Part>, older: Vec<Part>) {
    let pairs = profiled(&profiles(all), &profiles(&older));
    let partner: HashMap<usize, usize> = pairs.into_iter().filter_map(|(a, b)| Some((b?, a?))).collect();
    for (index, part) in older.into_iter().enumerate() {
        match partner.get(&index) {
            Some(&at) => join_items(&mut all[at].items, part.items),
            None => all.push(part),
        }
    }
}

fn profiles(parts: &[Part]) -> Vec<Profile<'_>> {
    parts.iter().map(profile).collect()
}

fn profile(part: &Part) -> Profile<'_> {
    let labels = part.items.iter().map(|item| item.label_key.as_str()).collect();
    Profile { id: &part.id, kind: &part.kind, title: &part.title, labels }
}

fn join_items(all: &mut Vec<Item>, older: Vec<Item>) {
    let partners = partners(all, &older);
    // What has no partner follows the item that stands before it in its own release.
    let mut at = 0;
    let mut shift: Vec<usize> = (0..all.len()).collect();
    for (item, partner) in older.into_iter().zip(partners) {
        match partner {
            Some(partner) => {
                let place = shift[partner];
                all[place].take(item);
                at = place + 1;
            }
            None => {
                all.insert(at, item);
                shift.iter_mut().filter(|place| **place >= at).for_each(|place| *place += 1);
                at += 1;
            }
        }
    }
}

/// Whether two items can be the same one.
type Test<'a> = &'a dyn Fn(&Item, &Item) -> bool;

/// For each older item the one that it is.
fn partners(all: &[Item], older: &[Item]) -> Vec<Option<usize>> {
    let keys: HashMap<&Key, usize> = all.iter().enumerate().map(|(index, item)| (&item.key, index)).collect();
    let mut partners: Vec<Option<usize>> = older.iter().map(|item| keys.get(&item.key).copied()).collect();
    // Then the same label in another section, then another label: where there is one only, seen from either side.
    let same_label = |a: &Item, b: &Item| a.label_key == b.label_key && a.contradicts(b).is_none();
    let same_figures = |a: &Item, b: &Item| a.contradicts(b).is_none() && a.shared_digits(b) >= ENOUGH;
    let tests: [Test<'_>; 2] = [&same_label, &same_figures];
    for test in tests {
        let taken: Vec<usize> = partners.iter().flatten().copied().collect();
        let free: Vec<usize> = (0..all.len()).filter(|index| !taken.contains(index)).collect();
        let open: Vec<usize> = (0..older.len()).filter(|index| partners[*index].is_none()).collect();
        let fits = |a: usize, b: usize| {
            all[a].unit == older[b].unit && all[a].key.column == older[b].key.column && test(&all[a], &older[b])
        };
        for &b in &open {
            let fitting: Vec<usize> = free.iter().copied().filter(|a| fits(*a, b)).collect();
            if let [a] = fitting[..]
                && open.iter().filter(|other| fits(a, **other)).count() == 1
            {
                partners[b] = Some(a);
            }
        }
    }
    partners
}

impl Item {
    /// Takes over what an older release has.
    fn take(&mut self, older: Self) {
        if older.label_key != self.label_key && !self.formerly.contains(&older.label) {
            self.formerly.push(older.label);
        }
        for (period, readings) in older.readings {
            self.readings.entry(period).or_default().extend(readings);
        }
    }

    /// The first figures of a period that both print and that are not the same.
    fn contradicts(&self, older: &Self) -> Option<usize> {
        self.pairs(older).position(|(newer, older)| !newer.agrees(older))
    }

    /// Digits of the older figures that bear out that both are one item: those that both print, and those that make the
    /// newer one's year to date together with its last quarter.
    fn shared_digits(&self, older: &Self) -> usize {
        let same: usize = self.pairs(older).map(|(newer, _)| significant(newer.value)).sum();
        same + self.year_to_date_digits(older)
    }

    fn year_to_date_digits(&self, older: &Self) -> usize {
        let of = |item: &'_ Self| -> Vec<(Date, Date, Reading)> {
            let readings = item.readings.iter().filter_map(|(period, readings)| {
                let reading = readings.last()?;
                Some((reading.start?, period.end, reading.clone()))
            });
            readings.collect()
        };
        let (newer, older) = (of(self), of(older));
        let mut digits = 0;
        for (start, end, earlier) in &older {
            let sums = newer.iter().filter(|(from, to, _)| from == start && to > end);
            for (_, to, sum) in sums {
                let rest =
                    newer.iter().find(|(from, until, _)| until == to && end.tomorrow().is_ok_and(|day| day == *from));
                // Exactly: what rounding leaves over would let chance in.
                if rest.is_some_and(|(.., rest)| earlier.value + rest.value == sum.value) {
                    digits += significant(earlier.value);
                }
            }
        }
        digits
    }

    /// What both say of a period: the oldest of what is here, the newest of what is older.
    fn pairs<'a>(&'a self, older: &'a Self) -> impl Iterator<Item = (&'a Reading, &'a Reading)> {
        let both =
            self.readings.iter().filter_map(|(period, readings)| Some((readings.last()?, older.readings.get(period)?)));
        both.filter_map(|(newer, older)| Some((newer, older.first()?)))
    }
}
