//! `summary.csv`, written line by line as a batch goes on.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use super::PACKAGE;
use crate::datapackage::{Combined, write_batch_datapackage};
use crate::error::ExportError;
use crate::summary::{SummaryLine, SummaryWriter};

/// A summary under way. It is in its place only once it is finished; before, that of an earlier run stays there.
#[derive(Debug)]
pub(super) struct SummaryFile {
    writer: SummaryWriter<BufWriter<File>>,
    fresh: PathBuf,
    place: PathBuf,
}

impl SummaryFile {
    pub(super) fn begin(fresh: PathBuf, place: PathBuf) -> Result<Self, ExportError> {
        // What a summary before this one may have left when it could not be finished.
        let _ = fs::remove_file(&fresh);
        let file = File::create_new(&fresh).map_err(|cause| ExportError::File { path: place.clone(), cause })?;
        let writer = SummaryWriter::new(BufWriter::new(file)).map_err(|error| error.at(&place))?;
        Ok(Self { writer, fresh, place })
    }

    /// Adds a line.
    pub(super) fn line(&mut self, line: &SummaryLine) -> Result<(), ExportError> {
        self.writer.line(line).map_err(|error| error.at(&self.place))
    }

    /// Puts the summary into its place, and `datapackage.json`, which describes it and the combined facts, beside it.
    pub(super) fn finish(self, combined: Option<Combined>) -> Result<(), ExportError> {
        self.writer.finish().map_err(|error| error.at(&self.place))?;
        let refused = |path: &Path| {
            let path = path.to_owned();
            move |cause| ExportError::File { path, cause }
        };
        fs::rename(&self.fresh, &self.place).map_err(refused(&self.place))?;
        let [fresh, place] = [&self.fresh, &self.place].map(|path| path.with_file_name(PACKAGE));
        let package = File::create(&fresh).map_err(refused(&place))?;
        write_batch_datapackage(combined, BufWriter::new(package)).map_err(|error| error.at(&place))?;
        fs::rename(&fresh, &place).map_err(refused(&place))
    }
}
