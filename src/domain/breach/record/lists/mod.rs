//! The closed lists of the EDPB template, in its order.
//!
//! Letters and meaning are those of the common template v1.0. The French labels follow the unofficial
//! translation of Nicola Franchetto and Martim Taborda Barata (`edpb-breach-notification-assistant`, CC BY 4.0),
//! shortened and put into the words of schools where that is clearer.

mod effects;
mod facts;
mod parties;
mod response;

pub use effects::{
    AvailabilityConsequence, ConfidentialityConsequence, Impact, IntegrityConsequence, MeasureBefore,
    Severity,
};
pub use facts::{
    AvailabilityKind, Cause, ConfidentialityKind, CountKind, DataCategory, Discovery, IncidentKind,
    IntegrityKind, Nature, Occurrence, PersonsCategory, Unintelligible,
};
pub use parties::{
    ContactPoint, IdentifierKind, OrganisationKind, ReporterFunction, Sector, YesNo, YesNoUnknown,
};
pub use response::{Communication, CommunicationMeans, Exemption, InformedExtent, MeasureAfter};
