//! One more step between a refusal and its answer, for whoever is still sending.
//!
//! A handler that refuses lets go of a body that may be half sent. The framework then reads on, and discards, what is left
//! of a body whose length was not announced, so that its sender comes to the end and reads the answer. But a body that is
//! let go of in the very step that gives the answer wakes nobody (actix-http 3.20): when the framework had stopped reading
//! because enough was waiting, it never starts again, and the connection hangs for as long as its sender is patient.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::TRANSFER_ENCODING;
use actix_web::middleware::Next;

/// Answers a request through the inner services.
///
/// # Errors
/// Those of the inner services.
pub async fn around<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let unannounced = request.headers().contains_key(TRANSFER_ENCODING);
    let answer = next.call(request).await?;
    if unannounced {
        tokio::task::yield_now().await;
    }
    Ok(answer)
}
