//! Converts a folder of releases to CSV and workbooks.
//!
//! ```sh
//! cargo run -p crossfoot-examples --bin convert_folder -- fixtures/releases out
//! ```

use std::env;
use std::error::Error;

use crossfoot::{BatchOptions, Format, Progress, State, convert};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let (Some(folder), Some(out)) = (args.next(), args.next()) else {
        return Err("usage: convert_folder FOLDER OUT".into());
    };
    let formats = [Format::Csv, Format::Xlsx].into_iter().collect();
    let options = BatchOptions { formats, ..BatchOptions::default() };
    let summary = convert(&[folder.into()], out, &options, |progress| {
        if let Progress::Done(line) = progress {
            // A release that cannot be read does not stop the others.
            let remark = if line.state == State::Failed { &line.message } else { "" };
            println!("{}: {}, {} figures {remark}", line.input, line.state, line.tally.figures);
        }
    })?;
    println!("{} statements, {} figures", summary.statements, summary.tally.figures);
    Ok(())
}
