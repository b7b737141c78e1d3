//! The relations of two fixtures with their terms, as `fixtures/relations` has them: a change of the search shows its
//! whole effect in the difference. `CROSSFOOT_WRITE_RELATIONS=1 cargo test -p crossfoot --test relations` writes them anew.

use std::fmt::Write;
use std::path::Path;

use crossfoot::{Checks, read};

/// One line a relation: its state, kind, result and terms, each with row label, column and printed figure.
fn described(file: &Path) -> String {
    let release = read(file).expect("a release");
    let mut out = String::new();
    for statement in Checks::of(&release).statements {
        writeln!(out, "## {} {}", statement.statement, statement.rounding).expect("writes to memory");
        for relation in &statement.relations {
            let name = |f: &crossfoot::CheckedFigure| format!("{} [{}] {}", f.label, f.column, f.printed);
            let terms: Vec<String> =
                relation.terms.iter().map(|(sign, f)| format!("{sign} x {} {}", f.statement, name(f))).collect();
            let (state, kind, result) = (relation.state, relation.kind, name(&relation.result));
            writeln!(out, "{state} {kind}: {result} = {}", terms.join(" | ")).expect("writes to memory");
        }
    }
    out
}

#[test]
fn relations_are_those_that_were_looked_at() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    for file in ["quillmark_q2fy24.pdf", "merivaux_2024h1.txt"] {
        let found = described(&fixtures.join("releases").join(file));
        let kept = fixtures.join("relations").join(file).with_extension("relations.txt");
        if std::env::var_os("CROSSFOOT_WRITE_RELATIONS").is_some() {
            std::fs::create_dir_all(kept.parent().expect("a folder")).expect("a folder");
            std::fs::write(&kept, &found).expect("written");
        }
        let known = std::fs::read_to_string(&kept).expect("what was looked at");
        let lines = found.lines().zip(known.lines());
        for (number, (found, known)) in lines.enumerate() {
            assert_eq!(found, known, "{file}, line {}", number + 1);
        }
        assert_eq!(found.lines().count(), known.lines().count(), "{file}");
    }
}
