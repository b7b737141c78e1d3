//! Words of a language stand in the data, and the code of the stages asks for sets: both are looked for in the sources of the workspace.
//! Where those are not at hand, as in a package, there is nothing to look at.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crossfoot_lexicon::{LANGUAGES, Role, WordClass};

/// The crates that decide by words. What `export` and `cli` write and read back are files of our own, in words of our own.
const STAGES: [&str; 6] = ["ingest", "grammar", "statements", "footing", "compare", "crossfoot"];

/// Literals that a decision is taken by and that are words of the lexicon, too, but stand for something else there: the end of the
/// file's path, the literals (none: all of them), and what they are.
const ALLOWED: [(&str, &[&str], &str); 9] = [
    ("ingest/src/dump.rs", &["page"], "the lines of a dump"),
    ("ingest/src/text.rs", &["TABLE", "PAGE"], "elements of the markup of old filings"),
    ("ingest/src/pdf/layers.rs", &["And", "Or"], "operators of expressions in PDF"),
    ("compare/src/measures/write.rs", &[], "the columns that are written"),
    ("compare/src/stack/write.rs", &[], "the columns that are written"),
    (
        "compare/src/measures/release.rs",
        &["/share", "shares", "percent", "equity"],
        "units and kinds as `export` writes them",
    ),
    ("compare/src/stack/evidence.rs", &["shares", "percent"], "units as `export` writes them"),
    ("compare/src/book.rs", &["equity"], "kinds as `export` writes them"),
    ("compare/src/measures.rs", &["revenue"], "short names of measures, as the data of concepts has them"),
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The sources of a crate without tests and comments, by their paths.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            sources(&path, found);
        } else if name.ends_with(".rs") && !["tests.rs", "testing.rs"].contains(&name.as_str()) {
            let text = fs::read_to_string(&path).expect("a source file");
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let lines = code.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
            found.push((path.display().to_string(), lines.collect::<Vec<_>>().join("\n")));
        }
    }
}

/// Every word and phrase of the language's lists, without the signs of the notation.
fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (_, content) in LANGUAGES.iter().flat_map(|language| language.files) {
        let data: serde_json::Value = serde_json::from_str(content).expect("a data file");
        gather(&data, &mut words);
    }
    words.retain(|word| word.chars().count() > 1 && word.chars().any(char::is_alphabetic));
    words
}

fn gather(data: &serde_json::Value, words: &mut BTreeSet<String>) {
    match data {
        serde_json::Value::String(word) => {
            words.insert(word.trim_matches(['^', '$', '*', '!']).to_lowercase());
        }
        serde_json::Value::Array(list) => list.iter().for_each(|one| gather(one, words)),
        serde_json::Value::Object(table) => table.values().for_each(|one| gather(one, words)),
        _ => {}
    }
}

/// The literals of a source that decide something: what a text is compared with or searched for, and the members of lists.
fn deciding(code: &str) -> Vec<&str> {
    const ASKING: [&str; 8] = [
        "contains(",
        "starts_with(",
        "ends_with(",
        "strip_prefix(",
        "strip_suffix(",
        "find(",
        "eq_ignore_ascii_case(",
        "tag(",
    ];
    let mut found = Vec::new();
    let mut rest = code;
    let mut before = "";
    while let Some((head, tail)) = rest.split_once('"') {
        let Some((literal, after)) = tail.split_once('"') else { break };
        before = if head.trim().is_empty() { before } else { head.trim_end() };
        let next = after.trim_start();
        let asked = ASKING.iter().any(|ask| before.ends_with(ask));
        let compared = before.ends_with("==") || before.ends_with("!=") || next.starts_with("==");
        let pattern = next.starts_with("=>") || next.starts_with("| \"") || before.ends_with('|');
        let member =
            (before.ends_with('[') || before.ends_with(',')) && (next.starts_with(',') || next.starts_with(']'));
        if asked || compared || pattern || member {
            found.push(literal);
        }
        rest = after;
    }
    found
}

#[test]
fn no_stage_decides_by_words_of_its_own() {
    let words = words();
    let mut found = Vec::new();
    for stage in STAGES {
        let mut files = Vec::new();
        sources(&crates().join(stage).join("src"), &mut files);
        for (path, code) in &files {
            let own = deciding(code).into_iter().filter(|literal| words.contains(&literal.trim().to_lowercase()));
            let strange = own.filter(|literal| {
                !ALLOWED
                    .iter()
                    .any(|(file, words, _)| path.ends_with(file) && (words.is_empty() || words.contains(literal)))
            });
            found.extend(strange.map(|literal| format!("{path}: {literal:?}")));
        }
    }
    assert!(found.is_empty(), "words that should stand in the data of the lexicon:\n{}", found.join("\n"));
}

#[test]
fn deciding_literals_are_seen() {
    let code = r#"if text.contains("net") || text == "loss" { "told" } matches!(text, "a" | "b"); let list = ["x", "y"]; format!("z")"#;
    assert_eq!(deciding(code), ["net", "loss", "a", "b", "x", "y"]);
}

#[test]
fn every_set_is_asked_for() {
    let mut files = Vec::new();
    for entry in fs::read_dir(crates()).into_iter().flatten().flatten() {
        sources(&entry.path().join("src"), &mut files);
    }
    if files.len() < 50 {
        return;
    }
    let data: String = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("data"))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| fs::read_to_string(entry.path()).ok())
        .collect();
    let is_used = |of: &str, variant: String, key: &str| {
        let variant = format!("{of}::{variant}");
        let is_whole = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
        let in_code = |code: &str| code.match_indices(&variant).any(|(at, _)| is_whole(&code[at + variant.len()..]));
        data.contains(&format!("\"{key}\"")) || files.iter().any(|(_, code)| in_code(code))
    };
    let roles =
        Role::ALL.iter().filter(|role| !is_used("Role", format!("{role:?}"), role.name())).map(|role| role.name());
    let classes = WordClass::ALL.iter().filter(|class| !is_used("WordClass", format!("{class:?}"), class.name()));
    let idle: Vec<&str> = roles.chain(classes.map(|class| class.name())).collect();
    assert!(idle.is_empty(), "sets that no code asks for: {idle:?}");
}
