//! Prints the share of money figures that are proved, by kind of statement.
//!
//!     cargo run --release -p crossfoot-footing --example share_proved -- FILE|FOLDER... [--show] [--repair] [--shuffle SEEDS]
//!
//! `--show` prints every statement with a mark behind each figure: `*` proved, `!` suspect. `--shuffle` mixes the figures
//! of each column first, with so many seeds: what comes out as proved then was proved by chance.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crossfoot_footing::{Options as Proving, ProvenStatement, RelationKind, Status, prove_with};
use crossfoot_ingest::Options;
use crossfoot_statements::{Kind, Statement, Unit};

/// Proved, suspect and all money figures, and the figures of every unit proved and in all.
#[derive(Default, Clone, Copy)]
struct Share {
    footed: usize,
    suspect: usize,
    money: usize,
    any_footed: usize,
    any: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let (mut files, mut show, mut seeds) = (Vec::new(), false, None);
    let mut proving = Proving::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--show" => show = true,
            "--repair" => proving.repair = true,
            "--shuffle" => seeds = Some(arguments.next().ok_or("--shuffle wants a number")?.parse::<u64>()?),
            path => collect(Path::new(path), &mut files)?,
        }
    }
    let mut shares: BTreeMap<Kind, Share> = BTreeMap::new();
    let mut kinds: BTreeMap<(RelationKind, Kind), [usize; 2]> = BTreeMap::new();
    let mut spent = std::time::Duration::ZERO;
    for file in files {
        let pages = crossfoot_ingest::read(&std::fs::read(&file)?, &Options::default())?.pages;
        let statements = crossfoot_statements::assemble(&crossfoot_grammar::read(&pages));
        let runs = match seeds {
            None => vec![statements],
            Some(seeds) => (1..=seeds).map(|seed| shuffled(statements.clone(), seed)).collect(),
        };
        for statements in runs {
            let start = std::time::Instant::now();
            let proven = prove_with(statements, &proving);
            spent += start.elapsed();
            for proven in &proven {
                count(proven, shares.entry(proven.statement.kind).or_default());
                for relation in &proven.relations {
                    kinds.entry((relation.kind, proven.statement.kind)).or_default()[usize::from(relation.holds)] += 1;
                }
                if show {
                    print(&file, proven);
                }
            }
        }
    }
    report(&shares);
    for ((relation, statement), [broken, held]) in kinds {
        println!("{:22} {:22} {held:>6} hold {broken:>6} do not", relation.name(), statement.name());
    }
    println!("{spent:?} spent proving");
    Ok(())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_dir() {
        let mut inside =
            std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
        inside.sort();
        files.append(&mut inside);
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}

fn count(proven: &ProvenStatement, share: &mut Share) {
    for (item, row) in proven.statement.items.iter().zip(&proven.status) {
        for (fact, status) in item.cells.iter().zip(row).filter_map(|(cell, status)| Some((cell.figure()?, status))) {
            let footed = usize::from(*status == Status::Footed);
            share.any += 1;
            share.any_footed += footed;
            if matches!(fact.unit, Unit::Money(_)) {
                share.money += 1;
                share.footed += footed;
                share.suspect += usize::from(*status == Status::Suspect);
            }
        }
    }
}

fn report(shares: &BTreeMap<Kind, Share>) {
    println!("{:22} {:>7} {:>7} {:>7} {:>8} {:>12}", "kind", "money", "footed", "share", "suspect", "of all units");
    let line = |name: &str, s: Share| {
        let percent = |part: usize, of: usize| if of == 0 { 0.0 } else { 100.0 * part as f64 / of as f64 };
        let (money, any) = (percent(s.footed, s.money), percent(s.any_footed, s.any));
        println!("{name:22} {:>7} {:>7} {money:>6.1}% {:>8} {any:>11.1}%", s.money, s.footed, s.suspect);
    };
    let mut sums = [Share::default(); 2];
    for (kind, share) in shares {
        line(kind.name(), *share);
        let sum = &mut sums[usize::from(!kind.is_primary())];
        sum.footed += share.footed;
        sum.suspect += share.suspect;
        sum.money += share.money;
        sum.any_footed += share.any_footed;
        sum.any += share.any;
    }
    line("= primary statements", sums[0]);
    line("= other tables", sums[1]);
}

fn print(file: &Path, proven: &ProvenStatement) {
    println!(
        "## {} {} | {}",
        file.file_stem().unwrap_or_default().display(),
        proven.statement.id,
        proven.statement.title
    );
    for (item, row) in proven.statement.items.iter().zip(&proven.status) {
        let cells = item.cells.iter().zip(row).map(|(cell, status)| {
            let mark = match status {
                Status::Footed => '*',
                Status::Suspect => '!',
                _ => ' ',
            };
            cell.figure().map_or(".".to_owned(), |f| {
                format!("{}{}{mark}", f.shown, if f.unit == Unit::Percent { "%" } else { "" })
            })
        });
        let cells: Vec<String> = cells.map(|c| format!("{c:>11}")).collect();
        println!("{:<46.46}|{}", item.label, cells.concat());
    }
    for line in &proven.lines {
        println!("   LINE {} {}", line.fault.name(), proven.statement.items[line.row].label);
    }
    for repair in &proven.repairs {
        println!("   REPAIR {} -> {} ({})", repair.printed, repair.shown, repair.cause.name());
    }
    for relation in &proven.relations {
        let name = |row: usize| proven.statement.items.get(row).map_or("", |item| item.label.as_str());
        let (kind, row, col) = (relation.kind.name(), relation.result.row, relation.result.col);
        let state = match (relation.holds, relation.off) {
            (true, false) => "holds",
            (false, false) => "broken",
            _ => "off",
        };
        println!(
            "   {state} {kind}: {} (column {col}) by {} over {:?}",
            name(row),
            relation.difference,
            relation.terms.iter().map(|t| (t.place.row, t.coefficient)).collect::<Vec<_>>()
        );
    }
}

/// The figures of each column in another order; each keeps its unit's places, so that no column changes its sort.
fn shuffled(mut statements: Vec<Statement>, seed: u64) -> Vec<Statement> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut below = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or(0) % n
    };
    for statement in &mut statements {
        for col in 0..statement.columns.len() {
            let unit = |row: usize, s: &Statement| s.items[row].cells[col].figure().map(|f| f.unit);
            for at in (1..statement.items.len()).rev() {
                let Some(own) = unit(at, statement) else { continue };
                let same: Vec<usize> = (0..=at).filter(|row| unit(*row, statement) == Some(own)).collect();
                let other = same[below(same.len())];
                if other != at {
                    let (left, right) = statement.items.split_at_mut(at);
                    std::mem::swap(&mut left[other].cells[col], &mut right[0].cells[col]);
                }
            }
        }
    }
    statements
}
