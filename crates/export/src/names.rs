//! Names of releases: one folder for each input, whatever the inputs are called.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

/// File systems take names of 255 bytes, or as many letters.
const LONGEST: usize = 255;

/// Joins the parts of a path in a name. No part has it, so that what is joined is never what another file is called.
const JOINT: char = '~';

/// The files of a batch have their place beside the releases.
const TAKEN: [&str; 4] = ["summary.csv", "datapackage.json", "facts.csv", "facts.parquet"];

/// A folder name for each input, in the order given, all of them different.
///
/// A release is named by its file without the extension; `-`, standard input, is `stdin`. Where several files have one
/// name, each of them takes as much of its path as tells it from the others: the folder it is in, the extension, both,
/// the folder above as well. So a name depends on the input's path and on those of the files that are called alike, not
/// on their order, and no other input that comes or goes changes it. Upper and lower case count as alike, because on
/// some systems they are one folder. What cannot be a folder's name everywhere is made so.
///
/// ```
/// use crossfoot_export::release_names;
///
/// let names = release_names(&["acme/q2.pdf".into(), "2023/q2.pdf".into(), "q1.pdf".into(), "q1.txt".into(), "-".into()]);
/// assert_eq!(names, ["acme~q2", "2023~q2", "q1~pdf", "q1~txt", "stdin"]);
/// ```
pub fn release_names(inputs: &[PathBuf]) -> Vec<String> {
    let files: Vec<Parts> = inputs.iter().map(|input| Parts::of(input)).collect();
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, file) in files.iter().enumerate() {
        groups.entry(folded(&file.stem)).or_default().push(index);
    }
    let mut choices: Vec<Vec<String>> = vec![Vec::new(); files.len()];
    for group in groups.values() {
        for (index, names) in group.iter().zip(told_apart(&files, group)) {
            choices[*index] = names;
        }
    }
    // A folder `a` with files `b` and a file `a` with the extension `b` may come to be joined alike; then both say more.
    let mut chosen = vec![0; files.len()];
    loop {
        let name = |index: usize| &choices[index][chosen[index].min(choices[index].len() - 1)];
        let mut alike: HashMap<String, Vec<usize>> = HashMap::new();
        for index in 0..files.len() {
            alike.entry(folded(name(index))).or_default().push(index);
        }
        let more = |index: &usize| chosen[*index] + 1 < choices[*index].len();
        let clashes = alike.into_values().filter(|indices| indices.len() > 1);
        let further: Vec<usize> = clashes.flatten().filter(more).collect();
        if further.is_empty() {
            return (0..files.len()).map(|index| name(index).clone()).collect();
        }
        further.into_iter().for_each(|index| chosen[index] += 1);
    }
}

/// Names as they are compared: some systems know no difference between upper and lower case.
pub(crate) fn folded(name: &str) -> String {
    // By way of upper case, which is one where lower case is two, as of a final sigma.
    name.to_uppercase().to_lowercase()
}

/// What an input can be named by; every part is fit to be a folder's name.
struct Parts {
    stem: String,
    extension: Option<String>,
    /// The folders it is in, the nearest first.
    folders: Vec<String>,
    /// A few digits that stand for the path, where all else is alike.
    digits: String,
}

impl Parts {
    fn of(input: &Path) -> Self {
        if input == Path::new("-") {
            return Self { stem: "stdin".to_owned(), extension: None, folders: Vec::new(), digits: digits(input) };
        }
        // However a path is written, and from wherever the program is run, the file is in the same folder.
        let path = std::path::absolute(input).unwrap_or_else(|_| input.to_owned());
        let mut folders: Vec<String> = Vec::new();
        for part in path.parent().into_iter().flat_map(Path::components) {
            match part {
                Component::Normal(name) => folders.push(safe(&name.to_string_lossy())),
                Component::ParentDir => {
                    folders.pop();
                }
                _ => {}
            }
        }
        folders.reverse();
        let extension = path.extension().map(|extension| safe(&extension.to_string_lossy()));
        let stem = safe(&path.file_stem().unwrap_or_default().to_string_lossy());
        // A name that is taken, or that Windows keeps for a device, is one no longer with a stroke behind.
        let reserved = TAKEN.contains(&folded(&stem).as_str()) || is_device(&stem);
        let stem = if reserved { format!("{stem}_") } else { stem };
        Self { stem, extension, folders, digits: digits(&path) }
    }

    /// The names that can be made of it, from the shortest that says more than the stem.
    fn longer(&self) -> impl Iterator<Item = String> {
        let join = |folders: usize, extension: bool| {
            let extension = if extension { Some(self.extension.as_deref().unwrap_or("file")) } else { None };
            let folders = self.folders.get(..folders)?.iter().rev().map(String::as_str);
            let parts: Vec<&str> = folders.chain([self.stem.as_str()]).chain(extension).collect();
            let name = parts.join(&JOINT.to_string());
            (name.len() <= LONGEST).then_some(name)
        };
        let near = [(1, false), (0, true), (1, true)];
        let far = (2..=self.folders.len()).flat_map(|folders| [(folders, false), (folders, true)]);
        near.into_iter().chain(far).filter_map(move |(folders, extension)| join(folders, extension))
    }

    /// The last resort: names that differ in what is no part of a folder's name.
    fn numbered(&self) -> String {
        let ending = format!("{JOINT}{}", self.digits);
        format!("{}{ending}", cut(&self.stem, LONGEST - ending.len()))
    }
}

/// For each file of a group that has one stem the names that tell it from the others of the group, the shortest first.
fn told_apart(files: &[Parts], group: &[usize]) -> Vec<Vec<String>> {
    if let [alone] = group {
        return vec![vec![files[*alone].stem.clone(), files[*alone].numbered()]];
    }
    let longer: Vec<Vec<String>> = group.iter().map(|index| files[*index].longer().collect()).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for names in &longer {
        let different: HashSet<String> = names.iter().map(|name| folded(name)).collect();
        different.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    let own = |names: Vec<String>| names.into_iter().filter(|name| counts[&folded(name)] == 1);
    let numbered = group.iter().map(|index| files[*index].numbered());
    longer.into_iter().zip(numbered).map(|(names, numbered)| own(names).chain([numbered]).collect()).collect()
}

/// Digits that hardly two paths have in common.
fn digits(path: &Path) -> String {
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A part of a path, fit to be a folder's name.
fn safe(part: &str) -> String {
    let safe: String = part.chars().map(safe_char).collect();
    // Windows drops dots and spaces at the end, and a leading dot would hide the folder.
    let safe = safe.trim_end_matches(['.', ' ']).trim_start_matches('.');
    match cut(safe, LONGEST - 1).trim_end_matches(['.', ' ']) {
        "" => "release".to_owned(),
        safe if safe.trim().is_empty() => "release".to_owned(),
        safe => safe.to_owned(),
    }
}

/// The beginning of a name, as much as fits into so many bytes.
fn cut(name: &str, bytes: usize) -> &str {
    &name[..name.floor_char_boundary(bytes)]
}

fn safe_char(c: char) -> char {
    match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | JOINT => '_',
        c if c.is_control() => '_',
        c => c,
    }
}

/// Names that Windows keeps for devices, with or without an extension.
fn is_device(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    match base.as_str() {
        "con" | "prn" | "aux" | "nul" | "conin$" | "conout$" => true,
        other => ["com", "lpt"].iter().any(|port| {
            let number = other.strip_prefix(port).unwrap_or_default();
            number.chars().count() == 1 && number.contains(|c| "123456789¹²³".contains(c))
        }),
    }
}

/// A file's name made of a release's: cut where both together would be longer than 255 bytes, which no system takes.
pub(crate) fn file_of(release: &str, extension: &str) -> String {
    let mut end = release.len().min(255 - extension.len());
    while !release.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", &release[..end])
}

#[cfg(test)]
mod tests {
    use super::{file_of, folded, release_names};
    use proptest::prelude::*;
    use std::collections::HashSet;
    use std::path::{Path, PathBuf};

    fn names(inputs: &[&str]) -> Vec<String> {
        let inputs: Vec<PathBuf> = inputs.iter().map(PathBuf::from).collect();
        release_names(&inputs)
    }

    #[test]
    fn files_of_long_names_are_cut_between_characters() {
        assert_eq!(file_of("q2", ".xlsx"), "q2.xlsx");
        let long = file_of(&"é".repeat(127), ".xlsx");
        assert!(long.ends_with("é.xlsx") && long.len() == 255, "{}", long.len());
        assert_eq!(file_of(&format!("x{}", "é".repeat(127)), ".xlsx").len(), 254);
    }

    #[test]
    fn stems_name_releases() {
        assert_eq!(
            names(&["q2.pdf", "x/Acme 2023 Q1.v2.txt", "README", "-", "é.md"]),
            ["q2", "Acme 2023 Q1.v2", "README", "stdin", "é"]
        );
    }

    #[test]
    fn files_of_one_name_all_say_where_they_are() {
        assert_eq!(
            names(&["/in/2023/q2.pdf", "/in/2024/q2.pdf", "/in/acme_q2.pdf"]),
            ["2023~q2", "2024~q2", "acme_q2"]
        );
        assert_eq!(names(&["a/q2.pdf", "a/q2.txt", "a/q2"]), ["q2~pdf", "q2~txt", "q2~file"]);
        assert_eq!(
            names(&["north/q2.txt", "south/Q2.txt", "south/q2.pdf"]),
            ["north~q2", "south~Q2~txt", "q2~pdf"],
            "upper and lower case count as alike"
        );
        assert_eq!(
            names(&["2023/acme/q2.pdf", "2024/acme/q2.pdf", "bolt/q2.pdf"]),
            ["2023~acme~q2", "2024~acme~q2", "bolt~q2"]
        );
    }

    #[test]
    fn a_path_is_the_same_however_it_is_written() {
        let here = std::env::current_dir().expect("a folder");
        let absolute = here.join("acme/q2.pdf");
        let written = [Path::new("./acme/q2.pdf"), Path::new("bolt/../acme/q2.pdf"), &absolute];
        for path in written {
            assert_eq!(release_names(&[path.to_owned(), "bolt/q2.pdf".into()]), ["acme~q2", "bolt~q2"], "{path:?}");
        }
    }

    #[test]
    fn names_that_cannot_be_folders_are_made_safe() {
        assert_eq!(
            names(&[
                "a\\b.pdf",
                "c:d.txt",
                "....",
                ".hidden.txt",
                "con.pdf",
                "com1",
                "COM¹.x.pdf",
                "q2 .pdf",
                "x~1.pdf"
            ]),
            ["a_b", "c_d", "release", "hidden", "con_", "com1_", "COM¹.x_", "q2", "x_1"]
        );
        assert_eq!(names(&["summary.csv.pdf", "Facts.csv.txt"]), ["summary.csv_", "Facts.csv_"]);
    }

    #[test]
    fn names_are_never_too_long() {
        let (long, wide) = ("x".repeat(255), "é".repeat(200));
        let found = names(&[&long, &format!("a/{long}"), &wide]);
        assert!(found.iter().all(|name| name.len() <= 255) && found[0] != found[1], "{found:?}");
        assert!(found[..2].iter().all(|name| name.starts_with("xxxx")));
        assert_eq!(found[2], "é".repeat(127));
    }

    /// Paths of few different parts, so that many are alike, and of all that makes trouble.
    fn path() -> impl Strategy<Value = PathBuf> {
        let part = prop_oneof![
            Just("a"),
            Just("A"),
            Just("b"),
            Just("q2"),
            Just("Q2"),
            Just("pdf"),
            Just("a~b"),
            Just("a_b"),
            Just("a:b"),
            Just(".."),
            Just("q2."),
            Just("con"),
            Just("σ"),
            Just("ς"),
            Just("summary.csv"),
            Just("stdin"),
            Just(" "),
        ];
        let name = (part, prop_oneof![Just(""), Just(".pdf"), Just(".PDF"), Just(".txt"), Just(".b"), Just(".q2")]);
        let folders =
            proptest::collection::vec(prop_oneof![Just("a"), Just("A"), Just("b"), Just("q2"), Just("..")], 0..4);
        (folders, name).prop_map(|(folders, (stem, extension))| {
            let folder: PathBuf = folders.iter().collect();
            folder.join(format!("{stem}{extension}"))
        })
    }

    fn inputs() -> impl Strategy<Value = Vec<PathBuf>> {
        let input = prop_oneof![20 => path(), 1 => Just(PathBuf::from("-"))];
        proptest::collection::hash_set(input, 1..12).prop_map(|inputs| {
            // As a batch has them: no file twice, however it is written.
            let mut seen = HashSet::new();
            let plain = |path: &Path| {
                let mut parts = Vec::new();
                for part in path.components() {
                    match part.as_os_str().to_str() {
                        Some("..") => {
                            parts.pop();
                        }
                        _ => parts.push(part.as_os_str().to_owned()),
                    }
                }
                parts
            };
            inputs.into_iter().filter(|path| seen.insert(plain(&Path::new("/x/y/z/w/v").join(path)))).collect()
        })
    }

    proptest! {
        #[test]
        fn no_two_inputs_have_one_name(inputs in inputs()) {
            let names = release_names(&inputs);
            let different: HashSet<String> = names.iter().map(|name| folded(name)).collect();
            prop_assert_eq!(different.len(), inputs.len(), "{:?} {:?}", inputs, names);
            for name in names {
                prop_assert!(!name.is_empty() && name.len() <= 255 && !name.starts_with('.') && name == name.trim_end());
                prop_assert!(!name.contains(['/', '\\', ':']), "{}", name);
            }
        }

        #[test]
        fn a_further_input_renames_none_that_is_not_called_like_it(inputs in inputs(), further in path()) {
            let names = release_names(&inputs);
            let stem = |path: &PathBuf| super::Parts::of(path).stem;
            let mut more = inputs.clone();
            more.insert(0, further.clone());
            let after = release_names(&more);
            let plain = names.iter().zip(&after[1..]).zip(&inputs).filter(|(_, input)| {
                let alike = |other: &PathBuf| folded(&stem(other)) == folded(&stem(input));
                !alike(&further) && inputs.iter().filter(|other| alike(other)).count() == 1
            });
            for ((before, after), input) in plain {
                prop_assert_eq!(before, after, "{:?} beside {:?}", input, further);
            }
        }

        #[test]
        fn the_order_of_inputs_makes_no_difference(inputs in inputs()) {
            let names = release_names(&inputs);
            let mut turned = inputs.clone();
            turned.reverse();
            let mut after = release_names(&turned);
            after.reverse();
            prop_assert_eq!(names, after);
        }
    }
}
