//! Periods as headings, captions and sentences give them, and whether every phrase built from parts reads back.

use crossfoot_grammar::period::{Clue, PeriodPhrase, Span, clues, is_period_heading, read, read_all};
use proptest::prelude::*;

/// A phrase in short: `3M q2 ytd 2023-06-30 fy2023`.
fn short(phrase: &PeriodPhrase) -> String {
    let mut out = Vec::new();
    match phrase.length {
        Some(Span::Months(n)) => out.push(format!("{n}M")),
        Some(Span::Weeks(n)) => out.push(format!("{n}W")),
        None => {}
    }
    out.extend(phrase.quarter.map(|n| format!("q{n}")));
    out.extend(phrase.half.map(|n| format!("h{n}")));
    let flags =
        [(phrase.full_year, "full"), (phrase.year_to_date, "ytd"), (phrase.as_of, "asof"), (phrase.trailing, "ltm")];
    out.extend(flags.iter().filter(|(set, _)| *set).map(|(_, name)| (*name).to_owned()));
    let year = phrase.year.filter(|_| !phrase.fiscal);
    let date = match (year, phrase.month, phrase.day) {
        (None, None, _) => None,
        (Some(y), None, _) => Some(format!("{y}")),
        (y, Some(m), d) => {
            let day = d.map_or(String::new(), |d| format!("-{d:02}"));
            Some(format!("{}-{m:02}{day}", y.map_or("?".to_owned(), |y| y.to_string())))
        }
    };
    out.extend(date);
    out.extend(phrase.fiscal_year.map(|y| format!("fy{y}")));
    out.join(" ")
}

fn all(text: &str) -> String {
    read_all(text).iter().map(short).collect::<Vec<_>>().join("; ")
}

#[test]
fn reads_headings() {
    let cases = [
        ("Three Months Ended June 30, 2023", "3M 2023-06-30"),
        ("12 Weeks Ended 6/17/2023", "12W 2023-06-17"),
        ("Q2 FY24", "q2 fy2024"),
        ("Q2 2023", "q2 2023"),
        ("2Q03", "q2 2003"),
        ("2Q FY2023", "q2 fy2023"),
        ("2QFY24", "q2 fy2024"),
        ("Q2'24", "q2 2024"),
        ("2023Q2", "q2 2023"),
        ("FQ2-24", "q2 2024"),
        ("Second-Quarter 2023", "q2 2023"),
        ("SECOND QUARTER 2023 Amount", "q2 2023"),
        ("2023 Second Quarter", "q2 2023"),
        ("4th Quarter Ended Dec 31, 2022", "q4 2022-12-31"),
        ("First Half 2023", "h1 2023"),
        ("H1 2024", "h1 2024"),
        ("1H24", "h1 2024"),
        ("Half year ended 30 June 2023", "6M 2023-06-30"),
        ("Fiscal Year Ended September 30, 2023", "12M 2023-09-30"),
        ("Year ended 31 December 2023", "12M 2023-12-31"),
        ("FY2023", "fy2023"),
        ("Fiscal 2023", "fy2023"),
        ("fiscal year 2023", "fy2023"),
        ("Fiscal '24", "fy2024"),
        ("FY2022/23", "fy2023"),
        ("2022/23", "fy2023"),
        ("Full Year 2022", "full 2022"),
        ("Full-Year FY24", "full fy2024"),
        ("Year 2023", "full 2023"),
        ("Twelve Months 2022", "12M 2022"),
        ("Six Months 2023", "6M 2023"),
        ("Six-month period ended June 30, 2023", "6M 2023-06-30"),
        ("9M 2023", "9M 2023"),
        ("9M23", "9M 2023"),
        ("Q1-Q3 2023", "9M 2023"),
        ("1 January to 31 December", "12M ?-12-31"),
        ("January 1 – December 31", "12M ?-12-31"),
        ("1.1.–30.6.2024", "6M 2024-06-30"),
        ("From 1 October to 31 December", "3M ?-12-31"),
        ("As of or for the Three Months Ended June 30, 2023", "3M 2023-06-30"),
        ("As of July 29, 2023", "asof 2023-07-29"),
        ("At December 31", "asof ?-12-31"),
        ("Dec. 31, 2022", "2022-12-31"),
        ("Sept 30, 2003", "2003-09-30"),
        ("Sept. 30,2003", "2003-09-30"),
        ("(unaudited) 6/17/2023", "2023-06-17"),
        ("6/17/23", "2023-06-17"),
        ("30 June 2023", "2023-06-30"),
        ("30-Jun-23", "2023-06-30"),
        ("Jun-23", "2023-06"),
        ("31st of December, 2023", "2023-12-31"),
        ("June 2023 quarter", "3M 2023-06"),
        ("June quarter 2023", "3M 2023-06"),
        ("2023-06-30", "2023-06-30"),
        ("31.12.2023", "2023-12-31"),
        ("2023", "2023"),
        ("2023E", "2023"),
        ("YTD 2023", "ytd 2023"),
        ("Q2 YTD", "q2 ytd"),
        ("Year-to-Date", "ytd"),
        ("Quarter to Date", "3M"),
        ("13 weeks", "13W"),
        ("Thirteen Weeks Ended", "13W"),
        ("Thirty-nine weeks", "39W"),
        ("Fifty-Two Weeks Ended", "52W"),
        ("52-Week", "52W"),
        ("LTM", "ltm"),
        ("TTM June 30, 2023", "ltm 2023-06-30"),
        ("Trailing Twelve Months", "12M ltm"),
        ("Last four quarters", "12M ltm"),
        ("Three Months Ended June 30, 2022 Net sales $ million", "3M 2022-06-30"),
        ("Three Months Ended June", "3M ?-06"),
        ("May", "?-05"),
        ("Consumer Health 2023", "2023"),
        ("For the Quarters Ended", "3M"),
        ("Quarterly period ended April 2, 2023", "3M 2023-04-02"),
        ("(From April 1, 2023 to June 30, 2023)", "3M 2023-06-30"),
        ("January–June 2023", "6M 2023-06"),
        ("January 29, 2023 through April 29, 2023", "13W 2023-04-29"),
        ("April 1 to December 31, 2023", "9M 2023-12-31"),
    ];
    for (text, expected) in cases {
        assert_eq!(all(text), expected, "{text}");
        assert_eq!(read(text).as_ref().map(short).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn lists_each_period_mentioned() {
    let cases = [
        (
            "Three Months Ended Sept 30, 2003, Sept 30, 2002 and Jun 30, 2003",
            "3M 2003-09-30; 3M 2002-09-30; 3M 2003-06-30",
        ),
        ("December 31, 2023 and 2022", "2023-12-31; 2022-12-31"),
        ("March 31, 2024 and 2023", "2024-03-31; 2023-03-31"),
        ("June 30 and December 31, 2023", "2023-06-30; 2023-12-31"),
        ("June 30, 2023 and 2022 and December 31, 2022", "2023-06-30; 2022-06-30; 2022-12-31"),
        ("12 and 24 Weeks Ended June 17, 2023", "12W 2023-06-17; 24W 2023-06-17"),
        ("12 Weeks Ended June 17, 2023 and June 11, 2022", "12W 2023-06-17; 12W 2022-06-11"),
        (
            "three and six months ended June 30, 2023 and 2022",
            "3M 2023-06-30; 3M 2022-06-30; 6M 2023-06-30; 6M 2022-06-30",
        ),
        ("Three- and Nine-Month Periods Ended", "3M; 9M"),
        ("Three, six and nine months ended", "3M; 6M; 9M"),
        ("Three Months Ended Twelve Months Ended", "3M; 12M"),
        ("SECOND-QUARTER 2023 and 2022 - (UNAUDITED)", "q2 2023; q2 2022"),
        ("SECOND QUARTER SIX MONTHS", "q2; 6M"),
        ("Fourth Quarter and Full Year 2022", "q4 2022; full 2022"),
        ("Quarters Ended December 31, 2022 and December 25, 2021", "3M 2022-12-31; 3M 2021-12-25"),
        (
            "Three Months Ended July 31, 2023 Compared to Three Months Ended July 31, 2022",
            "3M 2023-07-31; 3M 2022-07-31",
        ),
        ("2023 Q2 2022 Q2", "q2 2023; q2 2022"),
        ("Q4 2022 Q4 2021 vs. Q4 2021", "q4 2022; q4 2021; q4 2021"),
        ("fiscal 2023 and 2022", "fy2023; fy2022"),
        ("results for its second quarter fiscal 2024 ended July 31, 2023.", "q2 2023-07-31 fy2024"),
        ("As of June 30, 2023 and for the three months ended June 30, 2023", "asof 2023-06-30; 3M 2023-06-30"),
        ("third quarter and first 36 weeks of fiscal 2023", "q3 fy2023; 36W fy2023"),
        ("second quarter of the fiscal year", "q2"),
        ("2022-2023", "2022; 2023"),
        ("2023 2023 2022", "2023; 2023; 2022"),
        ("May 7, 2023 August 28,", "2023-05-07; ?-08-28"),
        ("December 31, 2023 and June 30", "2023-12-31; 2023-06-30"),
        ("January 28, 20231 January 29, 20221", "2023-01-28; 2022-01-29"),
        ("second quarter ended July 29, 2023 (“Q2 FY24”)", "q2 2023-07-29 fy2024"),
        (
            "quarter ended January 28, 2023 (\"Q4 FY23\"), as compared to the quarter ended January 29, 2022",
            "3M q4 2023-01-28 fy2023; 3M 2022-01-29",
        ),
        ("Second Quarter and Year-to-Date 2023", "q2 2023; q2 ytd 2023"),
    ];
    for (text, expected) in cases {
        assert_eq!(all(text), expected, "{text}");
    }
}

#[test]
fn plain_words_and_numbers_are_no_clues() {
    let texts = "sales may rise|we march on|the second time|Net sales|$2023|1,999|2,023.5|5%|COVID-19|H1N1 vaccine|Form 10-K|Q5|12|Marchand|\
        prior-year quarter|quarter over quarter|each quarter|3M Company|June|year over year|Decade|20234|per quarter|may 5 of them|12:30|1.2023%|QoQ|$12/31";
    // `June` alone is a heading, so it is put in a sentence here.
    for text in texts.split('|').filter(|text| *text != "June") {
        assert_eq!(clues(text), vec![], "{text}");
    }
    assert_eq!(clues("sold in June for cash"), vec![]);
}

#[test]
fn clues_know_where_they_stand() {
    let text = "Umsatz – 12 and 24 Weeks Ended June 17, 2023";
    let found: Vec<(&str, Clue)> = clues(text).into_iter().map(|(range, clue)| (&text[range], clue)).collect();
    let date = Clue::Date { year: Some(2023), month: 6, day: Some(17) };
    let weeks = |n| Clue::Length(Span::Weeks(n));
    assert_eq!(found, [("12", weeks(12)), ("24 Weeks Ended", weeks(24)), ("June 17, 2023", date)]);
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in one of the styles print has for it.
fn date_text(style: usize, (year, month, day): (i32, u8, u8)) -> String {
    let name = MONTHS[usize::from(month) - 1];
    match style {
        0 => format!("{name} {day}, {year}"),
        1 => format!("{} {day}, {year}", name.to_uppercase()),
        2 => format!("{}. {day}, {year}", &name[..3]),
        3 => format!("{day} {name} {year}"),
        4 => format!("{day}-{}-{:02}", &name[..3], year % 100),
        5 => format!("{month}/{day}/{year}"),
        6 => format!("{month:02}/{day:02}/{:02}", year % 100),
        7 => format!("{year}-{month:02}-{day:02}"),
        8 => format!("{name} {day}\n{year}"),
        _ => format!("{day:02}.{month:02}.{year}"),
    }
}

fn length_text(style: usize, span: Span) -> String {
    const WORDS: [&str; 13] =
        ["", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
    let (n, unit) = match span {
        Span::Months(n) => (n, "month"),
        Span::Weeks(n) => (n, "week"),
    };
    let word = WORDS.get(usize::from(n)).map_or_else(|| n.to_string(), |w| (*w).to_owned());
    match style {
        0 => format!("{word} {unit}s ended"),
        1 => format!("{n} {}S ENDED", unit.to_uppercase()),
        2 => format!("For the {word}-{unit} period ended"),
        _ => format!("{n}-{unit} period ending"),
    }
}

fn dates() -> impl Strategy<Value = (i32, u8, u8)> {
    (1970..2070_i32, 1..=12_u8, 1..=28_u8)
}

fn spans() -> impl Strategy<Value = Span> {
    prop_oneof![(1..=12_u8).prop_map(Span::Months), (1..=53_u8).prop_map(Span::Weeks)]
}

proptest! {
    #[test]
    fn any_date_reads_back(date in dates(), style in 0..10_usize) {
        let text = date_text(style, date);
        let read = read(&text).unwrap_or_default();
        prop_assert!(read.is_complete_end(), "{}", text);
        prop_assert_eq!(read.end(), Some(date), "{}", text);
        prop_assert!(is_period_heading(&text), "{}", text);
    }

    #[test]
    fn any_length_and_date_read_back(span in spans(), date in dates(), length in 0..4_usize, style in 0..10_usize, first in any::<bool>()) {
        let (length, date_text) = (length_text(length, span), date_text(style, date));
        let text = if first { format!("{length} {date_text}") } else { format!("{date_text}\n{length}") };
        let phrases = read_all(&text);
        prop_assert_eq!(phrases.len(), 1, "{}: {:?}", text, phrases);
        prop_assert_eq!((phrases[0].length, phrases[0].end()), (Some(span), Some(date)), "{}", text);
    }

    #[test]
    fn two_lengths_share_two_ends(a in 1..=6_u8, more in 1..=6_u8, date in dates(), other in dates(), style in 0..4_usize) {
        prop_assume!(date != other);
        let text = format!("{a} and {} months ended {} and {}", a + more, date_text(style, date), date_text(style, other));
        let read: Vec<_> = read_all(&text).iter().map(|p| (p.length, p.end())).collect();
        let (short, long) = (Some(Span::Months(a)), Some(Span::Months(a + more)));
        prop_assert_eq!(read, vec![(short, Some(date)), (short, Some(other)), (long, Some(date)), (long, Some(other))], "{}", text);
    }

    #[test]
    fn quarters_read_back(quarter in 1..=4_u8, year in 2000..2069_i32, style in 0..8_usize) {
        let name = ["First", "Second", "Third", "Fourth"][usize::from(quarter) - 1];
        let (text, fiscal) = match style {
            0 => (format!("Q{quarter} {year}"), false),
            1 => (format!("{quarter}Q{:02}", year % 100), false),
            2 => (format!("Q{quarter} FY{:02}", year % 100), true),
            3 => (format!("{name} Quarter {year}"), false),
            4 => (format!("{name}-Quarter\nFiscal {year}"), true),
            5 => (format!("Q{quarter}'{:02}", year % 100), false),
            6 => (format!("{year} {name} Quarter"), false),
            _ => (format!("FY{year} {quarter}Q"), true),
        };
        let phrases = read_all(&text);
        prop_assert_eq!(phrases.len(), 1, "{}: {:?}", text, phrases);
        prop_assert_eq!((phrases[0].quarter, phrases[0].year, phrases[0].fiscal), (Some(quarter), Some(year), fiscal), "{}", text);
        prop_assert_eq!(phrases[0].span(), Some(Span::Months(3)));
    }

    #[test]
    fn a_split_heading_merges(span in spans(), date in dates(), style in 0..4_usize) {
        let (year, month, day) = date;
        let (spanner, line) = (length_text(style, span), format!("{} {day},", MONTHS[usize::from(month) - 1]));
        let (outer, middle) = (read(&spanner).unwrap_or_default(), read(&line).unwrap_or_default());
        let merged = read(&year.to_string()).unwrap_or_default().merge(&middle).merge(&outer);
        prop_assert_eq!((merged.length, merged.end()), (Some(span), Some(date)));
        prop_assert_eq!(read(&format!("{spanner} {line} {year}")), Some(merged));
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,40}|([A-Za-z]{1,6}|[0-9]{1,4}|[ ,./'’–-]|Q|FY|June|May|weeks|ended|year|to){0,12}") {
        let found = clues(&text);
        let mut last = 0;
        for (range, _) in &found {
            prop_assert!(last <= range.start && range.start < range.end, "{:?}", found);
            prop_assert!(text.get(range.clone()).is_some());
            last = range.end;
        }
        let _ = (read_all(&text), is_period_heading(&text));
    }
}

#[test]
fn the_number_of_a_level_is_no_day() {
    let found = read("Level 1 June 30, 2023").unwrap();
    assert_eq!((found.month, found.day, found.year), (Some(6), Some(30), Some(2023)));
    let found = read("1 June 2023").unwrap();
    assert_eq!((found.month, found.day, found.year), (Some(6), Some(1), Some(2023)));
}
