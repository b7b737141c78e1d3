//! Damages statements a thousand times in each of six ways and tells how much of it is noticed, named and put right.
//!
//!     cargo run --release -p crossfoot-footing --example damage -- TRUTH_DIR|FILE... [--runs N] [--seed N] [--all-units] [--list KIND] [--only KIND]
//!
//! Takes labelled statements (the JSON of the corpus) or releases (PDF, text), as the program extracts them. A run takes
//! one primary statement of one release, damages one money figure or one row of it and proves the whole release.
//! `--seed` draws other damage, `--all-units` damages figures of every unit, `--only digit` does that sort of damage alone,
//! `--list digit` prints the runs of a sort of damage that went unnoticed, unnamed or unrestored.

mod harm;
mod truth;

use std::collections::HashSet;
use std::path::Path;

use crossfoot_footing::{LineFault, Options, Place, ProvenStatement, Status, prove, prove_with};
use crossfoot_statements::Statement;
use rust_decimal::Decimal;

use harm::{Dice, Done, Harm};

const LEGEND: &str = "\
noticed   something is said that is not said of the statement undamaged: a relation does not hold (or is off by one where
          all others are exact), a figure is suspect, a line does not add up or is repeated
named     single figures and swaps: exactly the damaged figures are suspect; a deleted row: a line is said not to add up
          that took the row in, or was taken in by it; a duplicated row: that very row is said to be repeated
restored  every damaged figure is proposed its true value (not asked of rows)
wrong     a value is proposed that is not the true one, or for a figure that was not damaged
within 2  the damaged figure stands in at least two relations of the undamaged release: only there can figures that are
          printed once and added once be told from each other by arithmetic alone";

/// What became of the runs of one sort.
#[derive(Default, Clone, Copy)]
struct Count {
    runs: usize,
    noticed: usize,
    named: usize,
    restored: usize,
    wrong: usize,
    tied: usize,
    tied_named: usize,
    tied_restored: usize,
}

/// A release and what is said of it undamaged.
struct Release {
    statements: Vec<Statement>,
    proven: Vec<ProvenStatement>,
    said: HashSet<String>,
    /// What is proposed for it undamaged: as printed, and the value. Rows move, these do not.
    known: Vec<(String, Decimal)>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut releases, mut runs, mut seed, mut all_units) = (Vec::new(), 1000, 0u64, false);
    let (mut list, mut only) = (String::new(), String::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--runs" => runs = arguments.next().ok_or("--runs wants a number")?.parse()?,
            "--seed" => seed = arguments.next().ok_or("--seed wants a number")?.parse()?,
            "--all-units" => all_units = true,
            "--list" => list = arguments.next().ok_or("--list wants a sort of damage")?,
            "--only" => only = arguments.next().ok_or("--only wants a sort of damage")?,
            path => releases.extend(truth::load(Path::new(path))?),
        }
    }
    let releases: Vec<Release> = releases.into_iter().map(Release::of).collect();
    let targets: Vec<(usize, usize)> = releases
        .iter()
        .enumerate()
        .flat_map(|(at, r)| (0..r.statements.len()).map(move |s| (at, s)))
        .filter(|(at, s)| releases[*at].statements[*s].kind.is_primary())
        .collect();
    if targets.is_empty() {
        return Err("no primary statements to damage".into());
    }
    println!("{} releases, {} primary statements, {runs} runs of each sort", releases.len(), targets.len());
    println!(
        "{:32} {:>8} {:>8} {:>8} {:>8}    within 2: {:>6} {:>8} {:>8}",
        "damage", "noticed", "named", "restored", "wrong", "runs", "named", "restored"
    );
    let mut counts = Vec::new();
    for sort in Harm::ALL.into_iter().filter(|sort| sort.name().contains(&only)) {
        let mut count = Count::default();
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (sort as u64 + 1) ^ seed.rotate_left(40));
        while count.runs < runs {
            let (release, statement) = targets[dice.below(targets.len())];
            let release = &releases[release];
            let mut statements = release.statements.clone();
            if let Some(done) = harm::harm(&mut statements, statement, sort, all_units, &mut dice) {
                let shown = !list.is_empty() && sort.name().contains(&list);
                count.add(release, statements, sort, &done, shown);
            }
        }
        count.print(sort.name(), sort.is_single() || sort == Harm::Swap);
        counts.push((sort, count));
    }
    sum(&counts, |_| true).print("all damage", false);
    sum(&counts, Harm::is_single).print("single figures", true);
    println!("\n{LEGEND}");
    Ok(())
}

fn sum(counts: &[(Harm, Count)], of: impl Fn(Harm) -> bool) -> Count {
    let mut all = Count::default();
    for (_, c) in counts.iter().filter(|(sort, _)| of(*sort)) {
        all.runs += c.runs;
        all.noticed += c.noticed;
        all.named += c.named;
        all.restored += c.restored;
        all.wrong += c.wrong;
        all.tied += c.tied;
        all.tied_named += c.tied_named;
        all.tied_restored += c.tied_restored;
    }
    all
}

impl Release {
    fn of(statements: Vec<Statement>) -> Self {
        let proven = prove(statements.clone());
        let said = said(&proven);
        let repaired = prove_with(statements.clone(), &Options { repair: true });
        let known = repaired.iter().flat_map(|p| &p.repairs).map(|r| (r.printed.clone(), r.value)).collect();
        Self { statements, proven, said, known }
    }

    /// In how many relations that hold a figure stands.
    fn relations_of(&self, place: Place) -> usize {
        let relations = self.proven.iter().flat_map(|p| &p.relations);
        let mut seen = HashSet::new();
        let distinct = relations.filter(|r| r.holds && r.places().any(|p| p == place)).filter(|r| {
            let mut places: Vec<Place> = r.places().collect();
            places.sort_unstable();
            seen.insert(places)
        });
        distinct.count()
    }

    /// Whether a line and the deleted row stand in one relation of the undamaged statement.
    fn belongs(&self, done: &Done, label: &str, deleted: usize) -> bool {
        let items = &self.statements[done.statement].items;
        self.proven.iter().flat_map(|p| &p.relations).any(|relation| {
            let rows: Vec<usize> = relation.places().filter(|p| p.statement == done.statement).map(|p| p.row).collect();
            rows.contains(&deleted) && rows.iter().any(|row| items[*row].label == label)
        })
    }
}

/// Everything that is said against the figures of a release, in words that outlast a row more or less.
fn said(proven: &[ProvenStatement]) -> HashSet<String> {
    let mut said = HashSet::new();
    for proven in proven {
        let name = |row: usize| proven.statement.items.get(row).map_or("", |item| item.label.as_str());
        for relation in proven.relations.iter().filter(|r| !r.holds || r.off) {
            let (row, col) = (relation.result.row, relation.result.col);
            said.insert(format!("{} {} {} {col}", proven.statement.id, relation.kind.name(), name(row)));
        }
        for (row, statuses) in proven.status.iter().enumerate() {
            for (col, _) in statuses.iter().enumerate().filter(|(_, s)| **s == Status::Suspect) {
                said.insert(format!("{} suspect {} {col}", proven.statement.id, name(row)));
            }
        }
        for line in &proven.lines {
            said.insert(format!("{} {} {}", proven.statement.id, line.fault.name(), name(line.row)));
        }
    }
    said
}

impl Count {
    fn add(&mut self, release: &Release, statements: Vec<Statement>, sort: Harm, done: &Done, list: bool) {
        let proven = prove(statements.clone());
        let told = said(&proven);
        let noticed = told.iter().any(|words| !release.said.contains(words));
        let named = if done.figures.is_empty() {
            names_row(release, &proven, done, sort)
        } else {
            new_suspects(release, &proven) == done.figures.iter().map(|f| f.0).collect()
        };
        let repaired = prove_with(statements, &Options { repair: true });
        let new = repaired.iter().flat_map(|p| &p.repairs);
        let new = new.filter(|r| !release.known.contains(&(r.printed.clone(), r.value)));
        let proposals: Vec<(Place, Decimal)> = new.map(|r| (r.place, r.value)).collect();
        let restored = !done.figures.is_empty() && done.figures.iter().all(|f| proposals.contains(f));
        let wrong = proposals.iter().any(|p| !done.figures.contains(p));
        let tied = !done.figures.is_empty() && done.figures.iter().all(|(p, _)| release.relations_of(*p) >= 2);
        self.runs += 1;
        self.noticed += usize::from(noticed);
        self.named += usize::from(named);
        self.restored += usize::from(restored);
        self.wrong += usize::from(wrong);
        self.tied += usize::from(tied);
        self.tied_named += usize::from(tied && named);
        self.tied_restored += usize::from(tied && restored);
        if list && (!noticed || !named || wrong || (!restored && !done.figures.is_empty())) {
            describe(release, &proven, done, (noticed, named, restored, wrong));
        }
    }

    fn print(&self, name: &str, figures: bool) {
        let percent = |part: usize, of: usize| {
            if of == 0 { "-".to_owned() } else { format!("{:.1} %", 100.0 * part as f64 / of as f64) }
        };
        let of_all = |part| percent(part, self.runs);
        let restored = if figures { of_all(self.restored) } else { "-".to_owned() };
        let wrong = format!("{:.2} %", 100.0 * self.wrong as f64 / self.runs.max(1) as f64);
        print!("{name:32} {:>8} {:>8} {restored:>8} {wrong:>8}", of_all(self.noticed), of_all(self.named));
        if figures {
            let (named, restored) = (percent(self.tied_named, self.tied), percent(self.tied_restored, self.tied));
            print!("              {:>6} {named:>8} {restored:>8}", self.tied);
        }
        println!();
    }
}

/// Suspect figures that are not suspect undamaged. Only asked where no row moved.
fn new_suspects(release: &Release, proven: &[ProvenStatement]) -> HashSet<Place> {
    let mut found = HashSet::new();
    for (statement, p) in proven.iter().enumerate() {
        for (row, statuses) in p.status.iter().enumerate() {
            for (col, status) in statuses.iter().enumerate() {
                let before = release.proven[statement].status[row][col];
                if *status == Status::Suspect && before != Status::Suspect {
                    found.insert(Place { statement, row, col });
                }
            }
        }
    }
    found
}

fn names_row(release: &Release, proven: &[ProvenStatement], done: &Done, sort: Harm) -> bool {
    let Some(row) = done.row else { return false };
    let after = &proven[done.statement];
    let before = &release.proven[done.statement];
    let is_new = |fault: LineFault, label: &str| {
        !before.lines.iter().any(|l| l.fault == fault && before.statement.items[l.row].label == label)
    };
    after.lines.iter().any(|line| {
        let label = after.statement.items[line.row].label.as_str();
        is_new(line.fault, label)
            && match (sort, line.fault) {
                (Harm::RowRepeated, LineFault::Repeated) => line.row == row || line.row == row + 1,
                (Harm::RowDeleted, LineFault::AddsUpToNothing | LineFault::WithoutCounterpart) => {
                    release.belongs(done, label, row)
                }
                _ => false,
            }
    })
}

fn describe(release: &Release, proven: &[ProvenStatement], done: &Done, came: (bool, bool, bool, bool)) {
    let statement = &release.statements[done.statement];
    let (noticed, named, restored, wrong) = came;
    print!("  {noticed:5} {named:5} {restored:5} {wrong:5} {:.40}: ", statement.title);
    if let Some(row) = done.row {
        println!("row {row} {:.60}", statement.items[row].label);
    }
    for (place, value) in &done.figures {
        let label = &statement.items[place.row].label;
        let now = proven[place.statement].statement.items[place.row].cells[place.col].figure().map(|f| f.value);
        let ties = release.relations_of(*place);
        println!("{label:.50} col {} {value} -> {} in {ties}", place.col, now.unwrap_or_default());
        let relations = release.proven.iter().flat_map(|p| &p.relations);
        for r in relations.filter(|r| r.holds && r.places().any(|p| p == *place)) {
            let result = &release.statements[r.result.statement].items[r.result.row].label;
            println!("      holds undamaged: {} {result:.50} over {} terms", r.kind.name(), r.terms.len());
        }
    }
    for p in proven {
        for r in p.repairs.iter().filter(|r| !done.figures.contains(&(r.place, r.value))) {
            println!("      repair {:?} {} -> {} {}", r.place, r.printed, r.value, r.cause.name());
        }
        for line in &p.lines {
            println!("      line {} {}", line.fault.name(), p.statement.items[line.row].label);
        }
    }
}
