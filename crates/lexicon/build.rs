//! Lists the data files, so that a new language is a new folder and no change of code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("data");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut code = String::from("&[");
    for language in sorted(&root)?.iter().filter(|path| path.is_dir()) {
        println!("cargo:rerun-if-changed={}", language.display());
        let _ = write!(code, "Language {{ code: {:?}, files: &[", name(language));
        for file in sorted(language)?.iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
            let _ = write!(code, "({:?}, include_str!({:?})),", name(file), file.display().to_string());
        }
        code.push_str("] },");
    }
    code.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("languages.rs"), code)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
