//! Files as they must reach the disk: through no link, and their content before their name.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// Opens a file in the output folder. None when something else stands there: a link would lead what is written out of
/// the folder, a pipe would be waited for, and a file with a second name is also someone else's.
pub(crate) fn open_regular(options: &mut OpenOptions, path: &Path) -> io::Result<Option<File>> {
    match no_follow(options).open(path) {
        Ok(file) if is_ours_alone(&file.metadata()?) => Ok(Some(file)),
        Ok(_) => Ok(None),
        Err(_) if fs::symlink_metadata(path).is_ok_and(|there| !there.is_file()) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn no_follow(options: &mut OpenOptions) -> &mut OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    options.custom_flags(flags.cast_signed())
}

#[cfg(not(unix))]
fn no_follow(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(unix)]
fn is_ours_alone(there: &fs::Metadata) -> bool {
    there.is_file() && std::os::unix::fs::MetadataExt::nlink(there) <= 1
}

#[cfg(not(unix))]
fn is_ours_alone(there: &fs::Metadata) -> bool {
    there.is_file()
}

/// Opens a file in the output folder to read it; an error where something else stands there.
pub(crate) fn read_regular(path: &Path) -> io::Result<File> {
    let file = no_follow(File::options().read(true)).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no regular file")) }
}

/// Sees that all files of a folder made ready, and the folder itself, have reached the disk: what is then renamed into
/// its place is whole there, even if the machine fails. One pass when all is written, so that the disk sorts out what
/// it does; file by file it would be waited for each time.
pub(crate) fn settle(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        settle_file(&entry?.path())?;
    }
    settle_folder(folder)
}

/// Puts a file that was made ready into its place, once its content has reached the disk. That the place itself has is
/// [`settle_folder`]'s to see to, once for all that is put there.
pub(crate) fn put(fresh: &Path, place: &Path) -> io::Result<()> {
    settle_file(fresh)?;
    rename(fresh, place)
}

/// Renames what has reached the disk already.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    note("rename", to);
    fs::rename(from, to)
}

fn settle_file(path: &Path) -> io::Result<()> {
    note("file", path);
    // Some systems want to be let write to what they are to bring to the disk.
    File::options().read(true).write(cfg!(not(unix))).open(path)?.sync_all()
}

/// Sees that the names in a folder have reached the disk, where a system lets folders be opened for that.
pub(crate) fn settle_folder(path: &Path) -> io::Result<()> {
    note("folder", path);
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(path)?.sync_all() {
        // Some network folders know of no such thing; nothing more can be had there.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        other => other,
    }
}

#[cfg(not(test))]
fn note(_: &'static str, _: &Path) {}

#[cfg(test)]
pub(crate) use journal::{note, noted};

/// For tests: what was brought to the disk and renamed, in order.
#[cfg(test)]
mod journal {
    use std::cell::RefCell;
    use std::path::Path;

    thread_local! {
        static NOTES: RefCell<Vec<(&'static str, String)>> = const { RefCell::new(Vec::new()) };
    }

    pub(crate) fn note(what: &'static str, path: &Path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        NOTES.with_borrow_mut(|notes| notes.push((what, name)));
    }

    /// What was noted since this was last asked, as `file facts.csv`.
    pub(crate) fn noted() -> Vec<String> {
        NOTES.take().into_iter().map(|(what, name)| format!("{what} {name}")).collect()
    }
}
