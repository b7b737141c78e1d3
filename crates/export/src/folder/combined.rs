//! One `facts.csv` for all releases of a batch, joined from theirs on disk, so that no more than a buffer is in memory.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::ExportError;
use crate::facts::write_header;

/// The facts of many releases under way. They are in their place only once they are finished.
#[derive(Debug)]
pub struct CombinedFacts {
    writer: BufWriter<File>,
    fresh: PathBuf,
    out: PathBuf,
    place: PathBuf,
}

impl CombinedFacts {
    pub(super) fn begin(fresh: PathBuf, out: PathBuf) -> Result<Self, ExportError> {
        let place = out.join("facts.csv");
        let _ = fs::remove_file(&fresh);
        let begin = || {
            let mut writer = BufWriter::with_capacity(1 << 16, File::create_new(&fresh)?);
            write_header(&mut writer)?;
            Ok(writer)
        };
        let writer = begin().map_err(|error: ExportError| error.at(&place))?;
        Ok(Self { writer, fresh, out, place })
    }

    /// Adds the facts of a release that is in its place.
    ///
    /// # Errors
    ///
    /// [`ExportError::File`] when they cannot be read, or not written.
    pub fn add(&mut self, release: &str) -> Result<(), ExportError> {
        let path = self.out.join(release).join("facts.csv");
        let refused = |path: &Path, cause| ExportError::File { path: path.to_owned(), cause };
        let file = File::open(&path).map_err(|cause| refused(&path, cause))?;
        let mut facts = BufReader::with_capacity(1 << 16, file);
        // Its own header, which holds no quotes and so ends with its line.
        facts.skip_until(b'\n').map_err(|cause| refused(&path, cause))?;
        io::copy(&mut facts, &mut self.writer).map_err(|cause| refused(&self.place, cause))?;
        Ok(())
    }

    /// Puts the facts into their place.
    ///
    /// # Errors
    ///
    /// [`ExportError::File`] when the system refuses.
    pub fn finish(mut self) -> Result<(), ExportError> {
        let finished = self.writer.flush().and_then(|()| fs::rename(&self.fresh, &self.place));
        finished.map_err(|cause| ExportError::File { path: self.place, cause })
    }
}
