//! One `facts.csv` for all releases of a batch, joined from theirs on disk, so that no more than a buffer is in memory.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::datapackage::Combined;
use crate::error::ExportError;
use crate::facts::header;
use crate::files;
use crate::formats::{BYTE_ORDER_MARK, Formats};
use crate::wide::csv_writer;

/// The facts of many releases under way. They are in their place only once they are finished.
#[derive(Debug)]
pub(super) struct CombinedFacts {
    writer: BufWriter<File>,
    described: Combined,
    /// The line of the columns' names.
    header: Vec<u8>,
    fresh: PathBuf,
    out: PathBuf,
    place: PathBuf,
}

impl CombinedFacts {
    pub(super) fn begin(
        fresh: PathBuf,
        out: &Path,
        described: Combined,
        formats: Formats,
    ) -> Result<Self, ExportError> {
        let place = out.join("facts.csv");
        let _ = fs::remove_file(&fresh);
        // No name of a column needs quotes.
        let mut header = header(described.confirmed).collect::<Vec<_>>().join(",").into_bytes();
        header.push(b'\n');
        let begin = || {
            let mut writer = BufWriter::with_capacity(1 << 16, File::create_new(&fresh)?);
            writer.write_all(formats.mark())?;
            writer.write_all(&header)?;
            Ok(writer)
        };
        let writer = begin().map_err(|cause: io::Error| ExportError::File { path: place.clone(), cause })?;
        Ok(Self { writer, described, header, fresh, out: out.to_owned(), place })
    }

    /// What it holds.
    pub(super) fn described(&self) -> Combined {
        self.described
    }

    /// The same with the facts of a release that is in its place; what was written of it goes where that fails.
    pub(super) fn with(mut self, release: &str) -> Result<Self, ExportError> {
        match self.add(release) {
            Ok(()) => Ok(self),
            Err(error) => {
                let _ = fs::remove_file(&self.fresh);
                Err(error)
            }
        }
    }

    fn add(&mut self, release: &str) -> Result<(), ExportError> {
        let path = self.out.join(release).join("facts.csv");
        let refused = |path: &Path, cause| ExportError::File { path: path.to_owned(), cause };
        let file = files::read_regular(&path).map_err(|cause| refused(&path, cause))?;
        let mut facts = BufReader::with_capacity(1 << 16, file);
        // Its own header, which holds no quotes and so ends with its line.
        let mut header = Vec::new();
        facts.read_until(b'\n', &mut header).map_err(|cause| refused(&path, cause))?;
        // With a byte order mark of its own, it may be.
        if header.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&header) == self.header {
            io::copy(&mut facts, &mut self.writer).map_err(|cause| refused(&self.place, cause))?;
            return Ok(());
        }
        self.widen(facts).map_err(|error| error.at(&path))
    }

    /// Adds lines that lack the last column.
    fn widen(&mut self, facts: impl Read) -> Result<(), ExportError> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(facts);
        let width = header(self.described.confirmed).count();
        let mut writer = csv_writer(&mut self.writer);
        let mut record = csv::ByteRecord::new();
        while reader.read_byte_record(&mut record)? {
            let missing = width.saturating_sub(record.len());
            writer.write_record(record.iter().chain(std::iter::repeat_n(&b""[..], missing)))?;
        }
        writer.flush()?;
        Ok(())
    }

    /// Puts the facts into their place.
    pub(super) fn finish(mut self) -> Result<(), ExportError> {
        let finished = self.writer.flush().and_then(|()| files::put(&self.fresh, &self.place));
        if finished.is_err() {
            let _ = fs::remove_file(&self.fresh);
        }
        finished.map_err(|cause| ExportError::File { path: self.place, cause })
    }
}
