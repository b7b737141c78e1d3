//! Prints the share of money figures that are proved, by kind of statement.
//!
//!     cargo run --release -p crossfoot-footing --example share_proved -- FILE|FOLDER... [--show] [--repair] [--shuffle SEEDS | --redraw SEEDS]
//!
//! `--show` prints every statement with a mark behind each figure: `*` proved, `!` suspect. `--shuffle` mixes the figures
//! of each column first, with so many seeds; `--redraw` replaces them by others with as many digits: what comes out as
//! proved then was proved by chance. But what is mixed may still hold: a table of three lines adds up in any order. So
//! the last line says how many figures stand in relations between figures between which none holds unmixed.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crossfoot_footing::{Options as Proving, Place, ProvenStatement, Relation, RelationKind, Status, prove_with};
use crossfoot_ingest::Options;
use crossfoot_statements::{Cell, Kind, Statement, Unit};
use rust_decimal::Decimal;

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
    let (mut files, mut show) = (Vec::new(), false);
    let (mut seeds, mut mix): (_, Mix) = (None, shuffled);
    let mut proving = Proving::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--show" => show = true,
            "--repair" => proving.repair = true,
            "--shuffle" | "--redraw" => {
                mix = if argument == "--shuffle" { shuffled } else { redrawn };
                seeds = Some(arguments.next().ok_or("how many seeds?")?.parse::<u64>()?);
            }
            path => collect(Path::new(path), &mut files)?,
        }
    }
    let mut shares: BTreeMap<Kind, Share> = BTreeMap::new();
    let mut kinds: BTreeMap<(RelationKind, Kind), [usize; 2]> = BTreeMap::new();
    let mut spent = std::time::Duration::ZERO;
    let (mut by_chance, mut figures) = (0, 0);
    for file in files {
        let pages = crossfoot_ingest::read(&std::fs::read(&file)?, &Options::default())?.pages;
        let statements = crossfoot_statements::assemble(&crossfoot_grammar::read(&pages));
        let runs = match seeds {
            None => vec![statements.clone()],
            Some(seeds) => (1..=seeds).map(|seed| mix(statements.clone(), &mut Dice::of(seed))).collect(),
        };
        let known = if seeds.is_some() { holding(&prove_with(statements, &proving)) } else { HashSet::new() };
        for statements in runs {
            let start = std::time::Instant::now();
            let proven = prove_with(statements, &proving);
            spent += start.elapsed();
            by_chance += news(&proven, &known).len();
            figures +=
                proven.iter().flat_map(|p| &p.statement.items).flat_map(|i| &i.cells).filter_map(Cell::figure).count();
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
    if seeds.is_some() {
        println!(
            "{by_chance} of {figures} figures, {:.2} %, by chance",
            100.0 * by_chance as f64 / figures.max(1) as f64
        );
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

/// Mixes the figures of a release.
type Mix = fn(Vec<Statement>, &mut Dice) -> Vec<Statement>;

/// The figures of a relation, whichever way round it is written.
fn sizes(proven: &[ProvenStatement], relation: &Relation) -> Vec<Decimal> {
    let figure = |p: Place| Some(proven[p.statement].statement.items[p.row].cells.get(p.col)?.figure()?.value.abs());
    let mut sizes: Vec<Decimal> = relation.places().filter_map(figure).collect();
    sizes.sort_unstable();
    sizes
}

/// The figures of all relations that hold.
fn holding(proven: &[ProvenStatement]) -> HashSet<Vec<Decimal>> {
    let relations = proven.iter().flat_map(|p| &p.relations);
    relations.filter(|r| r.holds).map(|r| sizes(proven, r)).collect()
}

/// The figures that stand in relations of which none is known.
fn news(proven: &[ProvenStatement], known: &HashSet<Vec<Decimal>>) -> HashSet<Place> {
    let relations = proven.iter().flat_map(|p| &p.relations);
    let new = relations.filter(|r| r.holds && !known.contains(&sizes(proven, r)));
    new.flat_map(Relation::places).collect()
}

/// A small generator of numbers that look random (xorshift), the same on every machine.
struct Dice(u64);

impl Dice {
    fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }
}

/// The figures of each column in another order; each keeps its unit's places, so that no column changes its sort.
fn shuffled(mut statements: Vec<Statement>, dice: &mut Dice) -> Vec<Statement> {
    for statement in &mut statements {
        for col in 0..statement.columns.len() {
            let unit = |row: usize, s: &Statement| s.items[row].cells[col].figure().map(|f| f.unit);
            for at in (1..statement.items.len()).rev() {
                let Some(own) = unit(at, statement) else { continue };
                let same: Vec<usize> = (0..=at).filter(|row| unit(*row, statement) == Some(own)).collect();
                let other = same[dice.below(same.len())];
                if other != at {
                    let (left, right) = statement.items.split_at_mut(at);
                    std::mem::swap(&mut left[other].cells[col], &mut right[0].cells[col]);
                }
            }
        }
    }
    statements
}

/// Other figures with as many digits and the same sign; what is printed nil stays nil.
fn redrawn(mut statements: Vec<Statement>, dice: &mut Dice) -> Vec<Statement> {
    let cells = statements.iter_mut().flat_map(|s| &mut s.items).flat_map(|item| &mut item.cells);
    for cell in cells {
        let Cell::Figure(fact) = cell else { continue };
        let digits = fact.shown.mantissa().unsigned_abs().to_string().len();
        if fact.shown.is_zero() {
            continue;
        }
        let mut mantissa = 0i128;
        for at in 0..digits {
            let digit = if at == 0 { 1 + dice.below(9) } else { dice.below(10) };
            mantissa = 10 * mantissa + i128::try_from(digit).unwrap_or(0);
        }
        let mut drawn = Decimal::from_i128_with_scale(mantissa, fact.shown.scale());
        drawn.set_sign_negative(fact.shown.is_sign_negative());
        (fact.shown, fact.value) = (drawn, drawn * fact.scale);
    }
    statements
}
