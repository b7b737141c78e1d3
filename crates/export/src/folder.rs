//! The output folder, where everything comes into place whole or not at all.

mod combined;
mod failures;
mod of_batch;
mod release_files;
mod strays;
mod summary_file;
#[cfg(test)]
mod tests;
mod work;

use std::fs;
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
        work::restore(&stale, &path);
        work::clear(&work).map_err(refused)?;
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
        let _ = work::clear(&self.work);
        drop(self.lock.take());
        let _ = fs::remove_dir(&self.work);
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}
