//! The CSV files of every release in `fixtures/releases`, byte for byte as `fixtures/golden` has them.
//!
//! When they differ because the program has become better, look at the difference, then run `scripts/update-golden.sh`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crossfoot::{BatchOptions, Progress, State};

/// What is written beside the golden files: it can change without a figure changing.
const LEFT_OUT: [&str; 3] = ["release.json", "datapackage.json", "summary.csv"];

#[test]
fn releases_give_the_golden_files() {
    let out = tempfile::tempdir().expect("a folder");
    let mut broken = Vec::new();
    let note = |progress: Progress<'_>| match progress {
        Progress::Done(line) if line.state != State::Ok => {
            broken.push(format!("{}: {}: {}", line.input, line.state, line.message));
        }
        _ => {}
    };
    let summary =
        crossfoot::convert(&[fixtures("releases")], out.path(), &BatchOptions::default(), note).expect("a summary");
    assert_eq!(broken, [""; 0], "every release can be read whole");
    assert!(summary.inputs > 0, "there are releases");

    // Figures first: what changed in meaning is easier to judge than which lines did.
    let options = crossfoot::compare::DiffOptions::default();
    let figures = crossfoot::compare::diff(&fixtures("golden"), out.path(), &options).expect("two outputs");
    let told: Vec<String> = figures.releases.iter().flat_map(|r| &r.differences).map(|d| format!("{d:?}")).collect();
    assert!(
        figures.is_same(),
        "figures differ from fixtures/golden, {:?}\n(crossfoot diff shows them; scripts/update-golden.sh writes it anew):\n{}",
        figures.counts,
        told.join("\n")
    );
    assert!(figures.figures > 2_000, "{} figures were compared", figures.figures);

    let differences = differences(&files(&fixtures("golden")), &files(out.path()));
    assert!(
        differences.is_empty(),
        "{} of the files differ from fixtures/golden (scripts/update-golden.sh writes it anew):\n\n{}\n",
        differences.len(),
        differences.join("\n")
    );
}

/// What is converted and compared with itself: the fixtures, and the corpus that is no part of the project, where it is.
#[test]
fn an_output_does_not_differ_from_itself() {
    let corpus = fixtures("../../shared/corpus/releases");
    let inputs = [Some(fixtures("releases")), Some(corpus).filter(|folder| folder.is_dir())];
    for input in inputs.into_iter().flatten() {
        let out = tempfile::tempdir().expect("a folder");
        let options = BatchOptions::default();
        crossfoot::convert(std::slice::from_ref(&input), out.path(), &options, |_| {}).expect("a summary");
        let report = crossfoot::compare::diff(out.path(), out.path(), &Default::default()).expect("an output");
        assert!(report.is_same() && report.figures > 2_000, "{input:?}: {:?}", report.counts);
    }
}

#[test]
fn the_readme_shows_golden_lines() {
    let readme = fs::read_to_string(fixtures("../README.md")).expect("a README");
    let golden = files(&fixtures("golden"));
    let golden: BTreeSet<&[u8]> = golden.values().flat_map(|text| text.split(|byte| *byte == b'\n')).collect();
    let blocks = readme.split("```csv\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines: Vec<&str> = blocks.flat_map(str::lines).collect();
    assert!(!lines.is_empty(), "the README shows CSV");
    let stale: Vec<&str> = lines.into_iter().filter(|line| !golden.contains(line.as_bytes())).collect();
    assert_eq!(stale, [""; 0], "every line of CSV in README.md is one of fixtures/golden");
}

#[test]
fn every_difference_is_told() {
    let files = |pairs: &[(&str, &str)]| -> Files {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    };
    let golden =
        files(&[("a/equity.csv", ""), ("a/facts.csv", "1\n2\n"), ("b/facts.csv", "1\n"), ("c/facts.csv", "1")]);
    let written =
        files(&[("a/facts.csv", "1\n3\n"), ("a/other.csv", ""), ("b/facts.csv", "1\n2\n"), ("c/facts.csv", "1\n")]);
    let told = [
        "a/equity.csv: missing: it was not written",
        "a/facts.csv: line 2 differs\n  golden:  2\n  written: 3",
        "a/other.csv: additional: fixtures/golden does not have it",
        "b/facts.csv: line 2 differs\n  golden:  (the file has ended)\n  written: 2",
        "c/facts.csv: the lines agree, their ends do not",
    ];
    assert_eq!(differences(&golden, &written), told);
    assert_eq!(differences(&golden, &golden), [""; 0]);
}

/// The content of files by their path below a folder.
type Files = BTreeMap<String, Vec<u8>>;

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(folder)
}

/// All files below a folder, but for those that are left out.
fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push((path, format!("{prefix}{name}/")));
            } else if !LEFT_OUT.contains(&name.as_str()) {
                found.insert(format!("{prefix}{name}"), fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

/// What tells two sets of files apart, a remark for each file.
fn differences(golden: &Files, written: &Files) -> Vec<String> {
    let names: BTreeSet<&String> = golden.keys().chain(written.keys()).collect();
    let compared = names.into_iter().filter_map(|name| {
        let remark = match (golden.get(name), written.get(name)) {
            (Some(golden), Some(written)) if golden == written => return None,
            (Some(golden), Some(written)) => first_difference(golden, written),
            (Some(_), None) => "missing: it was not written".to_owned(),
            (None, _) => "additional: fixtures/golden does not have it".to_owned(),
        };
        Some(format!("{name}: {remark}"))
    });
    compared.collect()
}

fn first_difference(golden: &[u8], written: &[u8]) -> String {
    let (golden, written) = (String::from_utf8_lossy(golden), String::from_utf8_lossy(written));
    let (golden, written): (Vec<&str>, Vec<&str>) = (golden.lines().collect(), written.lines().collect());
    let lines = golden.len().max(written.len());
    let Some(at) = (0..lines).find(|&at| golden.get(at) != written.get(at)) else {
        return "the lines agree, their ends do not".to_owned();
    };
    let line = |lines: &[&str]| lines.get(at).copied().unwrap_or("(the file has ended)").to_owned();
    format!("line {} differs\n  golden:  {}\n  written: {}", at + 1, line(&golden), line(&written))
}
