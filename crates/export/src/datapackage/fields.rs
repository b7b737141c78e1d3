//! The columns of the files that always have the same ones.

/// A column: its name, its type in a Table Schema, and what it means.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) sort: &'static str,
    pub(crate) description: &'static str,
    /// Never empty.
    pub(crate) required: bool,
    /// What it can be, where that is a list.
    pub(crate) values: &'static [&'static str],
}

const KINDS: &[&str] = &[
    "income_statement",
    "comprehensive_income",
    "balance_sheet",
    "cash_flow",
    "equity",
    "segment",
    "reconciliation",
    "metrics",
    "other",
];

const fn field(name: &'static str, sort: &'static str, description: &'static str) -> Field {
    Field { name, sort, description, required: true, values: &[] }
}

/// A column that can be empty.
const fn maybe(name: &'static str, sort: &'static str, description: &'static str) -> Field {
    Field { required: false, ..field(name, sort, description) }
}

const fn choice(name: &'static str, values: &'static [&'static str], description: &'static str) -> Field {
    Field { values, ..field(name, "string", description) }
}

/// The columns of `facts.csv`.
pub(crate) const FACTS: [Field; 26] = [
    field("release", "string", "The release's name."),
    field("statement", "string", "The statement's id, unique in the release."),
    choice("kind", KINDS, "What the statement is about."),
    maybe("title", "string", "The statement's title as printed, lines joined by one space, without the unit note."),
    field("page", "integer", "1-based page the figure is printed on."),
    field("row", "integer", "1-based row in the statement; only rows that print a figure count."),
    field("col", "integer", "1-based column in the statement; only columns that print a figure count."),
    maybe("section", "string", "The headings in force above the row, outermost first, joined by ' > '."),
    maybe("label", "string", "The line item as printed, without footnote marks."),
    maybe("column", "string", "The column's whole printed heading, spanning lines first."),
    maybe("period_start", "date", "First day of the period; empty for an instant and for a column without a period."),
    maybe("period_end", "date", "Last day of the period; empty for a column without a period."),
    maybe("duration", "string", "'instant', or ISO 8601 ('P3M', 'P13W'); empty with the dates."),
    field("value", "number", "The figure in full units: sign and scale applied; percent as printed (12.3 is 12.3 %)."),
    field("unit", "string", "An ISO 4217 code, 'USD/share', 'shares', 'percent', or 'pure' for anything else."),
    field("decimals", "integer", "Precision in XBRL's sense: -6 for whole millions, 2 for cents."),
    field("printed", "string", "Exactly what the page shows."),
    choice("status", &["footed", "unproven", "suspect", "repaired"], "What arithmetic says of the figure."),
    maybe(
        "x0",
        "number",
        "Left edge: PDF points from the page's left, or character columns of a text; empty for HTML.",
    ),
    maybe("y0", "number", "Upper edge: PDF points from the page's top, or lines of a text; empty for HTML."),
    maybe("x1", "number", "Right edge, as x0."),
    maybe("y1", "number", "Lower edge, as y0."),
    maybe(
        "concept",
        "string",
        "The standard concept of the line where it is known, by its element name: 'us-gaap:NetIncomeLoss'.",
    ),
    choice("unit_from", &TOLD_BY, "Where the release says what the figure counts, and in which currency."),
    choice("scale_from", &TOLD_BY, "Where the release says what the printed figure is multiplied by."),
    choice("period_from", &TOLD_BY, "Where the release says what time the figure speaks of."),
];

/// The places that tell something of a figure, nearest first; `derived`: worked out; `none`: nothing tells.
const TOLD_BY: [&str; 8] = ["cell", "row", "column", "table", "page", "release", "derived", "none"];

/// The column of `facts.csv` that says what a second decoder read; empty where it was not asked, as of text.
pub(crate) const CONFIRMED: Field = Field {
    required: false,
    ..choice(
        crate::facts::CONFIRMED,
        &["yes", "no"],
        "Whether a second decoder read the same digits at the same place.",
    )
};

/// The columns of `summary.csv`.
pub(crate) const SUMMARY: [Field; 14] = [
    field("input", "string", "The input as given, or as found in a folder that was given; '-' for standard input."),
    maybe("release", "string", "The release's name in the output; empty where the input never came to be one."),
    choice("status", &["ok", "partial", "failed"], "What became of it."),
    field("pages", "integer", "Its pages."),
    field("statements", "integer", "Its statements."),
    field("figures", "integer", "Its figures."),
    field("footed", "integer", "Figures that take part in a relation that holds."),
    field("suspect", "integer", "Figures that relations speak against."),
    field("seconds", "number", "How long it took."),
    maybe("message", "string", "Why it failed, what could not be read, or what else there is to know."),
    field("unsure", "integer", "Figures that a person should look at, whatever arithmetic says of them."),
    maybe("company", "string", "The company, where the release tells it."),
    maybe(
        "currency",
        "string",
        "The ISO 4217 code of the currency that most amounts of its primary statements are in.",
    ),
    maybe("period_end", "date", "The last day of what it reports on: the latest date of its primary statements."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_those_that_are_written() {
        let names = |fields: &[Field]| fields.iter().map(|field| field.name).collect::<Vec<_>>().join(",");
        assert_eq!(names(&FACTS), crate::facts::HEADER.join(","));
        let mut summary = Vec::new();
        crate::summary::write_summary([], &mut summary).expect("writes to memory");
        assert_eq!(names(&SUMMARY), String::from_utf8_lossy(&summary).trim_end());
    }
}
