//! The little of CSS that says where words stand and whether they are seen.

use crate::flow::Align;

/// What an element says of itself, in its `style` and in older attributes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Style {
    pub(super) hidden: bool,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) raised: bool,
    pub(super) align: Option<Align>,
    pub(super) keeps_spaces: Option<bool>,
    /// Room left of its lines, in points; of its first line in addition.
    pub(super) indent: f32,
    pub(super) first_indent: f32,
    pub(super) page_before: bool,
    pub(super) page_after: bool,
    /// A rule is drawn over it, under it.
    pub(super) ruled: (bool, bool),
    pub(super) block: bool,
}

/// More room than this, in points, is no indent: it centres.
const MOST_INDENT: f32 = 200.0;

impl Style {
    /// Reads a `style` attribute.
    pub(super) fn of(style: &str) -> Self {
        let mut out = Self::default();
        for declaration in style.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().to_ascii_lowercase();
            out.declare(&name.trim().to_ascii_lowercase(), value.trim_end_matches("!important").trim());
        }
        out
    }

    fn declare(&mut self, name: &str, value: &str) {
        match name {
            "display" => {
                self.hidden |= value == "none";
                self.block |= value == "block";
            }
            "visibility" => self.hidden |= matches!(value, "hidden" | "collapse"),
            "font-weight" => self.bold = Some(is_bold(value)),
            "font-style" => self.italic = Some(matches!(value, "italic" | "oblique")),
            "font" => {
                self.bold = value.split_whitespace().any(|part| part == "bold").then_some(true).or(self.bold);
                self.italic = value.split_whitespace().any(|part| part == "italic").then_some(true).or(self.italic);
            }
            "vertical-align" => self.raised |= value == "super" || value == "text-top",
            // `position:relative; top:-4pt`: the way word processors raise a mark.
            "top" => self.raised |= value.starts_with('-'),
            "bottom" => self.raised |= length(value).is_some_and(|length| (0.5..20.0).contains(&length)),
            "text-align" => self.align = align(value),
            "white-space" => self.keeps_spaces = Some(value.starts_with("pre")),
            "padding-left" | "margin-left" => self.indent += length(value).unwrap_or(0.0),
            "padding" | "margin" => self.indent += left_of_four(value).unwrap_or(0.0),
            "text-indent" => self.first_indent += length(value).unwrap_or(0.0),
            "page-break-before" | "break-before" => self.page_before |= is_page_break(value),
            "page-break-after" | "break-after" => self.page_after |= is_page_break(value),
            "border-top" | "border-top-style" => self.ruled.0 |= is_drawn(value),
            "border-bottom" | "border-bottom-style" => self.ruled.1 |= is_drawn(value),
            _ => {}
        }
        self.indent = self.indent.clamp(0.0, MOST_INDENT);
        self.first_indent = self.first_indent.clamp(-MOST_INDENT, MOST_INDENT);
    }
}

pub(super) fn align(value: &str) -> Option<Align> {
    match value {
        "left" | "start" | "justify" => Some(Align::Left),
        "right" | "end" => Some(Align::Right),
        "center" | "-webkit-center" | "middle" => Some(Align::Center),
        _ => None,
    }
}

fn is_bold(value: &str) -> bool {
    value.starts_with("bold") || value.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

fn is_page_break(value: &str) -> bool {
    matches!(value, "always" | "page" | "left" | "right")
}

fn is_drawn(value: &str) -> bool {
    let mut parts = value.split_whitespace();
    let drawn = |part: &str| matches!(part, "solid" | "double" | "dashed" | "dotted");
    parts.clone().any(drawn) && !parts.any(|part| part.starts_with("0") && !part.starts_with("0."))
}

/// The left of `1pt 2pt 3pt 4pt`, `1pt 2pt`, `1pt`.
fn left_of_four(value: &str) -> Option<f32> {
    let parts: Vec<&str> = value.split_whitespace().collect();
    let left = match parts.as_slice() {
        [_, _, _, left] => left,
        [_, sides] | [_, sides, _] => sides,
        [all] => all,
        _ => return None,
    };
    length(left)
}

/// A length in points; a part of the width is taken of a page's.
fn length(value: &str) -> Option<f32> {
    const UNITS: [(&str, f32); 8] = [
        ("pt", 1.0),
        ("px", 0.75),
        ("rem", 12.0),
        ("em", 10.0),
        ("in", 72.0),
        ("cm", 28.35),
        ("mm", 2.835),
        ("%", 5.0),
    ];
    let (number, points) = UNITS.iter().find_map(|(unit, points)| Some((value.strip_suffix(unit)?, *points)))?;
    let number: f32 = number.trim().parse().ok()?;
    number.is_finite().then_some(number * points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_say_what_is_seen() {
        let style = Style::of("DISPLAY: none; font-weight:700;text-align:right");
        assert_eq!((style.hidden, style.bold, style.align), (true, Some(true), Some(Align::Right)));
        assert!(Style::of("page-break-after:always").page_after);
        assert!(!Style::of("page-break-inside:avoid;page-break-before:avoid").page_before);
        assert!(Style::of("position:relative;top:-3.5pt").raised);
        assert_eq!(Style::of("padding:2px 1pt 2px 19pt;text-indent:-9pt").indent, 19.0);
        assert_eq!(Style::of("border-top:1pt solid #000;border-bottom:0px none").ruled, (true, false));
        assert_eq!(Style::of("padding-left:1e30pt;margin-left:nanpt").indent, MOST_INDENT);
    }
}
