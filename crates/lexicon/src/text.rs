//! A text that carries its tags.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::{LabelReading, Role, Tags, catalogue, tag};

/// A text that is tagged at most once and carries its tags wherever it goes, as well as what it can be as the label of a line: copies
/// share them. It reads and compares as a `str` does.
#[derive(Clone, Default)]
pub struct Text(Arc<Tagged>);

#[derive(Clone, Default)]
struct Tagged {
    text: String,
    tags: OnceLock<Tags>,
    /// Most texts are no labels.
    reading: OnceLock<Box<LabelReading>>,
}

impl Text {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// What stands in it, by the words of the lexicon.
    pub fn tags(&self) -> &Tags {
        self.0.tags.get_or_init(|| tag(self.as_str()))
    }

    /// What it can be as the label of a line, by the concepts that come with the program.
    pub fn reading(&self) -> &LabelReading {
        self.0.reading.get_or_init(|| Box::new(catalogue().read_label(self.as_str())))
    }

    /// Whether a phrase of a set stands in it.
    pub fn has(&self, role: Role) -> bool {
        self.tags().has(role)
    }

    /// The text to change; what it says is found anew.
    pub fn to_mut(&mut self) -> &mut String {
        let own = Arc::make_mut(&mut self.0);
        (own.tags, own.reading) = (OnceLock::new(), OnceLock::new());
        &mut own.text
    }

    /// The text without its tags.
    pub fn into_string(self) -> String {
        Arc::try_unwrap(self.0).map_or_else(|shared| shared.text.clone(), |own| own.text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Arc::new(Tagged { text, ..Tagged::default() }))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.into_string()
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl serde::Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<Text> for str {
    fn eq(&self, other: &Text) -> bool {
        *self == *other.as_str()
    }
}

impl PartialEq<Text> for &str {
    fn eq(&self, other: &Text) -> bool {
        **self == *other.as_str()
    }
}

impl PartialEq<Text> for String {
    fn eq(&self, other: &Text) -> bool {
        *self == *other.as_str()
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_follow_a_change() {
        let mut text = Text::from("Net income (continued)");
        assert!(text.has(Role::Continued));
        let copy = text.clone();
        text.to_mut().truncate(10);
        assert!(!text.has(Role::Continued) && copy.has(Role::Continued));
    }

    #[test]
    fn compares_as_text() {
        let (a, b) = (Text::from("a"), Text::from("b"));
        assert!(a < b && a == "a" && a != b);
        a.tags();
        assert_eq!(a, Text::from("a".to_owned()));
    }
}
