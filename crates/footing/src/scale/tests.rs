use crossfoot_grammar::Amount;
use crossfoot_grammar::figure::Currency;
use crossfoot_statements::{Cell, Doubt, Kind, Length, LineItem, Period, Statement, ToldBy, Unit};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{WitnessKind, prove_scales};
use crate::testing::{line, money, statement};
use crate::{Attention, ProvenStatement, prove};

/// A statement of the six months to June of each column's year, with its money in a scale that is told so.
fn of_half_years(kind: Kind, items: Vec<LineItem>, scale: i64, told: ToldBy) -> Statement {
    let mut statement = statement(&["2023", "2022"], items);
    statement.kind = kind;
    for (column, year) in statement.columns.iter_mut().zip([2023, 2022]) {
        let (start, end) = (Date::constant(year, 1, 1), Date::constant(year, 6, 30));
        column.period = Some(Period { start: Some(start), end, length: Length::Months(6) });
        column.period_from = ToldBy::Column;
    }
    for cell in statement.items.iter_mut().flat_map(|item| &mut item.cells) {
        let Cell::Figure(fact) = cell else { continue };
        fact.told.unit = ToldBy::Table;
        fact.told.scale = told;
        if matches!(fact.unit, Unit::Money(_)) {
            fact.scale = Decimal::from(scale);
            fact.value = fact.shown * fact.scale;
            fact.decimals -= i32::try_from(scale.ilog10()).expect("a small power");
        }
    }
    statement
}

fn income(scale: i64, told: ToldBy) -> Statement {
    let items = vec![
        money("Revenue", &["52210", "49877"]),
        money("Net income", &["21599", "20054"]),
        line("Diluted earnings per share", Unit::PerShare(Currency::USD), &["13.96", "12.81"]),
        line("Diluted shares", Unit::Shares, &["1547", "1566"]),
    ];
    of_half_years(Kind::IncomeStatement, items, scale, told)
}

fn proved(statements: Vec<Statement>, amounts: &[Amount]) -> Vec<ProvenStatement> {
    let mut proven = prove(statements);
    prove_scales(&mut proven, amounts);
    proven
}

fn kinds(proven: &ProvenStatement) -> (Vec<WitnessKind>, Vec<(WitnessKind, i32)>) {
    let mut agreeing: Vec<_> = proven.scale.agreeing.iter().map(|w| w.kind).collect();
    let mut contradicting: Vec<_> = proven.scale.contradicting.iter().map(|w| (w.kind, w.power)).collect();
    agreeing.dedup();
    contradicting.dedup();
    (agreeing, contradicting)
}

fn is_doubted(proven: &ProvenStatement, row: usize) -> bool {
    let fact = proven.statement.items[row].cells[0].figure().expect("a figure");
    fact.doubts.iter().any(|doubt| doubt == Doubt::Scale)
}

#[test]
fn earnings_per_share_tie_money_to_shares() {
    let [proven] = proved(vec![income(1, ToldBy::Table)], &[]).try_into().expect("one");
    assert_eq!(kinds(&proven), (vec![WitnessKind::PerShare], vec![]));
    assert!(proven.scale.is_proved() && proven.is_proved(1, 0));
}

#[test]
fn earnings_per_share_contradict_a_scale_that_the_shares_do_not_have() {
    let [proven] = proved(vec![income(1000, ToldBy::Table)], &[]).try_into().expect("one");
    assert_eq!(kinds(&proven), (vec![], vec![(WitnessKind::PerShare, -3)]));
    assert!(is_doubted(&proven, 1), "either of the two may be in another scale");
    assert!(is_doubted(&proven, 3));
    assert_eq!(proven.attention(1, 0), Some(Attention::Unsure));
    assert!(!proven.is_proved(1, 0));
}

fn amount(value: i64, power: i32, line: &str) -> Amount {
    let printed = format!("${value}");
    Amount { printed, value: Decimal::from(value), power, currency: Currency::USD, line: line.into(), page: 1 }
}

#[test]
fn amounts_in_running_text_bear_a_scale_out() {
    let prose = [
        amount(52_200_000_000, 8, "Revenue was $52.2 billion"),
        amount(21_599_000_000, 6, "with net income of $21.599 billion"),
        amount(20_054_000_000, 6, "compared with net income of $20.054 billion"),
    ];
    let [proven] = proved(vec![income(1_000_000, ToldBy::Table)], &prose).try_into().expect("one");
    assert_eq!(kinds(&proven).0, [WitnessKind::Prose]);
    let [wrong] = proved(vec![income(1, ToldBy::Nothing)], &prose).try_into().expect("one");
    assert_eq!(kinds(&wrong).1, [(WitnessKind::Prose, 6)]);
    assert!(is_doubted(&wrong, 0) && is_doubted(&wrong, 1));
}

#[test]
fn a_scale_that_nothing_tells_is_worked_out_from_the_text() {
    let prose = [
        amount(52_210_000_000, 7, "Revenue was $52.21 billion"),
        amount(21_599_000_000, 6, "with net income of $21.599 billion"),
    ];
    let mut untold = income(1_000_000, ToldBy::Nothing);
    for cell in &mut untold.items[3].cells {
        let Cell::Figure(fact) = cell else { continue };
        (fact.value, fact.decimals) = (fact.value * Decimal::from(1_000_000), -6);
    }
    let cells = untold.items.iter_mut().flat_map(|item| &mut item.cells);
    cells.for_each(|cell| {
        if let Cell::Figure(fact) = cell {
            fact.doubts.insert(Doubt::Scale);
        }
    });
    let [proven] = proved(vec![untold], &prose).try_into().expect("one");
    let fact = proven.statement.items[1].cells[0].figure().expect("a figure");
    assert_eq!((fact.told.scale, is_doubted(&proven, 1)), (ToldBy::Derived, false));
    assert!(is_doubted(&proven, 3), "nothing is said of the shares");
}

#[test]
fn one_round_amount_says_nothing() {
    let prose = [amount(52_000_000_000, 9, "Revenue was $52 billion")];
    let [proven] = proved(vec![income(1, ToldBy::Nothing)], &prose).try_into().expect("one");
    assert!(!proven.scale.contradicting.iter().any(|w| w.kind == WitnessKind::Prose));
}

fn flows(figures: [&[&str]; 3], scale: i64, told: ToldBy) -> Statement {
    let labels = ["Net income", "Depreciation", "Capital expenditure"];
    let items = labels.iter().zip(figures).map(|(label, figures)| money(label, figures)).collect();
    of_half_years(Kind::CashFlow, items, scale, told)
}

#[test]
fn the_same_digits_in_another_scale_doubt_what_is_told_less() {
    let figures = [["21599", "20054"], ["4417", "4203"], ["9138", "8842"]];
    let figures = figures.each_ref().map(|figures| figures.as_slice());
    let [one, other] = [flows(figures, 1_000_000, ToldBy::Table), flows(figures, 1000, ToldBy::Derived)];
    let proven = proved(vec![one, other], &[]);
    assert_eq!(kinds(&proven[0]).1, [], "its own words tell its scale");
    assert_eq!(kinds(&proven[1]).1, [(WitnessKind::OtherScale, 3)]);
    assert!(is_doubted(&proven[1], 0) && !is_doubted(&proven[0], 0));
}

#[test]
fn a_line_that_is_rounded_elsewhere_bears_both_scales_out() {
    let millions = flows([&["21599", "20054"], &["4417", "4203"], &["9138", "8842"]], 1_000_000, ToldBy::Table);
    let full =
        flows([&["21598733", "20054120"], &["4417391", "4202870"], &["9137600", "8841807"]], 1000, ToldBy::Release);
    let proven = proved(vec![millions, full], &[]);
    for proven in &proven {
        assert_eq!(kinds(proven), (vec![WitnessKind::OtherScale], vec![]));
        assert!(proven.scale.is_proved());
    }
}
