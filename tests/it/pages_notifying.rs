//! The pages on which an officer weighs a breach, notifies it, or decides not to, as people meet them.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use tocsin::domain::breach::{NoticeKind, Risk};
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::Role;
use tocsin::domain::severity::questionnaire;
use tocsin::store::breaches::{self, Breach};
use tocsin::store::notifications::{self, Notification};
use tocsin::store::obligations::{self, Obligation};
use tocsin::store::{journal, mails};

use crate::support::site::{Answer, Form, Site, Visitor, with};
use crate::support::world::{World, touched};

const REFERENCE: &str = "VIO-2026-0001";

/// A breach of a network that the département handles: it owes the 48 h notification.
fn site_with_breach(world: World) -> Site {
    let site = Site::of(world);
    let given = Report {
        components: vec![touched("poste-pedagogique", None)],
        personal_data: PersonalData::Yes,
        ..site.world.a_report()
    };
    site.world.reported(Role::Rsn, given);
    site
}

fn site() -> Site {
    site_with_breach(World::on_sqlite())
}

fn path(page: &str) -> String {
    format!("/violations/{REFERENCE}/{page}")
}

fn form(fields: &[(&str, &str)]) -> Form {
    let owned = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

fn breach(site: &Site) -> Breach {
    let sight = site.world.account(Role::Dpd).sight();
    site.world
        .read(|db| breaches::find(db, REFERENCE, &sight))
        .unwrap()
}

fn duty(site: &Site, kind: Kind) -> Option<Obligation> {
    let incident = breach(site).incident_id;
    let duties = site.world.read(|db| obligations::of_incident(db, &incident));
    duties
        .into_iter()
        .find(|duty| duty.kind == kind && duty.state != State::Cancelled)
}

fn sent(site: &Site) -> Vec<Notification> {
    let id = breach(site).id;
    site.world.read(|db| notifications::of_breach(db, &id))
}

/// Who answers for a duty of the controller of this breach.
fn officer(site: &Site) -> Visitor<'_> {
    site.visitor(Role::Dpd)
}

/// Spaces that may not break are no matter here: another test looks after them.
fn says(answer: &Answer, words: &[&str]) {
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    let body = plain(&answer.body);
    for word in words {
        assert!(body.contains(&plain(word)), "{word:?} is missing in:\n{body}");
    }
}

/// The value of a hidden field of the page.
fn hidden(answer: &Answer, name: &str) -> String {
    let marker = format!("name=\"{name}\" value=\"");
    let (_, rest) = answer
        .body
        .split_once(&marker)
        .unwrap_or_else(|| panic!("{name}: {}", answer.body));
    rest.split('"').next().unwrap().to_owned()
}

/// Every question answered by its first choice.
fn answers() -> Form {
    use tocsin::domain::severity::Answer as Expected;
    let mut fields = BTreeMap::new();
    for question in questionnaire() {
        match question.answer {
            Expected::Contexts(categories) => {
                fields.insert(format!("contexts-{}", categories[0].category), "0".to_owned());
            }
            Expected::OneOf(choices) | Expected::YesOrNo(choices) => {
                fields.insert(question.field.to_owned(), choices[0].value.clone());
            }
            Expected::Count => {
                fields.insert(question.field.to_owned(), "120".to_owned());
            }
        }
    }
    fields.into_iter().collect()
}

fn seen(page: &Answer) -> Form {
    form(&[("nature", "initial"), ("version", &hidden(page, "version"))])
}

#[test]
fn what_the_officer_reads_is_what_leaves() {
    for world in World::on_each_engine() {
        let site = site_with_breach(world);
        let dpo = site.visitor(Role::Dpo);
        let page = dpo.get(&path("notification"));
        assert_eq!(page.status, 200);
        says(
            &page,
            &[
                "Envoyer au DPD de l’académie",
                "dpd@",
                "notification initiale, incomplète",
                "il reste",
                "VIO-2026-0001-1.pdf",
            ],
        );
        let answer = dpo.post(&path("notification"), &seen(&page));
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (303, "/violations/VIO-2026-0001?fait=notification")
        );
        let sent = sent(&site);
        assert_eq!(sent.len(), 1);
        assert_eq!(
            (sent[0].duty, sent[0].kind, sent[0].automatic),
            (Kind::Breach48h, NoticeKind::Initial, false)
        );
        let letter = site.world.read(|db| mails::latest(db, None, 50));
        let letter = letter
            .iter()
            .find(|mail| mail.subject.contains("notification initiale"))
            .unwrap();
        says(&page, &[&letter.subject, &letter.address]);
        let acts = site.world.read(|db| journal::after(db, 0, 1000));
        assert!(
            acts.iter()
                .any(|entry| entry.act == "breach_read" && entry.body.to_string().contains("page"))
        );
    }
}

#[test]
fn a_late_notification_asks_why_before_it_leaves() {
    let site = site();
    let clock = &site.world.clock;
    clock.set(clock.now() + TimeDelta::hours(49));
    let dpo = site.visitor(Role::Dpo);
    let page = dpo.get(&path("notification"));
    says(
        &page,
        &["Pourquoi cette notification est-elle tardive ?", "En retard"],
    );
    let refused = dpo.post(&path("notification"), &with(&seen(&page), "late_reason", &["  "]));
    assert_eq!((refused.status, sent(&site).len()), (422, 0));
    says(&refused, &["indiquez le motif du retard avant l’envoi"]);
    let form = with(&seen(&page), "late_reason", &["Le <service> était fermé."]);
    let look = dpo.post(&path("notification"), &with(&form, "action", &["apercu"]));
    assert_eq!(
        (look.status, sent(&site).len()),
        (200, 0),
        "looking sends nothing"
    );
    says(&look, &["Motif du retard : Le &#60;service&#62; était fermé."]);
    assert_eq!(dpo.post(&path("notification"), &form).status, 303);
    assert_eq!(
        sent(&site)[0].late_reason.as_deref(),
        Some("Le <service> était fermé.")
    );
}

#[test]
fn what_changed_since_it_was_read_is_not_sent_unseen() {
    let site = site();
    let dpo = site.visitor(Role::Dpo);
    let page = dpo.get(&path("notification"));
    let stale = with(&seen(&page), "version", &["0"]);
    let refused = dpo.post(&path("notification"), &stale);
    assert_eq!((refused.status, sent(&site).len()), (409, 0));
    says(&refused, &["Quelqu’un a modifié cette violation entre-temps"]);
    assert_eq!(
        hidden(&refused, "version"),
        hidden(&page, "version"),
        "the page shown again can be sent"
    );
    assert_eq!(dpo.post(&path("notification"), &seen(&page)).status, 303);
    let twice = dpo.post(&path("notification"), &seen(&page));
    assert_eq!((twice.status, sent(&site).len()), (409, 1));
}

#[test]
fn a_chain_goes_on_with_a_follow_up_and_ends_with_a_withdrawal() {
    let site = site();
    let dpo = site.visitor(Role::Dpo);
    dpo.post(&path("notification"), &seen(&dpo.get(&path("notification"))));
    let page = dpo.get(&path("notification?nature=withdrawal"));
    says(
        &page,
        &[
            "Envoyer le retrait au DPD de l’académie",
            "Déjà notifié",
            "Notification complémentaire",
        ],
    );
    let form = with(&seen(&page), "nature", &["withdrawal"]);
    let refused = dpo.post(&path("notification"), &form);
    assert_eq!(refused.status, 422);
    says(&refused, &["Dites pourquoi la notification est retirée."]);
    assert_eq!(
        dpo.post(&path("notification"), &with(&form, "nature", &["follow_up"]))
            .status,
        303
    );
    let form = with(
        &form,
        "withdrawal_reasons",
        &["Aucune donnée n’était sur l’appareil."],
    );
    assert_eq!(dpo.post(&path("notification"), &form).status, 303);
    let kinds: Vec<NoticeKind> = sent(&site).iter().map(|it| it.kind).collect();
    assert_eq!(
        kinds,
        [NoticeKind::Initial, NoticeKind::FollowUp, NoticeKind::Withdrawal]
    );
}

#[test]
fn another_officer_reads_and_does_not_send() {
    let site = site();
    for role in [Role::Dpd, Role::Rssi, Role::ChefEtablissement] {
        let visitor = site.visitor(role);
        let page = visitor.get(&path("notification"));
        says(&page, &["L’envoi revient au délégué"]);
        assert!(!page.body.contains("Envoyer au DPD"), "{role}");
        let refused = visitor.post(&path("notification"), &form(&[("nature", "initial")]));
        assert_eq!((refused.status, sent(&site).len()), (403, 0), "{role}");
    }
    assert_eq!(site.visitor(Role::Rsn).get(&path("notification")).status, 403);
    assert_eq!(
        site.visitor(Role::Dpd)
            .get("/violations/VIO-2026-0999/notification")
            .status,
        404
    );
}

#[test]
fn answers_are_kept_and_the_verdict_is_a_persons() {
    for world in World::on_each_engine() {
        let site = site_with_breach(world);
        let dpd = officer(&site);
        let blank = dpd.get(&path("gravite"));
        says(&blank, &["La méthode éclaire, elle ne décide pas."]);
        assert!(!blank.body.contains("name=\"risk\" value=\"unlikely\" checked"));
        let kept = dpd.post(&path("gravite"), &with(&answers(), "action", &["reponses"]));
        assert_eq!(
            (kept.status, kept.location.as_str()),
            (303, "/violations/VIO-2026-0001/gravite?fait=appreciation")
        );
        let page = dpd.get(&kept.location);
        says(
            &page,
            &[
                "DPC × EI + CB",
                "Plus de 100 personnes concernées",
                "Votre appréciation est enregistrée.",
            ],
        );
        for verdict in ["unlikely", "risk", "high"] {
            let ticked = format!("name=\"risk\" value=\"{verdict}\" checked");
            assert!(!page.body.contains(&ticked), "no verdict is proposed by a tick");
        }
        assert_eq!(breach(&site).verdict, None);
        let verdict = with(
            &with(&answers(), "risk", &["high"]),
            "reasons",
            &["Données de mineurs."],
        );
        let given = dpd.post(&path("gravite"), &with(&verdict, "action", &["appreciation"]));
        assert_eq!(given.location, "/violations/VIO-2026-0001?fait=appreciation");
        assert_eq!(breach(&site).verdict.unwrap().risk, Risk::High);
        says(
            &dpd.get(&path("gravite")),
            &["Réponses et appréciations successives", "Données de mineurs."],
        );
        assert!(
            duty(&site, Kind::PersonsArt34).is_some(),
            "a high risk calls for telling the persons"
        );
    }
}

#[test]
fn every_fault_of_an_assessment_is_told_at_once_and_nothing_typed_is_lost() {
    let site = site();
    let typed = form(&[
        ("identification", "maximum"),
        ("persons", "beaucoup"),
        ("risk", "high"),
        ("reasons", ""),
    ]);
    let refused = officer(&site).post(&path("gravite"), &typed);
    assert_eq!(refused.status, 422);
    says(
        &refused,
        &[
            "Motivez votre appréciation du risque.",
            "value=\"beaucoup\"",
            "name=\"risk\" value=\"high\" checked",
        ],
    );
    says(
        &refused,
        &["Répondez à la question : Quelles données sont touchées ?"],
    );
    says(
        &refused,
        &[
            "name=\"identification\" value=\"maximum\" checked",
            "href=\"#contexts\"",
        ],
    );
    assert_eq!(breach(&site).verdict, None);
}

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

#[test]
fn the_letter_and_the_machine_readable_form_can_be_read_before() {
    let site = site();
    let dpo = site.visitor(Role::Dpo);
    let json = dpo.get(&path("notification.json"));
    let payload: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert!(payload.is_object());
    let letter = officer(&site).get(&path("personnes/lettre.txt"));
    says(&letter, &["Madame, Monsieur,", "[À compléter"]);
}

#[test]
fn no_difference_with_the_edpb_is_hidden() {
    let site = site();
    let page = site.visitor(Role::Dpo).get("/exercices/edpb");
    assert_eq!(page.body.matches("role=\"rowheader\"").count(), 18);
    for case in tocsin::domain::severity::cases() {
        if let Some(explanation) = case.explanation {
            says(&page, &[&explanation]);
        }
    }
}
