//! Which sorts of files are written.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A sort of file that a release can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// A wide CSV per statement, `facts.csv`, and `datapackage.json`, which describes them.
    Csv,
    /// `release.json`. It is written whatever is asked for: it holds everything that is known, and a release's folder is
    /// recognised by it.
    Json,
    /// An Excel workbook, `<release>.xlsx`.
    Xlsx,
    /// `facts.parquet`, one for all releases of an output folder.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// All there are, in the order of their names.
    const ALL: &'static [Self] = &[
        Self::Csv,
        Self::Json,
        #[cfg(feature = "parquet")]
        Self::Parquet,
        Self::Xlsx,
    ];

    /// As the command line names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// A choice of formats; CSV by default. JSON is always among them.
///
/// ```
/// use crossfoot_export::{Format, Formats};
///
/// let formats: Formats = [Format::Csv, Format::Xlsx].into_iter().collect();
/// assert!(formats.contains(Format::Json));
/// assert_eq!(formats.to_string(), "csv,json,xlsx");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Formats(u8);

/// Among the bits of [`Formats`]: CSV files begin with a byte order mark.
const BOM: u8 = 1 << 7;

/// The byte order mark of UTF-8.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl Formats {
    /// These and one more.
    #[must_use]
    pub fn with(self, format: Format) -> Self {
        Self(self.0 | format.bit())
    }

    /// The same with a byte order mark at the beginning of CSV files, by which some spreadsheets know that they are UTF-8.
    #[must_use]
    pub fn with_byte_order_mark(self) -> Self {
        Self(self.0 | BOM)
    }

    /// What a CSV file begins with.
    pub(crate) fn mark(self) -> &'static [u8] {
        if self.0 & BOM != 0 { BYTE_ORDER_MARK } else { b"" }
    }

    /// Whether a format is among them.
    pub fn contains(self, format: Format) -> bool {
        self.0 & format.bit() != 0
    }
}

impl Default for Formats {
    fn default() -> Self {
        [Format::Csv].into_iter().collect()
    }
}

impl FromIterator<Format> for Formats {
    fn from_iter<I: IntoIterator<Item = Format>>(formats: I) -> Self {
        Self(formats.into_iter().fold(Format::Json.bit(), |bits, format| bits | format.bit()))
    }
}

impl fmt::Display for Formats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> =
            Format::ALL.iter().filter(|format| self.contains(**format)).map(|format| format.name()).collect();
        f.write_str(&names.join(","))
    }
}
