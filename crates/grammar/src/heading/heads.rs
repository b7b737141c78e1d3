//! What stands over each column so far while its headings are read from the figures upwards, and what a line of headings
//! further up spans by it.

use super::{off_centre, slot_left, speaks_of_change};
use crate::columns::Span;
use crate::period::{self, is_period_heading};
use crate::tokens::Token;
use crossfoot_lexicon::{WordClass, word};

/// Where the heading of each column stands so far: headings are read from the figures upwards, and a line of heading is
/// set over the heading below it rather than over the figures.
#[derive(Debug, Clone)]
pub(super) struct Heads<'a> {
    pub(super) extents: Vec<Option<(f32, f32)>>,
    /// The heading so far speaks of time.
    pub(super) timed: Vec<bool>,
    /// The topmost piece so far over each column: its run of columns and its extent.
    pub(super) tops: Vec<Option<Top>>,
    /// The words of each column's heading so far.
    pub(super) texts: Vec<String>,
    /// What stands over the columns in the line above the one that is being read.
    pub(super) above: &'a [Token],
}

/// A piece of heading with nothing over it yet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Top {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y0: f32,
}

/// Digits of a date with its year, at least.
const DIGITS_OF_DATE: usize = 5;

/// Whether a heading is a year and nothing else.
fn is_bare_year(text: &str) -> bool {
    text.trim().len() == 4 && text.trim().bytes().all(|b| b.is_ascii_digit())
}

impl Heads<'_> {
    pub(super) fn new(columns: usize) -> Self {
        Self {
            extents: vec![None; columns],
            timed: vec![false; columns],
            tops: vec![None; columns],
            texts: vec![String::new(); columns],
            above: &[],
        }
    }

    /// The columns of the piece of heading that a token continues upwards: aligned with it, and over no other. `alone` says that
    /// the line has no other piece.
    pub(super) fn stacked(&self, token: &Token, alone: bool) -> Option<(usize, usize)> {
        let em = token.size;
        if let Some(group) = self.changes(token) {
            return Some(group);
        }
        let (x0, x1) = (token.bbox.x0, token.bbox.x1);
        let mut over: Vec<Top> = self.tops.iter().flatten().copied().collect();
        over.dedup();
        over.retain(|t| x1.min(t.x1) - x0.max(t.x0) > 0.3 * (t.x1 - t.x0).min(x1 - x0));
        let [only] = over[..] else { return None };
        // A period over the name of a measure most often spans the measures beside it too.
        let spans = only.first == only.last && !self.timed[only.first] && is_period_heading(&token.text);
        if spans && !self.ends_period(token) {
            return None;
        }
        let centred = ((only.x0 + only.x1) / 2.0 - token.bbox.center_x()).abs() < 0.7 * em;
        let flush = (only.x1 - x1).abs() < 0.3 * em || (only.x0 - x0).abs() < 0.3 * em;
        // Flush by chance: it is centred over all columns.
        let over_all = alone
            && !centred
            && self.run(0, self.extents.len() - 1).is_some_and(|run| off_centre(token, run) < 0.7 * em);
        (centred || flush && !over_all).then_some((only.first, only.last))
    }

    /// Whether the line above has several periods, and a token is the end of one that is told there by its length alone: `Year
    /// ended` over `31 Dec 2022`.
    fn ends_period(&self, token: &Token) -> bool {
        let over = |t: &&Token| t.bbox.x0 < token.bbox.x1 && token.bbox.x0 < t.bbox.x1;
        let mut over = self.above.iter().filter(over);
        let (Some(begun), None) = (over.next(), over.next()) else { return false };
        let lacks_end =
            period::read(&begun.text).is_some_and(|p| p.says_duration() && p.month.is_none() && p.year.is_none());
        let periods = self.above.iter().filter(|t| is_period_heading(&t.text)).count();
        lacks_end && periods > 1 && period::read(&token.text).is_some_and(|p| !p.says_duration())
    }

    /// The columns that a heading of changes spans (`Percent change` over `Total | Operations | Currency`, beside columns of
    /// years): those side by side whose headings name no period, where it is centred over all of them, though the one in the
    /// middle may be right under it.
    fn changes(&self, token: &Token) -> Option<(usize, usize)> {
        if speaks_of_change(&token.text) < 2 {
            return None;
        }
        let part = |i: &usize| !self.timed[*i] && self.extents[*i].is_some() && !self.texts[*i].contains('%');
        let under = (0..self.timed.len())
            .find(|i| self.extents[*i].is_some_and(|(l, r)| l < token.bbox.center_x() && token.bbox.center_x() < r))?;
        let first = (0..=under).rev().take_while(|i| part(i)).last()?;
        let last = (under..self.timed.len()).take_while(|i| part(i)).last()?;
        let beside_periods = first > 0 && self.timed[first - 1] || self.timed.get(last + 1).is_some_and(|t| *t);
        let centred = off_centre(token, self.run(first, last)?) < 1.3 * token.size;
        (last > first + 1 && beside_periods && centred).then_some((first, last))
    }

    /// Groups of columns told by the headings below, which repeat from group to group (`U.S. | Int'l | U.S. | Int'l`), if there
    /// is one group for each piece and each piece is centred over its own.
    pub(super) fn groups(&self, over: &[Token], columns: &[Span]) -> Option<Vec<(usize, usize)>> {
        let mut groups: Vec<(usize, usize)> = Vec::new();
        for i in 0..self.texts.len() {
            let repeats = |first: usize| self.texts[first..i].contains(&self.texts[i]);
            match groups.last_mut() {
                Some((first, last)) if !repeats(*first) => *last = i,
                _ => groups.push((i, i)),
            }
        }
        let repeated = groups.len() >= 2 && groups.len() == over.len() && groups.iter().all(|(f, l)| f < l);
        let named = self.texts.iter().all(|t| !t.is_empty());
        let centred = |(token, (first, last)): (&Token, &(usize, usize))| {
            let off = |l: f32, r: f32| (token.bbox.center_x() - (l + r) / 2.0).abs() / token.size;
            let below = self.run(*first, *last).map_or(f32::MAX, |(l, r)| off(l, r));
            let (left, right) = (columns[*first].left, columns[*last].x1);
            // Half a line up it is beside the headings of the group, not over them.
            let over_all = self.tops[*first..=*last].iter().flatten().all(|t| token.bbox.y1 < t.y0 + 0.3 * token.size);
            let centred = || below.min(off(left, right)).min(off(slot_left(columns, *first), right)) < 2.2;
            over_all && (centred() || in_field_near(token, columns, (*first, *last)))
        };
        let begun = over.iter().all(|token| self.goes_on_below(token));
        // As many lengths as the same years come again: each is over its own, however far it is off their middle.
        let is_length = |t: &Token| period::read(&t.text).is_some_and(|p| p.says_duration() && p.year.is_none());
        let lengths = || over.iter().all(is_length) && self.texts.iter().all(|text| is_bare_year(text));
        (repeated && named && !begun && (lengths() || over.iter().zip(&groups).all(centred))).then_some(groups)
    }

    /// The columns of years for headings that name as many dates: `26 Weeks Ended August 1, 2009 and August 2, 2008` over `2009 | 2008`
    /// is over both, wherever its middle is.
    pub(super) fn shares_of_dates(&self, over: &[Token]) -> Option<Vec<(usize, usize)>> {
        let digits = |t: &Token| t.text.bytes().filter(u8::is_ascii_digit).count();
        if over.iter().any(|t| digits(t) < 2 * DIGITS_OF_DATE) || !self.texts.iter().all(|text| is_bare_year(text)) {
            return None;
        }
        let dates = |t: &Token| {
            let read = period::read_all(&t.text);
            read.iter().filter(|p| p.year.is_some() && p.month.is_some()).count()
        };
        let mut next = 0;
        let shares: Vec<(usize, usize)> = over
            .iter()
            .map(|token| {
                let first = next;
                next += dates(token);
                (first, next.saturating_sub(1))
            })
            .collect();
        (next == self.texts.len() && shares.iter().all(|(first, last)| first < last)).then_some(shares)
    }

    /// Equal shares of the columns headed by days for lengths that name no end (`Three Months Ended`), each centred over its own or
    /// flush with it: right over the day in the middle of its share, or over the last, it is no heading of that alone. A length with
    /// a day (`Six months ended 30 June`) stands so over years.
    pub(super) fn shares_of_days(&self, over: &[Token], ranges: &[(usize, usize)]) -> Option<Vec<(usize, usize)>> {
        let years = || {
            let is_year = |text: &String| period::read(text).is_none_or(|p| p.month.is_none() && p.year.is_some());
            self.texts.iter().all(is_year)
        };
        let is_open_length = |t: &Token| {
            let read = period::read(&t.text).filter(|p| p.says_duration() && p.year.is_none());
            read.is_some_and(|p| p.month.is_none() || years())
        };
        let is_day = |column: &usize| self.timed[*column] && !self.says_duration(*column);
        let first = (0..self.timed.len()).find(is_day)?;
        let count = (first..self.timed.len()).take_while(is_day).count();
        let share = count / over.len();
        if share < 2 || share * over.len() != count || !over.iter().all(is_open_length) {
            return None;
        }
        let shares: Vec<(usize, usize)> =
            (0..over.len()).map(|i| (first + i * share, first + (i + 1) * share - 1)).collect();
        let centred = |(token, (first, last)): (&Token, &(usize, usize))| {
            // Flush with an end of its share, it reaches over the heading there, which it would else stand over.
            let head = |column: usize| self.extents[column].unwrap_or((token.bbox.x0, token.bbox.x1));
            let (em, bbox) = (token.size, &token.bbox);
            let flush = |(left, right): (f32, f32)| {
                (right - bbox.x1).abs() < 0.6 * em && bbox.x0 < head(*last).0 - 0.5 * em
                    || (left - bbox.x0).abs() < 0.6 * em && bbox.x1 > head(*first).1 + 0.5 * em
            };
            // One length over nothing but days, not at an end of them, is that of all.
            let inside = |(left, right): (f32, f32)| off_centre(token, (left, right)) < (right - left) / 4.0;
            let of_all = over.len() == 1 && count == self.timed.len();
            let run = self.run(*first, *last);
            run.is_some_and(|run| off_centre(token, run) < 1.5 * em || flush(run) || of_all && inside(run))
        };
        let laid = ranges
            .iter()
            .zip(&shares)
            .all(|(range, share)| range.0 == range.1 && share.0 <= range.0 && range.1 <= share.1);
        (laid && over.iter().zip(&shares).all(centred)).then_some(shares)
    }

    /// Whether a length is only begun by a token: `Three months` over `ended June 30,`, which alone it is set over.
    fn goes_on_below(&self, token: &Token) -> bool {
        let ended = |text: &str| word(text.split_whitespace().next().unwrap_or_default()).is(WordClass::Ended);
        self.stacked(token, false).is_some_and(|(first, _)| ended(self.texts[first].trim_start()))
    }

    /// Equal shares of all columns for whole periods that are right over the figures, where other headings stand over them
    /// (`June 30, 2023` under `Level 1 | Level 2 | Level 3`): each is centred over its share and not over one column.
    pub(super) fn shares_of_periods(
        &self,
        over: &[Token],
        ranges: &[(usize, usize)],
        columns: &[Span],
    ) -> Option<Vec<(usize, usize)>> {
        let share = columns.len() / over.len();
        let lowest = self.extents.iter().all(Option::is_none);
        let is_whole = |t: &Token| {
            is_period_heading(&t.text) && period::read(&t.text).is_some_and(|p| p.year.is_some() && p.month.is_some())
        };
        let headed_above = self.above.len() > over.len();
        if over.len() < 2
            || share < 2
            || share * over.len() != columns.len()
            || !lowest
            || !headed_above
            || !over.iter().all(is_whole)
        {
            return None;
        }
        let shares: Vec<(usize, usize)> = (0..over.len()).map(|i| (i * share, (i + 1) * share - 1)).collect();
        let centred = |(token, (first, last)): (&Token, &(usize, usize))| {
            let (left, right) = (slot_left(columns, *first), columns[*last].x1);
            let flush = columns.iter().any(|column| (column.x1 - token.bbox.x1).abs() < 0.4 * token.size);
            off_centre(token, (left, right)).min(off_centre(token, (columns[*first].left, right))) < 2.2 * token.size
                && !flush
        };
        let laid = ranges.iter().zip(&shares).all(|(range, share)| share.0 <= range.0 && range.1 <= share.1);
        (laid && over.iter().zip(&shares).all(centred)).then_some(shares)
    }

    /// Equal shares of all columns for pieces that are flush with the right end of their own and too wide for its last column.
    /// `ranges` are where they were laid: over those last columns alone.
    pub(super) fn flush_shares(
        &self,
        over: &[Token],
        ranges: &[(usize, usize)],
        columns: &[Span],
    ) -> Option<Vec<(usize, usize)>> {
        let share = columns.len() / over.len();
        let headed = self.extents.iter().all(Option::is_some);
        if over.len() < 2 || share < 2 || share * over.len() != columns.len() || !headed {
            return None;
        }
        let shares: Vec<(usize, usize)> = (0..over.len()).map(|i| (i * share, (i + 1) * share - 1)).collect();
        let flush = |(token, (_, last)): (&Token, &(usize, usize))| {
            let (em, column) = (token.size, &columns[*last]);
            let head = self.extents[*last].map_or(column.x0, |(left, _)| left);
            let ends = (token.bbox.x1 - column.x1).abs().min((token.bbox.x1 - column.edge).abs()) < 0.5 * em;
            ends && token.bbox.x0 < column.x0.min(head) - 0.5 * em
        };
        let laid = ranges.iter().zip(&shares).all(|(range, (_, last))| *range == (*last, *last));
        (laid && over.iter().zip(&shares).all(flush)).then_some(shares)
    }

    /// The same run in each group of columns for the pieces of groups that repeat each other: where `Second-Quarter` spans `2023 | 2022`
    /// beside their change, so does `Six Months`, even set over the first of them alone.
    pub(super) fn repeated(
        &self,
        over: &[Token],
        ranges: &[(usize, usize)],
        columns_at: &[Span],
    ) -> Option<Vec<(usize, usize)>> {
        let columns = self.texts.len();
        let repeats = |length: &usize| (*length..columns).all(|i| self.texts[i] == self.texts[i - length]);
        let named = self.texts.iter().all(|text| !text.is_empty());
        let length =
            (2..columns).find(|length| columns.is_multiple_of(*length) && repeats(length)).filter(|_| named)?;
        let (groups, pieces) = (columns / length, over.len() * length / columns);
        if pieces == 0 || pieces * groups != over.len() {
            return None;
        }
        // One period for each group is that of all of it, however far off its middle.
        let inside = |(i, token): (usize, &Token)| {
            let (left, right) = (columns_at[i * length].left, columns_at[(i + 1) * length - 1].x1);
            is_period_heading(&token.text) && left < token.bbox.center_x() && token.bbox.center_x() < right
        };
        let begun = || over.iter().all(|token| self.goes_on_below(token));
        if pieces == 1 && over.iter().enumerate().all(inside) && !begun() {
            return Some((0..groups).map(|i| (i * length, (i + 1) * length - 1)).collect());
        }
        // Of each piece of a group its run in it, as wide as that of the piece at its place in any group.
        let mut runs = vec![(length, 0); pieces];
        for (i, (token, range)) in over.iter().zip(ranges).enumerate() {
            let (start, model) = (i / pieces * length, &over[i % pieces]);
            let alike = token.text == model.text || [token, model].iter().all(|t| is_period_heading(&t.text));
            if !alike || range.0 < start || range.1 >= start + length {
                return None;
            }
            let run = &mut runs[i % pieces];
            *run = (run.0.min(range.0 - start), run.1.max(range.1 - start));
        }
        let apart = runs.windows(2).all(|pair| pair[0].1 < pair[1].0);
        let in_group = |i: usize| (i / pieces * length + runs[i % pieces].0, i / pieces * length + runs[i % pieces].1);
        apart.then(|| (0..over.len()).map(in_group).collect())
    }

    /// The first of the columns from `free` on that a period without its year, in the last field of those it spans, stands over: it
    /// stands over `column`, and that and those before are headed by their years.
    pub(super) fn years_before(&self, token: &Token, column: usize, free: usize) -> usize {
        let lacks_year = period::read(&token.text).is_some_and(|p| p.says_duration() && p.year.is_none());
        let is_year = |column: &usize| self.timed[*column] && !self.says_duration(*column);
        if !lacks_year || !is_year(&column) {
            return column;
        }
        (free..column).rev().take_while(is_year).last().unwrap_or(column)
    }

    /// Equal shares of all columns for periods without a year in marked fields, over headings of bare years: one of them alone spans
    /// all columns, each of two a half of them. Each has to stand in its own share, all in the same place in it, and not in the first
    /// field.
    pub(super) fn equal_shares(&self, over: &[Token], ranges: &[(usize, usize)]) -> Option<Vec<(usize, usize)>> {
        let share = self.texts.len() / over.len();
        if share < 2 {
            return None;
        }
        let shares: Vec<(usize, usize)> = (0..over.len()).map(|i| (i * share, (i + 1) * share - 1)).collect();
        let lacks_year = |t: &Token| period::read(&t.text).is_some_and(|p| p.says_duration() && p.year.is_none());
        let inside = |(range, share): (&(usize, usize), &(usize, usize))| share.0 <= range.0 && range.1 <= share.1;
        let place = |(range, share): (&(usize, usize), &(usize, usize))| range.0 - share.0;
        let ahead = |i: usize| self.timed[shares[i].0..ranges[i].0].contains(&true);
        let fits = share * over.len() == self.texts.len()
            && over.iter().all(lacks_year)
            && ranges.iter().zip(&shares).all(inside)
            && (0..shares.len()).all(ahead)
            && ranges.iter().zip(&shares).map(place).all(|at| at == ranges[0].0)
            && shares.iter().all(|(first, _)| self.timed[*first])
            && (0..self.texts.len()).all(|column| !self.says_duration(column));
        fits.then_some(shares)
    }

    /// Whether a piece of heading over a run of columns is not above a token but beside it, half a line down.
    pub(super) fn stands_beside(&self, token: &Token, first: usize, last: usize) -> bool {
        self.tops[first..=last].iter().flatten().any(|top| token.bbox.y1 > top.y0 + 0.25 * token.size)
    }

    /// Whether the headings below say how long a column's period is, or name its part of the year.
    pub(super) fn says_duration(&self, column: usize) -> bool {
        period::read(&self.texts[column]).is_some_and(|p| p.says_duration())
    }

    /// A run of columns, widened so that no piece of heading below is over columns of it and over others.
    pub(super) fn whole(&self, first: usize, last: usize) -> (usize, usize) {
        let tops = self.tops[first..=last].iter().flatten();
        tops.fold((first, last), |(first, last), top| (first.min(top.first), last.max(top.last)))
    }

    /// Left edge of the first and right edge of the last heading of a run, where both are known.
    pub(super) fn run(&self, first: usize, last: usize) -> Option<(f32, f32)> {
        Some((self.extents[first]?.0, self.extents[last]?.1))
    }
}

/// Whether a period stands in a marked field of a group of columns, or in one beside it: fields are lost where cells were merged.
fn in_field_near(token: &Token, columns: &[Span], (first, last): (usize, usize)) -> bool {
    let near = &columns[first.saturating_sub(1)..=(last + 1).min(columns.len() - 1)];
    let over = |c: &Span| c.x0 < token.bbox.x1 && token.bbox.x0 < c.x1;
    token.field.is_some() && is_period_heading(&token.text) && near.iter().any(over)
}
