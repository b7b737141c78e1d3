//! An older release joined to what newer ones have made.

use std::collections::{HashMap, HashSet};

use super::items::{Item, Key, Part};
use crate::align::{Profile, profiled};

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
    let labels = part.items.iter().map(|item| item.label_key.as_str().into()).collect();
    Profile { id: &part.id, kind: &part.kind, title: &part.title, labels }
}

/// Joins line items to newer ones, or to those of another table of the same release.
pub(crate) fn join_items(all: &mut Vec<Item>, older: Vec<Item>) {
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
    let mut partners = by_key(all, older);
    // Then the same label below the same row or in another section, another label over the same figures, a label that goes with the
    // figure's sign or names a number of its day, and another label for the same concept: where there is one only, seen from either side.
    let same_column = |a: &Item, b: &Item| a.key.column == b.key.column && a.contradicts(b).is_none();
    let same_place = |a: &Item, b: &Item| a.row == b.row && a.after == b.after && same_column(a, b);
    let same_label = |a: &Item, b: &Item| a.label_key == b.label_key && same_column(a, b);
    let same_figures = |a: &Item, b: &Item| same_column(a, b) && a.shared_digits(b) >= ENOUGH;
    let same_gist = |a: &Item, b: &Item| a.says_the_same(b) && a.contradicts(b).is_none() && !a.breaks_year_to_date(b);
    let same_concept = |a: &Item, b: &Item| {
        let alone = a.is_alone_of_its_concept(all) && b.is_alone_of_its_concept(older);
        a.concept == b.concept && alone && same_column(a, b) && !a.breaks_year_to_date(b)
    };
    let tests: [Test<'_>; 5] = [&same_place, &same_label, &same_figures, &same_gist, &same_concept];
    for test in tests {
        let (free, open) = (free(all, &partners), open(&partners));
        let fits = |a: usize, b: usize| all[a].unit == older[b].unit && test(&all[a], &older[b]);
        for &b in &open {
            let fitting: Vec<usize> = free.iter().copied().filter(|a| fits(*a, b)).collect();
            if let [a] = fitting[..]
                && open.iter().filter(|other| fits(a, **other)).count() == 1
            {
                partners[b] = Some(a);
            }
        }
        along_rows(all, older, &mut partners);
    }
    partners
}

/// Section and label, column and unit as they are, or as an older release has had them.
fn by_key(all: &[Item], older: &[Item]) -> Vec<Option<usize>> {
    let now: HashMap<&Key, usize> = all.iter().enumerate().map(|(index, item)| (&item.key, index)).collect();
    let mut partners: Vec<Option<usize>> = older.iter().map(|item| now.get(&item.key).copied()).collect();
    let known = all.iter().enumerate().flat_map(|(index, item)| item.known_as.iter().map(move |key| (key, index)));
    let known: HashMap<&Key, usize> = known.collect();
    let mut taken: HashSet<usize> = partners.iter().flatten().copied().collect();
    for (partner, item) in partners.iter_mut().zip(older).filter(|(partner, _)| partner.is_none()) {
        *partner = known.get(&item.key).copied().filter(|index| taken.insert(*index));
    }
    partners
}

/// What holds for a row in one column or unit holds for the row.
fn along_rows(all: &[Item], older: &[Item], partners: &mut [Option<usize>]) {
    let pairs = partners.iter().zip(older).filter_map(|(partner, item)| Some(((*partner)?, item)));
    let place = |key: &Key| (key.row.clone(), key.occurrence);
    let rows: HashMap<_, _> = pairs.map(|(index, item)| (place(&item.key), place(&all[index].key))).collect();
    let mut free: HashMap<&Key, usize> =
        free(all, partners).into_iter().map(|index| (&all[index].key, index)).collect();
    for b in open(partners) {
        let Some((row, occurrence)) = rows.get(&place(&older[b].key)) else {
            continue;
        };
        let key = Key { row: row.clone(), occurrence: *occurrence, ..older[b].key.clone() };
        partners[b] = free.remove(&key);
    }
}

fn free(all: &[Item], partners: &[Option<usize>]) -> Vec<usize> {
    let taken: HashSet<usize> = partners.iter().flatten().copied().collect();
    (0..all.len()).filter(|index| !taken.contains(index)).collect()
}

fn open(partners: &[Option<usize>]) -> Vec<usize> {
    (0..partners.len()).filter(|index| partners[*index].is_none()).collect()
}

impl Item {
    /// Whether it has a concept and no other of these items is of it, in its column and unit: then the concept tells it from others.
    fn is_alone_of_its_concept(&self, items: &[Self]) -> bool {
        let alike = |other: &&Self| {
            other.concept == self.concept && other.unit == self.unit && other.key.column == self.key.column
        };
        !self.concept.is_empty() && items.iter().filter(alike).count() == 1
    }

    /// Takes over what an older release has.
    fn take(&mut self, older: Self) {
        if older.label_key != self.label_key && !self.formerly.contains(&older.label) {
            self.formerly.push(older.label);
        }
        for key in [older.key].into_iter().chain(older.known_as) {
            if key != self.key && !self.known_as.contains(&key) {
                self.known_as.push(key);
            }
        }
        for (period, readings) in older.readings {
            let known = self.readings.entry(period).or_default();
            // Two tables of one release say the same of a period, or they would be two statements.
            for reading in readings {
                if known.iter().all(|other| other.release != reading.release) {
                    known.push(reading);
                }
            }
        }
    }
}
