//! The output folder, where everything comes into place whole or not at all.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::datapackage::{write_datapackage, write_summary_datapackage};
use crate::error::ExportError;
use crate::facts::write_facts;
use crate::formats::{Format, Formats};
use crate::names::file_of;
use crate::release::Release;
use crate::release_json::write_release_json;
use crate::summary::{SummaryLine, write_summary};
use crate::wide::write_wide;
use crate::workbook::write_workbook;

/// The file by which a release's folder is known as ours.
const MARK: &str = "release.json";
/// The file that says what the CSV files beside it hold.
const PACKAGE: &str = "datapackage.json";

/// A folder that releases are written to.
///
/// Files are made ready in a hidden folder beside their place and then renamed, so that a reader, or a run
/// that is cut short, never finds half a file.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    formats: Formats,
}

impl OutputFolder {
    /// Makes the folder where it is missing and finds out whether it can be written to.
    ///
    /// # Errors
    ///
    /// [`ExportError::Folder`] when it cannot be made or written to.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, ExportError> {
        let folder = Self { path: path.into(), formats: Formats::default() };
        let refused = |cause| ExportError::Folder { path: folder.path.clone(), cause };
        fs::create_dir_all(&folder.path).map_err(refused)?;
        folder.staging()?.close().map_err(refused)?;
        Ok(folder)
    }

    /// The same folder, to be written to in other formats than CSV.
    #[must_use]
    pub fn with_formats(self, formats: Formats) -> Self {
        Self { formats, ..self }
    }

    /// What releases are written as.
    pub fn formats(&self) -> Formats {
        self.formats
    }

    /// The folder's path, as given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a release to a folder of its name. What an earlier run wrote under that name is replaced as a whole.
    ///
    /// # Errors
    ///
    /// [`ExportError::File`] when the system refuses; [`ExportError::InTheWay`] when something of that name is
    /// there that no earlier run wrote. What was there before is then still there.
    pub fn write_release(&self, release: &Release<'_>) -> Result<(), ExportError> {
        let place = self.place(release.name)?;
        let staging = self.staging()?;
        let fresh = staging.path().join("fresh");
        let refused = |path: &Path, cause| ExportError::File { path: path.to_owned(), cause };
        fs::create_dir(&fresh).map_err(|cause| refused(&place, cause))?;
        fill(&fresh, &place, release, self.formats)?;
        let stale = staging.path().join("stale");
        let replaces = place.exists();
        if replaces {
            fs::rename(&place, &stale).map_err(|cause| refused(&place, cause))?;
        }
        if let Err(cause) = fs::rename(&fresh, &place) {
            if replaces {
                // Nothing more can be done if this fails as well; the cause of the first failure is what counts.
                let _ = fs::rename(&stale, &place);
            }
            return Err(refused(&place, cause));
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
        let staging = self.staging()?;
        fs::rename(&place, staging.path().join("stale")).map_err(|cause| ExportError::File { path: place, cause })
    }

    /// Writes `summary.csv`, and `datapackage.json`, which describes it.
    ///
    /// # Errors
    ///
    /// [`ExportError::File`] when the system refuses.
    pub fn write_summary<'a>(&self, lines: impl IntoIterator<Item = &'a SummaryLine>) -> Result<(), ExportError> {
        self.write_whole("summary.csv", |out| write_summary(lines, out))?;
        self.write_whole(PACKAGE, |out| write_summary_datapackage(out))
    }

    /// Writes what is made of all releases together, from what has been written of each: `facts.parquet`, where that
    /// format was chosen. Nothing otherwise.
    ///
    /// # Errors
    ///
    /// [`ExportError::File`] when a release cannot be read back, or the system refuses.
    pub fn write_combined<'a>(&self, releases: impl IntoIterator<Item = &'a str>) -> Result<(), ExportError> {
        let folders = releases.into_iter().map(|name| self.path.join(name));
        #[cfg(feature = "parquet")]
        if self.formats.contains(Format::Parquet) {
            let place = self.path.join("facts.parquet");
            let staging = self.staging()?;
            let fresh = staging.path().join("facts.parquet");
            crate::parquet::write(folders, &fresh).map_err(|error| error.at(&place))?;
            return fs::rename(&fresh, &place).map_err(|cause| ExportError::File { path: place, cause });
        }
        drop(folders);
        Ok(())
    }

    /// Writes a file that stands beside the releases; what an earlier run wrote is replaced.
    fn write_whole(
        &self,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let place = self.path.join(name);
        let staging = self.staging()?;
        let fresh = staging.path().join(name);
        write_file(&fresh, &place, content)?;
        fs::rename(&fresh, &place).map_err(|cause| ExportError::File { path: place, cause })
    }

    /// A hidden folder to make things ready in; it goes when it is dropped, with all that is left in it.
    fn staging(&self) -> Result<TempDir, ExportError> {
        let made = tempfile::Builder::new().prefix(".crossfoot-").tempdir_in(&self.path);
        made.map_err(|cause| ExportError::Folder { path: self.path.clone(), cause })
    }

    /// Where a release goes, if that place is free, empty, or was written by an earlier run.
    fn place(&self, name: &str) -> Result<PathBuf, ExportError> {
        let place = self.path.join(name);
        let Ok(there) = fs::symlink_metadata(&place) else {
            return Ok(place);
        };
        let ours = there.is_dir() && (place.join(MARK).is_file() || is_empty(&place));
        if ours { Ok(place) } else { Err(ExportError::InTheWay { path: place }) }
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Writes all files of a release to `folder`; errors name them by their final `place`.
fn fill(folder: &Path, place: &Path, release: &Release<'_>, formats: Formats) -> Result<(), ExportError> {
    let write = |name: &str, content: &dyn Fn(&mut dyn Write) -> Result<(), ExportError>| {
        write_file(&folder.join(name), &place.join(name), |out| content(out))
    };
    if formats.contains(Format::Csv) {
        for proven in release.statements {
            let statement = &proven.statement;
            write(&format!("{}.csv", statement.id), &|out| write_wide(statement, out))?;
        }
        write("facts.csv", &|out| write_facts(release, out))?;
        write(PACKAGE, &|out| write_datapackage(release, out))?;
    }
    if formats.contains(Format::Xlsx) {
        write(&file_of(release.name, ".xlsx"), &|out| write_workbook(release, out))?;
    }
    write(MARK, &|out| write_release_json(release, out))
}

/// Writes one new file and sees that it has reached the system.
fn write_file(
    path: &Path,
    place: &Path,
    content: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let write = || {
        let mut out = BufWriter::new(File::create_new(path)?);
        content(&mut out)?;
        out.flush()?;
        Ok(())
    };
    write().map_err(|error: ExportError| error.at(place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, item, money, proven, statement};
    use crossfoot_footing::ProvenStatement;
    use crossfoot_statements::Cell;

    fn release(statements: &[ProvenStatement]) -> Release<'_> {
        Release { name: "q2", file: "q2.pdf", source: "pdf", pages: &[], statements }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
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
        out.write_summary([]).expect("writes the summary");
        out.write_summary([]).expect("and again");
        assert_eq!(names(out.path()), ["datapackage.json", "q2", "summary.csv"]);
        out.discard_release("q2").expect("takes it away");
        out.discard_release("q2").expect("nothing there");
        assert_eq!(names(out.path()), ["datapackage.json", "summary.csv"]);
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
        assert_eq!(names(temp.path()), ["q2"]);
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
