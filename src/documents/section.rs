//! A titled table of labels and values: what most of our documents are made of.

use serde::Serialize;

/// A label and what is known under it. An empty value is shown as not given, never left out.
pub type Row = (String, String);

/// A part of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its rows, in the order in which they are read.
    pub rows: Vec<Row>,
}
