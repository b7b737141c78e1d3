//! The program from outside, in folders of its own making.

mod bad_input;
mod check;
mod common;
mod program;
