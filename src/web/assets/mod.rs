//! Styles, scripts and the icon, built into the program and served under a name that changes with the content,
//! so that browsers may keep them for ever. Compressed once, at first use.
//!
//! Deliberately absent: any third-party file, and any reading from disk.

pub mod serve;

use std::io::Write;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::signing::sha256_hex;

/// A file ready to be sent.
#[derive(Debug)]
pub struct Asset {
    /// Name in the source folder, for example `tocsin.css`.
    pub name: &'static str,
    /// Path under which it is served: `/static/tocsin.<8 hexadecimal digits>.css`.
    pub path: String,
    /// Media type with its charset.
    pub media_type: &'static str,
    /// The bytes as written.
    pub raw: &'static [u8],
    /// The same, compressed with gzip.
    pub gzip: Vec<u8>,
}

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// Name, media type, content.
type File = (&'static str, &'static str, &'static [u8]);

const FILES: &[File] = &[
    ("tocsin.css", CSS, include_bytes!("tocsin.css")),
    ("tocsin.js", JS, include_bytes!("tocsin.js")),
    ("components.js", JS, include_bytes!("components.js")),
    ("copy.js", JS, include_bytes!("copy.js")),
    ("schools.js", JS, include_bytes!("schools.js")),
    ("icon.svg", SVG, include_bytes!("icon.svg")),
];

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| FILES.iter().map(prepare).collect());

/// Every asset.
#[must_use]
pub fn all() -> &'static [Asset] {
    &ASSETS
}

/// The asset served at `path`.
#[must_use]
pub fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

/// The path at which the file `name` is served; empty for a name that is not in the table, which a test excludes
/// for every template.
#[must_use]
pub fn url(name: &str) -> &'static str {
    ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .map_or("", |asset| asset.path.as_str())
}

fn prepare(&(name, media_type, raw): &File) -> Asset {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    Asset {
        name,
        path: format!("/static/{stem}.{}.{extension}", fingerprint(raw)),
        media_type,
        raw,
        gzip: compress(raw),
    }
}

/// The first eight hexadecimal digits of the SHA-256: enough to tell two versions of one file apart.
fn fingerprint(raw: &[u8]) -> String {
    sha256_hex(raw).chars().take(8).collect()
}

/// Writing into memory cannot fail; the empty answer of the impossible case is excluded by a test.
fn compress(raw: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(raw);
    written.and_then(|()| encoder.finish()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn every_asset_is_found_by_the_address_given_to_browsers() {
        for asset in all() {
            assert_eq!(url(asset.name), asset.path);
            assert_eq!(find(&asset.path).map(|found| found.name), Some(asset.name));
        }
        assert!(find("/static/tocsin.css").is_none());
    }

    #[test]
    fn the_compressed_form_gives_back_the_very_bytes() {
        for asset in all() {
            let mut plain = Vec::new();
            flate2::read::GzDecoder::new(asset.gzip.as_slice())
                .read_to_end(&mut plain)
                .unwrap();
            assert_eq!(plain, asset.raw, "{}", asset.name);
        }
    }

    #[test]
    fn the_style_sheet_stays_light() {
        let sheet = find(url("tocsin.css")).unwrap();
        assert!(sheet.raw.len() < 30_000, "{} bytes", sheet.raw.len());
    }
}
