//! What figures say of two line items: whether they contradict each other, and how much bears out that they are one.

use jiff::civil::Date;

use rust_decimal::Decimal;

use super::Reading;
use super::figures::unit_of;
use super::items::Item;
use crate::align::significant;

/// An earlier period, the one after it, and both together.
struct YearToDate {
    earlier: Reading,
    rest: Reading,
    sum: Reading,
}

impl Item {
    /// The first figures of a period that both print and that are not the same.
    pub(crate) fn contradicts(&self, older: &Self) -> Option<usize> {
        self.pairs(older).position(|(newer, older)| !newer.agrees(older))
    }

    /// Whether section, label and column are those of the other but for what changes with the figures.
    pub(crate) fn says_the_same(&self, older: &Self) -> bool {
        let column = self.key.column == older.key.column || self.gist.column.is(&older.gist.column, || false);
        column
            && self.gist.section.is_about(&older.gist.section)
            && self.gist.label.is(&older.gist.label, || self.has_opposite_sign(older))
    }

    /// Whether all figures of the one are below zero and all of the other above it.
    fn has_opposite_sign(&self, other: &Self) -> bool {
        let signs = |item: &Self| {
            let values = item.readings.values().flatten().map(|reading| reading.value).filter(|value| !value.is_zero());
            let negative: Vec<bool> = values.map(|value| value.is_sign_negative()).collect();
            (negative.contains(&true), negative.contains(&false))
        };
        matches!((signs(self), signs(other)), ((true, false), (false, true)) | ((false, true), (true, false)))
    }

    /// Digits of the older figures that bear out that both are one item: those that both print, and those that make the
    /// newer one's year to date together with its last quarter.
    pub(crate) fn shared_digits(&self, older: &Self) -> usize {
        let same: usize = self.pairs(older).map(|(newer, _)| significant(newer.value)).sum();
        same + self.year_to_date_digits(older)
    }

    fn year_to_date_digits(&self, older: &Self) -> usize {
        // Exactly: what rounding leaves over would let chance in.
        let adds_up = |parts: &&YearToDate| parts.earlier.value.checked_add(parts.rest.value) == Some(parts.sum.value);
        self.years_to_date(older).iter().filter(adds_up).map(|parts| significant(parts.earlier.value)).sum()
    }

    /// Whether amounts of money that should make a year to date do not, beyond rounding: another item, or the same one with
    /// its sign turned.
    pub(crate) fn breaks_year_to_date(&self, older: &Self) -> bool {
        let is_money = !self.unit.contains('/') && !["shares", "percent", "pure"].contains(&self.unit.as_str());
        let breaks = |parts: &YearToDate| {
            let coarsest = parts.earlier.decimals.min(parts.rest.decimals).min(parts.sum.decimals);
            let room = unit_of(coarsest).unwrap_or_default() * Decimal::TWO;
            let sum = parts.earlier.value.checked_add(parts.rest.value);
            sum.and_then(|sum| sum.checked_sub(parts.sum.value)).is_none_or(|miss| miss.abs() > room)
        };
        is_money && self.years_to_date(older).iter().any(breaks)
    }

    /// Every earlier period of the older item that makes a year to date together with a period of the newer one.
    fn years_to_date(&self, older: &Self) -> Vec<YearToDate> {
        let of = |item: &Self| -> Vec<(Date, Date, Reading)> {
            let readings = item.readings.iter().filter_map(|(period, readings)| {
                let reading = readings.last()?;
                Some((reading.start?, period.end, reading.clone()))
            });
            readings.collect()
        };
        let (newer, older) = (of(self), of(older));
        let mut found = Vec::new();
        for (start, end, earlier) in &older {
            for (_, to, sum) in newer.iter().filter(|(from, to, _)| from == start && to > end) {
                let after = |day: Date| end.tomorrow().is_ok_and(|next| next == day);
                if let Some((.., rest)) = newer.iter().find(|(from, until, _)| until == to && after(*from)) {
                    found.push(YearToDate { earlier: earlier.clone(), rest: rest.clone(), sum: sum.clone() });
                }
            }
        }
        found
    }

    /// What both say of a period: the oldest of what is here, the newest of what is older.
    fn pairs<'a>(&'a self, older: &'a Self) -> impl Iterator<Item = (&'a Reading, &'a Reading)> {
        let both =
            self.readings.iter().filter_map(|(period, readings)| Some((readings.last()?, older.readings.get(period)?)));
        both.filter_map(|(newer, older)| Some((newer, older.first()?)))
    }
}
