//! Preparing the search when the program starts: what the packs call their components, then the dossiers that were
//! recorded before there was a search, a few at a time.

use crate::domain::convention::Catalogue;
use crate::store::{Db, Store, StoreError, search};

/// Dossiers indexed in one transaction.
const AT_A_TIME: i64 = 500;

/// Records the labels of the packs in use and indexes what is not indexed yet; tells how many dossiers that were.
///
/// # Errors
/// The store's own failures; what was indexed before stays.
pub fn prepare(store: &Store, catalogue: &Catalogue) -> Result<usize, StoreError> {
    store.write(|db| record_labels(db, catalogue))?;
    let mut indexed = 0;
    loop {
        match store.write(index_some)? {
            0 => return Ok(indexed),
            some => indexed += some,
        }
    }
}

fn record_labels(db: &mut Db, catalogue: &Catalogue) -> Result<(), StoreError> {
    let components = catalogue.packs().iter().flat_map(|pack| &pack.components);
    for component in components {
        search::record_label(db, &component.id, &component.label)?;
    }
    Ok(())
}

fn index_some(db: &mut Db) -> Result<usize, StoreError> {
    let waiting = search::without_document(db, AT_A_TIME)?;
    for incident in &waiting {
        search::reindex(db, incident)?;
    }
    Ok(waiting.len())
}
