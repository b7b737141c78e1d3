//! One run at a time in an output folder.

use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;

use crate::error::ExportError;
use crate::files::open_regular;

/// How often a file that goes away under our hands is made anew before the system is told off.
const TRIES: usize = 100;

/// A lock that is held as long as this value lives. The system lets go of it when the process ends, however that
/// comes about, so a run that was killed blocks none after it.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock that is the file `path`, for the output folder `out`; both must be there but the file.
    pub(crate) fn take(path: PathBuf, out: &Path) -> Result<Self, ExportError> {
        let refused = |cause| ExportError::Folder { path: out.to_owned(), cause };
        for _ in 0..TRIES {
            let mut options = File::options();
            options.read(true).write(true).create(true).truncate(false);
            let file = match open_regular(&mut options, &path) {
                Ok(Some(file)) => file,
                Ok(None) => return Err(ExportError::InTheWay { path }),
                // The run before took the folder of the file away as it ended.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    fs::create_dir_all(path.parent().unwrap_or(out)).map_err(refused)?;
                    continue;
                }
                Err(error) => return Err(refused(error)),
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let holder = fs::read_to_string(&path).ok().and_then(|pid| pid.trim().parse().ok());
                    return Err(ExportError::Busy { path: out.to_owned(), holder });
                }
                // Some network folders know no locks; there is no reason to refuse them altogether.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(refused(error)),
            }
            if is_still_there(&file, &path).map_err(refused)? {
                let mut lock = Self { file, path };
                lock.sign().map_err(refused)?;
                return Ok(lock);
            }
        }
        Err(refused(io::Error::other("its lock file keeps vanishing")))
    }

    /// Writes who holds it, for the message of a run that comes second.
    fn sign(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        writeln!(self.file, "{}", std::process::id())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Taken away while it is held, so that no one else's is. One that stays does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether the locked file is the one that others find: the run before may have taken it away between our
/// opening and our locking it.
fn is_still_there(file: &File, path: &Path) -> io::Result<bool> {
    let ours = Handle::from_file(file.try_clone()?)?;
    match Handle::from_path(path) {
        Ok(there) => Ok(there == ours),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_once_and_leaves_nothing() {
        let temp = tempfile::tempdir().expect("a folder");
        let path = temp.path().join("work/lock");
        let held = Lock::take(path.clone(), temp.path()).expect("free");
        let second = Lock::take(path.clone(), temp.path()).expect_err("held");
        assert!(matches!(second, ExportError::Busy { holder: Some(pid), .. } if pid == std::process::id()));
        drop(held);
        assert!(!path.exists());
        drop(Lock::take(path, temp.path()).expect("free again"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_of_ours_is_not_written_to() {
        let temp = tempfile::tempdir().expect("a folder");
        let (path, mine) = (temp.path().join("lock"), temp.path().join("mine"));
        fs::write(&mine, "years of work").expect("a file");
        let refused = |what: &str| {
            let error = Lock::take(path.clone(), temp.path()).expect_err(what);
            assert!(matches!(&error, ExportError::InTheWay { path: there } if *there == path), "{what}: {error}");
            assert_eq!(fs::read_to_string(&mine).expect("a file"), "years of work", "{what}");
            fs::remove_file(&path).expect("still there");
        };
        std::os::unix::fs::symlink(&mine, &path).expect("a link");
        refused("a link");
        std::os::unix::fs::symlink(temp.path().join("nothing"), &path).expect("a link");
        refused("a link to nothing");
        fs::hard_link(&mine, &path).expect("a second name");
        refused("a second name");
        crate::testing::pipe(&path);
        refused("a pipe");
        assert!(!temp.path().join("nothing").exists());
    }

    #[test]
    fn a_file_left_by_a_dead_process_is_no_lock() {
        let temp = tempfile::tempdir().expect("a folder");
        let path = temp.path().join("lock");
        fs::write(&path, "4194304999\n").expect("a file");
        Lock::take(path, temp.path()).expect("free");
    }
}
