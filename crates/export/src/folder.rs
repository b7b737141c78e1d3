//! The output folder, where everything comes into place whole or not at all.

mod combined;
mod failures;
mod of_batch;
mod release_files;
mod strays;
mod summary_file;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use failures::{Failure, Failures};
pub use of_batch::BatchFiles;
pub use release_files::write_release_files;
pub use strays::Strays;

use crate::error::ExportError;
use crate::files;
use crate::formats::Formats;
use crate::lock::Lock;
use crate::release::Release;

/// The file by which a release's folder is known as ours.
pub(crate) const MARK: &str = "release.json";
/// The file that says what the CSV files beside it hold.
const PACKAGE: &str = "datapackage.json";

/// The hidden file that remembers which inputs failed; only there while some do.
const FAILED: &str = ".crossfoot-failed";

/// The hidden folder in which things are made ready; only there while a run is at work, or was killed.
const WORK: &str = ".crossfoot";
/// In it: what is replaced, until its successor stands.
const STALE: &str = "stale";
/// In it: what is taken away for good.
const GONE: &str = "gone";

/// A folder that releases are written to.
///
/// Files are made ready in a hidden folder beside their place and then renamed, so that a reader, or a run
/// that is cut short, never finds half a file. As long as this value lives no one else can open the folder.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    work: PathBuf,
    formats: Formats,
    /// Held, not read; None once the hidden folder has been cleared.
    lock: Option<Lock>,
}

impl OutputFolder {
    /// Makes the folder where it is missing, takes it for this run, finds out whether it can be written to, and clears
    /// away what a run that was killed has left half done.
    ///
    /// # Errors
    ///
    /// [`ExportError::Folder`] when it cannot be made or written to, [`ExportError::Busy`] when another run holds it.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, ExportError> {
        let path = path.into();
        let refused = |cause| ExportError::Folder { path: path.clone(), cause };
        fs::create_dir_all(&path).map_err(refused)?;
        let work = path.join(WORK);
        // A link here would lead all that is written, and cleared away, out of the folder.
        if fs::symlink_metadata(&work).is_ok_and(|there| !there.is_dir()) {
            return Err(ExportError::InTheWay { path: work });
        }
        fs::create_dir_all(&work).map_err(refused)?;
        let lock = Lock::take(work.join("lock"), &path)?;
        // Nor may what lies elsewhere be taken for what a run was killed over.
        let stale = work.join(STALE);
        if fs::symlink_metadata(&stale).is_ok_and(|there| !there.is_dir()) {
            return Err(ExportError::InTheWay { path: stale });
        }
        restore(&stale, &path);
        clear(&work).map_err(refused)?;
        for folder in [STALE, GONE] {
            fs::create_dir(work.join(folder)).map_err(refused)?;
        }
        Ok(Self { path, work, formats: Formats::default(), lock: Some(lock) })
    }

    /// The same folder, to be written to in other formats than CSV.
    #[must_use]
    pub fn with_formats(mut self, formats: Formats) -> Self {
        self.formats = formats;
        self
    }

    /// What releases are written as.
    pub fn formats(&self) -> Formats {
        self.formats
    }

    /// The folder's path, as given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where something may be made ready, such as a release by [`write_release_files`], perhaps in another process. Names
    /// are the caller's to keep apart.
    pub fn staging(&self, name: &str) -> PathBuf {
        self.work.join(name)
    }

    /// Takes away what was begun in a place of [`staging`](Self::staging) and will not be finished.
    pub fn discard_staging(&self, folder: &Path) {
        // What cannot be taken away now goes with the hidden folder.
        let _ = fs::remove_dir_all(folder);
    }

    /// Where the release of a name goes.
    pub fn place_of(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a release to a folder of its name. What an earlier run wrote under that name is replaced as a whole.
    ///
    /// # Errors
    ///
    /// [`ExportError::File`] when the system refuses; [`ExportError::InTheWay`] when something of that name is
    /// there that no earlier run wrote. What was there before is then still there.
    pub fn write_release(&self, release: &Release<'_>) -> Result<(), ExportError> {
        let place = self.place(release.name)?;
        let fresh = self.staging("fresh");
        self.discard_staging(&fresh);
        write_release_files(release, self.formats, None, &fresh, &place)?;
        self.put(release.name, &fresh)
    }

    /// Puts a release that was made ready in `fresh`, as by [`write_release_files`], into its place, and what was there away.
    ///
    /// # Errors
    ///
    /// As [`write_release`](Self::write_release).
    pub fn put(&self, name: &str, fresh: &Path) -> Result<(), ExportError> {
        let place = self.place(name)?;
        let refused = |cause| ExportError::File { path: place.clone(), cause };
        // Under its own name, so that it finds its way back should this run be killed here and now.
        let stale = self.work.join(STALE).join(name);
        let replaces = place.exists();
        if replaces {
            files::rename(&place, &stale).map_err(refused)?;
        }
        if let Err(cause) = files::rename(fresh, &place) {
            if replaces {
                // Nothing more can be done if this fails as well; the cause of the first failure is what counts.
                let _ = fs::rename(&stale, &place);
            }
            return Err(refused(cause));
        }
        if replaces {
            // Not before its successor stands on the disk.
            files::settle_folder(&self.path).map_err(refused)?;
            // Litter in a hidden folder that goes as a whole is no failure.
            let _ = fs::remove_dir_all(&stale);
        }
        Ok(())
    }

    /// Takes away what an earlier run wrote for a release, so that it does not pass for the outcome of this one.
    /// What is not there, or not ours, is left as it is.
    ///
    /// # Errors
    ///
    /// [`ExportError::File`] when the system refuses.
    pub fn discard_release(&self, name: &str) -> Result<(), ExportError> {
        let Ok(place) = self.place(name) else {
            return Ok(());
        };
        if !place.join(MARK).is_file() {
            return Ok(());
        }
        let gone = self.work.join(GONE).join(name);
        fs::rename(&place, &gone).map_err(|cause| ExportError::File { path: place, cause })?;
        let _ = fs::remove_dir_all(gone);
        Ok(())
    }

    /// Where a release goes, if that place is free, empty, or was written by an earlier run.
    fn place(&self, name: &str) -> Result<PathBuf, ExportError> {
        let place = self.place_of(name);
        let Ok(there) = fs::symlink_metadata(&place) else {
            return Ok(place);
        };
        let ours = there.is_dir() && (place.join(MARK).is_file() || is_empty(&place));
        if ours { Ok(place) } else { Err(ExportError::InTheWay { path: place }) }
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        // What cannot be cleared now is cleared by the next run.
        let _ = clear(&self.work);
        drop(self.lock.take());
        let _ = fs::remove_dir(&self.work);
    }
}

/// Puts back what a run was killed over: taken out of its place when its successor was not yet in it.
fn restore(stale: &Path, out: &Path) {
    let Ok(stale) = fs::read_dir(stale) else { return };
    for entry in stale.flatten() {
        let place = out.join(entry.file_name());
        let is_folder = entry.file_type().is_ok_and(|there| there.is_dir());
        if is_folder && fs::symlink_metadata(&place).is_err() {
            let _ = fs::rename(entry.path(), place);
        }
    }
}

/// Takes away everything in the hidden folder but the lock.
fn clear(work: &Path) -> io::Result<()> {
    for entry in fs::read_dir(work)? {
        let entry = entry?;
        if entry.file_name() == "lock" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, item, money, proven, statement};
    use crossfoot_footing::ProvenStatement;
    use crossfoot_statements::Cell;

    fn release(statements: &[ProvenStatement]) -> Release<'_> {
        Release {
            name: "q2",
            file: "q2.pdf",
            source: "pdf",
            identity: &crossfoot_statements::Identity::UNTOLD,
            pages: &[],
            statements,
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The same while a run is at work: without the folder it makes things ready in.
    fn in_place(folder: &Path) -> Vec<String> {
        names(folder).into_iter().filter(|name| name != WORK).collect()
    }

    #[test]
    fn a_release_is_replaced_as_a_whole() {
        let temp = tempfile::tempdir().expect("a folder");
        let out = OutputFolder::open(temp.path().join("deep/out")).expect("opens");
        let one = [proven(statement(vec![column("2023")], vec![item("a", vec![Cell::Figure(money("1", "1"))])]))];
        out.write_release(&release(&one)).expect("writes");
        let place = out.path().join("q2");
        assert_eq!(names(&place), ["datapackage.json", "facts.csv", "income_statement.csv", "release.json"]);
        out.write_release(&release(&[])).expect("writes again");
        assert_eq!(names(&place), ["datapackage.json", "facts.csv", "release.json"]);
        out.batch(false, false).and_then(|files| files.finish()).expect("writes the summary");
        out.batch(false, false).and_then(|files| files.finish()).expect("and again");
        assert_eq!(in_place(out.path()), ["datapackage.json", "q2", "summary.csv"]);
        out.discard_release("q2").expect("takes it away");
        out.discard_release("q2").expect("nothing there");
        assert_eq!(in_place(out.path()), ["datapackage.json", "summary.csv"]);
        drop(out);
        assert_eq!(names(&temp.path().join("deep/out")), ["datapackage.json", "summary.csv"]);
    }

    #[test]
    fn content_is_on_the_disk_before_its_name() {
        let temp = tempfile::tempdir().expect("a folder");
        let out = OutputFolder::open(temp.path().join("out")).expect("opens");
        let mut written = ["file datapackage.json", "file facts.csv", "file release.json"];
        let noted = || {
            let mut noted = crate::files::noted();
            // A folder lists its files in any order.
            noted[..3].sort();
            noted
        };
        noted_nothing();
        out.write_release(&release(&[])).expect("writes");
        assert_eq!(noted(), [&written[..], &["folder fresh", "rename q2"]].concat());
        out.write_release(&release(&[])).expect("writes again");
        let replaced = ["folder fresh", "rename q2", "rename q2", "folder out"];
        assert_eq!(noted(), [&written[..], &replaced].concat(), "and its successor's before the old one goes");
        out.batch(true, false).and_then(|files| files.finish().map(drop)).expect("ends");
        written = ["facts.csv", "summary.csv", "datapackage.json"];
        let each = written.iter().flat_map(|name| [format!("file {name}"), format!("rename {name}")]);
        assert_eq!(crate::files::noted(), each.chain(["folder out".to_owned()]).collect::<Vec<_>>());
    }

    /// Forgets what other tests on this thread have noted.
    fn noted_nothing() {
        crate::files::noted();
    }

    #[test]
    fn what_others_wrote_stays() {
        let temp = tempfile::tempdir().expect("a folder");
        let out = OutputFolder::open(temp.path()).expect("opens");
        let place = temp.path().join("q2");
        fs::create_dir(&place).expect("a folder");
        out.write_release(&release(&[])).expect("an empty folder will do");
        fs::remove_dir_all(&place).expect("gone");
        fs::create_dir(&place).expect("a folder");
        fs::write(place.join("thesis.doc"), "years of work").expect("a file");
        let error = out.write_release(&release(&[])).expect_err("in the way");
        assert!(matches!(error, ExportError::InTheWay { .. }));
        out.discard_release("q2").expect("left alone");
        assert_eq!(names(&place), ["thesis.doc"]);
        drop(out);
        assert_eq!(names(temp.path()), ["q2"]);
    }

    #[test]
    fn one_run_at_a_time_and_nothing_is_left_of_it() {
        let temp = tempfile::tempdir().expect("a folder");
        let out = OutputFolder::open(temp.path()).expect("opens");
        let second = OutputFolder::open(temp.path()).expect_err("held");
        assert!(matches!(second, ExportError::Busy { .. }));
        assert!(second.to_string().starts_with("another run"), "{second}");
        drop(out);
        assert!(names(temp.path()).is_empty());
        OutputFolder::open(temp.path()).expect("free again");
    }

    #[test]
    fn what_a_killed_run_left_is_put_right() {
        let temp = tempfile::tempdir().expect("a folder");
        let work = temp.path().join(WORK);
        for folder in ["stale/a", "stale/b", "17"] {
            fs::create_dir_all(work.join(folder)).expect("a folder");
            fs::write(work.join(folder).join(MARK), folder).expect("a file");
        }
        fs::write(work.join("lock"), "4194304999\n").expect("a file");
        fs::write(work.join("summary.csv"), "half a li").expect("a file");
        // The successor of b stands, that of a does not.
        fs::create_dir(temp.path().join("b")).expect("a folder");
        fs::write(temp.path().join("b").join(MARK), "new").expect("a file");
        drop(OutputFolder::open(temp.path()).expect("opens"));
        assert_eq!(names(temp.path()), ["a", "b"]);
        let mark = |name: &str| fs::read_to_string(temp.path().join(name).join(MARK)).expect("a file");
        assert_eq!((mark("a").as_str(), mark("b").as_str()), ("stale/a", "new"));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_or_cleared_through_a_link() {
        let temp = tempfile::tempdir().expect("a folder");
        let (out, elsewhere) = (temp.path().join("out"), temp.path().join("elsewhere"));
        fs::create_dir(&out).expect("a folder");
        fs::create_dir(&elsewhere).expect("a folder");
        fs::write(elsewhere.join("thesis.doc"), "years of work").expect("a file");
        std::os::unix::fs::symlink(&elsewhere, out.join(WORK)).expect("a link");
        let error = OutputFolder::open(&out).expect_err("a link is in the way");
        assert!(matches!(error, ExportError::InTheWay { .. }));
        fs::remove_file(out.join(WORK)).expect("gone");
        std::os::unix::fs::symlink(&elsewhere, out.join("q2")).expect("a link");
        let folder = OutputFolder::open(&out).expect("opens");
        let error = folder.write_release(&release(&[])).expect_err("a link is in the way");
        assert!(matches!(error, ExportError::InTheWay { .. }));
        assert_eq!(names(&elsewhere), ["thesis.doc"]);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_taken_for_a_release_that_a_link_leads_to() {
        let temp = tempfile::tempdir().expect("a folder");
        let (out, elsewhere) = (temp.path().join("out"), temp.path().join("elsewhere"));
        fs::create_dir_all(out.join(WORK)).expect("a folder");
        fs::create_dir_all(elsewhere.join("thesis")).expect("a folder");
        let stale = out.join(WORK).join(STALE);
        std::os::unix::fs::symlink(&elsewhere, &stale).expect("a link");
        let error = OutputFolder::open(&out).expect_err("a link is in the way");
        assert!(matches!(&error, ExportError::InTheWay { path } if *path == stale), "{error}");
        assert_eq!((names(&elsewhere), in_place(&out)), (vec!["thesis".to_owned()], vec![]));
        fs::remove_file(&stale).expect("gone");
        crate::testing::pipe(&stale);
        assert!(matches!(OutputFolder::open(&out), Err(ExportError::InTheWay { .. })));
        fs::remove_file(&stale).expect("gone");
        fs::create_dir(&stale).expect("a folder");
        std::os::unix::fs::symlink(&elsewhere, stale.join("q2")).expect("a link");
        let folder = OutputFolder::open(&out).expect("opens");
        assert_eq!(in_place(&out), [""; 0]);
        crate::testing::pipe(&out.join("q2"));
        let error = folder.write_release(&release(&[])).expect_err("a pipe is in the way");
        assert!(matches!(error, ExportError::InTheWay { .. }));
        drop(folder);
        assert_eq!(names(&elsewhere), ["thesis"]);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let temp = tempfile::tempdir().expect("a folder");
        let file = temp.path().join("file");
        fs::write(&file, "").expect("a file");
        let error = OutputFolder::open(file.join("out")).expect_err("a file is no folder");
        assert!(error.to_string().contains("file"));
    }
}
