//! Makes code of the data files: the enums of their sets, and the files themselves in a form that is quick to read at each start.
//! A new set, or a new language, is a change of the data alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The tables of sets: what becomes an enum, that of several of them, and what it is.
const ENUMS: [(&str, &str, &str, &str); 2] = [
    ("phrases", "Role", "RoleSet", "A set of phrases that a text is searched for: what it speaks of."),
    (
        "words",
        "WordClass",
        "WordClasses",
        "A set of whole words that a word is looked up in: what the grammars of periods, units and labels are made of.",
    ),
];

/// So many words of a set are shown where its meaning is told.
const SHOWN: usize = 6;

fn main() -> io::Result<()> {
    let data = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("data");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    watch(&data);
    let mut languages = String::from("&[");
    let mut sets: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
    for path in sorted(&data)? {
        if is_toml(&path) {
            fs::write(out.join(name(&path)).with_extension("json"), json(&path)?)?;
        } else if path.is_dir() {
            watch(&path);
            let _ = write!(languages, "Language {{ code: {:?}, files: &[", name(&path));
            for file in sorted(&path)?.iter().filter(|file| is_toml(file)) {
                let _ = write!(languages, "({:?}, {:?}),", format!("{}/{}", name(&path), name(file)), json(file)?);
                take_sets(file, &mut sets)?;
            }
            languages.push_str("] },");
        }
    }
    languages.push(']');
    fs::write(out.join("languages.rs"), languages)?;
    fs::write(out.join("sets.rs"), enums(&sets))
}

/// The enums, each with the line above a set in the data, and its first words, as what it means.
fn enums(sets: &BTreeMap<(&str, String), Vec<String>>) -> String {
    let mut code = String::new();
    for (table, one, several, what) in ENUMS {
        let _ = writeln!(code, "sets! {{\n#[doc = {what:?}]\n{one}, {several}:");
        for ((_, key), told) in sets.iter().filter(|((of, _), _)| *of == table) {
            let _ = writeln!(code, "#[doc = {:?}]\n{} = {key:?},", told.join("\n\n"), variant(key));
        }
        code.push_str("}\n");
    }
    code
}

/// Takes in the sets of a file, with what is told of them there.
fn take_sets(path: &Path, sets: &mut BTreeMap<(&str, String), Vec<String>>) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    let file = parse(path, &text)?;
    let comments = comments(&text);
    for (table, ..) in ENUMS {
        for (key, words) in file.get(table).and_then(toml::Value::as_table).into_iter().flatten() {
            let words = words.as_array().into_iter().flatten().filter_map(toml::Value::as_str);
            let shown: Vec<String> = words.take(SHOWN).map(|word| format!("`{word}`")).collect();
            let told = comments.get(&(table, key.as_str())).filter(|told| !told.is_empty()).cloned();
            sets.entry((table, key.clone())).or_default().extend(told.into_iter().chain([shown.join(", ")]));
        }
    }
    Ok(())
}

/// The lines of comment right above each key of each table.
fn comments(text: &str) -> BTreeMap<(&str, &str), String> {
    let mut found = BTreeMap::new();
    let (mut table, mut told) = ("", String::new());
    for line in text.lines() {
        if let Some(comment) = line.strip_prefix('#') {
            told.push_str(comment);
            continue;
        }
        if let Some(head) = line.strip_prefix('[') {
            table = head.trim_end_matches(']');
        } else if let Some((key, _)) = line.split_once(" = ").filter(|_| line.starts_with(char::is_alphabetic)) {
            found.insert((table, key), told.trim().to_owned());
        }
        told.clear();
    }
    found
}

/// The name of a set as that of a variant: `net_income` is `NetIncome`.
fn variant(key: &str) -> String {
    let capital = |word: &str| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
    key.split('_').map(|word| -> String { capital(word) }).collect()
}

/// A data file as JSON, which takes a small part of the time to read.
fn json(path: &Path) -> io::Result<String> {
    let text = fs::read_to_string(path)?;
    watch(path);
    Ok(serde_json::to_string(&parse(path, &text)?)?)
}

fn parse(path: &Path, text: &str) -> io::Result<toml::Table> {
    text.parse().map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
}

fn watch(path: &Path) {
    println!("cargo:rerun-if-changed={}", path.display());
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "toml")
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
