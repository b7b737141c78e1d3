//! Shares of another line: columns in percent of revenue beside the amounts, rows of margins under them.

use crate::book::Book;
use crate::evidence::{MARGIN, choice};
use crate::fixed::{Class, Figures, Num};
use crate::ratio::{Candidate, Checked, Narrow, misses, narrow, share};
use crate::relation::{Place, RelationKind};

/// Rows above and below a margin among which its numerator is looked for.
const NEAR: (usize, usize) = (12, 3);
/// Rows above a margin among which its denominator is looked for.
const FAR: usize = 40;
/// Rows at the head of a statement that may be the denominator wherever the margin stands.
const HEAD: usize = 10;

pub(crate) fn prove(book: &mut Book<'_>, statement: usize) {
    if !book.figures[statement].has(Class::Percent) {
        return;
    }
    columns(book, statement);
    rows(book, statement);
}

/// Percent columns: each figure is the share of the amount in its row in the amount of one base row.
fn columns(book: &mut Book<'_>, statement: usize) {
    let percents = book.columns_of(statement, Class::Percent);
    let amounts = book.columns_of(statement, Class::Money);
    for percent in percents {
        let figures = &book.figures[statement];
        let whole =
            |row: &usize| figures.of_class(*row, percent, Class::Percent).is_some_and(|num| num.value == 100_000_000);
        let mut bases: Vec<usize> = (0..figures.rows).filter(whole).collect();
        if bases.is_empty() {
            bases = (0..figures.rows.min(HEAD)).collect();
        }
        let cost = MARGIN + choice(bases.len()) + choice(amounts.len());
        book.count(bases.len() * amounts.len(), book.figures[statement].rows);
        let figures = &book.figures[statement];
        let quick = |amount: &usize| (*amount, Shares::of(figures, percent, *amount));
        let amounts: Vec<(usize, Shares)> = amounts.iter().map(quick).collect();
        let tries = bases.iter().flat_map(|base| amounts.iter().map(move |amount| (*base, amount)));
        let tries = tries.filter(|(base, (amount, shares))| !shares.miss(figures, *base, *amount));
        let candidates = tries.filter_map(|(base, (amount, _))| column(book, statement, percent, base, *amount));
        let best = candidates.max_by_key(Candidate::evidence).filter(|b| b.evidence() >= cost);
        if let Some(best) = best {
            best.enter(book, RelationKind::PercentOf);
        }
    }
}

/// Percentages and the amounts in their rows, laid out once for all bases.
struct Shares {
    pairs: Vec<[Narrow; 2]>,
    /// How many percentages there are, with amounts and without.
    size: usize,
}

impl Shares {
    fn of(figures: &Figures, percent: usize, amount: usize) -> Self {
        let percents = (0..figures.rows).filter_map(|row| Some((row, figures.of_class(row, percent, Class::Percent)?)));
        let pair = |(row, num)| [narrow(Some(num)), narrow(figures.of_class(row, amount, Class::Money))];
        let pairs: Vec<[Narrow; 2]> = percents.map(pair).collect();
        Self { size: pairs.len(), pairs }
    }

    /// Whether too many surely are no shares of a row's amount: nearly all bases end here.
    fn miss(&self, figures: &Figures, base: usize, amount: usize) -> bool {
        let under = narrow(figures.of_class(base, amount, Class::Money));
        let missed = self.pairs.iter().filter(|[result, over]| misses(*result, *over, under));
        missed.take(self.size / 4 + 1).count() * 4 > self.size
    }
}

fn column(book: &Book<'_>, statement: usize, percent: usize, base: usize, amount: usize) -> Option<Candidate> {
    let figures = &book.figures[statement];
    let under = figures.of_class(base, amount, Class::Money)?;
    let size = (0..figures.rows).filter(|row| figures.of_class(*row, percent, Class::Percent).is_some()).count();
    let mut candidate = Candidate::of(size);
    for row in 0..figures.rows {
        let result = figures.of_class(row, percent, Class::Percent);
        let (Some(result), Some(over)) = (result, figures.of_class(row, amount, Class::Money)) else { continue };
        let Some(mut fit) = share(result, over, under) else { continue };
        let place = |row, col| Place { statement, row, col };
        if row == base {
            fit.worth = 0;
        }
        candidate.add(Checked {
            result: place(row, percent),
            over: place(row, amount),
            under: place(base, amount),
            fit,
        });
        if candidate.hopeless(size) {
            return None;
        }
    }
    candidate.is_sound().then_some(candidate)
}

/// Percent rows: in every column the share of one row's amount in another's.
fn rows(book: &mut Book<'_>, statement: usize) {
    let amounts: Vec<usize> = {
        let figures = &book.figures[statement];
        let money = |row: &usize| (0..figures.cols).any(|col| figures.of_class(*row, col, Class::Money).is_some());
        (0..figures.rows).filter(money).collect()
    };
    // A percentage in a column without amounts is of other columns.
    let paid: Vec<usize> = {
        let figures = &book.figures[statement];
        let money = |col: &usize| amounts.iter().any(|row| figures.of_class(*row, *col, Class::Money).is_some());
        (0..figures.cols).filter(money).collect()
    };
    for row in 0..book.figures[statement].rows {
        let figures = &book.figures[statement];
        let percent = |col: &usize| Some((*col, figures.of_class(row, *col, Class::Percent)?));
        let percents: Vec<(usize, Num)> = paid.iter().filter_map(percent).collect();
        if percents.is_empty() {
            continue;
        }
        let overs: Vec<usize> =
            amounts.iter().copied().filter(|a| *a + NEAR.0 >= row && *a <= row + NEAR.1 && *a != row).collect();
        let unders: Vec<usize> =
            amounts.iter().copied().filter(|a| (*a + FAR >= row && *a < row) || *a < HEAD).collect();
        let cost = MARGIN + choice(overs.len()) + choice(unders.len());
        let quick: Vec<Narrow> = percents.iter().map(|(_, num)| narrow(Some(*num))).collect();
        let amounts = |rows: &[usize]| -> Vec<Amounts> {
            let amount = |row: usize, col: usize| figures.of_class(row, col, Class::Money);
            let amounts = |row: usize| percents.iter().map(move |(col, _)| amount(row, *col));
            let all = rows.iter().map(|row| Amounts::of(*row, amounts(*row).collect()));
            all.filter(|amounts| amounts.nums.iter().any(Option::is_some)).collect()
        };
        let (overs, unders) = (amounts(&overs), amounts(&unders));
        let tries = overs.iter().flat_map(|over| unders.iter().map(move |under| (over, under)));
        let most = figures.cols / 4;
        let candidates = tries.filter(|(over, under)| over.row != under.row && !over.misses(&quick, under, most));
        let candidates = candidates.filter_map(|(over, under)| margin(book, statement, (row, &percents), over, under));
        let best = candidates.max_by_key(Candidate::evidence).filter(|b| b.evidence() >= cost);
        book.count(overs.len() * unders.len(), book.figures[statement].cols);
        if let Some(best) = best {
            best.enter(book, RelationKind::PercentOf);
        }
    }
}

/// The amounts of a row under the percentages of another, laid out once for all pairs of rows.
struct Amounts {
    row: usize,
    nums: Vec<Option<Num>>,
    quick: Vec<Narrow>,
}

impl Amounts {
    fn of(row: usize, nums: Vec<Option<Num>>) -> Self {
        let quick = nums.iter().map(|num| narrow(*num)).collect();
        Self { row, nums, quick }
    }

    /// Whether more than so many percentages are surely not the shares of these amounts in others: nearly all pairs of rows
    /// end here.
    fn misses(&self, percents: &[Narrow], under: &Self, most: usize) -> bool {
        let mut missed = 0;
        for ((percent, over), under) in percents.iter().zip(&self.quick).zip(&under.quick) {
            missed += usize::from(misses(*percent, *over, *under));
            if missed > most {
                return true;
            }
        }
        false
    }
}

/// The percentages of a row, each in its column, as shares of one row's amounts in another's.
fn margin(
    book: &Book<'_>,
    statement: usize,
    (row, percents): (usize, &[(usize, Num)]),
    over: &Amounts,
    under: &Amounts,
) -> Option<Candidate> {
    let figures = &book.figures[statement];
    let fits = percents.iter().zip(over.nums.iter().zip(&under.nums)).filter_map(|(&(col, result), amounts)| {
        let (x, y) = ((*amounts.0)?, (*amounts.1)?);
        Some((col, (x, y), share(result, x, y)?))
    });
    if fits.clone().filter(|(_, _, fit)| !fit.holds).nth(figures.cols / 4).is_some() {
        return None;
    }
    let mut candidate = Candidate::default();
    let mut seen = Vec::new();
    for (col, pair, mut fit) in fits {
        if seen.contains(&pair) {
            fit.worth = 0;
        }
        seen.push(pair);
        let place = |row| Place { statement, row, col };
        candidate.add(Checked { result: place(row), over: place(over.row), under: place(under.row), fit });
    }
    candidate.is_sound().then_some(candidate)
}

#[cfg(test)]
mod tests {
    use crossfoot_statements::Unit;

    use crate::testing::{figure, line, money, statement};
    use crate::{RelationKind, prove};

    #[test]
    fn a_column_in_percent_of_revenue() {
        let row = |label: &str, amount: &str, percent: &str| {
            let mut item = money(label, &[amount]);
            item.cells.push(figure(percent, Unit::Percent));
            item
        };
        let proven = prove(vec![statement(
            &["JPY", "% of Total Revenues"],
            vec![
                row("Dedicated access", "3236405", "35.2"),
                row("Dial-up access", "783589", "8.5"),
                row("Equipment", "998621", "10.9"),
                row("Integration", "4166644", "45.4"),
                row("Total revenues", "9185259", "100.0"),
            ],
        )]);
        let shares = proven[0].relations.iter().filter(|r| r.kind == RelationKind::PercentOf && r.holds).count();
        assert_eq!(shares, 5);
    }

    #[test]
    fn a_row_of_margins() {
        let proven = prove(vec![statement(
            &["a", "b", "c", "d"],
            vec![
                money("Revenue", &["8890", "9569", "17691", "19463"]),
                money("Gross profit", &["2052", "2109", "4044", "4279"]),
                line("Gross profit as a % of revenue", Unit::Percent, &["23.1", "22.0", "22.9", "22.0"]),
            ],
        )]);
        let margins: Vec<_> = proven[0].relations.iter().filter(|r| r.kind == RelationKind::PercentOf).collect();
        assert_eq!(margins.len(), 4);
        assert!(margins.iter().all(|r| r.holds && r.terms[0].place.row == 1 && r.terms[1].place.row == 0));
    }
}
