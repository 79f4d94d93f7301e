//! What every document is set with: the fonts and the library, opened once, and the world that a template sees.

use std::sync::OnceLock;

use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use unicode_normalization::char::is_combining_mark;

use super::{NotLaidOut, Template, told};

const BASE: Template = Template {
    path: "documents/base.typ",
    text: include_str!("../../../templates/documents/base.typ"),
};
/// Where a template finds the data of its document.
const DATA: &str = "documents/data.json";

/// The families that `base.typ` names: the second one shows what the first one lacks. Without fallback beyond them,
/// whether a character can be shown is known before the document is laid out.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// The faces of each family.
    faces: [Vec<FontInstance>; 2],
}

fn press() -> &'static Press {
    static PRESS: OnceLock<Press> = OnceLock::new();
    PRESS.get_or_init(|| {
        let fonts: Vec<Font> = typst_assets::fonts()
            .flat_map(|font| Font::iter(Bytes::new(font)))
            .collect();
        let faces = FAMILIES.map(|family| faces(&fonts, family));
        Press {
            faces,
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        }
    })
}

fn faces(fonts: &[Font], family: &str) -> Vec<FontInstance> {
    let members = fonts.iter().filter(|font| font.info().family == family).cloned();
    members
        .map(|font| font.instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default()))
        .collect()
}

/// Whether the fonts can show this character, upright, slanted and bold.
pub(super) fn has_glyph(character: char) -> bool {
    press()
        .faces
        .iter()
        .any(|family| all_have_glyph(family, character))
}

/// Whether the first family can show this character by itself, so that no mark is parted from its letter.
pub(super) fn has_plain_glyph(character: char) -> bool {
    let [first, _] = &press().faces;
    all_have_glyph(first, character) && !is_combining_mark(character)
}

fn all_have_glyph(faces: &[FontInstance], character: char) -> bool {
    let shows = |face: &FontInstance| {
        face.ttf()
            .glyph_index(character)
            .is_some_and(|glyph| glyph.0 != 0)
    };
    faces.iter().all(shows)
}

/// One document to lay out.
pub(super) struct Job {
    main: Source,
    base: Source,
    data_id: FileId,
    data: Bytes,
}

impl Job {
    pub(super) fn new(template: Template, data: &Value) -> Result<Self, NotLaidOut> {
        Ok(Self {
            main: source(template)?,
            base: source(BASE)?,
            data_id: file(DATA)?,
            data: Bytes::from_string(data.to_string()),
        })
    }
}

fn source(template: Template) -> Result<Source, NotLaidOut> {
    Ok(Source::new(file(template.path)?, template.text.to_owned()))
}

fn file(path: &str) -> Result<FileId, NotLaidOut> {
    let path = VirtualPath::new(path).map_err(|fault| told(format!("{path}: {fault:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Job {
    fn library(&self) -> &LazyHash<Library> {
        &press().library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &press().book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.base]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        press().fonts.get(index).cloned()
    }

    /// A document's date is given to it.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
