//! Names of releases: one folder for each input, whatever the inputs are called.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A folder name for each input, in the order given, all of them different.
///
/// A release is named by its file without the extension; `-`, standard input, is `stdin`. The first input of a
/// name gets it as it is, later ones are numbered (`q2`, `q2-2`), so that what another input is called never
/// changes the name of the first. Upper and lower case count as alike, because on some systems they are one
/// folder. What cannot be a folder's name everywhere is made so.
///
/// ```
/// use crossfoot_export::release_names;
///
/// let names = release_names(&["a/q2.pdf".into(), "b/q2.pdf".into(), "-".into()]);
/// assert_eq!(names, ["q2", "q2-2", "stdin"]);
/// ```
pub fn release_names(inputs: &[PathBuf]) -> Vec<String> {
    let stems: Vec<String> = inputs.iter().map(|input| stem(input)).collect();
    // These have their place beside the releases.
    let mut taken = HashSet::from(["summary.csv", "datapackage.json", "facts.csv", "facts.parquet"].map(str::to_owned));
    let firsts: Vec<bool> = stems.iter().map(|stem| taken.insert(stem.to_lowercase())).collect();
    let names = stems.into_iter().zip(firsts);
    names
        .map(|(stem, first)| {
            if first {
                return stem;
            }
            let mut number = 2;
            loop {
                let name = format!("{stem}-{number}");
                if taken.insert(name.to_lowercase()) {
                    return name;
                }
                number += 1;
            }
        })
        .collect()
}

/// The file's name without its extension, fit to be a folder's name.
fn stem(input: &Path) -> String {
    if input == Path::new("-") {
        return "stdin".to_owned();
    }
    let stem = input.file_stem().unwrap_or_default().to_string_lossy();
    let safe: String = stem.chars().map(safe_char).collect();
    // Windows drops dots and spaces at the end, and a leading dot would hide the folder.
    let safe = safe.trim_end_matches(['.', ' ']).trim_start_matches('.');
    match safe.trim() {
        "" => "release".to_owned(),
        _ if is_device(safe) => format!("{safe}_"),
        _ => safe.to_owned(),
    }
}

fn safe_char(c: char) -> char {
    match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        c if c.is_control() => '_',
        c => c,
    }
}

/// Names that Windows keeps for devices, with or without an extension.
fn is_device(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().to_lowercase();
    match base.as_str() {
        "con" | "prn" | "aux" | "nul" => true,
        other => ["com", "lpt"].iter().any(|port| {
            let number = other.strip_prefix(port);
            number.is_some_and(|n| n.len() == 1 && n.chars().all(|c| ('1'..='9').contains(&c)))
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
    use super::{file_of, release_names};
    use std::path::PathBuf;

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
    fn names_are_distinct_even_where_case_is_ignored() {
        assert_eq!(
            names(&["a/q2.pdf", "a/q2.txt", "b/Q2.pdf", "q2-2.pdf", "c/q2.pdf"]),
            ["q2", "q2-3", "Q2-4", "q2-2", "q2-5"]
        );
    }

    #[test]
    fn names_that_cannot_be_folders_are_made_safe() {
        assert_eq!(
            names(&["..", "a\\b.pdf", "c:d.txt", "....", ".hidden.txt", "con.pdf", "com1", "q2 .pdf"]),
            ["release", "a_b", "c_d", "release-2", "hidden", "con_", "com1_", "q2"]
        );
        assert_eq!(names(&["summary.csv.pdf"]), ["summary.csv-2"]);
    }
}
