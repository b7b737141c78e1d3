//! `crossfoot debug`.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use crossfoot::{Options, ReadError};

use crate::args::DebugArgs;
use crate::print_data;
use crate::view::{Seen, View, Viewer};

pub(crate) fn run(args: &DebugArgs, verbose: u8) -> anyhow::Result<ExitCode> {
    let mut viewer = Viewer::new(args.decoding.options(), &args.limits, verbose);
    let svg = viewer.see(&args.file, &View::Debug { page: args.page })?.text;
    match args.out.as_deref().filter(|path| *path != Path::new("-")) {
        None => print_data(svg.as_bytes())?,
        Some(path) => fs::write(path, svg).with_context(|| format!("cannot write {}", path.display()))?,
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn see(bytes: &[u8], options: &Options, page: u32) -> Result<Seen, ReadError> {
    Ok(Seen { text: crossfoot::page_svg_of(bytes, page, options)?, ..Seen::default() })
}
