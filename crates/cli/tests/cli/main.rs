//! The program from outside, in folders of its own making.

mod bad_input;
mod batch;
mod check;
mod common;
mod compare;
mod concepts;
mod hardened;
mod hostile;
mod interrupted;
mod measures;
mod outside;
mod program;
mod scan;
mod starting;
mod told;
mod views;
