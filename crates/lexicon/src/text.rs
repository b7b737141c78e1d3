//! A text that carries its tags.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::OnceLock;

use crate::{Role, Tags, tag};

/// A text that is tagged at most once and carries its tags wherever it goes. It reads and compares as a `str` does.
#[derive(Clone, Default)]
pub struct Text {
    text: String,
    tags: OnceLock<Tags>,
}

impl Text {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands in it, by the words of the lexicon.
    pub fn tags(&self) -> &Tags {
        self.tags.get_or_init(|| tag(&self.text))
    }

    /// Whether a phrase of a set stands in it.
    pub fn has(&self, role: Role) -> bool {
        self.tags().has(role)
    }

    /// The text to change; its tags are found anew.
    pub fn to_mut(&mut self) -> &mut String {
        self.tags.take();
        &mut self.text
    }

    /// The text without its tags.
    pub fn into_string(self) -> String {
        self.text
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { text, tags: OnceLock::new() }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.text
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.text, f)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        self.text == *other
    }
}

impl PartialEq<Text> for str {
    fn eq(&self, other: &Text) -> bool {
        *self == other.text
    }
}

impl PartialEq<Text> for &str {
    fn eq(&self, other: &Text) -> bool {
        **self == other.text
    }
}

impl PartialEq<Text> for String {
    fn eq(&self, other: &Text) -> bool {
        *self == other.text
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
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
