//! What columns tell each other of their periods.

use crossfoot_grammar::period::{PeriodPhrase, read, read_all};

use super::{Heading, Timing, says_when};
use crate::model::{Kind, Length, Period};

impl Timing<'_> {
    /// An amount under `Second quarter` alone (`Currency impact`), beside columns of its years, is of the latest of them.
    pub(super) fn without_year(&self, percent: &[bool], periods: &mut [Option<Period>]) {
        let own: Vec<PeriodPhrase> = self.headings.iter().map(Heading::own).collect();
        let part = |p: &PeriodPhrase| (p.length, p.quarter, p.half, p.year_to_date);
        for i in 0..periods.len() {
            let open = own[i].says_duration() && own[i].year.is_none() && own[i].month.is_none();
            if periods[i].is_none() && open && !percent[i] && !self.headings[i].change {
                let alike = (0..periods.len()).filter(|j| part(&own[*j]) == part(&own[i]));
                periods[i] = alike.filter_map(|j| periods[j]).max_by_key(|p| p.end);
            }
        }
    }

    /// Two different names never have the same dates: where one names its last day and the other of the same length does not
    /// (its date could not be read, perhaps), the other has none that is known.
    pub(super) fn leave_doubles_open(&self, periods: &mut [Option<Period>]) {
        let own: Vec<PeriodPhrase> = self.headings.iter().map(Heading::own).collect();
        let whole = |p: &PeriodPhrase| p.length.is_some() && p.is_complete_end();
        let open = |p: &PeriodPhrase, whole: &PeriodPhrase| {
            p.length == whole.length && p.year == whole.year && p.month.is_none() && !p.fiscal
        };
        for i in 0..periods.len() {
            let double = |j: &usize| whole(&own[*j]) && open(&own[i], &own[*j]) && periods[*j] == periods[i];
            if (0..periods.len()).any(|j| double(&j)) {
                periods[i] = None;
            }
        }
    }

    /// A column of percentages that names no period itself (`% of sales`) goes with the column to its left; so does any that
    /// leaves out the year under the heading they share (`Six Months Ended November 30,` over `2023 | Adj. | 2022 | Adj.`).
    pub(super) fn shares_of_neighbours(&self, percent: &[bool], periods: &mut [Option<Period>]) {
        let own: Vec<PeriodPhrase> = self.headings.iter().map(Heading::own).collect();
        let ends = |i: usize| own[i].year.is_some() || own[i].month.is_some() || own[i].quarter.is_some();
        // Whether a column has its period from the left.
        let mut taken = vec![false; periods.len()];
        for i in 1..periods.len() {
            let (this, left) = (&own[i], &own[i - 1]);
            // `Second Quarter Ended` over `July 2, 2023 | Percent to Sales`: the quarter is that of the heading they share.
            let same_part = this.quarter == left.quarter && !says_when(this);
            let share = percent[i] && (!ends(i) || same_part) && ends(i - 1);
            let under = |p: &PeriodPhrase| (p.length, p.month, p.day, p.quarter);
            let yearless = this.month.is_some()
                && this.year.is_none()
                && under(this) == under(left)
                && (left.year.is_some() || taken[i - 1]);
            if !self.headings[i].change && (share || yearless) && periods[i - 1].is_some() {
                (periods[i], taken[i]) = (periods[i - 1], true);
            }
        }
    }

    /// A caption that lists the periods (`Sept 30, 2003, Sept 30, 2002 and Jun 30, 2003`) gives them to the groups of columns
    /// in order, where the headings do not tell one from the other. A group begins where a heading below repeats.
    pub(super) fn in_order(&self, periods: &mut [Option<Period>]) {
        let timed = |i: &usize| !self.headings[*i].change;
        let ends = |i: usize| self.headings[i].phrases.first().filter(|p| p.is_complete_end()).and_then(|p| p.end());
        let mut dated = (0..periods.len()).filter(timed).filter_map(ends);
        let all_dated = (0..periods.len()).filter(timed).all(|i| ends(i).is_some());
        // Several that name one day and none another are all of that day: the table beside this one is of the other.
        let of_one_day =
            dated.next().is_some_and(|first| dated.clone().next().is_some() && dated.all(|end| end == first));
        let leaf = |i: usize| self.table.columns[i].heading.last().map(|h| h.text.to_lowercase()).unwrap_or_default();
        let names_year = |i: usize| read(&leaf(i)).is_some_and(|p| p.year.is_some());
        if all_dated || of_one_day || (0..periods.len()).filter(timed).all(names_year) {
            return;
        }
        let captions = self.table.notes.iter().chain(&self.table.title).map(|c| read_all(&c.text));
        let Some(listed) = captions.into_iter().find(|l| l.len() > 1 && l.iter().all(PeriodPhrase::is_complete_end))
        else {
            return;
        };
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for i in 0..periods.len() {
            match groups.last_mut() {
                Some(group) if !group.iter().any(|j| leaf(*j) == leaf(i)) => group.push(i),
                _ => groups.push(vec![i]),
            }
        }
        if groups.len() != listed.len() {
            return;
        }
        for (group, phrase) in groups.iter().zip(&listed) {
            for i in group.iter().filter(|i| timed(i)) {
                periods[*i] = self.calendar.resolve(phrase, self.kind == Kind::BalanceSheet);
            }
        }
    }

    /// Whether all but one of the columns say nothing of time.
    pub(super) fn names_no_other_time(&self) -> bool {
        self.headings.iter().filter(|h| !h.phrases.is_empty()).count() == 1
    }

    /// Where all columns that name a period name the same, the others (adjustments between GAAP and non-GAAP, say) speak of it
    /// too.
    pub(super) fn share_only_period(&self, percent: &[bool], periods: &mut [Option<Period>]) {
        let mut named = periods.iter().flatten().copied();
        let Some(first) = named.next() else { return };
        // One alone tells nothing of its neighbours, but a day does: `Total as of June 30, 2023` beside its `Level 1` to `Level 3`.
        let of_a_day = first.length == Length::Instant && self.kind != Kind::CashFlow && self.names_no_other_time();
        if named.clone().count() == 0 && !of_a_day || named.any(|p| p != first) {
            return;
        }
        for i in 0..periods.len() {
            if periods[i].is_none() && !self.headings[i].change && !percent[i] {
                periods[i] = Some(first);
            }
        }
    }
}
