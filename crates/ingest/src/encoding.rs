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

#[cfg(test)]
mod tests {
    use super::*;

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
