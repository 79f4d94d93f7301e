//! Pages, one folder per noun and one file per verb: a view struct, its template beside it in `templates/pages`,
//! and the form where there is one.

pub mod incidents;
