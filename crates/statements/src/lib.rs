//! Statements: tables with their meaning.
mod model;
pub use model::{Cell, Column, Fact, Kind, Length, LineItem, Period, Statement, Unit};
