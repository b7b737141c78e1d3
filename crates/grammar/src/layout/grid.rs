//! The grid that rules draw: edges → crossings → cells.
//!
//! ```text
//!   edges              xs and ys             cells
//!   ──┬────┬──      ys ─┼────┼──┼       ┌──┬───────┐   A cell is all of the small boxes between
//!     │    │            │    │  │       │  ├────┬──┤   neighbouring xs and ys that no rule parts:
//!   ──┼────┼──      ys ─┼────┼──┼       │  │    │  │   it may reach over several rows and columns.
//!   ──┴────┴──         xs   xs xs       └──┴────┴──┘
//! ```

use crossfoot_ingest::{CellGrid, Rect};

/// Rules nearer than this, in points, are at one place: a border is often drawn by both its cells.
const SAME_PLACE: f32 = 2.0;
/// A rule that ends this near to another, in points, meets it.
const MEETS: f32 = 3.0;
/// A rule shorter than this, in points, is a stroke of a drawing.
const SHORTEST: f32 = 5.0;
/// A rule along this part of a box's side parts it from the next.
const ALONG: f32 = 0.6;

/// A grid of more walls than this in one direction is a drawing.
const MOST_WALLS: usize = 300;
/// A page of more rules than this in one direction is a drawing.
const MOST_RULES: usize = 5000;
/// A page of more grids than this is a form or a drawing.
const MOST_GRIDS: usize = 24;

/// A declared table with more boxes than this is no table.
const MOST_BOXES: usize = 500_000;

/// Cells, and the walls between them: drawn by rules that meet, or declared by the source.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RuleGrid {
    /// The source declares them.
    pub(crate) is_declared: bool,
    pub(crate) bbox: Rect,
    /// Places of its vertical walls, left to right.
    pub(crate) xs: Vec<f32>,
    /// Places of its horizontal walls, top to bottom.
    pub(crate) ys: Vec<f32>,
    /// For each box, row by row, the number of its cell.
    cell_of: Vec<usize>,
    pub(crate) cells: Vec<GridCell>,
}

/// A cell: the boxes from `left` to `right` and from `top` to `bottom`, the ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GridCell {
    pub(crate) left: usize,
    pub(crate) right: usize,
    pub(crate) top: usize,
    pub(crate) bottom: usize,
}

impl RuleGrid {
    /// The grids that the rules of a page draw, top to bottom: only where vertical rules part columns.
    pub(crate) fn of(across: &[Rect], down: &[Rect]) -> Vec<Self> {
        let down = joined(down);
        if down.is_empty() || down.len() > MOST_RULES || across.len() > MOST_RULES {
            return Vec::new();
        }
        let across: Vec<Rect> = across.iter().filter(|r| r.width() > SHORTEST).copied().collect();
        let mut grids: Vec<Self> =
            meeting(&across, &down).into_iter().filter_map(|group| Self::made_of(&group)).collect();
        grids.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0));
        if grids.len() > MOST_GRIDS { Vec::new() } else { grids }
    }

    /// The grid of rules that meet; none if they part no columns.
    fn made_of((across, down): &(Vec<Rect>, Vec<Rect>)) -> Option<Self> {
        let bbox = across.iter().chain(down).copied().reduce(|a, b| a.union(&b))?;
        let mut xs = places(down.iter().map(Rect::center_x).chain([bbox.x0, bbox.x1]));
        let mut ys = places(across.iter().map(Rect::center_y).chain([bbox.y0, bbox.y1]));
        (xs.len() > 2 && ys.len() > 1 && xs.len() <= MOST_WALLS && ys.len() <= MOST_WALLS).then_some(())?;
        xs[0] = bbox.x0;
        ys[0] = bbox.y0;
        let (columns, rows) = (xs.len() - 1, ys.len() - 1);
        // walls[j][i]: a rule stands left of box i in row j; floors[j][i]: one lies over it.
        let mut walls = vec![false; (columns + 1) * rows];
        for rule in down {
            let i = nearest(&xs, rule.center_x());
            for j in (0..rows).filter(|j| is_along((rule.y0, rule.y1), (ys[*j], ys[j + 1]))) {
                walls[j * (columns + 1) + i] = true;
            }
        }
        let mut floors = vec![false; columns * (rows + 1)];
        for rule in across {
            let j = nearest(&ys, rule.center_y());
            for i in (0..columns).filter(|i| is_along((rule.x0, rule.x1), (xs[*i], xs[i + 1]))) {
                floors[j * columns + i] = true;
            }
        }
        let mut boxes = Boxes((0..columns * rows).collect());
        for j in 0..rows {
            for i in 0..columns {
                if i > 0 && !walls[j * (columns + 1) + i] {
                    boxes.join(j * columns + i, j * columns + i - 1);
                }
                if j > 0 && !floors[j * columns + i] {
                    boxes.join(j * columns + i, (j - 1) * columns + i);
                }
            }
        }
        let (cell_of, cells) = boxes.cells(columns);
        (cells.len() > 2).then_some(Self { is_declared: false, bbox, xs, ys, cell_of, cells })
    }

    /// The grid of a table whose cells are declared; none if it parts no columns. Boxes without a cell are cells of their own.
    pub(crate) fn declared(table: &CellGrid) -> Option<Self> {
        let (columns, rows) = (table.xs.len().checked_sub(1)?, table.ys.len().checked_sub(1)?);
        let boxes = columns.checked_mul(rows).filter(|boxes| *boxes <= MOST_BOXES)?;
        (columns > 1 && rows > 0 && table.cells.len() > 2).then_some(())?;
        let mut cell_of = vec![usize::MAX; boxes];
        let mut cells: Vec<GridCell> = Vec::with_capacity(table.cells.len());
        for cell in table.cells.iter().filter(|cell| cell.right < columns && cell.bottom < rows) {
            for row in cell.top..=cell.bottom {
                let boxes = &mut cell_of[row * columns + cell.left..=row * columns + cell.right];
                boxes.iter_mut().filter(|number| **number == usize::MAX).for_each(|number| *number = cells.len());
            }
            cells.push(GridCell { left: cell.left, right: cell.right, top: cell.top, bottom: cell.bottom });
        }
        for (at, number) in cell_of.iter_mut().enumerate().filter(|(_, number)| **number == usize::MAX) {
            let (i, j) = (at % columns, at / columns);
            *number = cells.len();
            cells.push(GridCell { left: i, right: i, top: j, bottom: j });
        }
        let (xs, ys) = (table.xs.clone(), table.ys.clone());
        Some(Self { is_declared: true, bbox: table.bbox(), xs, ys, cell_of, cells })
    }

    pub(crate) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// The column and row of boxes at a point.
    pub(crate) fn at(&self, x: f32, y: f32) -> Option<(usize, usize)> {
        let between = |places: &[f32], at: f32| {
            let after = places.partition_point(|place| *place <= at);
            after.checked_sub(1).filter(|_| after < places.len())
        };
        Some((between(&self.xs, x)?, between(&self.ys, y)?))
    }

    /// The number of the cell at a column and row of boxes.
    pub(crate) fn cell(&self, column: usize, row: usize) -> usize {
        self.cell_of[row * self.columns() + column]
    }

    /// The places of the walls that stand at a height, left to right.
    pub(crate) fn walls_at(&self, row: usize) -> impl Iterator<Item = f32> {
        (1..self.columns()).filter(move |i| self.cell(*i, row) != self.cell(i - 1, row)).map(|i| self.xs[i])
    }
}

/// Boxes of a grid, each with another of its cell.
struct Boxes(Vec<usize>);

impl Boxes {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// For each box its cell, and the cells.
    fn cells(mut self, columns: usize) -> (Vec<usize>, Vec<GridCell>) {
        let mut cells: Vec<GridCell> = Vec::new();
        let mut number = vec![usize::MAX; self.0.len()];
        let mut cell_of = Vec::with_capacity(self.0.len());
        for at in 0..self.0.len() {
            let (root, i, j) = (self.root(at), at % columns, at / columns);
            if number[root] == usize::MAX {
                number[root] = cells.len();
                cells.push(GridCell { left: i, right: i, top: j, bottom: j });
            }
            let cell = &mut cells[number[root]];
            (cell.left, cell.right, cell.bottom) = (cell.left.min(i), cell.right.max(i), j);
            cell_of.push(number[root]);
        }
        (cell_of, cells)
    }
}

/// Vertical rules, collinear pieces that meet made one.
fn joined(rules: &[Rect]) -> Vec<Rect> {
    let mut down: Vec<Rect> = rules.iter().filter(|r| r.height() > 1.0).copied().collect();
    down.sort_by(|a, b| a.center_x().total_cmp(&b.center_x()));
    let mut out: Vec<Rect> = Vec::new();
    for place in down.chunk_by_mut(|a, b| b.center_x() - a.center_x() < SAME_PLACE) {
        place.sort_by(|a, b| a.y0.total_cmp(&b.y0));
        let from = out.len();
        for rule in place {
            match out[from..].last_mut() {
                Some(last) if rule.y0 <= last.y1 + MEETS => *last = last.union(rule),
                _ => out.push(*rule),
            }
        }
    }
    out.retain(|r| r.height() > SHORTEST);
    out
}

/// Groups of rules each of which meets another of its group. Only those with rules in both directions.
fn meeting(across: &[Rect], down: &[Rect]) -> Vec<(Vec<Rect>, Vec<Rect>)> {
    let mut boxes = Boxes((0..across.len() + down.len()).collect());
    // Sorted by their places, each asks only those at its own height.
    let mut order: Vec<usize> = (0..across.len()).collect();
    order.sort_by(|a, b| across[*a].center_y().total_cmp(&across[*b].center_y()));
    for (n, rule) in down.iter().enumerate() {
        let from = order.partition_point(|i| across[*i].center_y() < rule.y0 - MEETS);
        let at_its_height = order[from..].iter().take_while(|i| across[**i].center_y() <= rule.y1 + MEETS);
        for i in at_its_height.filter(|i| across[**i].x0 - MEETS < rule.x1 && across[**i].x1 + MEETS > rule.x0) {
            boxes.join(across.len() + n, *i);
        }
    }
    let mut groups: Vec<(Vec<Rect>, Vec<Rect>)> = vec![Default::default(); across.len() + down.len()];
    for (i, rule) in across.iter().enumerate() {
        groups[boxes.root(i)].0.push(*rule);
    }
    for (n, rule) in down.iter().enumerate() {
        groups[boxes.root(across.len() + n)].1.push(*rule);
    }
    groups.retain(|(across, down)| !across.is_empty() && !down.is_empty());
    groups
}

/// Places with those close to each other made one.
fn places(all: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut all: Vec<f32> = all.collect();
    all.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for place in all {
        if out.last().is_none_or(|last| place - last > SAME_PLACE) {
            out.push(place);
        }
    }
    out
}

fn nearest(places: &[f32], at: f32) -> usize {
    let after = places.partition_point(|place| *place < at);
    match after.checked_sub(1) {
        Some(before) if after == places.len() || at - places[before] < places[after] - at => before,
        _ => after,
    }
}

/// Whether a rule goes along most of a side.
fn is_along(rule: (f32, f32), side: (f32, f32)) -> bool {
    rule.1.min(side.1) - rule.0.max(side.0) > ALONG * (side.1 - side.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(x0: f32, x1: f32, y: f32) -> Rect {
        Rect::new(x0, y, x1, y)
    }

    fn down(x: f32, y0: f32, y1: f32) -> Rect {
        Rect::new(x, y0, x, y1)
    }

    #[test]
    fn cells_reach_over_rows_and_columns() {
        // A group name beside two rows; a heading over both columns of figures.
        let flat = [across(0.0, 90.0, 0.0), across(30.0, 90.0, 20.0), across(0.0, 90.0, 40.0)];
        let upright = [down(0.0, 0.0, 40.0), down(30.0, 0.0, 40.0), down(60.0, 20.0, 40.0), down(90.0, 0.0, 40.0)];
        let grids = RuleGrid::of(&flat, &upright);
        assert_eq!((grids.len(), grids[0].cells.len()), (1, 4));
        let cell = |x, y| {
            let (i, j) = grids[0].at(x, y).unwrap();
            grids[0].cells[grids[0].cell(i, j)]
        };
        assert_eq!(cell(10.0, 5.0), GridCell { left: 0, right: 0, top: 0, bottom: 1 });
        assert_eq!(cell(70.0, 5.0), GridCell { left: 1, right: 2, top: 0, bottom: 0 });
        assert_eq!(cell(70.0, 30.0), GridCell { left: 2, right: 2, top: 1, bottom: 1 });
    }

    #[test]
    fn borders_in_pieces_and_drawn_twice_are_one_wall() {
        let flat: Vec<Rect> =
            [0.0, 20.0, 40.0].iter().flat_map(|y| [across(0.0, 50.0, *y), across(50.4, 100.0, y + 0.5)]).collect();
        let upright = [0.0, 50.0, 50.6, 100.0]
            .iter()
            .flat_map(|x| [down(*x, 0.0, 20.0), down(*x, 20.0, 40.0)])
            .collect::<Vec<_>>();
        let grids = RuleGrid::of(&flat, &upright);
        assert_eq!((grids[0].xs.len(), grids[0].ys.len(), grids[0].cells.len()), (3, 3, 4));
    }

    #[test]
    fn rules_of_one_direction_make_no_grid() {
        assert!(RuleGrid::of(&[across(0.0, 90.0, 0.0), across(0.0, 90.0, 20.0)], &[]).is_empty());
        assert!(RuleGrid::of(&[], &[down(0.0, 0.0, 40.0), down(30.0, 0.0, 40.0)]).is_empty());
    }
}
