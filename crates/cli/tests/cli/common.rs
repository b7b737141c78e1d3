//! A place to run the program in.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A small release as text.
pub(crate) const RELEASE: &str = "\
Larkfield Instruments, Inc.
Condensed Consolidated Balance Sheets
(In thousands)

                                   June 30,     December 31,
                                     2023           2022
Cash and cash equivalents       $    1,250      $   1,100
Accounts receivable                    830            790
Total assets                    $    2,080      $   1,890
";

/// A temporary folder with the program at hand.
pub(crate) struct Place {
    folder: tempfile::TempDir,
}

/// How a run of the program went.
pub(crate) struct Run {
    /// Exit status.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes a file, and the folders above it.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, b"")
    }

    /// Runs the program in the folder with something on standard input.
    pub(crate) fn run_with(&self, args: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().expect("the program starts");
        // A program that does not read its input closes it; that is its right.
        let _ = child.stdin.take().expect("a pipe").write_all(input);
        Run::of(&child.wait_with_output().expect("the program ends"))
    }

    /// The program, to be run in the folder with its output caught.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
        command.args(args).current_dir(self.folder.path());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// The names in a folder, hidden ones too, sorted.
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("a folder");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<String> = entries.map(|e| name(e).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// `summary.csv` as input, release, status and message of each line.
    pub(crate) fn summary(&self, out: &str) -> Vec<[String; 4]> {
        let text = fs::read_to_string(self.path(out).join("summary.csv")).expect("a summary");
        text.lines().skip(1).map(|line| [0, 1, 2, 9].map(|i| fields(line)[i].clone())).collect()
    }
}

/// The fields of a line of CSV. Quotes stand around those that hold commas.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().expect("a field").push(c),
        }
    }
    fields
}

impl Run {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().expect("not killed"),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Every file below a folder with its content, by path; without `summary.csv`, which holds times.
pub(crate) fn content(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(content(&path));
        } else if !path.ends_with("summary.csv") {
            files.push((path.clone(), fs::read(&path).expect("a file")));
        }
    }
    files.sort();
    files
}

/// A PDF of one page, as small as one can be: what is drawn, its resources, and the object 5 they name.
pub(crate) fn pdf(content: &str, resources: &str, object: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << {resources} >> >>"),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        object.to_owned(),
    ];
    let mut bytes = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(bytes.len());
        bytes += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = bytes.len();
    bytes += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        bytes += &format!("{offset:010} 00000 n \n");
    }
    bytes += &format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    bytes.into_bytes()
}

/// A page with a line of text on it.
pub(crate) fn text_pdf() -> Vec<u8> {
    pdf(
        "BT /F1 12 Tf 72 700 Td (Larkfield Instruments reports results) Tj ET",
        "/Font << /F1 5 0 R >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
}

/// A page that is a picture.
pub(crate) fn scanned_pdf() -> Vec<u8> {
    pdf(
        "q 612 0 0 792 0 0 cm /Im1 Do Q",
        "/XObject << /Im1 5 0 R >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 \
         /Length 1 >>\nstream\nA\nendstream",
    )
}
