//! Unit notes as releases print them, and whether every note built from parts reads back.

use crossfoot_grammar::unit_note::{UnitNote, is_unit_note, read};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// A note in short: `1000000 USD shares=1 -ps -sh`.
fn short(note: &UnitNote) -> String {
    let mut out: Vec<String> = Vec::new();
    out.extend(note.scale.map(|s| s.to_string()));
    out.extend(note.currencies.iter().map(ToString::to_string));
    out.extend(note.share_scale.map(|s| format!("shares={s}")));
    let flags =
        [(note.except_per_share, "-ps"), (note.except_shares, "-sh"), (note.cents, "cents"), (note.percent, "%")];
    out.extend(flags.iter().filter(|(set, _)| *set).map(|(_, name)| (*name).to_owned()));
    out.extend(note.other_unit.iter().map(|unit| format!("[{unit}]")));
    out.join(" ")
}

/// Texts that are unit notes and nothing else.
const NOTES: &[(&str, &str)] = &[
    ("(In millions, except per share amounts)", "1000000 shares=1000000 -ps"),
    ("(in millions except per share amounts, unaudited)", "1000000 shares=1000000 -ps"),
    ("Dollars in thousands", "1000 USD"),
    ("Amounts in millions of yen", "1000000 JPY shares=1000000"),
    ("(JPY in millions)", "1000000 JPY"),
    ("($ million)", "1000000 USD"),
    ("$ in millions", "1000000 USD"),
    ("($ in millions, except per share amounts)", "1000000 USD shares=1000000 -ps"),
    ("($ in Billions, except EPS)", "1000000000 USD shares=1000000000 -ps"),
    ("(millions, except per share data)", "1000000 shares=1000000 -ps"),
    ("(MILLIONS)", "1000000 shares=1000000"),
    ("MILLIONS", "1000000 shares=1000000"),
    (
        "Expressed in Thousands of Japanese Yen (JPY) and U.S. Dollars (USD) Except for Per Share and ADS Data",
        "1000 JPY USD shares=1 -ps -sh",
    ),
    ("(Expressed in Thousands of Japanese Yen (JPY) and U.S. Dollars (USD)) (1)", "1000 JPY USD shares=1000"),
    ("(Unit: Gbps)", "[Gbps]"),
    ("Unit: millions of yen", "1000000 JPY"),
    ("(Unit: 100 million yen)", "100000000 JPY"),
    ("in billions", "1000000000 shares=1000000000"),
    ("€ in thousands", "1000 EUR"),
    ("€m", "1000000 EUR"),
    ("US$ million", "1000000 USD"),
    ("EUR million", "1000000 EUR"),
    ("£000", "1000 GBP"),
    ("£'000", "1000 GBP"),
    ("$000s", "1000 USD"),
    ("$'000", "1000 USD"),
    ("$ Mil.", "1000000 USD"),
    ("($ in MM)", "1000000 USD"),
    ("($ in MM, except per share)", "1000000 USD shares=1000000 -ps"),
    ("Rs. in Mn", "1000000 INR"),
    ("Rs. crore", "10000000 INR"),
    ("kSEK", "1000 SEK"),
    ("MSEK", "1000000 SEK"),
    ("MEUR", "1000000 EUR"),
    ("EUR Mio.", "1000000 EUR"),
    ("T€", "1000 EUR"),
    ("NOK 1 000", "1000 NOK"),
    ("R'm", "1000000 ZAR"),
    ("R’m", "1000000 ZAR"),
    ("Rm", "1000000 ZAR"),
    ("million yen", "1000000 JPY"),
    ("Unit: Thousand Baht", "1000 THB"),
    ("(1' in crores)", "10000000 shares=10000000"),
    ("Mio. CHF", "1000000 CHF"),
    ("(Canadian $ millions)", "1000000 CAD"),
    ("100 million yen", "100000000 JPY"),
    ("KD '000", "1000 KWD"),
    ("NIS in thousands", "1000 ILS"),
    ("Php Millions", "1000000 PHP"),
    ("RMB'000", "1000 CNY"),
    ("(in thousands, except share and per share data)", "1000 shares=1 -ps -sh"),
    ("(amounts in millions, except par value and share data)", "1000000 shares=1 -ps -sh"),
    ("(shares in thousands)", "shares=1000"),
    ("($ and shares in millions, except per share amounts)", "1000000 USD shares=1000000 -ps"),
    ("(Dollars in millions, shares in thousands)", "1000000 USD shares=1000"),
    (
        "(In millions, except number of shares, which are reflected in thousands, and per share amounts)",
        "1000000 shares=1000 -ps -sh",
    ),
    ("(in thousands, except earnings (loss) per share)", "1000 shares=1000 -ps"),
    ("In crores", "10000000 shares=10000000"),
    ("₹ in lakhs", "100000 INR"),
    ("(Rs. in crores)", "10000000 INR"),
    ("Rs. in", "INR"),
    ("$MM", "1000000 USD"),
    ("($B)", "1000000000 USD"),
    ("MSEK", "1000000 SEK"),
    ("(TEUR)", "1000 EUR"),
    ("SEK m", "1000000 SEK"),
    ("millions of shares", "shares=1000000"),
    ("(000's)", "1000 shares=1000"),
    ("'000", "1000 shares=1000"),
    ("'00,000", "100000 shares=100000"),
    ("₹ '00,000", "100000 INR"),
    ("(In hundreds of millions of yen)", "100000000 JPY"),
    ("Expressed in millions of Swiss francs.", "1000000 CHF shares=1000000"),
    ("(Unaudited; Dollars in Millions Except Per Share Figures)", "1000000 USD shares=1000000 -ps"),
    ("(Unaudited; in Millions Except Per Share Figures)", "1000000 shares=1000000 -ps"),
    ("(In Millions, Except Par Value; Unaudited)", "1000000 shares=1000000 -ps"),
    ("(in millions and unaudited)", "1000000 shares=1000000"),
    ("(in millions of Canadian dollars, except per share amounts)", "1000000 CAD shares=1000000 -ps"),
    ("In thousands of Hong Kong dollars", "1000 HKD"),
    ("Thousands of New Taiwan dollars", "1000 TWD"),
    ("(in millions of Danish kroner)", "1000000 DKK"),
    ("USD", "USD"),
    ("$", "USD"),
    ("%", "%"),
    ("(in percent)", "%"),
    ("US cents", "USD cents"),
    ("(in thousands, except store counts)", "1000 shares=1000"),
];

/// Texts that hold a unit note among other things.
const AMONG: &[(&str, &str)] = &[
    ("Net sales $ million", "1000000 USD"),
    ("EPS (Diluted US cents)", "USD cents"),
    ("Revenue ($B)", "1000000000 USD"),
    ("Employees (in thousands)", "1000 shares=1000"),
    ("EBIT / Sales %", "%"),
    ("% of Total Revenues", "%"),
    ("Percent to Sales", "%"),
    ("Sept 30, 2003 USD", "USD"),
    ("(Unaudited; Dollars in Millions) SECOND QUARTER", "1000000 USD"),
    ("($ in millions) Second-Quarter Six Months", "1000000 USD"),
    ("Table 4. Number of Contract Bandwidth (Unit: Gbps)", "[Gbps]"),
    ("Subscription and support revenues consisted of the following (in millions):", "1000000 shares=1000000"),
    ("In millions Three Months Ended June 30, 2023", "1000000 shares=1000000"),
    ("Net income excluding special items ($ in millions)", "1000000 USD"),
    ("Production (thousands of barrels)", "1000 shares=1000 [barrels]"),
    ("Weighted average shares (in millions)", "1000000 shares=1000000"),
    ("2022 $ million 2023 $ million ∆%", "1000000 USD %"),
];

#[test]
fn reads_notes() {
    for (text, expected) in NOTES.iter().chain(AMONG) {
        assert_eq!(read(text).as_ref().map(short).as_deref(), Some(*expected), "{text}");
    }
}

#[test]
fn tells_notes_from_other_texts() {
    for (text, _) in NOTES {
        assert!(is_unit_note(text), "{text}");
    }
    for (text, _) in AMONG {
        assert!(!is_unit_note(text), "{text}");
    }
}

#[test]
fn amounts_and_words_in_sentences_are_no_notes() {
    let texts = [
        "Revenue grew to $1.2 billion in the second quarter, and cash flow was $850-950 million.",
        "We returned JPY 12 billion to shareholders.",
        "a charge of approximately 1.2 billion euros",
        "The company won the contract and real estate was sold for five million dollars.",
        "Millions of customers use our products in thousands of stores.",
        "we reach in millions of homes every day",
        "Adjusted EPS of 67-71 cents per share",
        "Restructuring impacted earnings per share by (72) cents.",
        "organic revenue rose 8 percent, or (5)% after all",
        "Net income per share",
        "(unaudited)",
        "Three Months Ended June 30, 2023",
        "Cost of sales, excluding depreciation",
        "Class B $0.01 par value",
        "billion, an increase of 12% over the year before",
        "First-quarter EPS was $(0.66); non-GAAP EPS was $(0.04).",
        "USD:EUR average FX rate",
        "million.",
        "— $",
        "—%",
        "(5.3)%",
        "10-K",
        "",
    ];
    for text in texts {
        assert_eq!(read(text), None, "{text}");
        assert!(!is_unit_note(text), "{text}");
    }
}

proptest! {
    #[test]
    fn notes_from_parts_read_back(currency in 0..7_usize, scale in 0..4_usize, except in 0..4_usize, style in 0..4_usize) {
        let (sign, name, code) = [
            ("$", "U.S. dollars", "USD"), ("€", "euros", "EUR"), ("£", "pounds sterling", "GBP"), ("¥", "Japanese yen", "JPY"),
            ("CHF", "Swiss francs", "CHF"), ("C$", "Canadian dollars", "CAD"), ("HK$", "Hong Kong dollars", "HKD"),
        ][currency];
        let (word, zeros) = [("thousands", 3), ("millions", 6), ("billions", 9), ("trillions", 12)][scale];
        let factor = Decimal::from(10_i64.pow(zeros));
        let (exception, per_share, shares) = [
            ("", false, false), (", except per share amounts", true, false), (", except share data", false, true),
            (", except share and per share data", true, true),
        ][except];
        let text = match style {
            0 => format!("({sign} in {word}{exception})"),
            1 => format!("(in {word} of {name}{exception})"),
            2 => format!("Amounts in {} of {name}{exception}", word.to_uppercase()),
            _ => format!("({name} in {word}{exception}) (unaudited)"),
        };
        let note = read(&text).unwrap_or_default();
        prop_assert_eq!(note.scale, Some(factor), "{}", text);
        prop_assert_eq!(note.currencies.iter().map(ToString::to_string).collect::<Vec<_>>(), [code], "{}", text);
        prop_assert_eq!((note.except_per_share, note.except_shares), (per_share, shares), "{}", text);
        let share_scale = if shares { Some(Decimal::ONE) } else { (per_share || style == 2).then_some(factor) };
        prop_assert_eq!(note.share_scale, share_scale, "{}", text);
        prop_assert!(is_unit_note(&text), "{}", text);
    }

    #[test]
    fn an_amount_is_never_a_note(sign in "[$€£]|JPY |US\\$", number in "[1-9][0-9]{0,2}(\\.[0-9])?", scale in "thousand|million|billion|m|bn") {
        let text = format!("Sales of {sign}{number} {scale} were reported");
        prop_assert_eq!(read(&text), None, "{}", text);
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,40}|([(),;%$€¢'. ]|in|of|millions|000|dollars|yen|except|per|share|shares|[0-9]|Unit:|[ ]){0,14}") {
        let note = read(&text);
        prop_assert!(note.is_some() || !is_unit_note(&text), "{}", text);
    }
}
