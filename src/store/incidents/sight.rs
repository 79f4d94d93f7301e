//! Who sees which dossier, as a condition on rows: the only one, for every query that reads dossiers.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text};

use crate::domain::people::Sight;
use crate::store::db::MultiBackend;
use crate::store::schema::{incident_parties, incidents};
use crate::store::types::PartyText;

/// A condition on the rows of a query over `Source`, which reads the table of dossiers.
pub(in crate::store) type Condition<Source> =
    Box<dyn BoxableExpression<Source, MultiBackend, SqlType = Nullable<Bool>>>;

#[diesel::declare_sql_function]
extern "SQL" {
    /// `convention = x or convention is null` as one comparison: an OR over an index makes SQLite sort every dossier
    /// before it gives the newest twenty-five.
    fn coalesce(convention: Nullable<Text>, otherwise: Text) -> Text;
}

/// Of this convention, or of none.
pub(in crate::store) fn of_convention(convention: &str) -> OfConvention {
    coalesce(incidents::convention, convention.to_owned()).eq(convention.to_owned())
}

/// See [`of_convention`].
pub(in crate::store) type OfConvention = diesel::dsl::Eq<coalesce<incidents::convention, String>, String>;

/// The row filter that a sight stands for; `None` when nothing can be seen. It is the only one: written once for
/// every query that reads dossiers, alone or joined.
macro_rules! visible {
    ($source:ty, $sight:expr) => {{
        let sight: &Sight = $sight;
        let mut conditions: Vec<Condition<$source>> = Vec::new();
        if let Some(convention) = &sight.all_of {
            conditions.push(Box::new(
                $crate::store::incidents::of_convention(convention).nullable(),
            ));
        }
        if let Some((convention, parties)) = &sight.shared_with {
            for party in parties {
                let shared = incident_parties::table
                    .filter(incident_parties::incident_id.eq(incidents::id))
                    .filter(incident_parties::party.eq(PartyText(*party)));
                let shared = diesel::dsl::exists(shared).nullable();
                conditions.push(Box::new(incidents::convention.eq(convention.clone()).and(shared)));
            }
        }
        for uai in &sight.schools {
            conditions.push(Box::new(incidents::establishment_uai.eq(uai.as_str().to_owned())));
        }
        conditions
            .into_iter()
            .reduce(|one, other| -> Condition<$source> { Box::new(one.or(other)) })
    }};
}
pub(in crate::store) use visible;

pub(super) fn seen_by(sight: &Sight) -> Option<Condition<incidents::table>> {
    visible!(incidents::table, sight)
}
