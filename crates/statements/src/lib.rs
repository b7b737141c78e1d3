//! Gives tables their meaning.
//!
//! [`assemble`] takes the tables that the grammar found and hands on [`Statement`]s: each with its [`Kind`], its [`Column`]s with
//! the [`Period`] they speak of, and its [`LineItem`]s, whose [`Fact`]s carry value, unit, scale and place.
//! What a heading leaves unsaid is worked out from the whole release: the company's calendar from the dates it prints,
//! the currency and scale from its notes. [`identity`] tells whose release it is, and of what period.

mod assemble;
mod awards;
mod calendar;
mod changes;
mod column;
mod concept;
mod doubt;
mod full_amounts;
mod identity;
mod kind;
mod line;
mod maturity;
mod measures;
mod model;
mod nature;
mod presentation;
mod quantity;
mod rollforward;
mod row_period;
mod sections;
mod share_rows;
mod share_scale;
mod timing;
mod title;
mod told;
mod unit;
mod untold_scale;
mod year_end;

pub use assemble::assemble;
pub use concept::{Clue, ScoreSheet, Sum, assign_concepts, assign_concepts_from, explain_label};
pub use crossfoot_grammar::{Head, Text};
pub use crossfoot_lexicon::Concept;
pub use doubt::{Doubt, Doubts};
pub use identity::{Identity, identity};
pub use kind::KindEvidence;
pub use model::{Cell, Column, Fact, Kind, Length, LineItem, Period, Statement, Unit};
pub use told::{HowTold, ToldBy};
