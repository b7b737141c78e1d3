//! The hidden folder in which things are made ready: what a run that was killed has left there.

use std::fs;
use std::io;
use std::path::Path;

/// Puts back what a run was killed over: taken out of its place when its successor was not yet in it.
pub(super) fn restore(stale: &Path, out: &Path) {
    let Ok(stale) = fs::read_dir(stale) else { return };
    for entry in stale.flatten() {
        let place = out.join(entry.file_name());
        let is_folder = entry.file_type().is_ok_and(|there| there.is_dir());
        if is_folder && fs::symlink_metadata(&place).is_err() {
            let _ = fs::rename(entry.path(), place);
        }
    }
}

/// Takes away everything in the hidden folder but the lock.
pub(super) fn clear(work: &Path) -> io::Result<()> {
    for entry in fs::read_dir(work)? {
        let entry = entry?;
        if entry.file_name() == "lock" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
