//! `GET /`: leads each person to what they use most.

use actix_web::HttpResponse;

use crate::domain::people::{Account, Right, Role};
use crate::web::allowed::{Allowed, UseService};
use crate::web::answer::see_other;
use crate::web::paths;

/// What comes back to them for the people who handle incidents, dossiers for those of a school, outgoing mail for those who
/// keep the service running, figures for those who see nothing else, the account otherwise.
pub async fn show(who: Allowed<UseService>) -> HttpResponse {
    see_other(way(&who))
}

fn way(account: &Account) -> &'static str {
    let handles = |role: &Role| role.party().is_some() && !role.belongs_to_schools();
    if account.roles.iter().any(handles) {
        paths::MY_QUEUE
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
