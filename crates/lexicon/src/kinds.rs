//! What speaks for each kind of statement and against it, in half bits: `data/kinds.toml`, ready for use.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::sets::sets;
use crate::{Concept, Kind, LoadError, Role, RoleSet};

const FILE: &str = "kinds.toml";
const KINDS: &str = include_str!(concat!(env!("OUT_DIR"), "/kinds.json"));

sets! {
    /// What a table is like, as far as it tells of its kind.
    Nature, NatureSet:
    /// It has no more than five rows.
    Short = "short",
    /// It has no more than two rows.
    Tiny = "tiny",
    /// It has twelve rows or more.
    Long = "long",
    /// Most of its figures are percentages.
    Percentages = "percentages",
    /// A sentence stands for its title.
    Sentence = "sentence",
}

/// A table as the clues see it.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// What stands in its title.
    pub title: RoleSet,
    /// What stands in the labels of its rows.
    pub rows: RoleSet,
    /// What stands in several of them.
    pub rows_many: RoleSet,
    /// What stands in the headings of its columns.
    pub heads: RoleSet,
    /// What stands in several of them.
    pub heads_many: RoleSet,
    /// What it is like.
    pub natures: NatureSet,
    /// What its rows can be.
    pub concepts: Vec<Concept>,
    /// The kind of the table before, where this one goes on with it.
    pub continues: Option<Kind>,
}

impl Seen {
    /// Takes in what stands in a row's label.
    pub fn add_row(&mut self, roles: &RoleSet) {
        self.rows_many.insert_all(&self.rows.common(roles));
        self.rows.insert_all(roles);
    }

    /// Takes in what stands in a column's heading.
    pub fn add_head(&mut self, roles: &RoleSet) {
        self.heads_many.insert_all(&self.heads.common(roles));
        self.heads.insert_all(roles);
    }

    /// How many concepts of a kind of statement stand among the rows.
    fn lines(&self, kind: Kind) -> usize {
        self.concepts.iter().filter(|concept| concept.entry().stands_in(kind)).count()
    }
}

/// Something that speaks for a kind or against it.
#[derive(Debug, Clone, Default)]
pub struct KindClue {
    /// How much, in half bits.
    pub half_bits: i32,
    /// What it asks for, as the data has it.
    pub text: String,
    title: RoleSet,
    title_without: RoleSet,
    rows: RoleSet,
    rows_many: RoleSet,
    rows_without: RoleSet,
    heads: RoleSet,
    heads_many: RoleSet,
    heads_without: RoleSet,
    natures: NatureSet,
    concepts: Vec<Concept>,
    lines: Vec<(Kind, usize)>,
    continues: bool,
}

impl KindClue {
    /// Whether it asks what the rows can be.
    pub fn asks_for_concepts(&self) -> bool {
        !self.concepts.is_empty() || !self.lines.is_empty()
    }

    /// Whether all that it asks for holds of a table; `kind` is what it speaks for.
    pub fn holds(&self, kind: Kind, seen: &Seen) -> bool {
        seen.title.has_all(&self.title)
            && !seen.title.has_any(&self.title_without)
            && seen.rows.has_all(&self.rows)
            && seen.rows_many.has_all(&self.rows_many)
            && !seen.rows.has_any(&self.rows_without)
            && seen.heads.has_all(&self.heads)
            && seen.heads_many.has_all(&self.heads_many)
            && !seen.heads.has_any(&self.heads_without)
            && seen.natures.has_all(&self.natures)
            && (!self.continues || seen.continues == Some(kind))
            && self.concepts.iter().all(|concept| seen.concepts.contains(concept))
            && self.lines.iter().all(|(of, count)| seen.lines(*of) >= *count)
    }
}

/// What speaks for a kind and against it.
pub fn kind_clues(kind: Kind) -> &'static [KindClue] {
    static CLUES: LazyLock<Clues> = LazyLock::new(|| read(KINDS).unwrap_or_default());
    CLUES.get(&kind).map_or(&[], Vec::as_slice)
}

type Clues = BTreeMap<Kind, Vec<KindClue>>;

/// A clue as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawClue {
    half_bits: i32,
    title: Vec<String>,
    title_without: Vec<String>,
    rows: Vec<String>,
    rows_many: Vec<String>,
    rows_without: Vec<String>,
    heads: Vec<String>,
    heads_many: Vec<String>,
    heads_without: Vec<String>,
    table: Vec<String>,
    concepts: Vec<String>,
    lines: BTreeMap<String, usize>,
}

/// Said of a table that goes on with the one before.
const CONTINUES: &str = "continues";

pub(crate) fn read(text: &str) -> Result<Clues, LoadError> {
    let raw: BTreeMap<String, Vec<RawClue>> =
        serde_json::from_str(text).map_err(|error| LoadError::Malformed { file: FILE, message: error.to_string() })?;
    let of_kind = |(name, clues): (String, Vec<RawClue>)| {
        let clues = clues.into_iter().map(RawClue::known).collect::<Result<_, _>>()?;
        Ok((known(&name, Kind::from_name)?, clues))
    };
    raw.into_iter().map(of_kind).collect()
}

/// What a name stands for.
fn known<T>(name: &str, of: impl Fn(&str) -> Option<T>) -> Result<T, LoadError> {
    of(name).ok_or_else(|| LoadError::Unknown { file: FILE, name: name.to_owned() })
}

impl RawClue {
    fn known(self) -> Result<KindClue, LoadError> {
        let roles = |names: &[String]| {
            names.iter().try_fold(RoleSet::NONE, |mut set, name| {
                set.insert(known(name, Role::from_name)?);
                Ok(set)
            })
        };
        let mut natures = NatureSet::NONE;
        for name in self.table.iter().filter(|name| *name != CONTINUES) {
            natures.insert(known(name, Nature::from_name)?);
        }
        let concept = |name: &String| known(name, Concept::named);
        let lines = |(name, count): (&String, &usize)| Ok((known(name, Kind::from_name)?, *count));
        Ok(KindClue {
            half_bits: self.half_bits,
            text: self.text(),
            title: roles(&self.title)?,
            title_without: roles(&self.title_without)?,
            rows: roles(&self.rows)?,
            rows_many: roles(&self.rows_many)?,
            rows_without: roles(&self.rows_without)?,
            heads: roles(&self.heads)?,
            heads_many: roles(&self.heads_many)?,
            heads_without: roles(&self.heads_without)?,
            natures,
            concepts: self.concepts.iter().map(concept).collect::<Result<_, _>>()?,
            lines: self.lines.iter().map(lines).collect::<Result<_, _>>()?,
            continues: self.table.iter().any(|name| name == CONTINUES),
        })
    }

    /// In a few words for a person to read: `title: statement, income`.
    fn text(&self) -> String {
        let short = |name: &String| {
            let set = ["title_", "row_", "head_", "us-gaap:"].iter().find_map(|start| name.strip_prefix(start));
            set.unwrap_or(name).replace('_', " ")
        };
        let list = |names: &[String]| names.iter().map(short).collect::<Vec<_>>().join(", ");
        let parts = [
            ("title", &self.title),
            ("rows", &self.rows),
            ("several rows", &self.rows_many),
            ("no row", &self.rows_without),
            ("headings", &self.heads),
            ("several headings", &self.heads_many),
            ("no heading", &self.heads_without),
            ("table", &self.table),
            ("lines", &self.concepts),
        ];
        let parts = parts.into_iter().filter(|(_, names)| !names.is_empty());
        let lines = self.lines.iter().map(|(kind, count)| format!("{count} lines of {}", kind.replace('_', " ")));
        let all: Vec<String> = parts.map(|(of, names)| format!("{of}: {}", list(names))).chain(lines).collect();
        if all.is_empty() { "any table".to_owned() } else { all.join("; ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clues_built_in_can_be_read() {
        let clues = read(KINDS);
        assert!(clues.as_ref().is_ok_and(|clues| clues.len() == Kind::ALL.len()), "{clues:?}");
    }

    #[test]
    fn unknown_names_are_told() {
        for text in [r#"{"such": []}"#, r#"{"other": [{"rows": ["such"]}]}"#, r#"{"other": [{"table": ["such"]}]}"#] {
            assert!(matches!(read(text), Err(LoadError::Unknown { .. })), "{text}");
        }
        assert!(matches!(read(r#"{"other": [{"such": 1}]}"#), Err(LoadError::Malformed { .. })));
    }

    #[test]
    fn a_clue_asks_for_all_that_it_names() {
        let clues = read(r#"{"other": [{"half_bits": 1, "title": ["title_balance"], "rows_without": ["row_flow"]}]}"#);
        let clue = clues.ok().and_then(|clues| clues.into_values().next()?.into_iter().next());
        let Some(clue) = clue else { panic!("no clue") };
        assert_eq!(clue.text, "title: balance; no row: flow");
        let mut seen = Seen { title: *crate::tag("Balance Sheet").roles(), ..Seen::default() };
        assert!(clue.holds(Kind::Other, &seen));
        seen.add_row(crate::tag("Investing activities").roles());
        assert!(!clue.holds(Kind::Other, &seen));
    }
}
