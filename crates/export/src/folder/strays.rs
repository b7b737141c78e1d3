//! What earlier runs wrote for inputs that are not among this run's: told, and taken away only when asked.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use super::{GONE, MARK, OutputFolder};
use crate::error::ExportError;
use crate::files;
use crate::made::{files_in, head_of};
use crate::names::folded;

/// The folders of earlier runs whose inputs are not among this run's, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strays {
    /// Those that are still there.
    pub left: Vec<String>,
    /// Those that were taken away.
    pub pruned: Vec<String>,
    /// Whether they were to be taken away.
    pub prune: bool,
    /// None was taken away because some input, such as a folder, could not be looked into: theirs may be in it.
    pub unsure: bool,
}

impl OutputFolder {
    /// Finds what earlier runs wrote under other names than these, and takes it away if it is to be pruned.
    pub(super) fn strays(&self, names: &HashSet<String>, prune: bool, unsure: bool) -> Result<Strays, ExportError> {
        let mut strays = Strays { prune, unsure, ..Strays::default() };
        let refused = |cause| ExportError::File { path: self.path.clone(), cause };
        for entry in fs::read_dir(&self.path).map_err(refused)? {
            let entry = entry.map_err(refused)?;
            // What has a name that is no text is not ours.
            let Ok(name) = entry.file_name().into_string() else { continue };
            let place = entry.path();
            if name.starts_with('.') || names.contains(&folded(&name)) || !is_ours(&place) {
                continue;
            }
            if prune && !unsure && holds_only_ours(&place) {
                self.prune(&place, &name)?;
                strays.pruned.push(name);
            } else {
                strays.left.push(name);
            }
        }
        strays.left.sort();
        strays.pruned.sort();
        Ok(strays)
    }

    fn prune(&self, place: &Path, name: &str) -> Result<(), ExportError> {
        let gone = self.work.join(GONE).join(name);
        files::rename(place, &gone).map_err(|cause| ExportError::File { path: place.to_owned(), cause })?;
        // What cannot be taken away now goes with the hidden folder.
        let _ = fs::remove_dir_all(gone);
        Ok(())
    }
}

/// Whether a folder was written by a run: a folder, not a link to one, with a `release.json` that reads like ours.
fn is_ours(place: &Path) -> bool {
    let is = |path: &Path, what: fn(&fs::Metadata) -> bool| fs::symlink_metadata(path).is_ok_and(|there| what(&there));
    is(place, fs::Metadata::is_dir) && is(&place.join(MARK), fs::Metadata::is_file) && head_of(place).is_some()
}

/// Whether there is nothing in a folder but what was written to it. Someone's notes are not taken away.
fn holds_only_ours(place: &Path) -> bool {
    let written: Option<BTreeMap<String, u64>> = head_of(place).and_then(|head| head.made).map(|made| made.files);
    let Some((written, there)) = written.zip(files_in(place).ok()) else { return false };
    there.keys().all(|name| written.contains_key(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::write_release_files;
    use crate::formats::Formats;
    use crate::made::Made;
    use crate::release::Release;
    use crate::summary::{State, SummaryLine};

    fn wrote(out: &OutputFolder, name: &str) {
        let release = Release {
            name,
            file: "q2.pdf",
            source: "pdf",
            identity: &crossfoot_statements::Identity::UNTOLD,
            pages: &[],
            statements: &[],
        };
        let made = Made {
            program: "crossfoot 0".into(),
            input_sha256: "ab".into(),
            fingerprint: "cd".into(),
            message: String::new(),
            files: BTreeMap::new(),
        };
        let fresh = out.staging(name);
        write_release_files(&release, Formats::default(), Some(&made), &fresh, &out.place_of(name)).expect("writes");
        out.put(name, &fresh).expect("comes into place");
    }

    fn run(folder: &Path, prune: bool, names: &[&str]) -> Strays {
        let out = OutputFolder::open(folder).expect("opens");
        let mut files = out.batch(false, false).expect("begins").pruning(prune);
        for name in names {
            files.line(&SummaryLine::empty(name, State::Failed));
        }
        files.finish().expect("ends")
    }

    fn strays(left: &[&str], pruned: &[&str]) -> Strays {
        let [left, pruned] = [left, pruned].map(|names| names.iter().map(ToString::to_string).collect());
        Strays { left, pruned, prune: false, unsure: false }
    }

    fn pruned(strays: Strays) -> Strays {
        Strays { prune: true, ..strays }
    }

    #[test]
    fn what_is_of_no_input_is_told_and_goes_only_when_asked() {
        let temp = tempfile::tempdir().expect("a folder");
        let out = OutputFolder::open(temp.path()).expect("opens");
        ["a", "b", "c"].iter().for_each(|name| wrote(&out, name));
        drop(out);
        // An input that failed this time is still an input.
        assert_eq!(run(temp.path(), false, &["B"]), strays(&["a", "c"], &[]));
        assert!(temp.path().join("a").is_dir() && temp.path().join("c").is_dir());
        fs::write(temp.path().join("c/notes.txt"), "mine").expect("a file");
        assert_eq!(run(temp.path(), true, &["b"]), pruned(strays(&["c"], &["a"])), "notes stay");
        assert!(!temp.path().join("a").exists() && temp.path().join("b").exists());
    }

    #[test]
    fn nothing_is_pruned_where_an_input_could_not_be_looked_into() {
        let temp = tempfile::tempdir().expect("a folder");
        wrote(&OutputFolder::open(temp.path()).expect("opens"), "a");
        let found = run(temp.path(), true, &["b", ""]);
        assert_eq!(found, Strays { unsure: true, ..pruned(strays(&["a"], &[])) });
    }

    #[cfg(unix)]
    #[test]
    fn what_others_made_is_no_stray() {
        let temp = tempfile::tempdir().expect("a folder");
        let (folder, elsewhere) = (temp.path().join("out"), temp.path().join("elsewhere"));
        wrote(&OutputFolder::open(&elsewhere).expect("opens"), "a");
        drop(OutputFolder::open(&folder).expect("opens"));
        std::os::unix::fs::symlink(elsewhere.join("a"), folder.join("linked")).expect("a link");
        for (name, mark) in [("app", "{\"release\":\"v1.2\"}"), ("text", "no JSON")] {
            fs::create_dir(folder.join(name)).expect("a folder");
            fs::write(folder.join(name).join(MARK), mark).expect("a file");
        }
        fs::create_dir(folder.join("piped")).expect("a folder");
        crate::testing::pipe(&folder.join("piped").join(MARK));
        assert_eq!(run(&folder, true, &[]), pruned(strays(&[], &[])));
        assert!(elsewhere.join("a").join(MARK).is_file() && folder.join("app").join(MARK).is_file());
    }
}
