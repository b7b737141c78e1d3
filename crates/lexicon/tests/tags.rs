//! What the labels of statements are tagged with: a change of the data shows its whole effect here.

use std::fmt::Write as _;

use crossfoot_lexicon::{Meaning, tag};

#[test]
fn labels_are_tagged() {
    let mut out = String::new();
    for label in include_str!("labels.txt").lines().filter(|line| !line.starts_with('#')) {
        let tags = tag(label);
        let _ = write!(out, "{label}");
        for hit in tags.hits() {
            let _ = match hit.meaning {
                Meaning::Role(role) => write!(out, " | {} `{}`", role.name(), &label[hit.range()]),
                _ => Ok(()),
            };
        }
        out.push('\n');
    }
    insta::assert_snapshot!(out);
}
