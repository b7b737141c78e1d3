//! Layout noise does not change what is read: a page shifted, scaled, set in another type size, or jittered by less than half a
//! point gives the same figures with the same labels, periods and units.

use std::fs;
use std::path::{Path, PathBuf};

use crossfoot_ingest::{Options, Page, Rect, read};
use crossfoot_statements::Cell;

fn releases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/releases");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "pdf"));
    files.sort();
    files
}

/// All figures with their meaning, one line each.
fn facts(pages: &[Page]) -> Vec<String> {
    let statements = crossfoot_statements::assemble(&crossfoot_grammar::read(pages));
    let mut out = Vec::new();
    for statement in &statements {
        for item in &statement.items {
            for (i, (cell, column)) in item.cells.iter().zip(&statement.columns).enumerate() {
                if let Cell::Figure(f) = cell {
                    let period = statement.period(i, f).map(|p| format!("{} {}", p.end, p.length)).unwrap_or_default();
                    let section = item.section.join(" > ");
                    out.push(format!(
                        "{} | {section} | {} | {} | {period} | {} {}",
                        statement.id, item.label, column.heading, f.value, f.unit
                    ));
                }
            }
        }
    }
    out
}

/// Applies a map of points to everything on a page; sizes are scaled along.
fn warp(pages: &[Page], scale: f32, mut point: impl FnMut(f32, f32) -> (f32, f32)) -> Vec<Page> {
    let mut warped = pages.to_vec();
    for page in &mut warped {
        page.width *= scale;
        page.height *= scale;
        for word in &mut page.words {
            let (x0, y0) = point(word.bbox.x0, word.bbox.y0);
            let (dx, dy) = (x0 - word.bbox.x0 * scale, y0 - word.bbox.y0 * scale);
            word.bbox = Rect::new(x0, y0, word.bbox.x1 * scale + dx, word.bbox.y1 * scale + dy);
            word.baseline = word.baseline * scale + dy;
            word.size *= scale;
        }
        let mut rect = |r: &Rect| {
            let (x0, y0) = point(r.x0, r.y0);
            Rect::new(x0, y0, x0 + r.width() * scale, y0 + r.height() * scale)
        };
        page.rules.iter_mut().for_each(|r| r.bbox = rect(&r.bbox));
        page.fills.iter_mut().for_each(|f| f.bbox = rect(&f.bbox));
        page.images.iter_mut().for_each(|i| *i = rect(i));
    }
    warped
}

/// A small seeded generator of numbers from -1 to 1 (xorshift), so that a failure can be repeated.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % 20_001) as f32 / 10_000.0 - 1.0
    }
}

fn assert_same(file: &Path, what: &str, expected: &[String], found: &[String]) {
    let first = expected.iter().zip(found).find(|(a, b)| a != b);
    assert!(
        expected == found,
        "{}: {what}: {} figures, {} expected; first difference: {first:#?}",
        file.display(),
        found.len(),
        expected.len()
    );
}

#[test]
fn shift_and_scale_change_nothing() {
    for file in releases() {
        let pages = read(&fs::read(&file).unwrap(), &Options::default()).unwrap().pages;
        let expected = facts(&pages);
        assert!(!expected.is_empty());
        for (dx, dy) in [(7.3, -4.1), (-11.0, 13.7)] {
            assert_same(&file, "shifted", &expected, &facts(&warp(&pages, 1.0, |x, y| (x + dx, y + dy))));
        }
        for scale in [0.55, 0.8, 1.37, 2.0] {
            assert_same(&file, "scaled", &expected, &facts(&warp(&pages, scale, |x, y| (x * scale, y * scale))));
        }
    }
}

#[test]
fn another_type_size_changes_nothing() {
    for file in releases() {
        let pages = read(&fs::read(&file).unwrap(), &Options::default()).unwrap().pages;
        let expected = facts(&pages);
        // The same words at the same places, set in slightly larger or smaller type.
        for factor in [0.93, 1.06] {
            let mut set = pages.clone();
            for word in set.iter_mut().flat_map(|p| &mut p.words) {
                let grow = word.bbox.height() * (factor - 1.0);
                word.size *= factor;
                word.bbox.y0 -= grow;
            }
            assert_same(&file, "set in another size", &expected, &facts(&set));
        }
    }
}

#[test]
fn jitter_under_half_a_point_changes_nothing() {
    for file in releases() {
        let pages = read(&fs::read(&file).unwrap(), &Options::default()).unwrap().pages;
        let expected = facts(&pages);
        for seed in 1..=6 {
            let mut noise = Noise(0x9E37_79B9_7F4A_7C15 ^ seed);
            let jittered = warp(&pages, 1.0, |x, y| (x + 0.45 * noise.next(), y + 0.45 * noise.next()));
            assert_same(&file, "jittered", &expected, &facts(&jittered));
        }
    }
}
