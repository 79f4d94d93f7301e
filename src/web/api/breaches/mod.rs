//! `/api/v1/breaches`: personal-data breaches, from the first suspicion to the last notification.

pub mod assessment;
pub mod body;
pub mod bounce;
pub mod documents;
pub mod hold;
pub mod list;
pub mod ministry;
pub mod notifications;
pub mod notify;
pub mod personal_data;
pub mod sent;
pub mod shape;
pub mod show;
pub mod write;
