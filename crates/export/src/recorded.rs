//! What was written, read back: the figures of a release's folder.
//!
//! The contract is that of `facts.csv`; a folder written without CSV has the same figures in `release.json`. Columns
//! and members that this version does not know are passed over, so that newer outputs can be read.

mod json;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crossfoot_statements::Identity;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use thiserror::Error;

use crate::cells::restored;

/// The files that figures are read from, in the order they are looked for.
const SOURCES: [&str; 2] = ["facts.csv", "release.json"];

/// One line of `facts.csv`. Text is as the release has it: what was neutralised for spreadsheets is undone.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RecordedFact {
    /// The release's name.
    pub release: String,
    /// The statement's id, unique in the release.
    pub statement: String,
    /// The statement's kind.
    pub kind: String,
    /// The statement's title.
    pub title: String,
    /// 1-based page.
    pub page: u32,
    /// 1-based row among those that print figures.
    pub row: u32,
    /// 1-based column among those that print figures.
    pub col: u32,
    /// The headings above the row, outermost first, joined by ` > `.
    pub section: String,
    /// The line item.
    pub label: String,
    /// The column's whole printed heading.
    pub column: String,
    /// First day of the period; none for an instant or where there is no period.
    pub period_start: Option<Date>,
    /// Last day of the period; none where there is no period.
    pub period_end: Option<Date>,
    /// `instant`, or ISO 8601; empty where there is no period.
    pub duration: String,
    /// The figure in full units.
    #[serde(deserialize_with = "rust_decimal::serde::str::deserialize")]
    pub value: Decimal,
    /// What it counts: `USD`, `USD/share`, `shares`, `percent`, `pure`.
    pub unit: String,
    /// Precision in XBRL's sense: -6 for whole millions, 2 for cents.
    pub decimals: i32,
    /// What the page shows.
    pub printed: String,
    /// What arithmetic says of it.
    pub status: String,
    /// Left edge, in points, or in characters of a text; none in HTML, as the next three.
    pub x0: Option<f64>,
    /// Upper edge, in points, or in lines of a text.
    pub y0: Option<f64>,
    /// Right edge.
    pub x1: Option<f64>,
    /// Lower edge.
    pub y1: Option<f64>,
    /// The standard concept; empty where none is known, and in older outputs.
    #[serde(default)]
    pub concept: String,
    /// Where the release says what it counts; empty in older outputs, as the next two.
    #[serde(default)]
    pub unit_from: String,
    /// Where it says what the printed figure is multiplied by.
    #[serde(default)]
    pub scale_from: String,
    /// Where it says what time it speaks of.
    #[serde(default)]
    pub period_from: String,
}

/// Why an output could not be read back.
#[derive(Debug, Error)]
pub enum ReadBackError {
    /// The system refused.
    #[error("cannot read {}: {cause}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// There is nothing that crossfoot wrote.
    #[error("{} is no output of crossfoot: neither it nor a folder in it has facts.csv or release.json", path.display())]
    NoOutput {
        /// The folder.
        path: PathBuf,
    },
    /// A file is not what crossfoot writes.
    #[error("{}: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, and on which line.
        message: String,
    },
}

/// The folders of releases in an output folder, sorted by name; or the folder itself, if it is that of a release.
///
/// # Errors
///
/// [`ReadBackError::Io`] when the folder cannot be listed, [`ReadBackError::NoOutput`] when nothing in it is a release.
pub fn release_folders(folder: &Path) -> Result<Vec<PathBuf>, ReadBackError> {
    let refused = |cause| ReadBackError::Io { path: folder.to_owned(), cause };
    // A batch can have a file of all facts; what makes it a batch are the releases below it.
    let mut below = Vec::new();
    for entry in fs::read_dir(folder).map_err(refused)? {
        let path = entry.map_err(refused)?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && source(&path).is_some() {
            below.push(path);
        }
    }
    below.sort();
    match (below.is_empty(), source(folder)) {
        (false, _) => Ok(below),
        (true, Some(_)) => Ok(vec![folder.to_owned()]),
        (true, None) => Err(ReadBackError::NoOutput { path: folder.to_owned() }),
    }
}

/// The figures of a release's folder, statement by statement and row by row.
///
/// # Errors
///
/// [`ReadBackError`] when the folder has neither `facts.csv` nor `release.json`, or when that cannot be read.
pub fn read_facts(folder: &Path) -> Result<Vec<RecordedFact>, ReadBackError> {
    let file = source(folder).ok_or_else(|| ReadBackError::NoOutput { path: folder.to_owned() })?;
    let opened = File::open(&file).map_err(|cause| ReadBackError::Io { path: file.clone(), cause })?;
    let facts = if file.ends_with(SOURCES[0]) { from_csv(opened) } else { json::read(io::BufReader::new(opened)) };
    facts.map_err(|message| ReadBackError::Malformed { path: file, message })
}

/// What the release of a folder says of itself, by its `release.json`; nothing where there is no such file.
///
/// # Errors
///
/// [`ReadBackError`] when the file cannot be read or is not what crossfoot writes.
pub fn read_identity(folder: &Path) -> Result<Identity, ReadBackError> {
    let file = folder.join(SOURCES[1]);
    let opened = match File::open(&file) {
        Ok(opened) => opened,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Identity::UNTOLD),
        Err(cause) => return Err(ReadBackError::Io { path: file, cause }),
    };
    serde_json::from_reader(io::BufReader::new(opened))
        .map_err(|error| ReadBackError::Malformed { path: file, message: error.to_string() })
}

fn source(folder: &Path) -> Option<PathBuf> {
    SOURCES.iter().map(|name| folder.join(name)).find(|file| file.is_file())
}

fn from_csv(file: File) -> Result<Vec<RecordedFact>, String> {
    let mut reader = csv::Reader::from_reader(file);
    let facts = reader.deserialize::<RecordedFact>().map(|fact| {
        let mut fact = fact.map_err(|error| error.to_string())?;
        for text in [&mut fact.release, &mut fact.title, &mut fact.section, &mut fact.label, &mut fact.column] {
            *text = restored(text).to_owned();
        }
        Ok(fact)
    });
    facts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{column, fact, instant, item, money, months, proven, statement};
    use crate::{Format, OutputFolder, Release};
    use crossfoot_footing::ProvenStatement;
    use crossfoot_statements::{Cell, Unit};

    fn sample() -> ProvenStatement {
        let mut loss = money("-1234.50", "1000000");
        loss.printed = "(1,234.50)".into();
        let mut line = item("=Net loss", vec![Cell::Figure(loss), Cell::Text("NM".into()), Cell::Empty]);
        line.section = vec!["- Results".into(), "Quarter".into()];
        let text = item("only text", vec![Cell::Empty, Cell::Text("x".into()), Cell::Empty]);
        let share = fact("12.30", "1", Unit::Percent);
        let shares = item("", vec![Cell::Figure(fact("7", "1000", Unit::Shares)), Cell::Empty, Cell::Figure(share)]);
        proven(statement(
            vec![months("Q2", "2023-04-01", "2023-06-30", 3), column("Note"), instant("@ day", "2023-06-30")],
            vec![text, line, shares],
        ))
    }

    #[test]
    fn both_files_give_the_same_figures() {
        let temp = tempfile::tempdir().expect("a folder");
        let statements = [sample()];
        let identity = Identity {
            company: Some("=Acme, Inc.".into()),
            currency: crossfoot_grammar::figure::Currency::from_code("JPY"),
            period_end: "2023-06-30".parse().ok(),
        };
        let release = Release {
            name: "q2",
            file: "q2.pdf",
            source: "pdf",
            identity: &identity,
            pages: &[],
            statements: &statements,
        };
        let written = |name: &str, format: Format| {
            let folder = OutputFolder::open(temp.path().join(name)).expect("opens");
            folder.with_formats([format].into_iter().collect()).write_release(&release).expect("writes");
            let folders = release_folders(&temp.path().join(name)).expect("a release");
            assert_eq!(folders, [temp.path().join(name).join("q2")]);
            assert_eq!(release_folders(&folders[0]).expect("itself"), folders);
            assert_eq!(read_identity(&folders[0]).expect("an identity"), identity);
            read_facts(&folders[0]).expect("figures")
        };
        let csv = written("csv", Format::Csv);
        assert_eq!(csv, written("json", Format::Json));
        assert_eq!(csv.len(), 3);
        assert_eq!((csv[0].section.as_str(), csv[0].label.as_str()), ("- Results > Quarter", "=Net loss"));
        assert_eq!((csv[0].row, csv[0].col, csv[2].row, csv[2].col), (1, 1, 2, 2));
        assert_eq!(csv[0].value.to_string(), "-1234500000");
        assert_eq!(csv[2].column, "@ day");
        assert_eq!((csv[2].period_start, csv[2].duration.as_str()), (None, "instant"));
    }

    #[test]
    fn what_is_no_output_is_named() {
        let temp = tempfile::tempdir().expect("a folder");
        assert!(matches!(release_folders(temp.path()), Err(ReadBackError::NoOutput { .. })));
        assert!(matches!(release_folders(&temp.path().join("none")), Err(ReadBackError::Io { .. })));
        fs::create_dir(temp.path().join("q2")).expect("a folder");
        fs::write(temp.path().join("q2/facts.csv"), "release,statement\na,b\n").expect("a file");
        let error = read_facts(&temp.path().join("q2")).expect_err("columns are missing");
        assert!(error.to_string().contains("facts.csv: ") && error.to_string().contains("kind"), "{error}");
    }
}
