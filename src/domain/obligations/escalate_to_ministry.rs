//! The académie tells the ministry of a breach when its DPD or its RSSI decides so.
//!
//! Convention d’Ille-et-Vilaine, annexe sur la protection des données, partie 6: what the département documents lets
//! the académie report further up. Due as decided; met when the report is recorded.

use super::{Arising, BreachFacts, Creditor, Kind};
use crate::domain::people::Party;

pub(super) fn arises(facts: &BreachFacts<'_>) -> Vec<Arising> {
    let decided = facts.ministry.filter(|_| facts.runs());
    let arising = |decided: super::Ministry| {
        let rule = facts.rule(Kind::EscalateToMinistry)?;
        Some(facts.arising(
            rule,
            Party::Academie,
            Creditor::Ministere,
            decided.decided_at,
            decided.due_at,
        ))
    };
    decided.and_then(arising).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::super::Ministry;
    use super::super::examples::{Breach, decided_at};
    use super::*;

    #[test]
    fn it_is_due_as_the_officer_decided() {
        let breach = Breach::known_to(Party::Academie, "2026-11-24T10:20:00+01:00");
        assert!(breach.arising(arises).is_empty(), "nobody decided it");
        let due_at = Some(decided_at() + TimeDelta::hours(5));
        let decided = Ministry {
            decided_at: decided_at(),
            due_at,
        };
        let duties = breach.told_to_the_ministry(decided).arising(arises);
        assert_eq!(
            (duties[0].debtor, duties[0].creditor),
            (Party::Academie, Creditor::Ministere)
        );
        assert_eq!(duties[0].due_at, due_at);
    }
}
