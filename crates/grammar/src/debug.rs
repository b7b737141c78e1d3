//! Shows its work: a picture of a page with what was seen on it.

use std::fmt::Write;

use crossfoot_ingest::{Page, Rect};

use crate::number_style::NumberStyle;
use crate::sheet::Sheet;
use crate::tokens::Kind;
use crate::{find, layout, lines, side_title, zones};

/// Draws a page as SVG: its words as text, rules as lines, shaded areas in grey; figures in blue boxes, the columns that were
/// found as green bands, rows as thin orange boxes with their labels' text in the tooltip, titles in purple. Where layouts were weighed,
/// a remark has the score sheet of each.
/// Coordinates are those of the page's reading frame, in points.
pub fn svg(page: &Page) -> String {
    let mut out = String::new();
    let (w, h) = (page.width.max(1.0), page.height.max(1.0));
    let _ = writeln!(out, r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">"#);
    let _ = writeln!(out, r##"<rect width="{w}" height="{h}" fill="#fff"/>"##);
    for fill in &page.fills {
        let grey = (fill.luma * 255.0) as u8;
        boxed(&mut out, &fill.bbox, &format!("fill=\"rgb({grey},{grey},{grey})\" fill-opacity=\"0.35\""), "");
    }
    for image in &page.images {
        boxed(&mut out, image, r##"fill="#fde" stroke="#c8a""##, "image");
    }
    let (lines, rules) = lines::lines(page, NumberStyle::learn(std::slice::from_ref(page)));
    for sheet in zones::zones(side_title::set_over(Sheet::new(page, lines, &rules))) {
        write_scores(&mut out, &sheet);
        draw_tables(&mut out, &sheet);
        draw_tokens(&mut out, &sheet);
    }
    for rule in &page.rules {
        let r = &rule.bbox;
        let _ = writeln!(
            out,
            r##"<line x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}" stroke="#c00" stroke-width="0.6"/>"##,
            r.x0, r.y0, r.x1, r.y1
        );
    }
    for word in &page.words {
        let weight = if word.bold { " font-weight=\"bold\"" } else { "" };
        let style = if word.italic { " font-style=\"italic\"" } else { "" };
        let _ = writeln!(
            out,
            r#"<text x="{:.1}" y="{:.1}" font-size="{:.1}" font-family="sans-serif" textLength="{:.1}" lengthAdjust="spacingAndGlyphs"{weight}{style}>{}</text>"#,
            word.bbox.x0,
            word.bbox.y1 - 0.21 * word.size,
            word.size,
            word.bbox.width().max(0.1),
            escape(&word.text)
        );
    }
    out.push_str("</svg>\n");
    out
}

/// The score sheets of the layouts that were weighed, the chosen one first, as remarks in the drawing.
fn write_scores(out: &mut String, sheet: &Sheet) {
    for (line, layouts) in layout::weighed(sheet) {
        let first = sheet.lines[line].text().replace("--", "—");
        let _ = writeln!(out, "<!-- from `{first}`");
        for layout in layouts {
            let clues = layout.clues.iter().filter(|(_, half_bits)| *half_bits != 0);
            let clues: Vec<String> = clues.map(|(name, half_bits)| format!("{name} {half_bits}")).collect();
            let _ = writeln!(out, "  {} half bits by {}: {}", layout.half_bits(), layout.by, clues.join(", "));
        }
        out.push_str("-->\n");
    }
}

fn draw_tables(out: &mut String, sheet: &Sheet) {
    for found in find::find(sheet) {
        let table = &found.table;
        let rows = || table.rows.iter().map(|r| r.bbox);
        let Some(area) = rows().reduce(|a, b| a.union(&b)) else { continue };
        for (column, span) in table.columns.iter().zip(&found.spans) {
            let band = Rect { x0: span.x0, x1: span.x1, ..area };
            boxed(
                out,
                &band,
                r##"fill="#0a0" fill-opacity="0.10" stroke="#0a0" stroke-width="0.3""##,
                &column.heading_text(),
            );
        }
        for row in &table.rows {
            boxed(out, &row.bbox, r##"fill="none" stroke="#e90" stroke-width="0.4""##, &row.label);
        }
        for caption in table.title.iter().chain(&table.notes) {
            boxed(out, &caption.bbox, r##"fill="#80f" fill-opacity="0.12""##, &caption.text);
        }
    }
}

fn draw_tokens(out: &mut String, sheet: &Sheet) {
    for token in sheet.lines.iter().flat_map(|l| &l.tokens) {
        let style = match token.kind {
            Kind::Figure(_) => r##"fill="#08f" fill-opacity="0.15""##,
            Kind::Year(_) => r##"fill="#0bb" fill-opacity="0.2""##,
            Kind::CellText => r##"fill="#f80" fill-opacity="0.2""##,
            Kind::Text => continue,
        };
        boxed(out, &token.bbox, style, &token.text);
    }
}

fn boxed(out: &mut String, r: &Rect, style: &str, title: &str) {
    let _ = writeln!(
        out,
        r#"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" {style}><title>{}</title></rect>"#,
        r.x0,
        r.y0,
        r.width().max(0.2),
        r.height().max(0.2),
        escape(title)
    );
}

/// Text as XML wants it; control characters are left out.
fn escape(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_shows_columns_and_escapes_text() {
        let text = "R&D costs\n\n              2023   2022\nSalaries     1,204  1,100\nTools          <45     40\nTotal        1,249  1,140\n";
        let pages = crossfoot_ingest::read(text.as_bytes(), &crossfoot_ingest::Options::default()).unwrap().pages;
        let drawn = svg(&pages[0]);
        assert!(drawn.contains("R&amp;D") && drawn.contains("&lt;45"), "{drawn}");
        assert!(drawn.contains(r##"stroke="#0a0""##));
        assert!(drawn.ends_with("</svg>\n"));
    }
}
