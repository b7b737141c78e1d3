//! Each stage alone, over the releases in `fixtures/releases`: `cargo bench -p crossfoot`.
//!
//! `scripts/bench.sh` times the whole program beside others; this tells which stage became slower.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::LazyLock;

use crossfoot_footing::{ProvenStatement, prove};
use crossfoot_grammar::Reading;
use crossfoot_ingest::Page;
use crossfoot_statements::Statement;
use divan::Bencher;

fn main() {
    divan::main();
}

/// A release as each stage hands it on.
struct Stages {
    is_pdf: bool,
    bytes: Vec<u8>,
    pages: Vec<Page>,
    reading: Reading,
    statements: Vec<Statement>,
    proven: Vec<ProvenStatement>,
}

static RELEASES: LazyLock<Vec<Stages>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/releases");
    let files = fs::read_dir(folder).expect("fixtures").map(|entry| entry.expect("an entry").path());
    files
        .map(|file| Stages::of(file.extension().is_some_and(|e| e == "pdf"), fs::read(&file).expect("a file")))
        .collect()
});

impl Stages {
    fn of(is_pdf: bool, bytes: Vec<u8>) -> Self {
        let pages = crossfoot_ingest::read(&bytes, &Default::default()).expect("a release").pages;
        let reading = crossfoot_grammar::read(&pages);
        let statements = crossfoot_statements::assemble(&reading);
        let proven = prove(statements.clone());
        Self { is_pdf, bytes, pages, reading, statements, proven }
    }
}

fn decode(is_pdf: bool) {
    for release in RELEASES.iter().filter(|release| release.is_pdf == is_pdf) {
        divan::black_box(crossfoot_ingest::read(&release.bytes, &Default::default()).expect("a release"));
    }
}

#[divan::bench]
fn decoding_pdf(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| decode(true));
}

#[divan::bench]
fn decoding_text(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| decode(false));
}

#[divan::bench]
fn tables(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| {
        RELEASES.iter().map(|release| crossfoot_grammar::read(&release.pages).tables.len()).sum::<usize>()
    });
}

#[divan::bench]
fn statements(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| {
        let releases = RELEASES.iter();
        releases.map(|release| crossfoot_statements::assemble(&release.reading)).collect::<Vec<_>>()
    });
}

#[divan::bench]
fn proofs(bencher: Bencher<'_, '_>) {
    let statements = || RELEASES.iter().map(|release| release.statements.clone()).collect::<Vec<_>>();
    bencher.with_inputs(statements).bench_local_values(|all| all.into_iter().map(prove).collect::<Vec<_>>());
}

#[divan::bench]
fn files(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| {
        for release in RELEASES.iter() {
            let described = crossfoot_export::Release {
                name: "bench",
                file: "bench",
                source: "pdf",
                identity: &crossfoot_statements::Identity::UNTOLD,
                pages: &[],
                statements: &release.proven,
            };
            for proven in &release.proven {
                crossfoot_export::write_wide(&proven.statement, io::sink()).expect("nothing is refused");
            }
            crossfoot_export::write_facts(&described, io::sink()).expect("nothing is refused");
            crossfoot_export::write_release_json(&described, io::sink()).expect("nothing is refused");
        }
    });
}
