//! Full submissions of filings: one text with all their documents.

/// Types of documents that nobody reads: pictures, data for machines.
const NOT_READ: [&str; 6] = ["GRAPHIC", "XML", "ZIP", "EXCEL", "JSON", "EX-101"];

/// The documents of a submission, in order; the text itself where it is none.
pub(crate) fn documents(text: &str) -> Vec<&str> {
    let starts: Vec<usize> =
        memchr::memmem::find_iter(text.as_bytes(), b"<DOCUMENT>").filter(|at| begins_line(text, *at)).collect();
    if starts.is_empty() {
        return vec![text];
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| body(&text[*start..end])).collect()
}

fn begins_line(text: &str, at: usize) -> bool {
    text[..at].trim_end_matches([' ', '\t']).ends_with(['\n', '\r']) || text[..at].trim().is_empty()
}

/// What stands between `<TEXT>` and `</TEXT>` of a document that is to be read.
fn body(document: &str) -> Option<&str> {
    let (head, text) = document.split_once("<TEXT>").unwrap_or(("", document));
    let kind = head.split_once("<TYPE>").and_then(|(_, kind)| kind.lines().next()).unwrap_or_default().trim();
    if NOT_READ.iter().any(|not_read| kind.starts_with(not_read)) {
        return None;
    }
    let text = text.split_once("</TEXT>").map_or(text, |(text, _)| text).trim_start();
    let coded = text.starts_with("<PDF>") || text.starts_with("begin 6");
    (!coded).then(|| text.strip_prefix("<XBRL>").unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_a_submission_are_read_apart() {
        let text = "<SUBMISSION>\n<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n<html>a</html>\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>GRAPHIC\n<TEXT>\nbegin 644 logo.jpg\n</TEXT>\n<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\nb\n</TEXT>";
        assert_eq!(documents(text), ["<html>a</html>\n", "b\n"]);
        assert_eq!(documents("no <DOCUMENT> here"), ["no <DOCUMENT> here"]);
    }
}
