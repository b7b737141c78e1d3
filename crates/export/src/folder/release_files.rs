//! All files of one release.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use super::{MARK, PACKAGE};
use crate::datapackage::write_datapackage;
use crate::error::ExportError;
use crate::facts::write_facts;
use crate::files::settle;
use crate::formats::{Format, Formats};
use crate::made::{Made, files_in};
use crate::names::file_of;
use crate::release::Release;
use crate::release_json::write_with_record;
use crate::wide::write_wide;
use crate::workbook::write_workbook;

/// What writes a file.
type Content<'a> = &'a dyn Fn(&mut dyn Write) -> Result<(), ExportError>;

/// Writes all files of a release to the new folder `folder`, and sees that they have reached the disk; errors name them
/// by their final `place`. With `made`, a later run can [find](crate::Earlier::find) out what they were made of.
///
/// # Errors
///
/// [`ExportError::File`] when the system refuses.
pub fn write_release_files(
    release: &Release<'_>,
    formats: Formats,
    made: Option<&Made>,
    folder: &Path,
    place: &Path,
) -> Result<(), ExportError> {
    let refused = |cause| ExportError::File { path: place.to_owned(), cause };
    fs::create_dir(folder).map_err(refused)?;
    let write = |name: &str, content: Content<'_>| {
        write_file(&folder.join(name), content).map_err(|error| error.at(&place.join(name)))
    };
    let write_csv = |name: &str, content: Content<'_>| {
        write(name, &|out| {
            out.write_all(formats.mark())?;
            content(out)
        })
    };
    if formats.contains(Format::Csv) {
        for proven in release.statements {
            let statement = &proven.statement;
            write_csv(&format!("{}.csv", statement.id), &|out| write_wide(statement, out))?;
        }
        write_csv("facts.csv", &|out| write_facts(release, out))?;
        write(PACKAGE, &|out| write_datapackage(release, out))?;
    }
    if formats.contains(Format::Xlsx) {
        write(&file_of(release.name, ".xlsx"), &|out| write_workbook(release, out))?;
    }
    // Last, because it tells of the others.
    let files = files_in(folder).map_err(refused)?;
    let made = made.map(|made| Made { files, ..made.clone() });
    write(MARK, &|out| write_with_record(release, made.as_ref(), out))?;
    settle(folder).map_err(refused)
}

/// Writes one new file and sees that it has reached the system.
fn write_file(path: &Path, content: Content<'_>) -> Result<(), ExportError> {
    let mut out = BufWriter::with_capacity(1 << 16, File::create_new(path)?);
    content(&mut out)?;
    out.flush()?;
    Ok(())
}
