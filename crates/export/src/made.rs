//! What a release's folder was made of, so that a later run can tell whether it is still good.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader};
use std::path::Path;

use crossfoot_statements::Identity;
use serde::{Deserialize, Serialize};

use crate::files::read_regular;
use crate::folder::MARK;
use crate::release::Tally;

/// Kept in `release.json` as the member `made`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The program that wrote the release, with its version.
    pub program: String,
    /// SHA-256 of the input, in hexadecimal.
    pub input_sha256: String,
    /// A hash of all that the folder's content depends on: input, names, options, program version.
    pub fingerprint: String,
    /// What `summary.csv` said of the input.
    pub message: String,
    /// The files beside `release.json` and their lengths. [`write_release_files`](crate::write_release_files) fills it in.
    #[serde(default)]
    pub files: BTreeMap<String, u64>,
}

/// A release's folder as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// What it was made of.
    pub made: Made,
    /// How many pages the release has.
    pub pages: usize,
    /// Whether some page could not be read.
    pub partial: bool,
    /// How many statements it has.
    pub statements: usize,
    /// Its figures.
    pub tally: Tally,
    /// What it says of itself.
    pub identity: Identity,
}

/// The members of `release.json` that are looked at; the rest is passed over.
#[derive(Deserialize)]
pub(crate) struct Head {
    pub(crate) made: Option<Made>,
    #[serde(flatten)]
    identity: Identity,
    pages: Vec<PageHead>,
    checks: Tally,
    statements: Vec<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct PageHead {
    unread: Vec<serde::de::IgnoredAny>,
}

impl Earlier {
    /// Looks at a release's folder. None when there is none, when it was written by a version that kept no record, or
    /// when it no longer holds the files that were written: none missing, none added, none of another length.
    pub fn find(folder: &Path) -> Option<Self> {
        if !fs::symlink_metadata(folder).ok()?.is_dir() {
            return None;
        }
        let head = head_of(folder)?;
        let made = head.made?;
        if files_in(folder).ok()? != made.files {
            return None;
        }
        Some(Self {
            made,
            pages: head.pages.len(),
            partial: head.pages.iter().any(|page| !page.unread.is_empty()),
            statements: head.statements.len(),
            tally: head.checks,
            identity: head.identity,
        })
    }
}

/// What a folder's `release.json` says of it; none where it has no such file that reads like ours.
pub(crate) fn head_of(folder: &Path) -> Option<Head> {
    let file = read_regular(&folder.join(MARK)).ok()?;
    serde_json::from_reader(BufReader::with_capacity(1 << 16, file)).ok()
}

/// The names and lengths of what is in a folder, but for `release.json`, which cannot hold its own length.
pub(crate) fn files_in(folder: &Path) -> io::Result<BTreeMap<String, u64>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != MARK {
            // Of what is no file, a link or a pipe, no length is that of one of ours.
            let there = entry.metadata()?;
            files.insert(name, if there.is_file() { there.len() } else { u64::MAX });
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::{OutputFolder, write_release_files};
    use crate::formats::Formats;
    use crate::release::Release;

    fn made() -> Made {
        Made {
            program: "crossfoot 0".into(),
            input_sha256: "ab".into(),
            fingerprint: "cd".into(),
            message: "no statements found".into(),
            files: BTreeMap::new(),
        }
    }

    #[test]
    fn a_folder_is_good_as_long_as_its_files_are_those_written() {
        let temp = tempfile::tempdir().expect("a folder");
        let out = OutputFolder::open(temp.path()).expect("opens");
        let release = Release {
            name: "q2",
            file: "q2.pdf",
            source: "pdf",
            identity: &crossfoot_statements::Identity::UNTOLD,
            pages: &[],
            statements: &[],
        };
        let place = temp.path().join("q2");
        out.write_release(&release).expect("writes");
        assert_eq!(Earlier::find(&place), None, "without a record nothing is known");
        let fresh = out.staging("1");
        write_release_files(&release, Formats::default(), Some(&made()), &fresh, &place).expect("writes");
        out.put("q2", &fresh).expect("comes into place");
        let earlier = Earlier::find(&place).expect("a record");
        assert_eq!((earlier.pages, earlier.partial, earlier.statements), (0, false, 0));
        assert_eq!(earlier.made.message, "no statements found");
        assert_eq!(earlier.made.files.keys().collect::<Vec<_>>(), ["datapackage.json", "facts.csv"]);

        fs::write(place.join("notes.txt"), "mine").expect("a file");
        assert_eq!(Earlier::find(&place), None, "a file too many");
        fs::remove_file(place.join("notes.txt")).expect("gone");
        assert!(Earlier::find(&place).is_some());
        fs::write(place.join("facts.csv"), "").expect("a file");
        assert_eq!(Earlier::find(&place), None, "a file of another length");
        fs::remove_file(place.join("facts.csv")).expect("gone");
        assert_eq!(Earlier::find(&place), None, "a file too few");
    }
}
