//! XHTML for a parser of HTML: there `<td/>` opens a cell that nothing closes.

use std::borrow::Cow;

/// Elements that HTML has without end tags.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// The text with an end tag behind each element that closes itself, where it is XHTML.
pub(super) fn with_end_tags(text: &str) -> Cow<'_, str> {
    let head = text.trim_start();
    if !(head.starts_with("<?xml") || head.get(..2000).unwrap_or(head).contains("http://www.w3.org/1999/xhtml")) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 50);
    let mut kept = 0;
    let mut at = 0;
    while let Some(end) = memchr::memmem::find(&text.as_bytes()[at..], b"/>").map(|end| at + end) {
        let from = std::mem::replace(&mut at, end + 2);
        let Some(start) = memchr::memrchr(b'<', &text.as_bytes()[from..end]).map(|start| from + start) else {
            continue;
        };
        let tag = &text[start + 1..end];
        let name = tag.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !tag.contains('>');
        if named && !VOID.iter().any(|void| void.eq_ignore_ascii_case(name)) {
            out.push_str(&text[kept..end]);
            out.push_str("></");
            out.push_str(name);
            out.push('>');
            kept = at;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_that_close_themselves_get_an_end_tag() {
        let text = "<?xml version=\"1.0\"?><p><span class=\"a\"/>5<br/><ix:x\n a=\"1\"/></p>";
        let expected = "<?xml version=\"1.0\"?><p><span class=\"a\"></span>5<br/><ix:x\n a=\"1\"></ix:x></p>";
        assert_eq!(with_end_tags(text), expected);
        assert_eq!(with_end_tags("<p><span/>"), "<p><span/>");
    }
}
