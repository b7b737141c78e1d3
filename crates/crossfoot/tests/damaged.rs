//! A PDF that lost something never passes for whole: the releases of the fixtures, cut and damaged in the ways files are,
//! and what is read of them compared with what is read of them undamaged.

use std::path::{Path, PathBuf};

use crossfoot::{Options, Release, read_bytes};
use fastrand::Rng;

#[test]
fn cut_files_are_told() {
    for (name, bytes, whole) in releases() {
        for percent in [5, 40, 60, 80, 95] {
            let cut = &bytes[..bytes.len() * percent / 100];
            assert!(!is_ok(cut), "{name} cut at {percent} %");
        }
        assert!(is_ok(&bytes), "{name}");
        assert!(!whole.is_empty(), "{name}");
    }
}

#[test]
fn what_is_lost_to_damaged_streams_is_told() {
    let mut rng = Rng::with_seed(16);
    for (name, bytes, whole) in releases() {
        let streams = streams(&bytes);
        let packed: Vec<_> = streams.iter().filter(|s| s.is_packed).collect();
        for trial in 0..8 {
            let Some(stream) = rng.choice(&packed) else { break };
            let mut damaged = bytes.clone();
            let start = rng.usize(stream.start..stream.end - 32);
            damaged[start..start + 32].fill_with(|| rng.u8(..));
            assert_whole_or_told(&damaged, &whole, &format!("{name}, trial {trial}, 32 bytes at {start}"));
        }
        for stream in &streams {
            let mut zeroed = bytes.clone();
            zeroed[stream.start..stream.end].fill(0);
            assert_whole_or_told(&zeroed, &whole, &format!("{name}, zeros at {}", stream.start));
        }
    }
}

#[test]
fn a_broken_structure_is_told() {
    for (name, bytes, whole) in releases() {
        // All that the cross-reference names stands elsewhere.
        let line = bytes.iter().position(|b| *b == b'\n').expect("a line") + 1;
        let shifted = [&bytes[..line], b"% shifted\n", &bytes[line..]].concat();
        assert!(!is_ok(&shifted), "{name}, shifted");
        for at in find(&bytes, b"/Count ") {
            let mut other = bytes.clone();
            other[at + 7] = if other[at + 7] == b'9' { b'8' } else { other[at + 7] + 1 };
            assert_whole_or_told(&other, &whole, &format!("{name}, another count at {at}"));
        }
        let page = find(&bytes, b"/Page").into_iter().filter(|at| !bytes[at + 5].is_ascii_alphanumeric());
        for at in page {
            let head = bytes[..at].windows(4).rposition(|w| w == b" obj").expect("an object");
            let mut without = bytes.clone();
            without[head..head + 4].copy_from_slice(b" xxx");
            assert_whole_or_told(&without, &whole, &format!("{name}, no object at {head}"));
        }
    }
}

#[test]
fn lost_pages_leave_the_others_in_their_places() {
    let pages: Vec<String> = (1..=6).map(|n| format!("Page {n} Net sales 1{n},234")).collect();
    let bytes = pdf(&pages, |number| number == 5);
    let release = read_bytes(&bytes, &Options::default()).expect("pages");
    let words = |number: usize| release.pages()[number - 1].words.iter().any(|word| word.text == number.to_string());
    assert_eq!(release.pages().len(), 6);
    assert!([1, 2, 3, 4, 6].into_iter().all(words) && release.pages()[4].words.is_empty());
    assert_eq!(release.unread().as_deref(), Some("page 5: missing in the file"));
    assert_eq!(read_bytes(&pdf(&pages, |_| false), &Options::default()).expect("pages").unread(), None);
}

#[test]
fn a_page_count_that_is_wrong_is_told() {
    let bytes = pdf(&["Net sales 12".to_owned(), "Net income 3".to_owned()], |_| false);
    let text = String::from_utf8(bytes).expect("text").replace("/Count 2", "/Count 3");
    let release = read_bytes(text.as_bytes(), &Options::default()).expect("pages");
    assert_eq!(release.unread().as_deref(), Some("the file says it has 3 pages, and has 2"));
}

/// A PDF of one line on each page, without the objects of the pages that are `lost`.
fn pdf(lines: &[String], lost: impl Fn(usize) -> bool) -> Vec<u8> {
    let kids: Vec<String> = (0..lines.len()).map(|n| format!("{} 0 R", 4 + 2 * n)).collect();
    let mut objects = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), lines.len())),
        (3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned()),
    ];
    for (n, line) in lines.iter().enumerate() {
        let content = format!("BT /F1 12 Tf 72 700 Td ({line}) Tj ET");
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * n
        );
        if !lost(n + 1) {
            objects.push((4 + 2 * n, page));
        }
        objects.push((5 + 2 * n, format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())));
    }
    let mut bytes = String::from("%PDF-1.4\n");
    let mut entries = String::new();
    for (number, object) in &objects {
        entries += &format!("{number} 1\n{:010} 00000 n \n", bytes.len());
        bytes += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = bytes.len();
    bytes += &format!("xref\n{entries}trailer\n<< /Size 99 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    bytes.into_bytes()
}

/// Each PDF of the fixtures with its name and its figures.
fn releases() -> Vec<(String, Vec<u8>, Figures)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/releases");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the fixtures").map(|e| e.expect("one").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    paths.sort();
    let release = |path: PathBuf| {
        let bytes = std::fs::read(&path).expect("a release");
        let figures = figures(&read_bytes(&bytes, &Options::default()).expect("readable"));
        (path.display().to_string(), bytes, figures)
    };
    paths.into_iter().map(release).collect()
}

/// Page, statement, label and printed figure of each figure.
type Figures = Vec<(u32, String, String, String)>;

fn figures(release: &Release) -> Figures {
    let mut figures = Vec::new();
    for statement in release.statements().iter().map(|proven| &proven.statement) {
        for item in &statement.items {
            let found = item.cells.iter().filter_map(|cell| cell.figure());
            figures.extend(
                found.map(|fact| (fact.page, statement.id.clone(), item.label.to_string(), fact.printed.to_string())),
            );
        }
    }
    figures
}

/// Whether a batch would say `ok` of it.
fn is_ok(bytes: &[u8]) -> bool {
    read_bytes(bytes, &Options::default()).is_ok_and(|release| release.unread().is_none())
}

fn assert_whole_or_told(bytes: &[u8], whole: &Figures, what: &str) {
    let Ok(release) = read_bytes(bytes, &Options::default()) else { return };
    assert!(release.unread().is_some() || figures(&release) == *whole, "{what}: passes for whole");
}

/// Where the data of a stream lie.
struct Stream {
    start: usize,
    end: usize,
    /// Whether they are compressed: only then is there a checksum that damage is seen by.
    is_packed: bool,
}

fn streams(bytes: &[u8]) -> Vec<Stream> {
    let mut streams = Vec::new();
    for end in find(bytes, b"endstream") {
        let Some(start) = bytes[..end].windows(7).rposition(|w| w == b"stream\n" || w == b"stream\r") else { continue };
        let head = bytes[..start].windows(4).rposition(|w| w == b" obj").unwrap_or(0);
        let dict = String::from_utf8_lossy(&bytes[head..start]);
        if end > start + 100 {
            let start = start + if bytes[start + 6] == b'\r' { 8 } else { 7 };
            streams.push(Stream { start, end, is_packed: dict.contains("/FlateDecode") });
        }
    }
    streams
}

fn find(bytes: &[u8], what: &[u8]) -> Vec<usize> {
    bytes.windows(what.len()).enumerate().filter(|(_, w)| *w == what).map(|(at, _)| at).collect()
}
