//! Tells PDF from text, and decodes text.

use std::borrow::Cow;

use crate::error::IngestError;

/// Whether the bytes are a PDF: `%PDF-` within the first kilobyte (ISO 32000-1, Annex H.3.4.1, implementation note 13).
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(5).any(|w| w == b"%PDF-")
}

/// Decodes text: UTF-8 or UTF-16 with a byte order mark, else UTF-8 if valid, else Windows-1252.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, IngestError> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Ok(text);
    }
    let binary = bytes.iter().filter(|b| **b < 9 || (14..32).contains(*b)).count();
    if binary * 200 > bytes.len() {
        return Err(IngestError::NotARelease("it holds binary data"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => Ok(encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0),
    }
}

/// How far into a text it is looked for what makes it HTML, in characters.
const HEAD: usize = 8192;

/// Whether a text is plainly HTML or XHTML: its document tags stand in front, or it begins with a tag and has those of
/// paragraphs and cells. Filings of the years of plain text have tags, too (`<TABLE>`, `<S>`, `<PAGE>`), but none of these.
pub(crate) fn is_html(text: &str) -> bool {
    let end = text.char_indices().nth(HEAD).map_or(text.len(), |(at, _)| at);
    let head = text[..end].trim_start().to_ascii_lowercase();
    let is_tag = |text: &str, tag: &str| {
        text.strip_prefix(tag).is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '>'))
    };
    let document = ["<!doctype html", "<html", "<head", "<body"];
    let opens = |text: &str| document.iter().any(|tag| is_tag(text, tag));
    if head.lines().any(|line| opens(line.trim_start())) {
        return true;
    }
    head.starts_with('<')
        && (head.match_indices('<').any(|(at, _)| opens(&head[at..]))
            || ["</p>", "</td>", "</div>", "</span>"].iter().map(|tag| head.matches(tag).count()).sum::<usize>() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_from_text_with_tags() {
        assert!(is_html("\n<!DOCTYPE html>\n<title>Results</title>"));
        assert!(is_html("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body>"));
        assert!(is_html("<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n<HTML>\n<BODY>"));
        assert!(is_html("<div><table><tr><td>Net sales</td><td>12</td></tr></table></div>"));
        assert!(!is_html(
            "<DOCUMENT>\n<TYPE>EX-99\n<TEXT>\n<PAGE>\n<TABLE>\n<CAPTION>\n<S>  <C>\nNet sales  12\n</TABLE>"
        ));
        assert!(!is_html("# Results\n\n| | 2023 |\n|---|---|\n| Net sales<br>restated | 12 |"));
        assert!(!is_html("Net sales < 12, see <html-reports>"));
    }

    #[test]
    fn marks_and_fallbacks() {
        assert_eq!(decode("€ 5".as_bytes()).unwrap(), "€ 5");
        assert_eq!(decode(b"\x80 5 \x96 caf\xe9").unwrap(), "€ 5 – café");
        assert_eq!(decode(b"\xff\xfeA\0b\0").unwrap(), "Ab");
        assert_eq!(decode(b"\xfe\xff\0A\0b").unwrap(), "Ab");
        assert_eq!(decode(b"\xef\xbb\xbfAb").unwrap(), "Ab");
    }

    #[test]
    fn binary_is_no_text() {
        assert!(decode(b"\x00\x01\x02\x03PK").is_err());
        assert!(is_pdf(b"junk %PDF-1.7"));
        assert!(!is_pdf(b"PDF"));
    }
}
