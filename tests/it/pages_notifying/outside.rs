//! What happens outside and is recorded here: the CNIL, the persons, the ministry.

use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::Role;
use tocsin::store::attachments::{self, Attachment};

use super::{REFERENCE, breach, duty, form, hidden, officer, path, says, sent, site, site_with_breach};
use crate::support::site::{Answer, Form, Site, with};
use crate::support::world::World;

#[test]
fn a_filing_at_the_cnil_is_recorded_with_its_number_and_its_instant() {
    for world in World::on_each_engine() {
        let site = site_with_breach(world);
        let dpd = officer(&site);
        says(
            &dpd.get(&path("cnil")),
            &[
                "https://notifications.cnil.fr/notifications/violation",
                "14. Notifications transfrontalières",
            ],
        );
        let filed = form(&[
            ("nature", "initial"),
            ("reference", "2026-03-0042"),
            ("done_date", "2026-03-02"),
            ("done_time", "08:45"),
            ("responsable", "etablissement"),
        ]);
        let refused = dpd.post(
            &path("cnil"),
            &with(&with(&filed, "reference", &[""]), "done_date", &[""]),
        );
        assert_eq!(refused.status, 422);
        says(
            &refused,
            &[
                "2 points sont à corriger",
                "Indiquez le numéro que la CNIL a donné.",
            ],
        );
        assert_eq!(dpd.post(&path("cnil"), &filed).status, 303);
        let notification = sent(&site).pop().unwrap();
        assert_eq!(notification.filing.as_deref(), Some("2026-03-0042"));
        assert_eq!(notification.done_at.to_rfc3339(), "2026-03-02T07:45:00+00:00");
        assert_eq!(duty(&site, Kind::Cnil72h).unwrap().state, State::Met);
    }
}

/// The filing of the only controller, as the form sends it.
fn filing(page: &Answer) -> Form {
    form(&[
        ("version", &hidden(page, "version")),
        ("journal", &hidden(page, "journal")),
        ("nature", "initial"),
        ("reference", "2026-03-0042"),
        ("done_date", "2026-03-02"),
        ("done_time", "08:45"),
        ("responsable", "etablissement"),
    ])
}

#[test]
fn the_receipt_sent_with_the_filing_proves_it_and_is_not_asked_for_twice() {
    for world in World::on_each_engine() {
        let site = site_with_breach(world);
        let dpd = officer(&site);
        let page = dpd.get(&path("cnil"));
        says(&page, &["Récépissé de la CNIL", "multipart/form-data"]);
        let file = ("recepisse.pdf", b"%PDF-1.7\n%%EOF".as_slice());
        let unnumbered = with(&filing(&page), "reference", &[""]);
        let refused = dpd.post_file(&path("cnil"), &unnumbered, file);
        assert_eq!((refused.status, sent(&site).len()), (422, 0));
        says(
            &refused,
            &["recepisse.pdf", "Indiquez le numéro que la CNIL a donné."],
        );
        let [kept] = pieces(&site).try_into().unwrap();
        let chosen = format!("value=\"{}\" selected", kept.id);
        assert!(refused.body.contains(&chosen), "what was sent stays chosen");
        let proven = with(&filing(&refused), "proof", &[kept.id.as_str()]);
        assert_eq!(dpd.post(&path("cnil"), &proven).status, 303);
        assert_eq!(sent(&site)[0].proof.as_deref(), Some(kept.id.as_str()));
        let address = format!("href=\"/pieces/{}\"", kept.id);
        for shown in [path("cnil"), format!("/violations/{REFERENCE}")] {
            assert!(dpd.get(&shown).body.contains(&address), "{shown}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_kept_is_told_beside_its_field() {
    let site = site();
    let dpd = officer(&site);
    let page = dpd.get(&path("cnil"));
    let refused = dpd.post_file(&path("cnil"), &filing(&page), ("vide.pdf", b""));
    assert_eq!((refused.status, sent(&site).len()), (422, 0));
    says(&refused, &["Ce fichier est vide.", "2026-03-0042"]);
}

#[test]
fn a_filing_says_what_changed_while_it_was_typed() {
    let site = site();
    let dpd = officer(&site);
    let page = dpd.get(&path("cnil"));
    let measures = form(&[("asks", "measures_taken"), ("measures_taken", "Poste coupé.")]);
    assert_eq!(
        site.visitor(Role::Dpo).post(&path("measures"), &measures).status,
        303
    );
    let late = dpd.post(&path("cnil"), &filing(&page));
    assert_eq!((late.status, sent(&site).len()), (409, 0));
    says(
        &late,
        &[
            "Quelqu’un a modifié la violation",
            "Mesures prises pour remédier",
            "2026-03-0042",
        ],
    );
    assert_eq!(dpd.post(&path("cnil"), &filing(&late)).status, 303);
    let again = dpd.post(&path("cnil"), &filing(&late));
    assert_eq!((again.status, sent(&site).len()), (409, 1));
    says(
        &again,
        &[
            "La notification initiale est déjà faite",
            "Notification faite, par",
        ],
    );
}

#[test]
fn an_hour_that_exists_twice_is_asked_about_when_a_filing_is_recorded() {
    let site = site();
    let clock = &site.world.clock;
    clock.set("2026-10-25T12:00:00Z".parse().unwrap());
    let dpd = officer(&site);
    let page = dpd.get(&path("cnil"));
    let twice = with(&filing(&page), "done_date", &["2026-10-25"]);
    let twice = with(&twice, "done_time", &["02:30"]);
    let twice = with(&twice, "late_reason", &["Service fermé."]);
    let asked = dpd.post(&path("cnil"), &twice);
    assert_eq!((asked.status, sent(&site).len()), (422, 0));
    says(
        &asked,
        &["Cette heure a existé deux fois", "la première est retenue"],
    );
    let first = with(&twice, "done_fold", &["earlier"]);
    assert_eq!(dpd.post(&path("cnil"), &first).status, 303);
    assert_eq!(sent(&site)[0].done_at.to_rfc3339(), "2026-10-25T00:30:00+00:00");
}

/// The attachments of the dossier.
fn pieces(site: &Site) -> Vec<Attachment> {
    let incident = breach(site).incident_id;
    site.world.read(|db| attachments::of_incident(db, &incident))
}

#[test]
fn not_filing_needs_reasons_and_no_risk() {
    let site = site();
    let dpd = officer(&site);
    let waiver = form(&[
        ("action", "ne-pas-notifier"),
        ("responsable", "etablissement"),
        ("reason", ""),
    ]);
    assert_eq!(dpd.post(&path("cnil"), &waiver).status, 422);
    let verdict = form(&[
        ("action", "appreciation"),
        ("risk", "risk"),
        ("reasons", "Listes lisibles."),
    ]);
    assert_eq!(dpd.post(&path("gravite"), &verdict).status, 303);
    let reasoned = with(&waiver, "reason", &["Support chiffré, clé en lieu sûr."]);
    let refused = dpd.post(&path("cnil"), &reasoned);
    assert_eq!(refused.status, 409);
    says(&refused, &["la notification à la CNIL est due"]);
    assert_eq!(
        dpd.post(&path("gravite"), &with(&verdict, "risk", &["unlikely"]))
            .status,
        303
    );
    assert_eq!(
        duty(&site, Kind::Cnil72h).map(|duty| duty.state),
        None,
        "nothing is owed any more"
    );
}

#[test]
fn a_decision_not_to_file_stays_with_its_reasons() {
    let site = site();
    let dpd = officer(&site);
    let waiver = form(&[
        ("action", "ne-pas-notifier"),
        ("reason", "Support chiffré, clé en lieu sûr."),
    ]);
    assert_eq!(
        dpd.post(&path("cnil"), &waiver).location,
        "/violations/VIO-2026-0001?fait=dispense"
    );
    assert_eq!(duty(&site, Kind::Cnil72h).unwrap().state, State::Waived);
    says(
        &dpd.get(&path("cnil")),
        &["Décision de ne pas notifier.", "Support chiffré"],
    );
}

fn with_high_risk(site: &Site) {
    let verdict = form(&[
        ("action", "appreciation"),
        ("risk", "high"),
        ("reasons", "Données de santé."),
    ]);
    assert_eq!(officer(site).post(&path("gravite"), &verdict).status, 303);
}

#[test]
fn telling_the_persons_fills_the_record_and_meets_the_duty() {
    for world in World::on_each_engine() {
        let site = site_with_breach(world);
        with_high_risk(&site);
        let dpd = officer(&site);
        let told = form(&[
            ("informed_on", "2026-03-02"),
            ("communication_means", "individual"),
            ("informed_extent", "all"),
            ("communication_content", "Vos mots de passe ont été changés."),
        ]);
        let refused = dpd.post(&path("personnes"), &with(&told, "informed_on", &[""]));
        assert_eq!(refused.status, 422);
        says(
            &refused,
            &[
                "Jour de l’information des personnes",
                "Vos mots de passe ont été changés.",
            ],
        );
        assert!(
            breach(&site).record.communication.is_none(),
            "nothing is recorded by half"
        );
        assert_eq!(dpd.post(&path("personnes"), &told).status, 303);
        assert_eq!(duty(&site, Kind::PersonsArt34).unwrap().state, State::Met);
        assert_eq!(
            breach(&site).record.communication_content,
            "Vos mots de passe ont été changés."
        );
        says(
            &dpd.get(&path("personnes")),
            &["Vos mots de passe ont été changés.", "Déjà enregistré"],
        );
    }
}

#[test]
fn not_telling_the_persons_takes_one_of_three_grounds() {
    let site = site();
    with_high_risk(&site);
    let dpd = officer(&site);
    let waiver = form(&[("action", "ne-pas-notifier"), ("reason", "Disque chiffré.")]);
    let refused = dpd.post(&path("personnes"), &waiver);
    assert_eq!(refused.status, 422);
    says(&refused, &["Indiquez lequel des trois cas", "Disque chiffré."]);
    assert_eq!(
        dpd.post(&path("personnes"), &with(&waiver, "ground", &["protected"]))
            .status,
        303
    );
    assert_eq!(duty(&site, Kind::PersonsArt34).unwrap().state, State::Waived);
    assert_eq!(breach(&site).record.exemption_reasons, "Disque chiffré.");
}

#[test]
fn the_ministry_is_decided_then_told() {
    let site = site();
    let dpd = officer(&site);
    let past = form(&[("due_date", "2026-03-01"), ("due_time", "10:00")]);
    assert_eq!(dpd.post(&path("ministere"), &past).status, 422);
    assert_eq!(
        site.visitor(Role::Dpo)
            .post(&path("ministere"), &form(&[]))
            .status,
        403
    );
    assert_eq!(dpd.post(&path("ministere"), &form(&[])).status, 303);
    assert_eq!(
        duty(&site, Kind::EscalateToMinistry).unwrap().state,
        State::Pending
    );
    assert_eq!(
        dpd.post(&path("ministere"), &form(&[("action", "fait")])).status,
        303
    );
    assert_eq!(duty(&site, Kind::EscalateToMinistry).unwrap().state, State::Met);
}
