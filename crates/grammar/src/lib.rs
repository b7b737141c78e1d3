//! Tables on pages.
pub mod figure;
