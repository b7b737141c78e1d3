//! Words of a language stand in the data, and the code of the stages asks for sets: both are looked for in the sources of the workspace.
//! Where those are not at hand, as in a package, there is nothing to look at.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crossfoot_lexicon::{LANGUAGES, Role, WordClass, units};

/// The crates that decide by words. What `export` and `cli` write and read back are files of our own, in words of our own.
const STAGES: [&str; 6] = ["ingest", "grammar", "statements", "footing", "compare", "crossfoot"];

/// Literals that a decision is taken by and that are words or letters, too, but stand for something else there: a part of the file's
/// path, the literals (none: all of them), and what they are.
const ALLOWED: [(&str, &[&str], &str); 21] = [
    ("ingest/src/dump.rs", &[], "the lines of a dump"),
    ("ingest/src/text.rs", &["TABLE", "PAGE", "S", "C"], "elements of the markup of old filings"),
    ("ingest/src/pdf/", &[], "keys and operators of PDF"),
    (
        "ingest/src/words.rs",
        &["P", "Y", "C", "W", "N", "₱", "¥", "€", "₩", "₦"],
        "glyphs that are put together of a letter and a bar",
    ),
    ("ingest/src/encoding.rs", &[], "markup of HTML"),
    ("ingest/src/html/", &[], "markup of HTML"),
    ("grammar/src/figure/marks.rs", &["i", "v", "x"], "Roman numerals"),
    ("grammar/src/serials.rs", &["i", "v", "x", "I", "V", "X"], "Roman numerals"),
    ("grammar/src/debug.rs", &[], "markup of SVG"),
    ("compare/src/measures/write.rs", &[], "the columns that are written"),
    ("compare/src/stack/write.rs", &[], "the columns that are written"),
    ("compare/src/stack/figures.rs", &["P", "M", "W"], "durations of ISO 8601"),
    ("compare/src/stack/lengths.rs", &["P", "M", "W"], "durations of ISO 8601"),
    ("compare/src/measures/release.rs", &["/share", "shares", "percent"], "units as `export` writes them"),
    ("compare/src/stack/evidence.rs", &["shares", "percent"], "units as `export` writes them"),
    ("compare/src/measures.rs", &["revenue"], "short names of measures, as the data of concepts has them"),
    ("crossfoot/src/batch/", &[], "what the processes of a batch say to each other"),
    ("crossfoot/src/inputs.rs", &[], "names of files"),
    ("crossfoot/src/pipeline.rs", &[], "names of files"),
    ("crossfoot/src/check.rs", &[], "what the report writes"),
    ("crossfoot/src/error.rs", &[], "what errors say"),
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

/// A literal of a source, with what stands before and after it up to the next.
struct Literal {
    text: String,
    /// A character or a list of them: `'Q'`, `one_of("FC")`.
    letters: bool,
    before: String,
    after: String,
}

/// The literals of a source, whatever they are written as: strings, raw ones, bytes, characters.
fn literals(code: &str) -> Vec<Literal> {
    let mut found: Vec<Literal> = Vec::new();
    let mut between = String::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let (text, letters, after) = if let Some((text, after)) = string(rest) {
            (text, false, after)
        } else if let Some((text, after)) = character(rest) {
            (text, true, after)
        } else {
            between.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        if let Some(last) = found.last_mut() {
            last.after.clone_from(&between);
        }
        found.push(Literal { text, letters, before: std::mem::take(&mut between), after: String::new() });
        rest = after;
    }
    if let Some(last) = found.last_mut() {
        last.after = between;
    }
    found
}

/// A string that a text begins with, and the rest.
fn string(text: &str) -> Option<(String, &str)> {
    let hashes = text.strip_prefix('r').map(|raw| raw.len() - raw.trim_start_matches('#').len());
    if let Some(hashes) = hashes.filter(|hashes| text[1 + hashes..].starts_with('"')) {
        let (inner, rest) = text[2 + hashes..].split_once(&format!("\"{}", "#".repeat(hashes)))?;
        return Some((inner.to_owned(), rest));
    }
    let inner = text.strip_prefix('"')?;
    let mut escaped = false;
    let end = inner.find(|c: char| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    Some((inner[..end].to_owned(), &inner[end + 1..]))
}

/// A character that a text begins with, and the rest; a lifetime is none.
fn character(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('\'')?;
    let end = match inner.strip_prefix('\\') {
        Some(escaped) => 1 + escaped.find('\'')?,
        None => inner.chars().next()?.len_utf8(),
    };
    let rest = inner.get(end..)?.strip_prefix('\'')?;
    Some((inner[..end].to_owned(), rest))
}

/// The literals of a source that decide something: what a text is compared with or searched for, and the members of lists.
fn deciding(code: &str) -> Vec<(String, bool)> {
    const ASKING: [&str; 16] = [
        "contains(",
        "contains([",
        "starts_with(",
        "starts_with([",
        "ends_with(",
        "ends_with([",
        "strip_prefix(",
        "strip_suffix(",
        "split_once(",
        "find(",
        "eq_ignore_ascii_case(",
        "tag(",
        "char(",
        "one_of(",
        "trim_end_matches(",
        "trim_start_matches(",
    ];
    let mut found = Vec::new();
    // What stands before the first of several alternatives or members.
    let mut opened = String::new();
    for Literal { text, letters, before, after } in literals(code) {
        let before =
            if matches!(before.trim(), "|" | "," | "") { opened.clone() } else { before.trim_end().to_owned() };
        opened.clone_from(&before);
        let before = before.strip_suffix('b').unwrap_or(&before).trim_end();
        let next = after.trim_start();
        let asked = ASKING.iter().any(|ask| before.ends_with(ask));
        let compared = before.ends_with("==") || before.ends_with("!=") || next.starts_with("==");
        let pattern =
            next.starts_with("=>") || next.starts_with('|') || before.ends_with('|') || before.ends_with(", ");
        let member = (before.ends_with('[')
            || before.ends_with(',')
            || before.ends_with("(c,")
            || before.ends_with("matches!("))
            && (next.starts_with(',') || next.starts_with(']') || next.starts_with(')'));
        let set = letters_asked(next);
        if asked || compared || pattern || member || set {
            let list = letters || set || before.ends_with("one_of(");
            found.push((text, list));
        }
    }
    found
}

/// `"FCQH".contains(c)`
fn letters_asked(next: &str) -> bool {
    next.starts_with(".contains(") || next.starts_with(".find(")
}

/// What follows the name of an escaped character.
fn escaped(part: &str) -> &str {
    let named = part.strip_prefix("u{").and_then(|number| number.split_once('}'));
    named.map_or_else(|| part.get(1..).unwrap_or_default(), |(_, rest)| rest)
}

/// Whether a deciding literal is of a language: a word of the data, a letter, a sign of a currency other than the dollar's alone.
fn is_of_language(text: &str, letters: bool, words: &BTreeSet<String>) -> bool {
    // Without what is told by its number: `\u{a0}`.
    let plain: String =
        text.split('\\').enumerate().map(|(at, part)| if at == 0 { part } else { escaped(part) }).collect();
    let text = plain.as_str();
    if letters || text.chars().count() == 1 {
        return text.chars().any(|c| c.is_alphabetic() || c != '$' && units().is_sign(c));
    }
    words.contains(&text.trim().to_lowercase())
}

#[test]
fn no_stage_decides_by_words_of_its_own() {
    let words = words();
    let mut found = Vec::new();
    for stage in STAGES {
        let mut files = Vec::new();
        sources(&crates().join(stage).join("src"), &mut files);
        for (path, code) in &files {
            let own = deciding(code).into_iter().filter(|(text, letters)| is_of_language(text, *letters, &words));
            let strange = own.filter(|(literal, _)| {
                !ALLOWED.iter().any(|(file, words, _)| {
                    path.contains(file) && (words.is_empty() || words.contains(&literal.as_str()))
                })
            });
            found.extend(strange.map(|(literal, _)| format!("{path}: {literal:?}")));
        }
    }
    assert!(found.is_empty(), "words that should stand in the data of the lexicon:\n{}", found.join("\n"));
}

#[test]
fn deciding_literals_are_seen() {
    let code = r##"if text.contains("net") || text == "loss" { "told" } matches!(text, "a" | "b"); let list = ["x", "y"];
        format!("z \"net\" z"); let quote = '"'; text.ends_with('s'); one_of("FC"); matches!(c, 'i' | 'v'); b"QH".contains(byte);
        fn life<'a>(of: &'a str) {} label.split_once(" as a ")"##;
    let seen: Vec<String> = deciding(code).into_iter().map(|(text, _)| text).collect();
    assert_eq!(seen, ["net", "loss", "a", "b", "x", "y", "s", "FC", "i", "v", "QH", " as a "]);
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

#[test]
fn every_set_says_what_it_is() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let folders = fs::read_dir(data).into_iter().flatten().flatten().map(|entry| entry.path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
    let mut silent = Vec::new();
    for file in files {
        let text = fs::read_to_string(file.path()).expect("a data file");
        let (mut table, mut before) = ("", "");
        for line in text.lines() {
            let is_set = ["[phrases]", "[words]"].contains(&table) && line.starts_with(char::is_alphabetic);
            if is_set && line.contains(" = [") && !before.starts_with('#') {
                silent.push(line.to_owned());
            }
            table = if line.starts_with('[') { line } else { table };
            before = line;
        }
    }
    assert!(silent.is_empty(), "sets without a line above them that says what they are:\n{}", silent.join("\n"));
}
