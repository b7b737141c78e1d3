//! Fonts, fills and borders.

use crossfoot_footing::Status;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const INK: Color = Color::RGB(0x0026_3238);
const PALE: Color = Color::RGB(0x0078_909C);
const BAND: Color = Color::RGB(0x00EC_EFF1);
const LINK: Color = Color::RGB(0x0015_65C0);

/// Fill of a figure in doubt.
pub(crate) const SUSPECT: Color = Color::RGB(0x00FF_D54F);
/// Fill of a figure that was put right.
pub(crate) const REPAIRED: Color = Color::RGB(0x00B3_E5FC);

/// The title of a sheet.
pub(crate) fn title() -> Format {
    Format::new().set_bold().set_font_size(14).set_font_color(INK)
}

/// A heading within the cover.
pub(crate) fn heading() -> Format {
    Format::new().set_bold().set_font_size(12).set_font_color(INK)
}

/// Remarks that step back behind the figures.
pub(crate) fn remark() -> Format {
    Format::new().set_font_size(9).set_font_color(PALE)
}

/// Running text.
pub(crate) fn text() -> Format {
    Format::new().set_align(FormatAlign::Left).set_align(FormatAlign::Top).set_text_wrap()
}

/// A place to go to.
pub(crate) fn link() -> Format {
    Format::new().set_font_color(LINK).set_align(FormatAlign::Top)
}

/// The head of a table of the cover.
pub(crate) fn table_head() -> Format {
    band().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(PALE)
}

/// The same over numbers.
pub(crate) fn table_head_right() -> Format {
    table_head().set_align(FormatAlign::Right)
}

/// A heading over one column: it stands on the figures.
pub(crate) fn column_heading() -> Format {
    band().set_align(FormatAlign::Right).set_align(FormatAlign::Bottom).set_text_wrap()
}

/// A heading over several columns whose words go on in the line below.
pub(crate) fn upper_spanner() -> Format {
    band().set_align(FormatAlign::Center).set_align(FormatAlign::Bottom).set_text_wrap()
}

/// A heading over several columns, with its rule.
pub(crate) fn spanner() -> Format {
    upper_spanner().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(PALE)
}

/// The band that headings stand on, and the heading of the labels.
pub(crate) fn band() -> Format {
    Format::new().set_bold().set_font_color(INK).set_background_color(BAND).set_align(FormatAlign::Bottom)
}

/// The head of a column of numbers that are no figures of the statement.
pub(crate) fn band_right() -> Format {
    band().set_align(FormatAlign::Right)
}

/// The lines that say which period a column was taken for.
pub(crate) fn period() -> Format {
    remark().set_background_color(BAND).set_align(FormatAlign::Right)
}

/// The last line of the head.
pub(crate) fn last_period() -> Format {
    period().set_border_bottom(FormatBorder::Medium).set_border_bottom_color(INK)
}

/// A section's heading.
pub(crate) fn section(depth: usize) -> Format {
    indented(Format::new().set_bold().set_font_color(INK), depth)
}

/// A line item's label.
pub(crate) fn label(depth: usize, bold: bool) -> Format {
    let label = indented(Format::new().set_text_wrap().set_align(FormatAlign::Bottom), depth);
    if bold { label.set_bold() } else { label }
}

/// A cell in a figure's column.
pub(crate) fn cell(bold: bool, ruled: bool, status: Status) -> Format {
    let mut cell = Format::new().set_align(FormatAlign::Right).set_align(FormatAlign::Bottom);
    if bold {
        cell = cell.set_bold();
    }
    if ruled {
        cell = cell.set_border_top(FormatBorder::Thin);
    }
    match status {
        Status::Suspect => cell.set_background_color(SUSPECT),
        Status::Repaired => cell.set_background_color(REPAIRED),
        _ => cell,
    }
}

fn indented(format: Format, depth: usize) -> Format {
    match u8::try_from(depth.min(15)) {
        Ok(depth) if depth > 0 => format.set_align(FormatAlign::Left).set_indent(depth),
        _ => format,
    }
}
