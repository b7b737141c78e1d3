//! Which files a batch reads.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::error::ReadError;

/// What is taken from folders.
const EXTENSIONS: [&str; 6] = ["pdf", "txt", "md", "htm", "html", "xhtml"];

/// An input of a batch.
#[derive(Debug)]
pub(crate) enum Input {
    /// Something to read: a file, or `-`.
    File(PathBuf),
    /// A folder, or something in one, that nothing can be read from.
    Broken(PathBuf, ReadError),
}

impl Input {
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Broken(path, _) => path,
        }
    }
}

/// Files as given, whatever their extension, and the releases in folders, sorted by path. What is hidden in a folder
/// and what lies in the output folder `out` is left out, and no file is taken twice.
pub(crate) fn collect(given: &[PathBuf], out: &Path) -> Vec<Input> {
    let mut collector = Collector { out: fs::canonicalize(out).ok(), seen: HashSet::new(), inputs: Vec::new() };
    for path in given {
        if path != Path::new("-") && path.is_dir() {
            collector.folder(path);
        } else {
            collector.file(path.clone());
        }
    }
    collector.inputs
}

/// A path by which another process finds the same: `/dev/fd/63`, which a shell gives for `<(command)`, is another thing to
/// each process.
pub(crate) fn as_others_see_it(path: &Path) -> PathBuf {
    let number = match path.to_str() {
        Some("/dev/stdin") => Some("0"),
        Some(path) => path.strip_prefix("/dev/fd/").or_else(|| path.strip_prefix("/proc/self/fd/")),
        None => None,
    };
    match number.filter(|number| number.parse::<u32>().is_ok()) {
        Some(number) if cfg!(target_os = "linux") => format!("/proc/{}/fd/{number}", std::process::id()).into(),
        _ => path.to_owned(),
    }
}

struct Collector {
    /// The output folder, links resolved.
    out: Option<PathBuf>,
    /// What is taken already, links resolved.
    seen: HashSet<PathBuf>,
    inputs: Vec<Input>,
}

impl Collector {
    fn file(&mut self, path: PathBuf) {
        let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if self.seen.insert(real) {
            self.inputs.push(Input::File(path));
        } else {
            tracing::info!(path = %path.display(), "given twice, read once");
        }
    }

    fn folder(&mut self, folder: &Path) {
        let out = self.out.clone();
        let walk = WalkDir::new(folder)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || (!is_hidden(entry) && !is_out(entry, &out)));
        let mut found = false;
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_file() && is_release(entry.path()) => {
                    found = true;
                    self.file(entry.into_path());
                }
                Ok(_) => {}
                Err(error) if error.loop_ancestor().is_some() => {
                    tracing::warn!("{error}");
                }
                Err(error) => {
                    found = true;
                    self.broken(folder, error);
                }
            }
        }
        if !found {
            let nothing = Input::Broken(folder.to_owned(), ReadError::EmptyFolder);
            self.inputs.push(nothing);
        }
    }

    fn broken(&mut self, folder: &Path, error: walkdir::Error) {
        let path = error.path().unwrap_or(folder).to_owned();
        // A dead link to something that would not have been taken is no one's concern.
        if path.is_symlink() && !is_release(&path) {
            return;
        }
        let cause = error.into_io_error().unwrap_or_else(|| std::io::Error::other("the folder cannot be walked"));
        self.inputs.push(Input::Broken(path, cause.into()));
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

fn is_out(entry: &DirEntry, out: &Option<PathBuf>) -> bool {
    entry.file_type().is_dir() && out.is_some() && fs::canonicalize(entry.path()).ok() == *out
}

fn is_release(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    EXTENSIONS.iter().any(|wanted| extension.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(given: &[&Path], out: &Path, root: &Path) -> Vec<String> {
        let given: Vec<PathBuf> = given.iter().map(|p| p.to_path_buf()).collect();
        let inputs = collect(&given, out);
        let inputs = inputs.iter().map(|input| {
            let path = input.path().strip_prefix(root).unwrap_or(input.path());
            let broken = matches!(input, Input::Broken(..));
            format!("{}{}", path.display(), if broken { " !" } else { "" })
        });
        inputs.map(|s| s.replace('\\', "/")).collect()
    }

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let temp = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = temp.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "x").expect("a file");
        }
        temp
    }

    #[test]
    fn folders_are_walked_in_order() {
        let temp =
            tree(&["in/b.PDF", "in/a.txt", "in/c/d.md", "in/c/e.csv", "in/.hidden/f.pdf", "in/.g.txt", "in/out/h.txt"]);
        let root = temp.path();
        let folder = root.join("in");
        assert_eq!(shown(&[&folder], &folder.join("out"), root), ["in/a.txt", "in/b.PDF", "in/c/d.md"]);
        // Writing into the very folder that is read is no reason to read nothing.
        assert_eq!(shown(&[&folder], &folder, root), ["in/a.txt", "in/b.PDF", "in/c/d.md", "in/out/h.txt"]);
    }

    #[test]
    fn files_are_taken_as_given_and_once() {
        let temp = tree(&["in/x.csv", "in/a.txt", "empty/x.csv"]);
        let root = temp.path();
        let given = [
            &*root.join("in/x.csv"),
            &root.join("missing.pdf"),
            &root.join("in"),
            &root.join("in/a.txt"),
            &root.join("empty"),
            Path::new("-"),
            Path::new("-"),
        ];
        assert_eq!(shown(&given, &root.join("out"), root), ["in/x.csv", "missing.pdf", "in/a.txt", "empty !", "-"]);
    }

    #[test]
    fn what_is_each_process_s_own_gets_a_path_for_all() {
        let (me, seen) = (std::process::id(), |path: &str| as_others_see_it(Path::new(path)));
        if cfg!(target_os = "linux") {
            assert_eq!(seen("/dev/fd/63"), PathBuf::from(format!("/proc/{me}/fd/63")));
            assert_eq!(seen("/dev/stdin"), PathBuf::from(format!("/proc/{me}/fd/0")));
        }
        for other in ["q2.pdf", "/dev/fd/", "/dev/fd/x", "-"] {
            assert_eq!(seen(other), Path::new(other));
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_but_not_in_circles() {
        let temp = tree(&["in/a.txt", "else/b.txt"]);
        let root = temp.path();
        let link = |to: &str, at: &str| {
            std::os::unix::fs::symlink(root.join(to), root.join(at)).expect("a link");
        };
        link("in", "in/loop");
        link("else", "in/linked");
        link("nowhere.pdf", "in/dead.pdf");
        link("nowhere", "in/dead");
        assert_eq!(
            shown(&[&root.join("in")], &root.join("out"), root),
            ["in/a.txt", "in/dead.pdf !", "in/linked/b.txt"]
        );
    }
}
