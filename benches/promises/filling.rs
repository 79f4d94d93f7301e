//! A great many dossiers, written by SQL: of several schools, some busier than others; of words, a few of which are
//! everywhere and most of which are rare; nearly all closed, in a few of which something is due.

use tocsin::actions::search::prepare;
use tocsin::store::Engine;

use crate::house::{House, SCHOOL};
use crate::incident;

/// Dossiers written in one transaction.
const AT_A_TIME: u32 = 100_000;
/// Words of each dossier.
const WORDS: u32 = 40;
/// A prime; what is left over of a division by it spreads evenly.
const PRIME: u32 = 1_000_003;
/// Different words.
const VOCABULARY: u32 = 20_000;

/// Writes the dossiers from `first` to `last`.
#[allow(
    clippy::expect_used,
    reason = "a bench without its dossiers has nothing to measure"
)]
pub(crate) fn fill(house: &House, first: u32, last: u32) {
    if first == 1 {
        incident::report_it(house, incident::of_the_departement(&house.instance.catalogue));
        prepare(&house.store, &house.instance.catalogue).expect("the model is indexed");
    }
    let mut from = first;
    while from <= last {
        let to = last.min(from + AT_A_TIME - 1);
        some(house, from, to);
        from = to + 1;
    }
    match house.store.engine() {
        // Nobody gathers figures about the tables of SQLite.
        Engine::Sqlite => {}
        Engine::Postgres => house.sql("analyze"),
    }
}

/// Some of them, with their parties, duties, breaches and words.
fn some(house: &House, from: u32, to: u32) {
    let numbers = format!(
        "with recursive numbers (n) as (select cast({from} as bigint) union all select n + 1 from numbers where n < {to})"
    );
    let sqlite = house.store.engine() == Engine::Sqlite;
    let instant = |minutes: &str| {
        if sqlite {
            format!("strftime('%Y-%m-%dT%H:%M:%S.000000Z', '2023-09-01', ({minutes}) || ' minutes')")
        } else {
            format!("timestamptz '2023-09-01 00:00Z' + make_interval(mins => ({minutes})::int)")
        }
    };
    let padded = |column: &str| {
        if sqlite {
            format!("printf('%07d', {column})")
        } else {
            format!("lpad(({column})::text, 7, '0')")
        }
    };
    let (id, reported) = (format!("'0190-' || {}", padded("n")), instant("n"));
    let school = school(sqlite);
    let columns = "id, reference, status, title, description, establishment_uai, establishment_name, convention, \
                   convention_hash, handler, certainty, decision, detected_at, occurred_from, personal_data, \
                   departement_impact_possible, measures_taken, external_refs, exercise, reported_by, reported_at, \
                   version, changed_at, category, severity, tlp";
    house.sql(&format!(
        "insert into incidents ({columns}) {numbers} select {id}, 'SSI-2025-' || {}, {STATUS}, 'Serveur ' || {}, {}, \
         {school}, m.establishment_name, case when n % 100 = 13 then null else m.convention end, m.convention_hash, \
         {HANDLER}, m.certainty, m.decision, {reported}, null, m.personal_data, m.departement_impact_possible, \
         m.measures_taken, '[]', m.exercise, m.reported_by, {reported}, 1, {}, 'malicious-code', {SEVERITY}, 'green' \
         from numbers, incidents m where m.reference like 'SSI-____-0001'",
        padded("n"),
        word(1),
        words(),
        instant("n + n % 50000"),
    ));
    let written = format!("id >= '0190-{from:07}' and id <= '0190-{to:07}'");
    house.sql(&format!(
        "insert into incident_parties (incident_id, party) select id, 'academie' from incidents where {written}"
    ));
    house.sql(&format!(
        "insert into incident_parties (incident_id, party) select id, 'departement' from incidents where {written} \
         and (handler = 'departement' or id like '%5')"
    ));
    house.sql(&format!(
        "insert into incident_search (incident_id, document) select id, ' ssi 2025 ' || substr(id, 6) || ' serveur' || \
         description from incidents where {written}"
    ));
    if sqlite {
        house.sql(&format!(
            "insert into incident_words (rowid, document) select s.number, s.document from incident_search s \
             where s.incident_id >= '0190-{from:07}' and s.incident_id <= '0190-{to:07}'"
        ));
    }
    duties(house, &numbers, &id, &instant);
    breaches(house, &numbers, &padded("n"), &instant("n"));
}

/// Two that are met, and in the dossiers that are open one that is pending, of which one in five is past due.
fn duties(house: &House, numbers: &str, id: &str, instant: &impl Fn(&str) -> String) {
    let columns = "id, incident_id, kind, debtor, creditor, starts_at, due_at, state, met_at, clause";
    let (start, end) = (instant("n"), instant("n + 4320"));
    for kind in ["report_to_rssi", "inform_rssi"] {
        house.sql(&format!(
            "insert into obligations ({columns}) {numbers} select '{kind}-' || n, {id}, '{kind}', 'departement', 'rssi', \
             {start}, null, 'met', {end}, '' from numbers"
        ));
    }
    // The bench stands in May 2026, 1 420 000 minutes after the first dossier.
    let due = instant("1420000 + (case when n % 1000 < 200 then -1 else 1 end) * (n % 40000 + 1)");
    house.sql(&format!(
        "insert into obligations ({columns}) {numbers} select 'due-' || n, {id}, 'cnil_72h', 'etablissement', 'cnil', \
         {start}, {due}, 'pending', null, '' from numbers where n % 200 between 1 and 4"
    ));
}

fn breaches(house: &House, numbers: &str, number: &str, opened: &str) {
    house.sql(&format!(
        "insert into breaches (id, incident_id, reference, status, status_reason, record, controllers, risk_reasons, \
         opened_by, opened_at, version) {numbers} select 'breach-' || n, '0190-' || {number}, 'VIO-2025-' || {number}, \
         case when n % 200 = 0 then 'confirmed' when n % 200 = 20 then 'suspected' else 'not_a_breach' end, '', '{{}}', \
         '[\"etablissement\"]', '', 'rsn', {opened}, 1 from numbers where n % 20 = 0"
    ));
}

const STATUS: &str = "case n % 200 when 1 then 'in_progress' when 2 then 'reported' when 3 then 'qualified' \
                      when 4 then 'resolved' when 5 then 'rejected' when 6 then 'rejected' else 'closed' end";
const SEVERITY: &str = "case when n % 2000 = 9 then 4 when n % 10 = 3 then 3 else 1 + n % 2 end";
const HANDLER: &str =
    "case when n % 1000 = 7 then 'region' when n % 5 < 3 then 'departement' else 'academie' end";

/// One dossier in two hundred is of the school measured; the others are of the schools of the directory, of the first
/// ones more than of the last.
fn school(sqlite: bool) -> String {
    let rank = "((n * 7919) % 997) * ((n * 7919) % 997) / 997";
    let schools = "(select count(*) from establishments)";
    let of_rank = if sqlite {
        // Schools stand in the order in which they were read.
        format!("(select uai from establishments where rowid = 1 + ({rank}) % {schools})")
    } else {
        format!(
            "(select uais[1 + ({rank}) % array_length(uais, 1)] from (select array_agg(uai order by uai) as uais \
                 from establishments) u)"
        )
    };
    format!("case when n % 200 = 100 then '{SCHOOL}' else {of_rank} end")
}

/// The words of a dossier, a space before each.
fn words() -> String {
    (1..=WORDS).map(word).collect::<Vec<_>>().join(" || ")
}

/// One of them: the cube of an even chance favours the first words of the vocabulary.
fn word(rank: u32) -> String {
    let even = format!(
        "((n * {} + {}) % {PRIME})",
        7_919 + 104_729 * rank,
        15_485_863_u64 * u64::from(rank)
    );
    let cube = format!("(({even} * {even} / {PRIME}) * {even} / {PRIME})");
    format!("' mot' || cast({cube} * {VOCABULARY} / {PRIME} as text)")
}
