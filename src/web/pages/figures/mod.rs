//! Figures for the committees: the page, its charts, and what it gives to take out.

pub mod chart;
pub mod download;
pub mod sections;
pub mod show;
