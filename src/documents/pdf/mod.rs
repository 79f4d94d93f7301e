//! The one engine behind every PDF: a template of ours, the data of one document, and an instant.
//!
//! Data reaches the template as values and is never read as markup. What comes out is tagged for screen readers
//! (PDF/UA-1) and fit for archives (PDF/A-2a); a document that could not keep these standards is a failure, not a
//! lesser document.
//!
//! Deliberately absent: fonts of the machine, packages, files and network. A template sees its data and
//! `base.typ`.

mod press;

use chrono::{DateTime, Datelike, Timelike, Utc};
use serde::Serialize;
use serde_json::Value;
use thiserror::Error;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::legible::legible;
use press::Job;

const STANDARDS: &[PdfStandard] = &[PdfStandard::A_2a, PdfStandard::Ua_1];
const CREATOR: &str = "Tocsin";
/// Documents for which a cached result may wait unused: enough to keep what all documents share, so that memory
/// stays the same after the first few of them.
const KEPT_FOR: usize = 3;

/// A template of `templates/`, embedded in the program.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// Where it stands, as `documents/notification.typ`; its imports are read from there.
    pub path: &'static str,
    /// What it says.
    pub text: &'static str,
}

/// Why a document could not be laid out: our fault, or the machine's.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("a PDF could not be laid out: {0}")]
pub struct NotLaidOut(String);

/// Lays `data` out by `template`. `written_at` is the document's date; the same input gives the same bytes.
///
/// # Errors
///
/// When the template is faulty or the standards could not be kept.
pub fn pdf(
    template: Template,
    data: &impl Serialize,
    written_at: DateTime<Utc>,
) -> Result<Vec<u8>, NotLaidOut> {
    let data = serde_json::to_value(data).map_err(told)?;
    let options = options(written_at)?;
    let laid_out = lay_out(template, &readable(&data, &press::has_glyph), &options)
        // A rare pile of marks may have no glyph together: a plainer text leaves in time, the finest one may not.
        .or_else(|_| lay_out(template, &readable(&data, &press::has_plain_glyph), &options));
    comemo::evict(KEPT_FOR);
    laid_out
}

fn lay_out(template: Template, data: &Value, options: &PdfOptions) -> Result<Vec<u8>, NotLaidOut> {
    let job = Job::new(template, data)?;
    let document: PagedDocument = typst::compile(&job).output.map_err(|faults| diagnosed(&faults))?;
    typst_pdf::pdf(&document, options).map_err(|faults| diagnosed(&faults))
}

fn options(written_at: DateTime<Utc>) -> Result<PdfOptions, NotLaidOut> {
    let standards = PdfStandards::new(STANDARDS).map_err(|fault| told(fault.message()))?;
    Ok(PdfOptions {
        creator: Smart::Custom(Some(CREATOR.to_owned())),
        timestamp: timestamp(written_at),
        standards,
        ..PdfOptions::default()
    })
}

fn timestamp(at: DateTime<Utc>) -> Option<Timestamp> {
    let small = |number: u32| u8::try_from(number).ok();
    let (month, day) = (small(at.month())?, small(at.day())?);
    let (hour, minute, second) = (small(at.hour())?, small(at.minute())?, small(at.second())?);
    Datetime::from_ymd_hms(at.year(), month, day, hour, minute, second).map(Timestamp::new_utc)
}

/// The same data, each of its texts fit for print.
fn readable(value: &Value, has_glyph: &impl Fn(char) -> bool) -> Value {
    let inside = |value| readable(value, has_glyph);
    match value {
        Value::String(text) => Value::String(legible(text, has_glyph)),
        Value::Array(items) => items.iter().map(inside).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), inside(value)))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

fn diagnosed(faults: &[SourceDiagnostic]) -> NotLaidOut {
    let messages: Vec<_> = faults.iter().map(|fault| fault.message.as_str()).collect();
    NotLaidOut(messages.join("; "))
}

fn told(fault: impl std::fmt::Display) -> NotLaidOut {
    NotLaidOut(fault.to_string())
}

#[cfg(test)]
mod tests;
