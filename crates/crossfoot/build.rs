//! Gives the program a name that changes whenever what it writes may change: its version and a hash of the sources of
//! the whole workspace. A later run then knows whether an earlier one's output is still good, also between releases.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// What decides the output, seen from this crate's folder. Outside of the workspace only the first is there, and the
/// versions of the others stand in Cargo.lock.
const SOURCES: [&str; 8] = [
    "src",
    "../export/src",
    "../footing/src",
    "../grammar/src",
    "../ingest/src",
    "../statements/src",
    "../../Cargo.toml",
    "../../Cargo.lock",
];

fn main() {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES.map(Path::new).into_iter().filter(|path| path.exists()) {
        println!("cargo:rerun-if-changed={}", source.display());
        for file in files(source) {
            hasher.write(file.to_string_lossy().as_bytes());
            hasher.write(&fs::read(&file).unwrap_or_default());
        }
    }
    println!("cargo:rustc-env=CROSSFOOT_SOURCES={:016x}", hasher.finish());
}

/// All files below a path, in an order of their own.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let mut entries: Vec<PathBuf> =
        fs::read_dir(path).map(|entries| entries.flatten().map(|e| e.path()).collect()).unwrap_or_default();
    entries.sort();
    entries.iter().flat_map(|entry| files(entry)).collect()
}
