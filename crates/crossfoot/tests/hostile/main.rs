//! Inputs that are broken in a thousand ways give a result or a clear error: no panic, no overflow, no hang.
//!
//! The seeds are fixed, so a failure comes again; its message names the case. `CROSSFOOT_HOSTILE=20` tries twenty times
//! as many cases.

mod entries;
mod mutate;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crossfoot::ReadError;
use fastrand::Rng;

/// Far more than any case takes, also on a busy machine.
const HANG: Duration = Duration::from_secs(120);

/// How many cases of a sort: `usual`, or more if the environment says so.
fn cases(usual: u64) -> u64 {
    let times = std::env::var("CROSSFOOT_HOSTILE").ok().and_then(|text| text.parse::<u64>().ok());
    usual * times.unwrap_or(1)
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/releases");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("fixtures").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    let named = |file: &PathBuf| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    files.iter().map(|file| (named(file), fs::read(file).expect("a file"))).collect()
}

fn pdfs() -> Vec<(String, Vec<u8>)> {
    fixtures().into_iter().filter(|(name, _)| name.ends_with(".pdf")).collect()
}

fn texts() -> Vec<(String, Vec<u8>)> {
    fixtures().into_iter().filter(|(name, _)| !name.ends_with(".pdf")).collect()
}

/// Reads each case as a user would have it read, and tells of those that fail as no input may.
fn try_all(cases: impl Iterator<Item = (String, Vec<u8>)> + Send + 'static) {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for (name, bytes) in cases {
            let outcome = crossfoot::read_bytes(&bytes, &crossfoot::Options::default());
            let fault = match outcome {
                Ok(_) => None,
                Err(ReadError::Panicked(words)) => Some(words),
                Err(ReadError::Ingest(crossfoot::IngestError::Decoder(words))) => Some(words),
                Err(error) => {
                    let message = error.to_string();
                    (message.is_empty() || message.contains('\n')).then_some(message)
                }
            };
            if tell.send((name, fault)).is_err() {
                return;
            }
        }
    });
    let (mut count, mut last, mut faults) = (0, "the first".to_owned(), Vec::new());
    loop {
        match told.recv_timeout(HANG) {
            Ok((name, fault)) => {
                count += 1;
                faults.extend(fault.map(|words| format!("{name}: {words}")));
                last = name;
            }
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("the case after {last} hangs"),
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    assert!(count > 0, "there are cases");
    assert!(faults.is_empty(), "{} of {count} cases:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn documents_cut_at_every_percent() {
    try_all(fixtures().into_iter().flat_map(|(name, bytes)| {
        (0..100)
            .map(move |percent| (format!("{name} cut at {percent} %"), bytes[..bytes.len() * percent / 100].to_vec()))
    }));
}

#[test]
fn documents_with_flipped_bits() {
    try_all(fixtures().into_iter().flat_map(|(name, bytes)| {
        (0..cases(12)).map(move |seed| {
            (format!("{name} with bits flipped by seed {seed}"), mutate::flip(&bytes, &mut Rng::with_seed(seed)))
        })
    }));
}

#[test]
fn documents_with_spliced_parts() {
    let all = fixtures();
    try_all((0..cases(80)).map(move |seed| {
        let rng = &mut Rng::with_seed(seed);
        let ((a, first), (b, second)) = (&all[rng.usize(..all.len())], &all[rng.usize(..all.len())]);
        (format!("{a} and {b} spliced by seed {seed}"), mutate::splice(first, second, rng))
    }));
}

#[test]
fn pdfs_with_objects_exchanged() {
    let all = pdfs();
    try_all((0..cases(80)).map(move |seed| {
        let rng = &mut Rng::with_seed(seed);
        let (name, bytes) = &all[rng.usize(..all.len())];
        (format!("{name} with objects exchanged by seed {seed}"), mutate::exchange_objects(bytes, rng))
    }));
}

#[test]
fn texts_with_pages_and_lines_shuffled() {
    let all = texts();
    try_all((0..cases(100)).map(move |seed| {
        let rng = &mut Rng::with_seed(seed);
        let (name, bytes) = &all[rng.usize(..all.len())];
        (format!("{name} shuffled by seed {seed}"), mutate::shuffle_text(bytes, rng))
    }));
}

#[test]
fn pdfs_whose_numbers_are_absurd() {
    try_all((0..cases(100)).map(|seed| {
        let mut rng = Rng::with_seed(seed);
        (format!("drawn by seed {seed}"), mutate::drawn_pdf(&mut rng))
    }));
}

#[test]
fn anything_may_stand_in_a_cell_or_a_heading() {
    let all = texts();
    let pieces = mutate::Pieces::of(all.iter().map(|(_, bytes)| bytes.as_slice()));
    for seed in 0..cases(8_000) {
        let text = pieces.text(&mut Rng::with_seed(seed));
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            entries::figure(&text);
            entries::heading(&text);
        }));
        assert!(outcome.is_ok(), "seed {seed}: {text:?}");
    }
}

/// The entries that only the fuzz targets use otherwise are sound on what is sound.
#[test]
fn the_ways_in_let_the_fixtures_through() {
    for (name, bytes) in fixtures() {
        assert!(entries::document(&bytes).expect(&name) > 0, "{name}");
        // Anything before the header is passed over, as the standard asks.
        if name.ends_with(".pdf") {
            assert!(entries::pdf(&bytes).is_ok(), "{name}");
        } else {
            assert!(entries::text(&bytes).expect(&name) > 0, "{name}");
        }
    }
}
