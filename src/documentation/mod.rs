//! How the program is built and why: pages for those who change it.
//!
//! Deliberately absent: how to use it and how to run it; those pages stand in `docs/`, in French.

#[doc = include_str!("architecture.md")]
pub mod architecture {}

#[doc = include_str!("glossary.md")]
pub mod glossary {}

/// What was decided, when and why. A decision is superseded by a later one, never edited.
pub mod decisions {
    #[doc = include_str!("decisions/0001-one-writer-at-a-time.md")]
    pub mod d0001_one_writer_at_a_time {}

    #[doc = include_str!("decisions/0002-pure-rust-postgresql-connection.md")]
    pub mod d0002_pure_rust_postgresql_connection {}

    #[doc = include_str!("decisions/0003-one-journal-one-sequence.md")]
    pub mod d0003_one_journal_one_sequence {}

    #[doc = include_str!("decisions/0004-conventions-are-data.md")]
    pub mod d0004_conventions_are_data {}

    #[doc = include_str!("decisions/0005-one-letter-for-each-recipient-frozen-when-queued.md")]
    pub mod d0005_one_letter_for_each_recipient_frozen_when_queued {}

    #[doc = include_str!("decisions/0006-the-final-dot-decides.md")]
    pub mod d0006_the_final_dot_decides {}

    #[doc = include_str!("decisions/0007-acts-that-wait-share-a-commit.md")]
    pub mod d0007_acts_that_wait_share_a_commit {}

    #[doc = include_str!("decisions/0008-what-is-due-is-a-row-done-by-one-writer.md")]
    pub mod d0008_what_is_due_is_a_row_done_by_one_writer {}

    #[doc = include_str!("decisions/0009-the-failsafe-sends-what-is-known.md")]
    pub mod d0009_the_failsafe_sends_what_is_known {}

    #[doc = include_str!("decisions/0012-service-levels-are-promises-in-working-time.md")]
    pub mod d0012_service_levels_are_promises_in_working_time {}
    #[doc = include_str!("decisions/0011-the-line-of-time-is-merged-when-it-is-read.md")]
    pub mod d0011_the_line_of_time_is_merged_when_it_is_read {}
    #[doc = include_str!("decisions/0010-a-dossier-changes-hands-by-consent.md")]
    pub mod d0010_a_dossier_changes_hands_by_consent {}
    #[doc = include_str!("decisions/0013-one-document-for-each-dossier.md")]
    pub mod d0013_one_document_for_each_dossier {}
    #[doc = include_str!("decisions/0015-small-numbers-are-kept-over-a-whole-year.md")]
    pub mod d0015_small_numbers_are_kept_over_a_whole_year {}
    #[doc = include_str!("decisions/0016-a-machine-is-an-author-without-rights-of-a-person.md")]
    pub mod d0016_a_machine_is_an_author_without_rights_of_a_person {}
    #[doc = include_str!("decisions/0017-events-have-an-outbox-of-their-own.md")]
    pub mod d0017_events_have_an_outbox_of_their_own {}
    #[doc = include_str!("decisions/0014-what-the-law-calls-for-is-no-choice.md")]
    pub mod d0014_what_the_law_calls_for_is_no_choice {}
}
