//! Labels and data files of concepts.

use super::compile::{Compiled, Said, compile};
use super::labels::Labels;
use super::pattern::{Pattern, glance_of};
use super::{Catalogue, Concept, Section, catalogue};

/// The concepts that fit a label best.
fn best(label: &str) -> Vec<&'static str> {
    let reading = catalogue().read_label(label);
    let most = reading.concepts.first().map(|(_, fit)| *fit);
    let first = reading.concepts.into_iter().filter(|(_, fit)| Some(*fit) == most);
    first.map(|(concept, _)| catalogue().entry(concept).name.as_str()).collect()
}

#[test]
fn the_data_that_comes_with_the_program_is_right() {
    let catalogue = Catalogue::built_in().unwrap_or_else(|error| panic!("{error}"));
    assert!(catalogue.entries().len() > 350, "{} concepts", catalogue.entries().len());
    let measures: std::collections::BTreeSet<_> =
        catalogue.entries().iter().filter_map(|e| e.measure.as_ref()).collect();
    assert_eq!(measures.len(), 58);
}

#[test]
fn signs_remarks_and_spellings_make_no_difference() {
    let taxes = ["us-gaap:IncomeTaxExpenseBenefit"];
    for label in [
        "Provision for income taxes",
        "Income tax (expense) benefit (Note 5)",
        "(Benefit from) provision for income taxes",
        "Taxation",
        "INCOME TAX EXPENSE/(BENEFIT)",
        "Tax on profit",
    ] {
        assert_eq!(best(label), taxes, "{label}");
    }
    let operating = ["us-gaap:NetCashProvidedByUsedInOperatingActivities"];
    for label in [
        "Net cash (used in) provided by operating activities",
        "Net cash provided by/(used for) operating activities",
        "Net cash inflow from operating activities",
        "Net cash generated from operating activities",
        "CASH FLOWS FROM OPERATING ACTIVITIES",
    ] {
        assert_eq!(best(label), operating, "{label}");
    }
    // What is said first stands in parentheses.
    assert_eq!(best("(Loss)/earnings from operations"), best("Earnings from operations"));
    assert_eq!(best("Comprehensive (loss)/income"), best("Comprehensive income"));
    // Numbers of the lines, as forms have them.
    assert_eq!(best("V. Profit before tax (III - IV)"), best("Profit before tax"));
    assert_eq!(best("Amortisation of intangible assets"), best("Amortization of intangibles"));
    assert_eq!(best("Non-controlling interests"), best("Noncontrolling interest"));
    assert_eq!(best("Total shareowners’ equity"), best("Total stockholders' equity"));
}

#[test]
fn details_behind_the_name_are_left_out() {
    let receivables = "Accounts receivable, net of allowance for doubtful accounts of $12 and $9, respectively";
    assert!(best(receivables).contains(&"us-gaap:AccountsReceivableNetCurrent"));
    let stock = "Treasury stock, at cost; 812 and 795 shares";
    assert_eq!(best(stock), ["us-gaap:TreasuryStockValue"]);
    assert_eq!(best("Total revenues, net of interest expense"), ["us-gaap:RevenuesNetOfInterestExpense"]);
    assert!(best("Total revenues net of interest expense after provisions for credit losses").is_empty());
}

#[test]
fn amounts_per_share_are_told_in_any_order() {
    for (label, concept) in [
        ("Earnings per diluted share", "us-gaap:EarningsPerShareDiluted"),
        ("Net income attributable to Acme Inc. per common share – basic", "us-gaap:EarningsPerShareBasic"),
        (
            "Net loss attributable to common stockholders per share, basic and diluted",
            "us-gaap:EarningsPerShareBasicAndDiluted",
        ),
    ] {
        assert_eq!(best(label).first(), Some(&concept), "{label}");
    }
}

#[test]
fn what_is_adjusted_or_a_part_is_no_concept() {
    for label in ["Adjusted net income", "Net sales, Europe", "Segment operating income", "Non-GAAP diluted EPS", ""] {
        assert!(
            best(label).iter().all(|name| !name.contains("NetIncome")
                && !name.contains("OperatingIncome")
                && !name.contains("EarningsPerShare")
                && !name.contains("Revenue")),
            "{label}: {:?}",
            best(label)
        );
    }
}

#[test]
fn names_of_ifrs_have_the_labels_of_their_like() {
    let profit = catalogue().named("ifrs-full:ProfitLoss").expect("it is known");
    assert!(catalogue().labels(profit).count() > 3);
    let reading = catalogue().read_label("Profit for the year");
    assert!(reading.ifrs && !reading.us_gaap);
}

#[test]
fn headings_open_parts() {
    assert_eq!(catalogue().read_label("Current liabilities:").sections, [Section::CurrentLiabilities]);
    let flows = catalogue().read_label("Cash flows from (used in) investing activities").sections;
    assert!(flows.contains(&Section::Investing));
}

/// Labels that no one has.
static NONE: &[Labels] = &[];

/// What is wrong with two files.
fn wrong(concepts: &str, labels: &str) -> String {
    let head = "[folding]\nnoise = [\"the\"]\nflips = []\ntails = []\nprefixes = [\"non\"]\nsame = {}\n";
    let table: toml::Table = concepts.parse().expect("it is written as TOML");
    let concepts = serde_json::to_string(&table).expect("it has nothing that JSON lacks");
    let catalogue = match Catalogue::read(&concepts, NONE) {
        Ok(catalogue) => catalogue,
        Err(error) => return error.to_string(),
    };
    let labels = toml::from_str(&format!("{head}{labels}")).expect("it is written as TOML");
    let is_known = |name: &str| catalogue.named(name).is_some();
    compile(labels, is_known, Section::ALL).err().unwrap_or_else(|| "nothing".to_owned())
}

#[test]
fn every_concept_has_labels() {
    let bare: Vec<&str> =
        Concept::all().filter(|c| catalogue().labels(*c).next().is_none()).map(Concept::name).collect();
    assert!(bare.is_empty(), "{bare:?}");
}

#[test]
fn errors_name_file_and_entry() {
    let goodwill = "[balance_sheet]\n\"us-gaap:Goodwill\" = {}\n";
    let label = |pattern: &str| format!("[labels]\n\"us-gaap:Goodwill\" = [\"{pattern}\"]\n");
    assert_eq!(wrong(goodwill, &label("goodwill")), "nothing");
    let brackets = wrong(goodwill, &label("[total goodwill"));
    assert!(brackets.contains("us-gaap:Goodwill") && brackets.contains("bracket"), "{brackets}");
    assert!(wrong(goodwill, &label("the goodwill")).contains("the is no word"));
    assert!(wrong(goodwill, "[labels]\n\"us-gaap:Gold\" = [\"gold\"]\n").contains("us-gaap:Gold"));
    let never = format!("{}[never]\n\"us-gaap:Goodwill\" = [\"held for sale\"]\n", label("goodwill"));
    assert!(wrong(goodwill, &never).contains("single words"), "{}", wrong(goodwill, &never));
    let twice = "[labels]\n\"us-gaap:Goodwill\" = [\"goodwill\", \"goodwill\"]\n";
    assert!(wrong(goodwill, twice).contains("stands there twice"), "{}", wrong(goodwill, twice));
    let idle = format!("[macros]\nidle = \"(a|b)\"\n{}", label("goodwill"));
    assert!(wrong(goodwill, &idle).contains("no pattern uses this macro"), "{}", wrong(goodwill, &idle));
    let part = "[balance_sheet]\n\"us-gaap:Goodwill\" = { total_of = [\"us-gaap:Gold\"] }\n";
    assert!(wrong(part, &label("goodwill")).contains("us-gaap:Gold, which is not known"));
    assert!(
        wrong("[balance]\n\"us-gaap:Goodwill\" = {}\n", &label("goodwill")).contains("balance, which is not known")
    );
}

#[test]
fn patterns_match_as_they_are_written() {
    let head = "[folding]\nnoise = []\nflips = []\ntails = []\nprefixes = []\nsame = {}\n[macros]\nresult = \"(income|loss)\"\n";
    let raw = format!("{head}[labels]\n\"us-gaap:Goodwill\" = [\"[total] net <result> (of|to) *\"]\n");
    let labels = compile(toml::from_str(&raw).expect("it is written as TOML"), |_| true, &[]).expect("it is right");
    let [Compiled { code, must, may, said }] = labels.patterns.as_slice() else { panic!("{labels:?}") };
    assert_eq!(*said, Said::Concept(0));
    let pattern = Pattern { code, must: *must, may: *may };
    let any = |label: &str| {
        let id = |word: &str| labels.words.iter().position(|known| known == word).map_or(0, |at| at as u16 + 1);
        let words: Vec<u16> = label.split(' ').map(id).collect();
        pattern.matches(&words, glance_of(&words))
    };
    assert_eq!([any("net income of"), any("total net loss to the group")], [Some(0), Some(2)]);
    for label in ["net income", "net of", "income of", "total net income of loss to x y", "gross total net income of"] {
        let expected = (label.starts_with("total")).then_some(4);
        assert_eq!(any(label), expected, "{label}");
    }
}
