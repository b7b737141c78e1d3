//! Figures, marks and text cells in the styles releases print them, and whether every style reads back as what was
//! printed.

use crossfoot_grammar::figure::{
    Currency, Figure, NegativeMark, Suffix, figure, figure_with_mark, footnote_mark, is_text_cell, strip_marks,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

#[test]
fn whole_pence_and_points_are_figures_and_the_number_of_a_note_is_none() {
    for (text, suffix) in [("5p", Suffix::Cents), ("12 pp", Suffix::Points), ("41.2c", Suffix::Cents)] {
        assert_eq!(figure(text).map(|figure| figure.suffix), Some(suffix), "{text}");
    }
    assert_eq!(figure("12c"), None);
}

#[test]
fn reads_the_styles_of_print() {
    let cases = "1,234,567=1234567 | .12=0.12 | 0.12=0.12 | (1,234)=-1234 | ( 5 )=-5 | -5=-5 | −5=-5 | –5=-5 | - 5=-5 | △5=-5 \
        | ▲ 1,234=-1234 | $5=5 | $ 5.00=5.00 | $(5)=-5 | ($5)=-5 | -$5=-5 | $-5=-5 | ( $ 5 )=-5 | (5)%=-5 | (5%)=-5 | 5 %=5 \
        | (9.3) %=-9.3 | 7.3¢=7.3 | 2.5x=2.5 | (250) bps=-250 | 1.2 pp=1.2 | 12 pts=12 | ~110=110 | ~$110=110 | +5%=5 \
        | 1.234.567,89=1234567.89 | 1.234,56=1234.56 | 1'234'567=1234567 | 12,34,567.5=1234567.5 | 1.234=1.234 | JPY 3,236=3236 \
        | HK$5=5 | Rs. 12=12 | 1,234 EUR=1234 | (-5)=-5 | 2023=2023 | (0.0)=0.0 | ¥▲5=-5 | $ ( 0.16 )=-0.16 | 1,234 円=1234";
    for (text, value) in cases.split(" | ").filter_map(|case| case.trim().split_once('=')) {
        assert_eq!(figure(text).map(|f| f.value.to_string()).as_deref(), Some(value), "{text}");
    }
    assert_eq!(figure("1\u{a0}234,5").map(|f| f.value.to_string()).as_deref(), Some("1234.5"));
}

#[test]
fn a_scale_behind_an_amount_is_read_with_it() {
    let scaled = |text: &str| figure(text).map(|f| (f.value.to_string(), f.power));
    for (text, value, power) in [
        ("$9.9B", "9.9", 9),
        ("£412.6m", "412.6", 6),
        ("($124) million", "-124", 6),
        ("$12.1 billion", "12.1", 9),
        ("1.24bn", "1.24", 9),
    ] {
        assert_eq!(scaled(text), Some((value.to_owned(), power)), "{text}");
    }
    // Behind a bare number letters are a name or a mark.
    for text in ["3M", "10K", "7B", "401k", "$9.9B%"] {
        assert_eq!(figure(text), None, "{text}");
    }
}

#[test]
fn refuses_what_is_no_figure() {
    let cases = " | 1,23 | 12,3456 | 1234,567 | 0,123 | 12/31 | 6/17/2023 | 2Q03 | 10-K | 1Mbps | 3.1.2 | 2023-06-30 \
        | +81-3-5259-6500 | 5-6 | 5–6 | (1,234 | 1,234) | 5%* | 1 234 567 | 1,234'567 | 5 6 | $ | () | % | --5 | -(5) | $5$ \
        | €5 USD | 5%% | NM | 12. | 1:30 | 1.234.56 | 5 $ | --- | July 5 | ,5 | 5, | 1,,234 | 99999999999999999999999999999999";
    for text in cases.split(" | ") {
        assert_eq!(figure(text), None, "{text}");
    }
}

#[test]
fn a_dash_is_nil_however_it_is_dressed() {
    for text in
        "- | -- | – | — | − | –– | —% | -% | ( — ) | (-) | $ — | $- | — % | -0- |  —  | $ (—) | € –".split(" | ")
    {
        assert!(figure(text).is_some_and(|f| f.nil && f.value.is_zero()), "{text}");
    }
}

#[test]
fn parts_a_figure_from_its_footnote_mark() {
    let cases = "1,234*;1234;* | 1,234(a);1234;(a) | 12.3 (1);12.3;(1) | (551) (7);-551;(7) | 5†;5;† | 1,234¹;1234;¹ | 110 [2];110;[2] \
        | 5%*;5;* | (5)%(1);-5;(1) | —(1);0;(1) | - (1);0;(1) | 9 (1)(2);9;(1)(2) | 1,234 1);1234;1) | $5 (1);5;(1) | 5 %¹,²;5;¹,²";
    for case in cases.split(" | ") {
        let parts: Vec<&str> = case.trim().split(';').collect();
        let read = figure_with_mark(parts[0]).map(|(f, mark)| (f.value.to_string(), mark));
        assert_eq!(read, Some((parts[1].to_owned(), parts[2])), "{case}");
    }
    for text in ["1,234", "12 (345)", "12/31", "5 6", "2Q03", "12)", "1,234a", "NM*", "*"] {
        assert_eq!(figure_with_mark(text), None, "{text}");
    }
}

#[test]
fn takes_marks_off_labels() {
    let cases = "Other revenue (1);Other revenue;(1) | Net income(2)(3);Net income;(2) (3) | Adjusted EBITDA⁵;Adjusted EBITDA;⁵ \
        | Others ⁴;Others;⁴ | Adjusted EPS*;Adjusted EPS;* | EPS (1,2):;EPS:;(1,2) | Cost (a) [b];Cost;(a) [b] | % change1;% change;1 \
        | Operational Sales1,2;Operational Sales;1,2 | Revenue 1);Revenue;1) | Debt (iv);Debt;(iv) | Equity(6,7,8);Equity;(6,7,8) \
        | Costs (**);Costs;(**) | (1);;(1) | EPS (Diluted)1,2;EPS (Diluted);1,2 | Net income (loss) (3);Net income (loss);(3)";
    for case in cases.split(" | ") {
        let parts: Vec<&str> = case.trim().split(';').collect();
        let (label, marks) = strip_marks(parts[0]);
        assert_eq!((label.as_str(), marks.join(" ").as_str()), (parts[1], parts[2]), "{case}");
    }
    let whole = "Net income (loss);Sales (in millions);Notes (2023);COVID-19;BMP2;Model 7;Revenue ($B);Rent per m²;Debt (see note 1);Margin (%)";
    for text in whole.split(';') {
        assert_eq!(strip_marks(text), (text.to_owned(), vec![]), "{text}");
    }
}

#[test]
fn knows_marks_and_text_cells() {
    for text in "(1);(a);[2];*;**;†;‡;1);a);¹;²,³;(iv);(1)(2);(1, 2);(1 and 2);(*);⁽¹⁾".split(';') {
        assert!(footnote_mark(text), "{text}");
    }
    for text in ";1;a;(123);(loss);5*;(2023);();note".split(';') {
        assert!(!footnote_mark(text), "{text}");
    }
    for text in
        "NM;n.m.;N/A;n/a (1);*;**;#;nmf;(NM);NM %;unch.;not meaningful;>100%;< 1;>1,000;nil;N.M.;NM*;n/c".split(';')
    {
        assert!(is_text_cell(text), "{text}");
    }
    for text in ";5;Name;—;Net income;%;>;(loss);$;(1)".split(';') {
        assert!(!is_text_cell(text), "{text}");
    }
}

#[test]
fn brackets_and_a_minus_behind_make_a_figure_negative() {
    let cases = "3,310-=-3310 | 700-=-700 | 5.5-=-5.5 | 12%-=-12 | $84-=-84 | 3,310−=-3310 | [1,234]=-1234 | [700]=-700 | [4.4]=-4.4 \
        | <84>=-84 | <1,234>=-1234 | [△4.4]=-4.4 | [(5)]=-5 | <(5)>=-5";
    for (text, value) in cases.split(" | ").filter_map(|case| case.trim().split_once('=')) {
        assert_eq!(figure(text).map(|f| f.value.to_string()).as_deref(), Some(value), "{text}");
    }
    for text in ["2022-", "5-", "12-", "-5-", "(5)-", "+700-", "[5]", "[12]", "[5%]", "<", "<>", "[-]", "700--"] {
        assert!(figure(text).is_none(), "{text}");
    }
}

#[test]
fn a_number_of_unknown_sign_is_text_in_a_figures_place() {
    for text in ["700CR", "84 DR", "1,234Cr", "5.5dr", "(700)CR", "$84CR", "5-", "[5%]"] {
        assert!(is_text_cell(text) && figure(text).is_none(), "{text}");
    }
    for text in ["2022-", "CR", "Rs. 700 Cr", "700 Cr", "Form 10-", "DR 5", "5-6"] {
        assert!(!is_text_cell(text), "{text}");
    }
}

proptest! {
    /// However many digits it has: a figure, or text in a figure's place.
    #[test]
    fn long_numbers_are_figures_or_text(units in "[1-9][0-9]{0,39}", fraction in "([.][0-9]{1,30})?", form in 0..4_usize) {
        let number = format!("{units}{fraction}");
        let text = [number.clone(), format!("({number})"), format!("${number}"), format!("{number}%")][form].clone();
        prop_assert!(figure(&text).is_some() != is_text_cell(&text), "{}", text);
    }
}

/// A figure as its parts, and a way to print it.
#[derive(Debug, Clone)]
struct Printed {
    figure: Figure,
    text: String,
}

fn currencies() -> impl Strategy<Value = (&'static str, Option<Currency>)> {
    prop_oneof![
        Just(("", None)),
        Just(("$", Some(Currency::USD))),
        Just(("US$", Some(Currency::USD))),
        Just(("€", Some(Currency::EUR))),
        Just(("JPY ", Some(Currency::JPY))),
        Just(("￥", Some(Currency::JPY))),
        Just(("C$", Some(Currency::CAD))),
        Just(("Rs. ", Some(Currency::INR))),
    ]
}

fn suffixes() -> impl Strategy<Value = (&'static str, Suffix)> {
    prop_oneof![
        Just(("", Suffix::None)),
        Just(("%", Suffix::Percent)),
        Just((" %", Suffix::Percent)),
        Just(("¢", Suffix::Cents)),
        Just(("x", Suffix::Times)),
        Just((" bps", Suffix::BasisPoints)),
        Just((" pp", Suffix::Points)),
    ]
}

/// The digits of a number, grouped by `separator` where one is given.
fn digits(units: u64, fraction: &str, separator: &str, point: &str) -> String {
    let plain = units.to_string();
    let mut out = String::new();
    for (at, digit) in plain.char_indices() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    if fraction.is_empty() { out } else { out + point + fraction }
}

fn printed() -> impl Strategy<Value = Printed> {
    let style = (
        currencies(),
        suffixes(),
        0..7_usize,
        any::<bool>(),
        prop_oneof![Just(","), Just("'"), Just("\u{a0}"), Just("")],
    );
    (0..1_000_000_000_000_u64, "[0-9]{0,4}", style).prop_map(|(units, fraction, style)| {
        let ((sign, currency), (after, suffix), form, spaced, separator) = style;
        let number = digits(units, &fraction, separator, ".");
        let gap = if spaced { " " } else { "" };
        let (text, negative_mark) = match form {
            0 => (format!("{sign}{gap}{number}{after}"), NegativeMark::None),
            1 => (format!("{sign}{gap}({gap}{number}{gap}){after}"), NegativeMark::Parentheses),
            2 => (format!("({gap}{sign}{number}{after}{gap})"), NegativeMark::Parentheses),
            3 => (format!("-{sign}{number}{after}"), NegativeMark::Minus),
            4 => (format!("{sign}−{number}{gap}{after}"), NegativeMark::Minus),
            5 => (format!("{sign}▲{gap}{number}{after}"), NegativeMark::Triangle),
            _ => (format!("+{sign}{number}{after}"), NegativeMark::None),
        };
        let plain: Decimal = digits(units, &fraction, "", ".").parse().expect("a decimal");
        let negative = negative_mark != NegativeMark::None && !plain.is_zero();
        let figure = Figure {
            value: if negative { -plain } else { plain },
            decimals: u32::try_from(fraction.len()).expect("few"),
            currency,
            shared_sign: ["$", "￥", "¥", "Rs."].contains(&sign.trim()),
            suffix,
            nil: false,
            approximate: false,
            grouped: units >= 1000 && !separator.is_empty(),
            power: 0,
            negative_mark,
        };
        Printed { figure, text }
    })
}

proptest! {
    #[test]
    fn every_style_reads_back(printed in printed()) {
        prop_assert_eq!(figure(&printed.text), Some(printed.figure), "{}", printed.text);
    }

    #[test]
    fn the_canonical_print_reads_back(printed in printed()) {
        let text = printed.figure.to_string();
        prop_assert_eq!(figure(&text), Some(printed.figure), "{}", text);
    }

    #[test]
    fn a_mark_is_taken_off_whatever_it_hangs_on(printed in printed(), mark in "\\([1-9]\\)|\\([a-z]\\)|\\[[1-9][0-9]?\\]|\\*{1,3}|†|[¹²³]") {
        let text = format!("{}{mark}", printed.text);
        prop_assert_eq!(figure_with_mark(&text), Some((printed.figure, mark.as_str())), "{}", text);
        prop_assert_eq!(figure(&text), None, "{}", text);
    }

    #[test]
    fn european_print_reads_back(units in 1000..1_000_000_000_000_u64, fraction in "[0-9]{1,4}") {
        let expected: Decimal = digits(units, &fraction, "", ".").parse().expect("a decimal");
        let text = digits(units, &fraction, ".", ",");
        prop_assert_eq!(figure(&text).map(|f| f.value), Some(expected), "{}", text);
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,24}|[-–—(), .%$€0-9a-c*¹\\[\\]]{0,12}") {
        let marked = figure_with_mark(&text).is_some();
        prop_assert!(!(marked && figure(&text).is_some()), "{}", text);
        let _ = (is_text_cell(&text), footnote_mark(&text));
        let (label, marks) = strip_marks(&text);
        prop_assert!(label.len() + marks.iter().map(String::len).sum::<usize>() <= text.len(), "{}", text);
    }
}

#[test]
fn a_sign_that_several_currencies_have_is_told_from_others() {
    let shared = |text: &str| figure(text).map(|f| (f.currency, f.shared_sign));
    for (text, currency, is_shared) in [
        ("$5", Currency::USD, true),
        ("US$5", Currency::USD, false),
        ("C$5", Currency::CAD, false),
        ("1,234 kr", Currency::SEK, true),
        ("SEK 1,234", Currency::SEK, false),
        ("(142,118) k€", Currency::EUR, false),
    ] {
        assert_eq!(shared(text), Some((Some(currency), is_shared)), "{text}");
    }
    assert_eq!(figure("142,118 k€").map(|f| f.power), Some(3));
}

#[test]
fn a_scale_of_zeros_is_no_figure() {
    for text in ["£000", "$000", "000"] {
        assert_eq!(figure(text), None, "{text}");
    }
}

#[test]
fn digits_of_other_scripts_are_read() {
    for (text, value) in [("٢٨٤,٥١٠", "284510"), ("(١٤٢,١١٨)", "-142118"), ("۱۲٫۵٪", "12.5"), ("1´284´510", "1284510")]
    {
        assert_eq!(figure(text).map(|f| f.value.to_string()).as_deref(), Some(value), "{text}");
    }
}
