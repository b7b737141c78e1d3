//! Puts clues together to phrases.

use super::calendar::days_in_month;
use super::{Clue, PeriodPhrase, Span, clues};
use crossfoot_lexicon::{WordClass, word};

/// Reads the first period a text mentions; `None` where it mentions none.
pub fn read(text: &str) -> Option<PeriodPhrase> {
    read_all(text).into_iter().next()
}

/// Reads each period a text mentions, in order, sharing what is said once.
///
/// `Three Months Ended Sept 30, 2003, Sept 30, 2002 and Jun 30, 2003` is three periods of the same length,
/// `December 31, 2023 and 2022` two instants of the same day, and
/// `12 and 24 Weeks Ended June 17, 2023 and June 11, 2022` four periods: the two of twelve weeks, then the two of
/// twenty-four.
pub fn read_all(text: &str) -> Vec<PeriodPhrase> {
    let mut blocks: Vec<Block> = vec![Block::default()];
    let mut last_end = 0;
    for (range, clue) in clues(text) {
        let between = Between::read(&text[last_end.min(range.start)..range.start]);
        last_end = range.end;
        let closed = blocks.last().is_some_and(|block| block.closed_to(&clue) && !block.alias(&clue, &between));
        if closed {
            blocks.push(Block::default());
        }
        if let Some(block) = blocks.last_mut() {
            block.take(&clue, &between);
        }
    }
    let mut phrases: Vec<PeriodPhrase> = Vec::new();
    let mut shared = Block::default();
    for block in &mut blocks {
        block.share();
        // What a block leaves out altogether, the one before it has said.
        if !block.durations.is_empty() {
            shared.durations.clone_from(&block.durations);
        }
        if !block.ends.is_empty() {
            shared.ends.clone_from(&block.ends);
        }
        phrases.extend(shared.phrases());
    }
    phrases.retain(|phrase| !phrase.is_empty());
    phrases
}

/// What stands between two clues.
struct Between {
    /// A word or sign that lists or compares.
    listed: bool,
    /// Nothing but a comma.
    comma: bool,
    /// The word *of*: what follows only says of which year.
    of: bool,
    /// An opening parenthesis: what follows is another name for what was just said.
    parenthesis: bool,
}

impl Between {
    fn read(text: &str) -> Self {
        let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let listed = text.contains([',', ';', '&', '/', '|']) || words().any(|w| word(w).is(WordClass::PeriodListing));
        let parenthesis =
            text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | '\'')) == "(";
        Self { listed, comma: text.trim() == ",", of: words().any(|w| word(w).is(WordClass::Of)), parenthesis }
    }
}

/// Lengths and ends that belong together: each length goes with each end.
#[derive(Default)]
struct Block {
    durations: Vec<PeriodPhrase>,
    ends: Vec<PeriodPhrase>,
    /// For each end, whether a comma or a word lists it with the one before.
    listed: Vec<bool>,
    /// The ends were said before the lengths (`2023 Q2`).
    ends_first: bool,
    /// The last clue was of a length.
    in_durations: bool,
    /// A year of the company's has its dates in parentheses: `FY2024 (Apr 1, 2024 – Mar 31, 2025)`.
    dates_name: bool,
}

impl Block {
    /// True when a clue cannot belong to this block any more.
    fn closed_to(&self, clue: &Clue) -> bool {
        let (durations, ends) = (!self.durations.is_empty(), !self.ends.is_empty());
        match clue {
            Clue::Year { .. } if self.lacks_year() => false,
            Clue::Date { .. } if self.dates_name => false,
            Clue::Date { .. } | Clue::Year { .. } => self.ends_first && durations,
            _ => ends && durations && !self.in_durations,
        }
    }

    /// True when the last end is a date without its year, which may come after the length: `June quarter 2023`.
    fn lacks_year(&self) -> bool {
        self.ends.last().is_some_and(|end| end.year.is_none())
    }

    /// True for a quarter named in parentheses after its dates: `second quarter ended July 29, 2023 (“Q2 FY24”)`, and for a length
    /// given so after a period that names its part of the year: `Year-to-date 2023 (53 weeks)`.
    fn alias(&self, clue: &Clue, between: &Between) -> bool {
        let Some(last) = self.durations.last() else { return false };
        let unnamed = last.quarter.is_none() && matches!(last.length, Some(Span::Months(3) | Span::Weeks(_)));
        match *clue {
            Clue::Quarter(n) => between.parenthesis && !self.in_durations && (unnamed || last.quarter == Some(n)),
            Clue::Length(Span::Weeks(_)) => between.parenthesis && last.length.is_none() && !last.as_of,
            // `1H FY2024 (Apr – Sep 2024)`
            Clue::Length(span) => between.parenthesis && last.length.is_none() && last.span() == Some(span),
            _ => false,
        }
    }

    fn take(&mut self, clue: &Clue, between: &Between) {
        let piece = piece(clue);
        if self.alias(clue, between) {
            if let Some(last) = self.durations.last_mut() {
                (last.quarter, last.length) = (last.quarter.or(piece.quarter), last.length.or(piece.length));
            }
            return;
        }
        if is_end(clue) {
            let first = self.ends.len() == 1;
            let apart = self.in_durations && !self.dates_name && !(self.lacks_year() && piece.month.is_none());
            self.dates_name = false;
            let joined = match self.ends.last_mut() {
                Some(last) if !apart => join_end(last, &piece, between, first),
                _ => false,
            };
            if !joined {
                self.ends_first |= self.durations.is_empty();
                self.ends.push(piece);
                self.listed.push(between.listed);
            }
            self.in_durations = false;
            return;
        }
        // `second quarter of the fiscal year`: the year is not a second period.
        if *clue == Clue::FullYear && between.of && self.in_durations {
            return;
        }
        let named = |end: &PeriodPhrase| end.fiscal && end.month.is_none();
        self.dates_name = between.parenthesis
            && piece.length == Some(Span::Months(12))
            && self.durations.is_empty()
            && matches!(&self.ends[..], [end] if named(end));
        let joined = match self.durations.last_mut() {
            // `LTM Q3 2024`: the twelve months up to the end of the quarter.
            Some(last) if self.in_durations && !between.listed && last.is_trailing() && piece.quarter.is_some() => {
                (last.quarter, last.length) = (piece.quarter, Some(Span::Months(12)));
                true
            }
            // `As of or for the three months ended`: the day is that of the months' end.
            Some(last) if self.in_durations && between.listed && last.is_as_of() && piece.length.is_some() => {
                *last = piece.clone();
                true
            }
            Some(last) if self.in_durations && !between.listed => join_duration(last, &piece),
            _ => false,
        };
        if !joined {
            self.durations.push(piece);
        }
        self.in_durations = true;
    }

    /// Fills the gaps of each end from its neighbours: the year from the next in the list that has one, else from the
    /// one before; month and day, for a bare year, from the one before. A year-to-date takes its quarter from the
    /// length before it.
    fn share(&mut self) {
        for at in 1..self.durations.len() {
            let before = self.durations[at - 1].clone();
            let this = &mut self.durations[at];
            if this.year_to_date && this.length.is_none() && this.quarter.is_none() && this.half.is_none() {
                (this.quarter, this.half) = (before.quarter, before.half);
            }
        }
        for at in 0..self.ends.len() {
            let (past, rest) = self.ends.split_at_mut(at);
            let Some((this, next)) = rest.split_first_mut() else { continue };
            let before = past.last();
            if this.year.is_none() {
                let listed_next =
                    next.iter().zip(&self.listed[at + 1..]).take_while(|(_, listed)| **listed).map(|(end, _)| end);
                let listed_before = before.filter(|_| self.listed[at]);
                let with_year = listed_next.filter(|end| end.year.is_some()).chain(listed_before).next();
                this.year = with_year.filter(|end| !end.fiscal).and_then(|end| end.year);
            }
            let Some(before) = before else { continue };
            if this.month.is_none() && !this.fiscal {
                (this.month, this.day, this.unreal) = (before.month, before.day, this.unreal || before.unreal);
                // `fiscal 2023 and 2022`: both are fiscal years.
                this.fiscal = before.fiscal;
                this.fiscal_year = this.year.filter(|_| before.fiscal);
            }
        }
    }

    fn phrases(&self) -> Vec<PeriodPhrase> {
        let nothing = [PeriodPhrase::default()];
        let or_nothing = |list: &[PeriodPhrase]| if list.is_empty() { nothing.to_vec() } else { list.to_vec() };
        let ends = or_nothing(&self.ends);
        let with_end = |duration: &PeriodPhrase, end: &PeriodPhrase| {
            let PeriodPhrase { month, day, year, fiscal, fiscal_year, .. } = *end;
            let unreal = duration.unreal || end.unreal;
            PeriodPhrase { month, day, year, fiscal, fiscal_year, unreal, ..duration.clone() }
        };
        or_nothing(&self.durations).iter().flat_map(|d| ends.iter().map(move |e| with_end(d, e))).collect()
    }
}

fn is_end(clue: &Clue) -> bool {
    matches!(clue, Clue::Date { .. } | Clue::Year { .. })
}

/// A phrase with one clue in it.
fn piece(clue: &Clue) -> PeriodPhrase {
    let nothing = PeriodPhrase::default();
    match *clue {
        Clue::Length(span) => PeriodPhrase { length: Some(span), ..nothing },
        Clue::Quarter(n) => PeriodPhrase { quarter: Some(n), ..nothing },
        Clue::Half(n) => PeriodPhrase { half: Some(n), ..nothing },
        Clue::FullYear => PeriodPhrase { full_year: true, ..nothing },
        Clue::Date { year, month, day } => {
            let unreal = day.is_some_and(|day| day > days_in_month(year, month));
            PeriodPhrase { year, month: Some(month), day, unreal, ..nothing }
        }
        Clue::NoSuch => PeriodPhrase { unreal: true, ..nothing },
        Clue::Year { year, fiscal } => {
            PeriodPhrase { year: Some(year), fiscal, fiscal_year: fiscal.then_some(year), ..nothing }
        }
        Clue::AsOf => PeriodPhrase { as_of: true, ..nothing },
        Clue::YearToDate => PeriodPhrase { year_to_date: true, ..nothing },
        Clue::Trailing => PeriodPhrase { trailing: true, ..nothing },
    }
}

/// Joins two words for one length (`Q2 YTD`, `Trailing Twelve Months`); false where they are two lengths.
fn join_duration(last: &mut PeriodPhrase, piece: &PeriodPhrase) -> bool {
    let year_to_date = last.year_to_date || piece.year_to_date;
    let joined = PeriodPhrase {
        length: last.length.or(piece.length),
        quarter: last.quarter.or(piece.quarter),
        half: last.half.or(piece.half),
        full_year: last.full_year || piece.full_year,
        year_to_date,
        as_of: last.as_of || piece.as_of,
        trailing: last.trailing || piece.trailing,
        unreal: last.unreal || piece.unreal,
        ..PeriodPhrase::default()
    };
    let differ = |a: Option<u8>, b: Option<u8>| a.is_some() && b.is_some() && a != b;
    let two = last.length.is_some() && piece.length.is_some() && last.length != piece.length;
    let two = two || differ(last.quarter, piece.quarter) || differ(last.half, piece.half);
    let implied = PeriodPhrase { length: None, ..joined.clone() }.span();
    let fits = match (joined.length, implied) {
        (Some(length), Some(implied)) => length == implied || matches!(length, Span::Weeks(_)),
        _ => true,
    };
    let kinds = [joined.quarter.is_some(), joined.half.is_some(), joined.full_year, joined.trailing, joined.as_of];
    let instant = joined.as_of && (joined.length.is_some() || year_to_date);
    // The same length said again begins another period: `Three Months Ended | Three Months Ended`.
    let again = *last == *piece;
    if two || again || instant || !fits || kinds.iter().filter(|k| **k).count() > 1 {
        return false;
    }
    *last = joined;
    true
}

/// Joins two pieces of one date: `June 30,` and `2023`, or a date and the fiscal year it falls in; false where they are
/// two.
fn join_end(last: &mut PeriodPhrase, piece: &PeriodPhrase, between: &Between, first: bool) -> bool {
    if between.listed && !between.comma {
        return false;
    }
    let fiscal_beside_date = |fiscal: &PeriodPhrase, date: &PeriodPhrase| {
        let close = fiscal.year.zip(date.year).is_some_and(|(a, b)| (a - b).abs() <= 1);
        fiscal.fiscal && fiscal.month.is_none() && date.month.is_some() && close
    };
    let joined = if last.year.is_none() && piece.month.is_none() {
        PeriodPhrase { year: piece.year, fiscal: piece.fiscal, fiscal_year: piece.fiscal_year, ..last.clone() }
    } else if between.comma {
        return false;
    } else if first && last.month.is_none() && piece.year.is_none() {
        PeriodPhrase { month: piece.month, day: piece.day, unreal: last.unreal || piece.unreal, ..last.clone() }
    } else if first && fiscal_beside_date(last, piece) {
        PeriodPhrase { fiscal_year: last.year, ..piece.clone() }
    } else if fiscal_beside_date(piece, last) {
        PeriodPhrase { fiscal_year: piece.year, ..last.clone() }
    } else if last.year == piece.year
        && !last.fiscal
        && !piece.fiscal
        && last.month.is_some() != piece.month.is_some()
        && (first || last.month.is_some())
    {
        if piece.month.is_some() { piece.clone() } else { last.clone() }
    } else {
        return false;
    };
    *last = joined;
    true
}
