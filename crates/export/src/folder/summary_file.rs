//! `summary.csv`, written line by line as a batch goes on.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::PACKAGE;
use crate::datapackage::{Combined, write_batch_datapackage};
use crate::error::ExportError;
use crate::files;
use crate::formats::Formats;
use crate::summary::{SummaryLine, SummaryWriter};

/// A summary under way. It is in its place only once it is finished; before, that of an earlier run stays there.
#[derive(Debug)]
pub(super) struct SummaryFile {
    writer: SummaryWriter<BufWriter<File>>,
    fresh: PathBuf,
    place: PathBuf,
    /// Why a line could not be written; those after it are not.
    spoilt: Option<ExportError>,
}

impl SummaryFile {
    pub(super) fn begin(fresh: PathBuf, place: PathBuf, formats: Formats) -> Result<Self, ExportError> {
        // What a summary before this one may have left when it could not be finished.
        let _ = fs::remove_file(&fresh);
        let file = File::create_new(&fresh).map_err(|cause| ExportError::File { path: place.clone(), cause })?;
        let begin = || {
            let mut out = BufWriter::new(file);
            out.write_all(formats.mark())?;
            SummaryWriter::new(out)
        };
        let writer = begin().map_err(|error| error.at(&place))?;
        Ok(Self { writer, fresh, place, spoilt: None })
    }

    /// Adds a line; that it cannot be written is told in the end.
    pub(super) fn line(&mut self, line: &SummaryLine) {
        if self.spoilt.is_none() {
            self.spoilt = self.writer.line(line).map_err(|error| error.at(&self.place)).err();
        }
    }

    /// Puts the summary into its place, and `datapackage.json`, which describes it and the combined facts, beside it.
    pub(super) fn finish(self, combined: Option<Combined>) -> Result<(), ExportError> {
        if let Some(error) = self.spoilt {
            return Err(error);
        }
        self.writer.finish().map_err(|error| error.at(&self.place))?;
        let refused = |path: &Path| {
            let path = path.to_owned();
            move |cause| ExportError::File { path, cause }
        };
        files::put(&self.fresh, &self.place).map_err(refused(&self.place))?;
        let [fresh, place] = [&self.fresh, &self.place].map(|path| path.with_file_name(PACKAGE));
        let _ = fs::remove_file(&fresh);
        let mut package = BufWriter::new(File::create_new(&fresh).map_err(refused(&place))?);
        write_batch_datapackage(combined, &mut package).map_err(|error| error.at(&place))?;
        package.flush().and_then(|()| files::put(&fresh, &place)).map_err(refused(&place))
    }
}
