//! What a figure may be expected to be, from the figures beside it.
//!
//! Lines change from column to column as the other lines of their statement do: a balance little from year to year, a half
//! year's sales about twice the quarter's, a quarter's against last year's quarter as the half year's against last year's.
//! Each such rule is an *expert*: it expects a figure from one of its row, from one and what columns usually are to each
//! other, or from three as in a rule of three; and it errs by some spread, less for large lines than for small ones. How
//! far each expert is to be trusted, and with which spread, the other rows of the same statement tell.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crossfoot_statements::{Kind, Statement};

use crate::fixed::{Class, Figures, Num};
use crate::relation::Place;
use crate::steady;

/// Spreads that are told apart, as natural logarithms of ratios.
const SPREADS: [f64; 6] = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0];
/// How fast large misses become rare: with this power of the miss.
const TAIL: f64 = 2.5;
/// A line a hundredth of the largest spreads two and a half times as much.
const SMALLER: f64 = 0.2;
/// How much a row of a statement tells of the others: rows are of one mind less often than not.
const TRUST: f64 = 0.5;
/// No row speaks against an expert by more than so many bits: it may be wrong itself.
const MOST_AGAINST: f64 = -8.0;
/// Rows from which what columns are to each other is learnt.
const FEWEST: usize = 4;
/// Columns beyond which no rule of three is tried, and of which the nearest are asked.
const WIDEST: usize = 6;
/// The share of figures whose sign is another than expected, as if so many of so many more rows had shown it.
const TURNED: (f64, f64) = (0.4, 8.0);

/// Where an expert takes its figure from.
#[derive(Debug, Clone, Copy)]
enum Source {
    /// Another column.
    Same(usize),
    /// Another column, times what this one usually is to it.
    Shifted(usize),
    /// Three columns: `a × b ÷ c`.
    Three(usize, usize, usize),
}

/// What an expert expects: the logarithm of the amount, and whether it is negative.
type Expected = (f64, bool);

/// What the rows of a statement say of one column.
struct ColumnPattern {
    sources: Vec<Source>,
    /// The sorted logarithms of what this column is to each other one, by column.
    ratios: HashMap<usize, Vec<f64>>,
    /// By source and spread: what all rows say for it, in bits.
    trust: Vec<[f64; SPREADS.len()]>,
    /// Rows with another sign than expected, and all.
    turned: (f64, f64),
    /// The logarithm of the largest amount.
    largest: f64,
    prior: [f64; SPREADS.len()],
    /// By row, how much its figures spread next to others.
    spreads: Vec<f64>,
}

/// Expectations for the figures of a release.
pub(crate) struct Expectations<'a> {
    statements: &'a [Statement],
    figures: &'a [Figures],
    known: RefCell<HashMap<(usize, usize, Class), Rc<ColumnPattern>>>,
}

impl<'a> Expectations<'a> {
    pub(crate) fn new(statements: &'a [Statement], figures: &'a [Figures]) -> Self {
        Self { statements, figures, known: RefCell::default() }
    }

    /// How well a value fits at a place, in sixteenths of a bit; to be compared with other values there.
    pub(crate) fn likeness(&self, place: Place, num: Num) -> i32 {
        let Some((class, _)) = self.figures[place.statement].at(place.row, place.col) else { return 0 };
        let key = (place.statement, place.col, class);
        let column = self.known.borrow().get(&key).cloned();
        let column = column.unwrap_or_else(|| {
            let statement = &self.statements[place.statement];
            let column = Rc::new(ColumnPattern::of(statement, &self.figures[place.statement], class, place.col));
            self.known.borrow_mut().insert(key, column.clone());
            column
        });
        let row = FigureRow::of(&self.figures[place.statement], class, place.row, place.col);
        let bits = column.density(&row, num);
        (bits * 16.0).round() as i32
    }
}

/// A figure's row.
struct FigureRow<'a> {
    figures: &'a Figures,
    class: Class,
    row: usize,
    col: usize,
    /// One unit of its figures' last place.
    unit: f64,
}

impl<'a> FigureRow<'a> {
    fn of(figures: &'a Figures, class: Class, row: usize, col: usize) -> Self {
        let unit = (0..figures.cols).filter_map(|col| figures.of_class(row, col, class)).map(|num| num.unit).max();
        Self { figures, class, row, col, unit: unit.unwrap_or(1) as f64 }
    }

    /// The logarithm of a figure of the row and whether it is negative; none for nil.
    fn at(&self, col: usize) -> Option<Expected> {
        let num = self.figures.of_class(self.row, col, self.class).filter(|num| num.value != 0)?;
        Some((ln(num.value), num.value < 0))
    }

    fn own(&self) -> Option<Expected> {
        self.at(self.col)
    }
}

fn ln(value: i128) -> f64 {
    (value.unsigned_abs().max(1) as f64).ln()
}

/// How likely a miss is with a spread, in bits.
fn miss(off: f64, spread: f64) -> f64 {
    ((TAIL - 1.0) / 2.0 / spread).log2() - TAIL * (off.abs() / spread).ln_1p() / std::f64::consts::LN_2
}

impl ColumnPattern {
    fn of(statement: &Statement, figures: &Figures, class: Class, col: usize) -> Self {
        let mut others: Vec<usize> = (0..figures.cols).filter(|other| *other != col).collect();
        others.sort_by_key(|other| other.abs_diff(col));
        others.truncate(WIDEST);
        let rows: Vec<FigureRow<'_>> = (0..figures.rows).map(|row| FigureRow::of(figures, class, row, col)).collect();
        let ratios = others.iter().map(|other| {
            let both = rows.iter().filter_map(|row| Some((row.own()?, row.at(*other)?)));
            let mut ratios: Vec<f64> = both.filter(|(a, b)| a.1 == b.1).map(|(a, b)| a.0 - b.0).collect();
            ratios.sort_by(f64::total_cmp);
            (*other, ratios)
        });
        let ratios: HashMap<usize, Vec<f64>> = ratios.collect();
        let mut sources: Vec<Source> =
            others.iter().flat_map(|other| [Source::Same(*other), Source::Shifted(*other)]).collect();
        for (at, a) in others.iter().enumerate() {
            for b in &others[at + 1..] {
                sources.extend(others.iter().filter(|c| *c != a && *c != b).map(|c| Source::Three(*a, *b, *c)));
            }
        }
        let mut column = Self {
            trust: vec![[0.0; SPREADS.len()]; sources.len()],
            sources,
            ratios,
            turned: TURNED,
            largest: rows.iter().filter_map(|row| Some(row.own()?.0)).fold(0.0, f64::max),
            prior: prior(statement.kind),
            spreads: statement.items.iter().map(|item| steady::spread(statement.kind, &item.label)).collect(),
        };
        for row in &rows {
            column.learn(row);
        }
        column
    }

    /// Takes in what a row says.
    fn learn(&mut self, row: &FigureRow<'_>) {
        let Some(own) = row.own() else { return };
        let told = self.told(row, own);
        for (trust, told) in self.trust.iter_mut().zip(&told) {
            trust.iter_mut().zip(told.unwrap_or_default()).for_each(|(trust, told)| *trust += told);
        }
        if let Some(turned) = self.is_turned(row, own) {
            self.turned.0 += f64::from(u8::from(turned));
            self.turned.1 += 1.0;
        }
    }

    /// What a row says of each source and spread.
    fn told(&self, row: &FigureRow<'_>, own: Expected) -> Vec<Option<[f64; SPREADS.len()]>> {
        let told = |source: &Source| {
            let expected = self.expected(row, *source).filter(|expected| expected.1 == own.1)?;
            Some(self.densities(row, expected, own).map(|bits| TRUST * bits.max(MOST_AGAINST)))
        };
        self.sources.iter().map(told).collect()
    }

    /// Whether a figure has another sign than all figures of its row.
    fn is_turned(&self, row: &FigureRow<'_>, own: Expected) -> Option<bool> {
        let mut others = self.ratios.keys().filter_map(|col| row.at(*col)).peekable();
        others.peek()?;
        Some(others.all(|other| other.1 != own.1))
    }

    fn densities(&self, row: &FigureRow<'_>, expected: Expected, value: Expected) -> [f64; SPREADS.len()] {
        let wider = self.spreads[row.row] * (SMALLER * (self.largest - expected.0).max(0.0)).exp();
        // Nothing is told apart that is printed alike.
        let rounded = row.unit / expected.0.exp() / 2.0;
        SPREADS.map(|spread| miss(value.0 - expected.0, spread * wider + rounded))
    }

    fn expected(&self, row: &FigureRow<'_>, source: Source) -> Option<Expected> {
        match source {
            Source::Same(other) => row.at(other),
            Source::Shifted(other) => {
                let (amount, negative) = row.at(other)?;
                let own = row.own().filter(|own| own.1 == negative).map(|own| own.0 - amount);
                Some((amount + median_without(&self.ratios[&other], own)?, negative))
            }
            Source::Three(a, b, c) => {
                let (a, b, c) = (row.at(a)?, row.at(b)?, row.at(c)?);
                Some((a.0 + b.0 - c.0, a.1 ^ b.1 ^ c.1))
            }
        }
    }

    /// How likely a value is in a row: what all experts say, each as far as the other rows trust it.
    fn density(&self, row: &FigureRow<'_>, num: Num) -> f64 {
        if num.value == 0 {
            return 0.0;
        }
        let value = (ln(num.value), num.value < 0);
        let own = row.own().map(|own| self.told(row, own));
        let turned = row.own().and_then(|own| self.is_turned(row, own));
        let (flips, all) = match turned {
            Some(turned) => (self.turned.0 - f64::from(u8::from(turned)), self.turned.1 - 1.0),
            None => self.turned,
        };
        let flip = (flips / all).log2();
        let stay = (1.0 - flips / all).log2();
        let mut terms: Vec<(f64, f64)> = Vec::new();
        for (at, source) in self.sources.iter().enumerate() {
            let Some(expected) = self.expected(row, *source) else { continue };
            let own = own.as_ref().and_then(|own| own[at]).unwrap_or_default();
            let sign = if expected.1 == value.1 { stay } else { flip };
            for (spread, density) in self.densities(row, expected, value).into_iter().enumerate() {
                let weight = self.prior[spread].log2() + self.trust[at][spread] - own[spread];
                terms.push((weight, density + sign));
            }
        }
        let most = terms.iter().map(|t| t.0).fold(f64::MIN, f64::max);
        let sum = |part: fn(&(f64, f64)) -> f64| terms.iter().map(|t| (part(t) - most).exp2()).sum::<f64>();
        if terms.is_empty() { 0.0 } else { (sum(|t| t.0 + t.1) / sum(|t| t.0)).log2() }
    }
}

/// The middle of sorted ratios, one of them left out.
fn median_without(sorted: &[f64], own: Option<f64>) -> Option<f64> {
    let skipped = own.map(|own| sorted.partition_point(|ratio| *ratio < own));
    let len = sorted.len() - usize::from(skipped.is_some());
    let at = |index: usize| sorted[index + usize::from(skipped.is_some_and(|skipped| index >= skipped))];
    (len >= FEWEST).then(|| f64::midpoint(at((len - 1) / 2), at(len / 2)))
}

/// How often lines of a kind of statement spread so much, when nothing is known of the statement.
fn prior(kind: Kind) -> [f64; SPREADS.len()] {
    match kind {
        Kind::BalanceSheet => [0.15, 0.3, 0.3, 0.17, 0.06, 0.02],
        Kind::CashFlow => [0.02, 0.05, 0.18, 0.35, 0.3, 0.1],
        _ => [0.05, 0.15, 0.35, 0.3, 0.1, 0.05],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{money, statement};

    /// How much better one value fits at the first figure of a row than another.
    fn better(statement: &Statement, row: usize, one: i128, other: i128) -> i32 {
        let (statements, figures) = ([statement.clone()], [Figures::of(statement)]);
        let expectations = Expectations::new(&statements, &figures);
        let place = Place { statement: 0, row, col: 0 };
        let like = |value: i128| expectations.likeness(place, Num { value: value * 1_000_000, unit: 1_000_000 });
        like(one) - like(other)
    }

    #[test]
    fn columns_are_to_each_other_as_the_other_rows_say() {
        // A half year beside its quarter.
        let statement = statement(
            &["Half", "Quarter"],
            vec![
                money("Software", &["8020", "4010"]),
                money("Services", &["4175", "2090"]),
                money("Hardware", &["6110", "3048"]),
                money("Licences", &["2994", "1501"]),
                money("Training", &["5560", "2777"]),
                money("Hosting", &["7206", "3600"]),
            ],
        );
        assert!(better(&statement, 5, 7206, 3606) > 32, "twice the quarter, not about the quarter");
    }

    #[test]
    fn some_lines_are_steadier_than_others_by_their_name() {
        let mut statement = statement(
            &["2023", "2022"],
            vec![money("Depreciation", &["512", "498"]), money("Gain on disposals", &["512", "498"])],
        );
        statement.kind = Kind::CashFlow;
        assert!(better(&statement, 0, 512, 912) > better(&statement, 1, 512, 912));
    }

    #[test]
    fn small_figures_are_told_apart_no_finer_than_they_are_printed() {
        let rows = (0..6).map(|_| money("Other", &["1", "1"])).collect();
        let statement = statement(&["2023", "2022"], rows);
        assert!(better(&statement, 0, 1, 2) < 64);
    }
}
