//! Every address, on one page.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use super::allowed::{Allowed, UseService};
use super::api::{
    actions, attachments, breaches, calendar, components, conventions, decisions, entries, establishments,
    external_refs, incidents, journal, life, me, obligations, openapi, register as taken_out, review, stats,
    supervision, timeline, together, token, tokens, views, waivers, webhooks as hooks,
};
use super::api::{assignment, mail_matrix as matrix, my_queue as own_queue, teams};
use super::assets;
use super::error::Error;
use super::health;
use super::pages::{
    accessibility, account, acknowledgements, api_docs, attachments as pieces, attribution,
    breaches as violations, decisions as what_if, deliveries, entries as writing, establishments as schools,
    figures, home, incidents as dossiers, machines, notifying, password, progress, qualification, queue,
    references, register, remediation, review as review_day, session, timeline as chronology,
    together as several, views as vues, webhooks,
};
use super::pages::{assignment as affectation, mail_matrix, my_queue, teams as crews, watching};
use super::paths;
use super::place::{Place, at};

fn places() -> Vec<Place> {
    let mut places = for_programs();
    places.extend(of_following());
    places.extend(of_colleagues());
    places.extend(of_breaches());
    places.extend(of_the_life());
    places.extend(of_machines());
    places.extend(for_people());
    places.extend(for_officers());
    // Last: the sections of a breach take whatever no other page of it took.
    places.extend(of_a_breach());
    places
}

fn of_the_life() -> Vec<Place> {
    vec![
        at("/api/v1/taxonomy").get(life::taxonomy::list),
        at("/api/v1/incidents/{reference}/qualification").post(life::qualification::create),
        at("/api/v1/incidents/{reference}/transitions").post(life::transitions::create),
        at("/api/v1/incidents/{reference}/handovers").post(life::handovers::create),
        at("/api/v1/incidents/{reference}/handovers/{number}/answer").post(life::handovers::answered),
        at("/api/v1/incidents/{reference}/associates")
            .post(life::associates::create)
            .delete(life::associates::remove),
        at(paths::TO_QUALIFY).get(qualification::index::index),
        at("/dossiers/{reference}/qualification")
            .get(qualification::new::show)
            .post(qualification::create::create),
        at("/dossiers/{reference}/avancement")
            .get(progress::show::show)
            .post(progress::record::record),
        at("/dossiers/{reference}/attribution")
            .get(attribution::show::show)
            .post(attribution::change::change),
    ]
}

/// Machines: their tokens, what they report, who is told of events.
fn of_machines() -> Vec<Place> {
    vec![
        at("/api/v1/tokens").get(tokens::list).post(tokens::create),
        at("/api/v1/tokens/{id}").delete(tokens::delete),
        at("/api/v1/hooks/supervision").post(supervision::create),
        at(paths::TOKENS)
            .get(machines::index::show)
            .post(machines::create::create),
        at("/jetons/{id}/revocation").post(machines::revoke::revoke),
        at("/api/v1/webhooks").get(hooks::list).post(hooks::create),
        at("/api/v1/webhooks/{id}").delete(hooks::delete),
        at("/api/v1/webhooks/{id}/retry").post(hooks::again),
        at(paths::WEBHOOKS)
            .get(webhooks::index::show)
            .post(webhooks::create::create),
        at("/evenements/{id}/retrait").post(webhooks::remove::remove),
        at("/evenements/{id}/reprise").post(webhooks::remove::retry),
        at("/api/v1/incidents/{reference}/external-refs")
            .post(external_refs::create)
            .delete(external_refs::delete),
        at("/dossiers/{reference}/references")
            .get(references::show::show)
            .post(references::change::change),
    ]
}

fn of_a_breach() -> Vec<Place> {
    vec![
        at("/violations/{reference}").get(violations::show::show),
        at("/violations/{reference}/notifications/{number}.pdf").get(violations::files::pdf),
        at("/violations/{reference}/notifications/{number}.json").get(violations::files::json),
        at("/violations/{reference}/notifications/{number}.eml").get(violations::files::eml),
        at("/violations/{reference}/connaissance")
            .get(violations::awareness::show)
            .post(violations::know::save),
        at("/violations/{reference}/statut")
            .get(violations::status::show)
            .post(violations::settle::save),
        at("/violations/{reference}/envoi-automatique").post(violations::hold::hold),
        at("/violations/{reference}/{section}")
            .get(violations::section::show)
            .post(violations::save::save),
    ]
}

fn for_people() -> Vec<Place> {
    vec![
        at(paths::HOME).get(home::show),
        at(paths::SIGN_IN)
            .get(session::new::show)
            .post(session::create::create),
        at(paths::SIGN_OUT).post(session::end::end),
        at("/mot-de-passe/{secret}")
            .get(password::set::show)
            .post(password::choose::choose),
        at("/accuse-de-reception/{token}")
            .get(acknowledgements::new::show)
            .post(acknowledgements::create::create),
        at(paths::ACCOUNT).get(account::show::show),
        at(paths::SECOND_FACTOR).post(account::second_factor::propose),
        at(paths::SECOND_FACTOR_CODE).post(account::second_factor::confirm),
        at(paths::INCIDENTS)
            .get(dossiers::index::index)
            .post(dossiers::create::create),
        at(paths::REPORT).get(dossiers::new::new),
        at(paths::TOGETHER)
            .get(several::show::show)
            .post(several::save::save),
        at(paths::VIEWS)
            .get(vues::index::index)
            .post(vues::create::create),
        at("/dossiers/vues/{id}").post(vues::rename::rename),
        at("/dossiers/vues/{id}/suppression").post(vues::delete::delete),
        at("/dossiers/{reference}").get(dossiers::show::show),
        at("/dossiers/{reference}/signale").get(dossiers::reported::reported),
        at("/dossiers/{reference}/disponibilite").post(dossiers::mark_availability::mark),
        at("/dossiers/{reference}/premiere-action").post(dossiers::first_action::record),
        at("/dossiers/{reference}/pieces").post(pieces::create::create),
        at("/dossiers/{reference}/pieces/gel").post(pieces::hold::hold),
        at("/pieces/{id}").get(pieces::show::show),
        at("/pieces/{id}/marque").post(pieces::mark::mark),
        at(paths::QUEUE).get(queue::index::index),
        at(paths::BREACHES).get(register::index::index),
        // Before the breaches themselves: these are no references.
        at(paths::FIGURES).get(register::figures::show),
        at(paths::COMMITTEES).get(figures::show::show),
        at("/chiffres.{format}").get(figures::download::download),
        at("/violations/registre.{format}").get(register::download::download),
        at("/dossiers/{reference}/donnees-personnelles").post(dossiers::personal_data::answer),
        at(paths::WHAT_IF).get(what_if::new::new),
        at(paths::DELIVERIES).get(deliveries::index::show),
        at(paths::SCHOOLS).get(schools::suggestions::show),
        at(paths::ACCESSIBILITY).get(accessibility::show::show),
        at(paths::API_DOCS).get(api_docs::show::show),
        at("/favicon.ico").get(assets::serve::icon),
        at("/static/{file}").get(assets::serve::show),
    ]
}

/// Entries, the plan, review days, the line of time.
fn of_following() -> Vec<Place> {
    vec![
        at("/api/v1/incidents/{reference}/entries")
            .get(entries::list)
            .post(entries::create),
        at("/api/v1/incidents/{reference}/timeline").get(timeline::show),
        at("/api/v1/incidents/{reference}/actions").get(actions::of_dossier),
        at("/api/v1/incidents/{reference}/actions/{number}")
            .get(actions::show)
            .patch(actions::patch),
        at("/api/v1/incidents/{reference}/review")
            .put(review::put)
            .delete(review::delete),
        at("/api/v1/actions").get(actions::list),
        at("/dossiers/{reference}/chronologie").get(chronology::show::show),
        at("/dossiers/{reference}/suivi").post(writing::create::create),
        at("/dossiers/{reference}/suivi/{number}/corriger")
            .get(writing::correct::show)
            .post(writing::save::save),
        at("/dossiers/{reference}/actions")
            .get(remediation::new::new)
            .post(remediation::create::create),
        at("/dossiers/{reference}/actions/{number}")
            .get(remediation::show::show)
            .post(remediation::change::save),
        at("/dossiers/{reference}/revoir").post(review_day::save::save),
        at(paths::ACTIONS).get(remediation::index::index),
    ]
}

/// Who holds what, who follows what, who is written to.
fn of_colleagues() -> Vec<Place> {
    vec![
        at("/api/v1/incidents/{reference}/assignment").put(assignment::put),
        at("/api/v1/incidents/{reference}/watch")
            .put(assignment::follow)
            .delete(assignment::leave),
        at("/api/v1/me/queue").get(own_queue::show),
        at(paths::MY_QUEUE).get(my_queue::index::index),
        at("/api/v1/mail-matrix").get(matrix::show).put(matrix::put),
        at(paths::WHO_RECEIVES)
            .get(mail_matrix::show::show)
            .post(mail_matrix::save::save),
        at("/compte/courriels").post(account::letters::save),
        at("/api/v1/teams").get(teams::list).post(teams::create),
        at("/api/v1/teams/{id}").patch(teams::patch).delete(teams::remove),
        at(paths::TEAMS)
            .get(crews::index::index)
            .post(crews::create::create),
        at("/equipes/{id}")
            .get(crews::show::show)
            .post(crews::change::change),
        at("/dossiers/{reference}/affectation").post(affectation::save::save),
        at("/dossiers/{reference}/abonnement").post(watching::save::save),
    ]
}

fn for_officers() -> Vec<Place> {
    vec![
        at("/violations/{reference}/notification")
            .get(notifying::notification::show)
            .post(notifying::send::send),
        at("/violations/{reference}/notification.pdf").get(notifying::files::notification_pdf),
        at("/violations/{reference}/notification.json").get(notifying::files::notification_json),
        at("/violations/{reference}/gravite")
            .get(notifying::assessment::show)
            .post(notifying::assess::record),
        at("/violations/{reference}/cnil")
            .get(notifying::cnil::show)
            .post(notifying::file_cnil::record),
        at("/violations/{reference}/cnil.pdf").get(notifying::files::cnil_pdf),
        at("/violations/{reference}/personnes")
            .get(notifying::persons::show)
            .post(notifying::tell_persons::record),
        at("/violations/{reference}/personnes/lettre.pdf").get(notifying::files::families_letter_pdf),
        at("/violations/{reference}/personnes/lettre.txt").get(notifying::files::families_letter_text),
        at("/violations/{reference}/ministere")
            .get(notifying::ministry::show)
            .post(notifying::decide_ministry::record),
        at(paths::EDPB_CASES).get(notifying::edpb::show),
    ]
}

fn for_programs() -> Vec<Place> {
    vec![
        at("/healthz").get(health::alive),
        at("/readyz").get(health::ready),
        at("/api/openapi.json").get(openapi::show),
        at("/api/v1/auth/token").post(token::give),
        at("/api/v1/me").get(me::show),
        at("/api/v1/calendar/{token}.ics").get(calendar::show),
        at("/api/v1/components").get(components::list),
        at("/api/v1/conventions").get(conventions::list),
        at("/api/v1/establishments").get(establishments::list),
        at("/api/v1/decisions").post(decisions::decide),
        at("/api/v1/incidents")
            .get(incidents::list::list)
            .post(incidents::report::create),
        at("/api/v1/incidents/together").post(together::create),
        at("/api/v1/incidents/{reference}").get(incidents::dossier::show),
        at("/api/v1/incidents/{reference}/availability").post(incidents::availability::mark),
        at("/api/v1/incidents/{reference}/legal-hold")
            .post(incidents::legal_hold::hold)
            .delete(incidents::legal_hold::release),
        at("/api/v1/incidents/{reference}/first-action").post(incidents::availability::first_action),
        at("/api/v1/incidents/{reference}/attachments")
            .get(attachments::list)
            .post(attachments::create),
        at("/api/v1/attachments/{id}").get(attachments::show),
        at("/api/v1/views").get(views::list).post(views::create),
        at("/api/v1/views/{id}").patch(views::patch).delete(views::delete),
        at("/api/v1/obligations").get(obligations::list),
        at("/api/v1/obligations/{id}/waiver").post(waivers::create),
        at("/api/v1/journal").get(journal::list),
        at("/api/v1/journal/verification").get(journal::verify),
    ]
}

fn of_breaches() -> Vec<Place> {
    vec![
        at("/api/v1/incidents/{reference}/breach")
            .put(breaches::write::put)
            .patch(breaches::write::patch_of_incident),
        at("/api/v1/incidents/{reference}/personal-data").post(breaches::personal_data::create),
        at("/api/v1/breaches").get(breaches::list::list),
        at("/api/v1/breaches/{reference}")
            .get(breaches::show::show)
            .patch(breaches::write::patch),
        at("/api/v1/breaches/{reference}/assessment").post(breaches::assessment::create),
        at("/api/v1/breaches/{reference}/edpb.json").get(breaches::documents::edpb),
        at("/api/v1/breaches/{reference}/cnil.json").get(breaches::documents::cnil),
        at("/api/v1/breaches/{reference}/cnil.pdf").get(breaches::documents::cnil_pdf),
        at("/api/v1/breaches/{reference}/hold")
            .post(breaches::hold::hold)
            .delete(breaches::hold::release),
        at("/api/v1/breaches/{reference}/ministry").post(breaches::ministry::decide),
        at("/api/v1/breaches/{reference}/ministry/report").post(breaches::ministry::report),
        at("/api/v1/breaches/{reference}/notifications")
            .get(breaches::notifications::list)
            .post(breaches::notify::create),
        at("/api/v1/breaches/{reference}/notifications/{number}.json").get(breaches::sent::json),
        at("/api/v1/breaches/{reference}/notifications/{number}.pdf").get(breaches::sent::pdf),
        at("/api/v1/breaches/{reference}/notifications/{number}.eml").get(breaches::sent::eml),
        at("/api/v1/breaches/{reference}/notifications/{number}/bounce").post(breaches::bounce::create),
        at("/api/v1/register.csv").get(taken_out::csv),
        at("/api/v1/register.ods").get(taken_out::ods),
        at("/api/v1/register.json").get(taken_out::json),
        at("/api/v1/register.pdf").get(taken_out::pdf),
        at("/api/v1/stats").get(stats::show),
        at("/api/v1/stats.csv").get(stats::stats_csv),
        at("/api/v1/stats.ods").get(stats::stats_ods),
    ]
}

/// Every address and the methods it takes.
#[must_use]
pub fn table() -> Vec<(&'static str, Vec<Method>)> {
    places().iter().map(Place::line).collect()
}

/// Opens every address.
pub fn configure(config: &mut ServiceConfig) {
    for place in places() {
        config.service(place.into_resource());
    }
    config.default_service(web::to(nowhere));
}

/// Recognises whoever asks, so that they find the way back in the frame of their pages.
async fn nowhere(_: Option<Allowed<UseService>>) -> Result<&'static str, Error> {
    Err(Error::NotFound)
}
