//! What figures say of two line items: whether they contradict each other, and how much bears out that they are one.

use jiff::civil::Date;

use super::Reading;
use super::items::Item;
use crate::align::significant;

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
