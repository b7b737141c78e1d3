//! Makes code of the data files: the enums of their sets, and the files themselves in a form that is quick to read at each start.
//! A new set, or a new language, is a change of the data alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use compile::{Compiled, Said, compile};
use lookup::Lookup;
use phrase::{Phrase, Plurals};
use section::Section;
use words::{Folding, Known, List};

#[path = "build/lookup.rs"]
mod lookup;

// What labels are folded with, and what is made of them, is also a part of the program or of its tests.
#[path = "src/concepts/compile.rs"]
mod compile;
#[path = "src/fold.rs"]
#[allow(dead_code)]
mod fold;
#[path = "src/concepts/pattern.rs"]
#[allow(dead_code)]
mod pattern;
#[path = "src/phrase.rs"]
#[allow(dead_code, unreachable_pub)]
mod phrase;
#[path = "src/concepts/section.rs"]
#[allow(dead_code, unreachable_pub)]
mod section;
#[path = "src/slot.rs"]
mod slot;
#[path = "src/concepts/words.rs"]
#[allow(dead_code)]
mod words;
#[path = "src/written.rs"]
#[allow(dead_code)]
mod written;

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

/// The file of a language with the labels of concepts.
const LABELS: &str = "labels.toml";

/// So many words of a set are shown where its meaning is told.
const SHOWN: usize = 6;

fn main() -> io::Result<()> {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let concepts = concepts(&package.join("data").join("concepts.toml"))?;
    let classes = build(&package.join("data"), &out, &concepts, None)?;
    // Two small languages, for the tests of how they are kept apart. A package may be without its tests.
    let tests = package.join("tests").join("languages");
    if tests.is_dir() {
        fs::create_dir_all(out.join("test"))?;
        build(&tests, &out.join("test"), &concepts, Some(&classes))?;
    }
    Ok(())
}

/// Makes code of a folder of languages; gives the classes of words, which are those of another folder where these are given.
fn build(data: &Path, out: &Path, concepts: &[String], classes: Option<&[String]>) -> io::Result<Vec<String>> {
    watch(data);
    let (mut languages, mut labels) = (String::from("&["), String::from("&["));
    let mut sets: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
    let mut endings = Vec::new();
    let mut phrases = Tree::default();
    let mut lookup = Lookup::default();
    let mut count = 0_u8;
    for path in sorted(data)? {
        if is_toml(&path) {
            watch(&path);
            fs::write(out.join(name(&path)).with_extension("json"), serde_json::to_string(&parse(&path)?)?)?;
        } else if path.is_dir() {
            watch(&path);
            let plurals = plurals(&path)?;
            endings.push(slice(&plurals.0, |pair| format!("{pair:?}")));
            let mut files = String::new();
            for file in sorted(&path)?.iter().filter(|file| is_toml(file)) {
                if name(file) == LABELS {
                    watch(file);
                    labels.push_str(&compiled(file, concepts, count)?);
                    continue;
                }
                let told = format!("{}/{}", name(&path), name(file));
                watch(file);
                let table = parse(file)?;
                let _ = write!(files, "({told:?}, {:?}),", serde_json::to_string(&table)?);
                let wrong = |message: String| io::Error::other(format!("{}: {message}", file.display()));
                lookup
                    .take(count, table.try_into().map_err(|error| wrong(error.to_string()))?, &plurals)
                    .map_err(wrong)?;
                take_sets(file, &mut sets)?;
            }
            phrases.take_language(&path, &plurals, count)?;
            count += 1;
            let _ = write!(languages, "Language {{ code: {:?}, files: &[{files}] }},", name(&path));
        }
    }
    fs::write(out.join("phrases.rs"), phrases.code()?)?;
    let own = sets.keys().filter(|(of, _)| *of == "words").map(|(_, key)| key.clone());
    let classes = classes.map_or_else(|| own.collect(), <[String]>::to_vec);
    fs::write(out.join("words.rs"), lookup.words_code(&classes))?;
    fs::write(out.join("count.rs"), count.to_string())?;
    fs::write(out.join("plurals.rs"), slice(&endings, String::clone))?;
    fs::write(out.join("units.rs"), lookup.units_code())?;
    fs::write(out.join("ligatures.rs"), lookup.ligatures_code())?;
    labels.push(']');
    fs::write(out.join("labels.rs"), labels)?;
    languages.push(']');
    fs::write(out.join("languages.rs"), languages)?;
    fs::write(out.join("sets.rs"), enums(&sets))?;
    Ok(classes)
}

/// The tree of all phrases, by their bytes.
#[derive(Default)]
struct Tree {
    children: BTreeMap<u8, Self>,
    /// What ends here, as code.
    entries: Vec<String>,
    /// Some phrase from here on may begin inside a word.
    open: bool,
}

impl Tree {
    /// Takes in the phrases of a language's files.
    fn take_language(&mut self, folder: &Path, plurals: &Plurals, language: u8) -> io::Result<()> {
        for file in sorted(folder)?.iter().filter(|file| is_toml(file) && name(file) != LABELS) {
            let table = parse(file)?;
            let of = |key: &str| table.get(key).and_then(toml::Value::as_table).into_iter().flatten();
            for (set, written) in of("phrases") {
                for one in written.as_array().into_iter().flatten().filter_map(toml::Value::as_str) {
                    self.take(&phrase(file, one, plurals)?, &format!("Role(Role::{})", variant(set)), language);
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, phrase: &Phrase, meaning: &str, language: u8) {
        let Phrase { open_left, open_right, at_start, at_end, .. } = *phrase;
        for form in phrase.forms() {
            let mut node = &mut *self;
            for byte in form.bytes() {
                node = node.children.entry(byte).or_default();
                node.open |= open_left;
            }
            node.entries.push(format!(
                "Entry {{ meaning: Meaning::{meaning}, language: {language}, open_left: {open_left}, \
                 open_right: {open_right}, at_start: {at_start}, at_end: {at_end} }}"
            ));
        }
    }

    /// The nodes in an order in which those of one parent stand together, the parents before.
    fn code(&self) -> io::Result<String> {
        /// A node has so many bits for the bytes that go on from it.
        const MOST: usize = 128;
        let mut code = String::new();
        let mut bytes = BTreeSet::new();
        let mut nodes = vec![self];
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            bytes.extend(node.children.keys().copied());
            nodes.extend(node.children.values());
            at += 1;
        }
        if bytes.len() > MOST {
            return Err(io::Error::other(format!("phrases are made of {} bytes, more than {MOST}", bytes.len())));
        }
        let number = |byte: u8| bytes.iter().position(|known| *known == byte.to_ascii_lowercase()).unwrap_or(MOST);
        let mut children = 1;
        for node in &nodes {
            let next = node.children.keys().fold([0_u64; 2], |mut next, byte| {
                let number = number(*byte);
                next[number / 64] |= 1 << (number % 64);
                next
            });
            let _ = writeln!(
                code,
                "Node {{ next: {next:?}, children: {children}, open: {}, entries: &[{}] }},",
                node.open,
                node.entries.join(", ")
            );
            children += node.children.len();
        }
        let numbers: Vec<usize> = (0..=u8::MAX).map(number).collect();
        let start = |byte: u8| match self.children.get(&byte.to_ascii_lowercase()) {
            None => "Start::Nowhere",
            Some(child) if child.open => "Start::Anywhere",
            Some(_) => "Start::OfWord",
        };
        let starts = (0..=u8::MAX).map(start).collect::<Vec<_>>().join(", ");
        Ok(format!("Phrases {{ numbers: {numbers:?}, starts: [{starts}], nodes: &[{code}] }}"))
    }
}

/// The names of all concepts.
fn concepts(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for (name, concept) in parse(path)?.values().filter_map(toml::Value::as_table).flatten() {
        let twin = concept.get("ifrs").and_then(toml::Value::as_str).map(str::to_owned);
        names.extend([name.clone()].into_iter().chain(twin));
    }
    Ok(names)
}

/// The labels of a language as code.
fn compiled(path: &Path, concepts: &[String], language: u8) -> io::Result<String> {
    let wrong = |message: String| io::Error::other(format!("{}: {message}", path.display()));
    let raw = toml::from_str(&fs::read_to_string(path)?).map_err(|error| wrong(error.to_string()))?;
    let is_concept = |name: &str| concepts.iter().any(|known| known == name);
    let labels = compile(raw, is_concept, Section::ALL).map_err(wrong)?;
    let mut words: Vec<(&String, usize)> = labels.words.iter().zip(1..).collect();
    words.sort();
    let pattern = |Compiled { code, must, may, said }: &Compiled| {
        let said = match said {
            Said::Concept(at) => format!("Concept({at})"),
            Said::Section(name) => format!("Section(Section::{})", variant(name)),
            Said::Taxonomy(name) => if name == "us-gaap" { "UsGaap" } else { "Ifrs" }.to_owned(),
            Said::Whole => "Whole".to_owned(),
        };
        format!("(Pattern {{ code: &{code:?}, must: {must}, may: {may} }}, Meaning::{said})")
    };
    let concept = |(name, written, never): &(String, Vec<String>, Vec<u16>)| {
        format!("Labelled {{ name: {name:?}, written: &{written:?}, never: &{never:?} }}")
    };
    Ok(format!(
        "Labels {{ language: {language}, folding: {}, words: &{words:?}, patterns: {}, by_first: {}, others: &{:?}, concepts: {} }},",
        folding(&labels.folding),
        slice(&labels.patterns, pattern),
        slice(&labels.by_first, |list| format!("&{list:?}")),
        labels.others,
        slice(&labels.concepts, concept),
    ))
}

fn folding(folding: &Folding) -> String {
    let known = |word: &Known| format!("Cow::Borrowed({word:?})");
    let list = |list: &List<Known>| format!("Cow::Borrowed({})", slice(list, known));
    let lists = |lists: &List<List<Known>>| format!("Cow::Borrowed({})", slice(lists, list));
    let pair = |(from, to): &(Known, Known)| format!("({}, {})", known(from), known(to));
    let pairs = |pairs: &List<(Known, Known)>| format!("Cow::Borrowed({})", slice(pairs, pair));
    let Folding { noise, flips, tails, goes_on, plurals, endings, not_after, same, prefixes } = folding;
    format!(
        "Folding {{ noise: {}, flips: {}, tails: {}, goes_on: {}, plurals: {}, endings: {}, not_after: {}, same: {}, \
         prefixes: {} }}",
        list(noise),
        lists(flips),
        lists(tails),
        list(goes_on),
        pairs(plurals),
        pairs(endings),
        list(not_after),
        pairs(same),
        list(prefixes),
    )
}

fn slice<T>(list: &[T], one: impl Fn(&T) -> String) -> String {
    format!("&[{}]", list.iter().map(one).collect::<Vec<_>>().join(", "))
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
    let file = parse(path)?;
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

/// How a language makes plurals.
fn plurals(folder: &Path) -> io::Result<Plurals> {
    let mut plurals = Plurals::default();
    for file in sorted(folder)?.iter().filter(|file| is_toml(file)) {
        for pair in parse(file)?.get("plurals").and_then(toml::Value::as_array).into_iter().flatten() {
            let [from, to] = [0, 1].map(|at| pair.get(at).and_then(toml::Value::as_str).unwrap_or_default().to_owned());
            plurals.0.push((from, to));
        }
    }
    Ok(plurals)
}

fn phrase(file: &Path, written: &str, plurals: &Plurals) -> io::Result<Phrase> {
    let wrong = |fault: phrase::Fault| io::Error::other(format!("{}: `{written}` {fault}", file.display()));
    Phrase::parse(written, plurals).map_err(wrong)
}

fn parse(path: &Path) -> io::Result<toml::Table> {
    let wrong = |error: toml::de::Error| io::Error::other(format!("{}: {error}", path.display()));
    fs::read_to_string(path)?.parse().map_err(wrong)
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
