//! `crossfoot measures`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use crossfoot::compare::{CompareError, Measures, MeasuresOptions, Periods, measures};

use crate::args::{MeasuresArgs, MeasuresFormat, MeasuresPeriod};
use crate::log::complain;
use crate::print_data;
use crate::visible::visible;

pub(crate) fn run(args: &MeasuresArgs) -> anyhow::Result<ExitCode> {
    let periods = match args.period {
        MeasuresPeriod::Latest => Periods::Latest,
        MeasuresPeriod::All => Periods::All,
    };
    let table = match measures(&args.outputs, &MeasuresOptions { names: args.concepts.clone(), periods }) {
        Err(error @ CompareError::NoMeasure { .. }) => {
            complain(&error.to_string());
            return Ok(ExitCode::from(2));
        }
        told => told?,
    };
    write(args, &table).with_context(|| format!("cannot write {}", args.out.display()))?;
    if !args.quiet {
        for row in table.rows.iter().filter(|row| !row.unclear.is_empty()) {
            let told: Vec<String> = row.unclear.iter().map(|unclear| unclear.told()).collect();
            let told = format!("{}, {}: left open: {}", row.release, row.period_end, told.join("; "));
            let _ = writeln!(io::stderr(), "{}", visible(&told));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn write(args: &MeasuresArgs, table: &Measures) -> anyhow::Result<()> {
    let content = |out: &mut dyn Write| match args.format {
        MeasuresFormat::Csv => table.write_csv(args.sources, out),
        MeasuresFormat::Json => table.write_json(args.sources, out),
    };
    if args.out == Path::new("-") {
        let mut data = Vec::new();
        content(&mut data)?;
        return print_data(&data);
    }
    let mut out = BufWriter::new(File::create(&args.out)?);
    content(&mut out)?;
    Ok(out.flush()?)
}
