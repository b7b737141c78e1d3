//! The files of a batch, beside the folders of its releases. All of them are of one run: what an earlier run wrote that
//! this one does not goes, as it would no longer agree with the folders.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::combined::CombinedFacts;
use super::failures::Failures;
use super::strays::Strays;
use super::summary_file::SummaryFile;
use super::{FAILED, OutputFolder};
use crate::datapackage::Combined;
use crate::error::ExportError;
use crate::facts::HEADER;
use crate::files;
use crate::formats::BYTE_ORDER_MARK;
#[cfg(feature = "parquet")]
use crate::formats::Format;
use crate::names::folded;
use crate::summary::{State, SummaryLine};

/// The figures of all releases, line by line.
const FACTS: &str = "facts.csv";
/// The same, for databases.
const PARQUET: &str = "facts.parquet";

/// Writes the files of a batch as it goes on. They come into their places when it is finished; until then those of the
/// run before stay there.
#[derive(Debug)]
pub struct BatchFiles<'a> {
    out: &'a OutputFolder,
    summary: SummaryFile,
    combined: Option<CombinedFacts>,
    /// Why the figures of all releases could not be combined.
    spoilt: Option<ExportError>,
    failures: Failures,
    /// The releases that are in place.
    releases: Vec<String>,
    /// The names of all releases of this run, those that failed as well, as they are compared.
    names: HashSet<String>,
    /// Some input never came to have a name.
    nameless: bool,
    prune: bool,
}

impl<'a> BatchFiles<'a> {
    pub(super) fn begin(out: &'a OutputFolder, combined: Option<Combined>) -> Result<Self, ExportError> {
        let combined =
            combined.map(|combined| CombinedFacts::begin(out.work.join(FACTS), &out.path, combined, out.formats));
        Ok(Self {
            out,
            summary: SummaryFile::begin(out.work.join("summary.csv"), out.path.join("summary.csv"), out.formats)?,
            combined: combined.transpose()?,
            spoilt: None,
            failures: Failures::read(out.path.join(FAILED))?,
            releases: Vec::new(),
            names: HashSet::new(),
            nameless: false,
            prune: false,
        })
    }

    /// With `true`, what earlier runs wrote for inputs that are not among this run's is taken away at the end.
    #[must_use]
    pub fn pruning(mut self, prune: bool) -> Self {
        self.prune = prune;
        self
    }

    /// Adds an input to `summary.csv`; its release, if there is one, must be in its place. What cannot be written, such as
    /// on a full disk, is told when the batch is [finished](Self::finish): it must not keep the releases from their places.
    pub fn line(&mut self, line: &SummaryLine) {
        self.summary.line(line);
        self.nameless |= line.release.is_empty();
        self.names.insert(folded(&line.release));
        if line.state != State::Failed {
            if let Some(combined) = self.combined.take() {
                match combined.with(&line.release) {
                    Ok(combined) => self.combined = Some(combined),
                    // The releases themselves are more than the file of all of them: they go on.
                    Err(error) => self.spoilt = Some(error),
                }
            }
            self.releases.push(line.release.clone());
        }
    }

    /// What is remembered of inputs that failed.
    pub fn failures(&mut self) -> &mut Failures {
        &mut self.failures
    }

    /// Puts the files into their places: `summary.csv`; the figures of all releases as `facts.csv` if they were to be
    /// combined, and as `facts.parquet` if that is among the formats; and `datapackage.json`, which describes the CSV files.
    /// Hands back which folders are of no input of this run.
    ///
    /// # Errors
    ///
    /// [`ExportError::File`] when the system refuses, or when a release cannot be read back.
    pub fn finish(self) -> Result<Strays, ExportError> {
        let described = self.combined.as_ref().map(CombinedFacts::described);
        let facts = match (self.combined, self.spoilt) {
            (_, Some(error)) => Err(error),
            (Some(facts), None) => facts.finish(),
            (None, None) => Ok(()),
        };
        let described = described.filter(|_| facts.is_ok());
        let parquet = self.out.write_parquet(&self.releases);
        self.summary.finish(described)?;
        // Only now that the summary is of this run does what is of another one not agree with it.
        if described.is_none() {
            remove_if(&self.out.path.join(FACTS), has_our_header)?;
        }
        if !matches!(parquet, Ok(true)) {
            remove_if(&self.out.path.join(PARQUET), names_us_at_its_end)?;
        }
        self.failures.finish(self.out.work.join(FAILED));
        let strays = self.out.strays(&self.names, self.prune, self.nameless)?;
        // Once for all that has come into place.
        let refused = |cause| ExportError::File { path: self.out.path.clone(), cause };
        files::settle_folder(&self.out.path).map_err(refused)?;
        facts.and(parquet).map(|_| strays)
    }
}

impl OutputFolder {
    /// Begins the files of a batch. With `combine`, one `facts.csv` has the figures of all releases; with `confirmed` it
    /// has the column of the second decoder.
    ///
    /// # Errors
    ///
    /// [`ExportError::File`] when the system refuses.
    pub fn batch(&self, combine: bool, confirmed: bool) -> Result<BatchFiles<'_>, ExportError> {
        BatchFiles::begin(self, combine.then_some(Combined { confirmed }))
    }

    /// Writes `facts.parquet` from what has been written of the releases, where that format was chosen.
    #[cfg(feature = "parquet")]
    fn write_parquet(&self, releases: &[String]) -> Result<bool, ExportError> {
        if !self.formats.contains(Format::Parquet) {
            return Ok(false);
        }
        let (fresh, place) = (self.work.join(PARQUET), self.path.join(PARQUET));
        let _ = fs::remove_file(&fresh);
        let folders = releases.iter().map(|name| self.path.join(name));
        let written = crate::parquet::write(folders, &fresh)
            .map_err(|error| error.at(&place))
            .and_then(|()| files::put(&fresh, &place).map_err(|cause| ExportError::File { path: place, cause }));
        if written.is_err() {
            let _ = fs::remove_file(&fresh);
        }
        written.map(|()| true)
    }

    /// This build knows no such format.
    #[cfg(not(feature = "parquet"))]
    fn write_parquet(&self, _: &[String]) -> Result<bool, ExportError> {
        Ok(false)
    }
}

/// Takes away a file if it is one, and ours.
fn remove_if(path: &Path, ours: impl Fn(File) -> bool) -> Result<(), ExportError> {
    let is_file = fs::symlink_metadata(path).is_ok_and(|there| there.is_file());
    if is_file && File::open(path).is_ok_and(ours) {
        fs::remove_file(path).map_err(|cause| ExportError::File { path: path.to_owned(), cause })?;
    }
    Ok(())
}

/// Whether a file begins as `facts.csv` does, whatever columns have come after.
fn has_our_header(file: File) -> bool {
    let mut first = Vec::new();
    let header = HEADER.join(",").into_bytes();
    let most = (BYTE_ORDER_MARK.len() + header.len()) as u64;
    let read = BufReader::new(file).take(most).read_until(b'\n', &mut first);
    read.is_ok() && first.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&first).starts_with(&header)
}

/// Whether a Parquet file was made by this program, of whatever version. Its maker stands near the end.
fn names_us_at_its_end(mut file: File) -> bool {
    const END: u64 = 4096;
    let mut end = Vec::new();
    let length = file.metadata().map_or(0, |there| there.len());
    let read = file.seek(SeekFrom::Start(length.saturating_sub(END))).and_then(|_| file.read_to_end(&mut end));
    read.is_ok() && end.windows(10).any(|words| words == b"crossfoot ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Formats;
    use crate::release::Release;
    use crate::summary::SummaryLine;
    use crate::testing::{column, item, money, proven, statement};
    use crossfoot_footing::ProvenStatement;
    use crossfoot_statements::Cell;
    use std::path::PathBuf;

    fn one(confirmed: bool) -> ProvenStatement {
        let mut one =
            proven(statement(vec![column("2023")], vec![item("a,\n\"b\"", vec![Cell::Figure(money("1", "1"))])]));
        one.confirmed = confirmed.then(|| vec![vec![Some(true)]]);
        one
    }

    /// Runs a batch of releases, some of them confirmed, over a folder.
    fn run(out: &Path, formats: Formats, combine: bool, confirm: bool, releases: &[(&str, bool)]) {
        let out = OutputFolder::open(out).expect("opens").with_formats(formats);
        let mut files = out.batch(combine, confirm).expect("begins");
        for (name, confirmed) in releases {
            let statements = [one(*confirmed)];
            let release = Release {
                name,
                file: "q2.pdf",
                source: "pdf",
                identity: &crossfoot_statements::Identity::UNTOLD,
                pages: &[],
                statements: &statements,
            };
            out.write_release(&release).expect("writes");
            files.line(&SummaryLine::empty(name, State::Ok));
        }
        files.finish().expect("ends");
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
        files.sort();
        files.iter().map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned()).collect()
    }

    fn records(file: &Path) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(file).expect("a file");
        reader.records().map(|record| record.expect("not ragged").iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn the_facts_of_all_releases_have_one_header_and_one_width() {
        let temp = tempfile::tempdir().expect("a folder");
        let firsts = || records(&temp.path().join(FACTS)).iter().map(|r| r[0].clone()).collect::<Vec<_>>();
        run(temp.path(), Formats::default(), true, false, &[("b", false), ("a", false)]);
        assert_eq!(firsts(), ["release", "b", "a"]);
        // A text has no second decoder and so no such column.
        run(temp.path(), Formats::default(), true, true, &[("text", false), ("pdf", true)]);
        assert_eq!(firsts(), ["release", "text", "pdf"]);
        let last: Vec<String> =
            records(&temp.path().join(FACTS)).iter().map(|r| r.last().cloned().unwrap_or_default()).collect();
        assert_eq!(last, ["confirmed", "", "yes"]);
        let package = fs::read_to_string(temp.path().join("datapackage.json")).expect("a file");
        let package: serde_json::Value = serde_json::from_str(&package).expect("JSON");
        assert_eq!(package["resources"][1]["path"], FACTS);
        assert_eq!(package["resources"][1]["schema"]["fields"][26]["name"], "confirmed");
        assert_eq!(package["resources"][1]["schema"]["primaryKey"][0], "release");
    }

    #[test]
    fn with_a_byte_order_mark_all_that_reads_them_back_does_so() {
        let (temp, plain) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let marked = Formats::default().with_byte_order_mark();
        // The one release is wider than the other, so both ways of joining are taken.
        let releases = [("text", false), ("pdf", true)];
        run(temp.path(), marked, true, true, &releases);
        run(plain.path(), Formats::default(), true, true, &releases);
        let bytes = |folder: &Path, name: &str| fs::read(folder.join(name)).expect("a file");
        for name in ["summary.csv", FACTS, "pdf/facts.csv", "pdf/income_statement.csv"] {
            let (with, without) = (bytes(temp.path(), name), bytes(plain.path(), name));
            assert_eq!(with, [BYTE_ORDER_MARK, &without].concat(), "{name}");
        }
        let read = |folder: &Path| crate::read_facts(&folder.join("pdf")).expect("figures");
        assert_eq!(read(temp.path()), read(plain.path()));
        run(temp.path(), marked, false, false, &releases);
        assert!(!temp.path().join(FACTS).exists(), "it is still known as ours");
    }

    #[test]
    fn that_facts_cannot_be_combined_does_not_end_the_batch() {
        let temp = tempfile::tempdir().expect("a folder");
        run(temp.path(), Formats::default(), true, false, &[("a", false)]);
        assert!(temp.path().join(FACTS).is_file());
        let out = OutputFolder::open(temp.path()).expect("opens");
        let mut files = out.batch(true, false).expect("begins");
        files.line(&SummaryLine::empty("a", State::Ok));
        // As where a disk is full: something of it cannot be read or written.
        files.line(&SummaryLine::empty("gone", State::Ok));
        files.line(&SummaryLine::empty("a", State::Ok));
        let error = files.finish().expect_err("it is told in the end");
        assert!(matches!(&error, ExportError::File { path, .. } if path.ends_with("gone/facts.csv")), "{error}");
        drop(out);
        assert_eq!(records(&temp.path().join("summary.csv")).len(), 4, "all inputs have their lines");
        assert_eq!(names(temp.path()), ["datapackage.json", "summary.csv"], "no facts of an earlier run beside them");
        let package = fs::read_to_string(temp.path().join("datapackage.json")).expect("a file");
        assert!(!package.contains(FACTS), "{package}");
    }

    #[test]
    fn the_files_of_a_batch_are_of_one_run() {
        let temp = tempfile::tempdir().expect("a folder");
        run(temp.path(), Formats::default(), true, false, &[("a", false)]);
        assert_eq!(names(temp.path()), ["datapackage.json", FACTS, "summary.csv"]);
        run(temp.path(), Formats::default(), false, false, &[("a", false)]);
        assert_eq!(names(temp.path()), ["datapackage.json", "summary.csv"]);
        let package = fs::read_to_string(temp.path().join("datapackage.json")).expect("a file");
        assert!(!package.contains(FACTS), "{package}");
        for name in [FACTS, PARQUET] {
            fs::write(temp.path().join(name), "mine\n").expect("a file");
        }
        run(temp.path(), Formats::default(), false, false, &[("a", false)]);
        assert_eq!(names(temp.path()), ["datapackage.json", FACTS, PARQUET, "summary.csv"], "not ours");
    }

    #[cfg(feature = "parquet")]
    #[test]
    fn a_parquet_file_of_an_earlier_run_goes() {
        let temp = tempfile::tempdir().expect("a folder");
        let parquet = [Format::Parquet].into_iter().collect();
        run(temp.path(), parquet, false, false, &[("a", false)]);
        assert!(temp.path().join(PARQUET).is_file());
        run(temp.path(), Formats::default(), false, false, &[("a", false)]);
        assert!(!temp.path().join(PARQUET).exists());
    }
}
