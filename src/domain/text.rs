//! Text prepared for search and for French typography.
