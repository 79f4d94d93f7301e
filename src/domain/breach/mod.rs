//! A personal-data breach (GDPR art. 4(12)): its record, and the forms into which it is written out.
//!
//! One neutral record, named as the common template of the EDPB (draft v1.0 of June 2026); two writings of it:
//! [`edpb`], the payload of that template, and [`cnil`], the sheet to copy from into the form of the CNIL.
//!
//! Deliberately absent: the store, mail, the clocks (`crate::domain::obligations`), and any word of the pages.

pub mod cnil;
pub mod edpb;
pub mod notice;
pub mod record;
pub mod risk;
