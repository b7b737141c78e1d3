//! Ways to break a document.

use fastrand::Rng;

/// Flips a few bits, or in every fourth case many, anywhere.
pub(crate) fn flip(bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let most = if rng.u8(..4) == 0 { bytes.len() / 50 + 1 } else { 12 };
    for _ in 0..rng.usize(1..=most) {
        let at = rng.usize(..bytes.len());
        bytes[at] ^= 1 << rng.u8(..8);
    }
    bytes
}

/// The beginning of one document, a middle of another, the end of the first.
pub(crate) fn splice(first: &[u8], second: &[u8], rng: &mut Rng) -> Vec<u8> {
    let (a, b) = two(first.len(), rng);
    let (c, d) = two(second.len(), rng);
    [&first[..a], &second[c..d], &first[b..]].concat()
}

fn two(length: usize, rng: &mut Rng) -> (usize, usize) {
    let (a, b) = (rng.usize(..=length), rng.usize(..=length));
    (a.min(b), a.max(b))
}

/// Numbers of objects, exchanged where they are referred to: pages become fonts, a page tree its own child.
pub(crate) fn exchange_objects(bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let references: Vec<usize> = (2..bytes.len().saturating_sub(4))
        .filter(|&at| {
            &bytes[at..at + 4] == b" 0 R" && bytes[at - 1].is_ascii_digit() && !bytes[at - 2].is_ascii_digit()
        })
        .collect();
    if references.is_empty() {
        return flip(&bytes, rng);
    }
    for _ in 0..rng.usize(1..6) {
        let at = references[rng.usize(..references.len())];
        bytes[at - 1] = b'0' + rng.u8(..10);
    }
    bytes
}

/// Lines and pages exchanged, doubled, cut, and joined to monsters.
pub(crate) fn shuffle_text(bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    for _ in 0..rng.usize(1..30) {
        let (a, b) = (rng.usize(..lines.len()), rng.usize(..lines.len()));
        match rng.u8(..7) {
            0 => lines.swap(a, b),
            1 => lines[a] = lines[b].clone(),
            2 => {
                let length = rng.usize(..=lines[a].len());
                lines[a].truncate(length);
            }
            3 => {
                let more = lines[b].clone();
                lines[a].extend(more);
            }
            4 => lines[a] = lines[a].repeat(rng.usize(1..20)),
            5 => lines[a].insert(0, *rng.choice(b"\x0c\t| #\xff").unwrap_or(&b' ')),
            _ => {
                let indent = vec![b' '; rng.usize(..300)];
                lines[a].splice(0..0, indent);
            }
        }
    }
    lines.join(&b'\n')
}

/// A page of text and rules at places, in sizes and under transformations that no one would print.
pub(crate) fn drawn_pdf(rng: &mut Rng) -> Vec<u8> {
    let mut drawn = String::new();
    for _ in 0..rng.usize(1..60) {
        let n: Vec<String> = (0..6).map(|_| number(rng)).collect();
        drawn += &match rng.u8(..8) {
            0 => format!("{} {} {} {} {} {} cm\n", n[0], n[1], n[2], n[3], n[4], n[5]),
            1 => format!("BT /F1 {} Tf {} {} {} {} {} {} Tm (1,234) Tj ET\n", n[0], n[1], n[2], n[3], n[4], n[5], n[0]),
            2 => format!("{} {} {} {} re f\n", n[0], n[1], n[2], n[3]),
            3 => format!("{} w {} {} m {} {} l S\n", n[0], n[1], n[2], n[3], n[4]),
            4 => {
                format!("BT /F1 10 Tf {} Tc {} Tw {} Tz {} {} Td (Net sales 12) Tj ET\n", n[0], n[1], n[2], n[3], n[4])
            }
            5 => "q\n".repeat(rng.usize(1..40)),
            6 => "Q\n".repeat(rng.usize(1..40)),
            _ => format!("BT /F1 9 Tf 72 {} Td (Total assets 2023 {}) Tj ET\n", rng.u16(..800), n[0]),
        };
    }
    let media = if rng.u8(..3) == 0 {
        (0..4).map(|_| number(rng)).collect::<Vec<_>>().join(" ")
    } else {
        "0 0 612 792".to_owned()
    };
    let rotate = i32::from(rng.u8(..5)) * 90;
    format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [{media}] /Rotate {rotate} /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n\
         4 0 obj\n<< /Length {} >>\nstream\n{drawn}\nendstream\nendobj\n\
         5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>\nendobj\n\
         trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF\n",
        drawn.len()
    )
    .into_bytes()
}

fn number(rng: &mut Rng) -> String {
    match rng.u8(..8) {
        0 => "0".to_owned(),
        1 => "-1".to_owned(),
        2 => "1e-9".to_owned(),
        3 => "99999999999999999999999999999999999999999".to_owned(),
        4 => "-3.4e38".to_owned(),
        5 => format!("{}", rng.f32()),
        6 => format!("{}", i64::from(rng.i32(..))),
        _ => format!("{:.2}", rng.f32() * 800.0),
    }
}

/// What cells and headings are made of.
pub(crate) struct Pieces(Vec<String>);

impl Pieces {
    pub(crate) fn of<'a>(texts: impl Iterator<Item = &'a [u8]>) -> Self {
        const MORE: &str = "( ) (( )) $ € £ ¥ % - – — △ ▲ , . ' 0 00 9 999 ,999 .5 1.234.567 12,34,567 79228162514264337593543950335 \
            99999999999999999999999999999999 bps x ¢ NM n/a * (1) [2] ¹ three months ended twelve weeks Q2 FY24 2Q23 June 30 31 \
            February 29 2023 0000 9999 1900 and to through / first half year-to-date in millions thousands except per share \
            data unaudited RMB \u{a0} \u{202f} \u{feff} \u{301} ßİ \u{1f600}";
        let printed = texts
            .map(String::from_utf8_lossy)
            .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        Self(printed.chain(MORE.split_whitespace().map(str::to_owned)).collect())
    }

    /// A few of them, with blanks between or not, sometimes a letter lost or doubled.
    pub(crate) fn text(&self, rng: &mut Rng) -> String {
        let mut text = String::new();
        for _ in 0..rng.usize(1..9) {
            text += &self.0[rng.usize(..self.0.len())];
            text += rng.choice([" ", " ", "", "  ", "\u{a0}", "\n"]).unwrap_or_default();
        }
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..rng.usize(..3) {
            let at = rng.usize(..chars.len());
            match rng.u8(..3) {
                0 => chars.insert(at, chars[at]),
                1 if chars.len() > 1 => {
                    chars.remove(at);
                }
                _ => chars[at] = rng.char(..),
            }
        }
        chars.into_iter().collect()
    }
}
