//! An exporter of one's own: every statement of a release as a Markdown table.
//!
//! ```sh
//! cargo run -p crossfoot-examples --bin own_exporter -- fixtures/releases/harborlane_2023q2.pdf
//! ```

use std::env;
use std::error::Error;

use crossfoot::{Cell, Statement};

fn main() -> Result<(), Box<dyn Error>> {
    let file = env::args().nth(1).ok_or("usage: own_exporter FILE")?;
    for proven in crossfoot::read(file)?.statements() {
        print!("{}", markdown(&proven.statement));
    }
    Ok(())
}

fn markdown(statement: &Statement) -> String {
    let headings: Vec<&str> = statement.columns.iter().map(|column| column.heading.as_str()).collect();
    let mut out = format!("## {}\n\n", statement.title);
    out += &format!("| {} | {} |\n", statement.stub_head, headings.join(" | "));
    out += &format!("|---|{}\n", "---:|".repeat(headings.len()));
    for item in &statement.items {
        let cells: Vec<&str> = item.cells.iter().map(printed).collect();
        // Sections become part of the label: Markdown tables have no headings inside.
        let label: Vec<&str> = item.section.iter().chain([&item.label]).map(|text| text.as_str()).collect();
        out += &format!("| {} | {} |\n", label.join(": "), cells.join(" | "));
    }
    out + "\n"
}

fn printed(cell: &Cell) -> &str {
    match cell {
        Cell::Empty => "",
        Cell::Text(text) => text,
        Cell::Figure(fact) => &fact.printed,
    }
}
