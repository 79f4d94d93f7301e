//! Which notification may come next in the chain of a duty, so that a page offers nothing that would be refused.

use super::Case;
use crate::domain::breach::{NoticeKind, Status};
use crate::domain::obligations::{Kind, State};
use crate::store::notifications::Notification;
use crate::store::obligations::Obligation;

/// The kinds that may be sent or recorded now for these duties, the first one proposed; empty when there is nothing to
/// notify.
#[must_use]
pub fn possible(case: &Case<'_>, duties: &[&Obligation], earlier: &[Notification]) -> Vec<NoticeKind> {
    let own = |it: &&Notification| {
        duties
            .iter()
            .any(|duty| it.obligation_id.as_deref() == Some(&duty.id))
    };
    let initial = duties.iter().any(|duty| {
        let mut served = earlier.iter().filter(own);
        duty.state == State::Pending
            && !served
                .any(|it| it.kind == NoticeKind::Initial && it.obligation_id.as_deref() == Some(&duty.id))
    });
    let last = earlier.iter().rev().find(own);
    let goes_on = last.is_some_and(|last| last.kind != NoticeKind::Withdrawal);
    let stands = duties.iter().any(|duty| duty.state != State::Cancelled);
    let is_breach = case.breach.status != Status::NotABreach;
    [
        (NoticeKind::Initial, initial && is_breach),
        (NoticeKind::FollowUp, goes_on && stands && is_breach),
        (NoticeKind::Withdrawal, goes_on && stands),
    ]
    .into_iter()
    .filter_map(|(kind, possible)| possible.then_some(kind))
    .collect()
}

/// The duties of one kind that did not vanish.
#[must_use]
pub fn standing(duties: &[Obligation], kind: Kind) -> Vec<&Obligation> {
    let own = duties
        .iter()
        .filter(|duty| duty.kind == kind && duty.state != State::Cancelled);
    own.collect()
}
