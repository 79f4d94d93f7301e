//! `GET /`: leads each person to what they use most.

use actix_web::HttpResponse;

use crate::domain::people::{Account, Right, Role};
use crate::web::allowed::{Allowed, UseService};
use crate::web::answer::see_other;
use crate::web::paths;

/// The deadlines for the officers who answer for them, dossiers for those who read them, outgoing mail for those who keep the service running,
/// figures for those who see nothing else, the account otherwise.
pub async fn show(who: Allowed<UseService>) -> HttpResponse {
    see_other(way(&who))
}

fn way(account: &Account) -> &'static str {
    let waits_for_deadlines = [Role::Dpd, Role::Dpo];
    if waits_for_deadlines
        .iter()
        .any(|role| account.roles.contains(role))
    {
        paths::QUEUE
    } else if account.may(Right::ReadDossiers) {
        paths::INCIDENTS
    } else if account.may(Right::ReadDelivery) {
        paths::DELIVERIES
    } else if account.may(Right::ReadCommitteeFigures) {
        paths::COMMITTEES
    } else {
        paths::ACCOUNT
    }
}
