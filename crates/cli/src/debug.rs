//! `crossfoot debug`.

use std::fs;
use std::process::ExitCode;

use anyhow::Context;

use crate::args::DebugArgs;
use crate::print;

pub(crate) fn run(args: &DebugArgs) -> anyhow::Result<ExitCode> {
    let svg = crossfoot::page_svg(&args.file, args.page, &args.decoding.options())?;
    match &args.out {
        None => print(svg.as_bytes())?,
        Some(path) => fs::write(path, svg).with_context(|| format!("cannot write {}", path.display()))?,
    }
    Ok(ExitCode::SUCCESS)
}
