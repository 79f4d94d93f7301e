//! A duty in each of the shapes a deadline can take.

use tocsin::domain::obligations::{Creditor, Kind, State};
use tocsin::domain::people::Party;
use tocsin::web::deadline::Deadline;
use tocsin::web::pages::incidents::show::Duty;

use super::data::at;

/// The moment at which every dossier of the previews is seen.
pub(super) const NOW: &str = "2026-11-22T10:15:00+01:00";

fn duty(kind: Kind, state: State, due: Option<&str>, met: Option<&str>) -> Duty {
    Duty {
        kind,
        debtor: Party::Departement,
        creditor: Creditor::Dpd,
        deadline: Deadline::of(state, due.map(at), met.map(at), at(NOW)),
        clause: "Annexe spécifique, article 4".to_owned(),
    }
}

/// A duty in each of the shapes a deadline can take.
pub(super) fn duties() -> Vec<Duty> {
    vec![
        duty(
            Kind::Breach48h,
            State::Pending,
            Some("2026-11-21T18:00:00+01:00"),
            None,
        ),
        duty(
            Kind::InformRssi,
            State::Pending,
            Some("2026-11-22T11:30:00+01:00"),
            None,
        ),
        duty(
            Kind::Cnil72h,
            State::Pending,
            Some("2026-11-22T21:00:00+01:00"),
            None,
        ),
        duty(
            Kind::LogExport,
            State::Pending,
            Some("2026-11-25T09:00:00+01:00"),
            None,
        ),
        duty(Kind::AlertHeadOfSchool, State::Pending, None, None),
        duty(
            Kind::ReportToRssi,
            State::Met,
            None,
            Some("2026-11-22T09:45:00+01:00"),
        ),
        duty(
            Kind::InformDepartement,
            State::MetLate,
            Some("2026-11-22T09:50:00+01:00"),
            Some("2026-11-22T10:05:00+01:00"),
        ),
        duty(Kind::PersonsArt34, State::Waived, None, None),
        duty(Kind::EscalateToMinistry, State::Cancelled, None, None),
    ]
}
