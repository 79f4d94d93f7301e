//! The mail server as one URL: `smtp://user:password@host:port?tls=required|opportunistic|none`, `smtps://…`.
//!
//! - `smtps://` speaks TLS from the first byte; port 465 unless told.
//! - `smtp://` starts in clear and turns to TLS by STARTTLS. `tls=required` is the default, with port 587;
//!   `tls=opportunistic` encrypts only when the server offers it, `tls=none` never: both take port 25.
//! - A user name or a password with special characters is percent-encoded.
//!
//! Whatever the mode, once TLS has begun the certificate must be trusted: opportunistic means that a server
//! without STARTTLS is used in clear, never that a false certificate is accepted. No error repeats the URL,
//! which holds a password.

use std::fmt;

use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// A mail server and how to speak to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpSettings {
    /// Name or address, without brackets; the certificate must bear it.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// When TLS begins.
    pub encryption: Encryption,
    /// Who we say we are, if anybody.
    pub login: Option<Login>,
}

/// When TLS begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// From the first byte (`smtps://`).
    Implicit,
    /// By STARTTLS, or nothing is sent.
    Required,
    /// By STARTTLS when the server offers it; a login is never sent in clear.
    Opportunistic,
    /// Never; a login is sent in clear, since it was asked for.
    None,
}

/// A user name and its password; the password is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// User name.
    pub user: String,
    /// Password.
    pub password: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

impl SmtpSettings {
    /// Reads the URL of a mail server.
    ///
    /// # Errors
    /// One French line that names what is wrong and repeats neither the URL nor the password.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text.trim()).map_err(unreadable)?;
        nothing_more(&url)?;
        let encryption = encryption(&url)?;
        Ok(Self {
            host: host(&url)?,
            port: port(&url, encryption)?,
            encryption,
            login: login(&url)?,
        })
    }
}

fn unreadable(error: url::ParseError) -> String {
    match error {
        url::ParseError::InvalidPort => {
            "le port n’est pas un nombre de 1 à 65535 (les caractères spéciaux du mot de passe s’écrivent %XX)"
        }
        url::ParseError::EmptyHost => "le nom du serveur manque",
        url::ParseError::RelativeUrlWithoutBase => "l’adresse commence par smtp:// ou smtps://",
        _ => "adresse illisible ; forme attendue : smtp://utilisateur:mot-de-passe@serveur:port?tls=required",
    }
    .to_owned()
}

fn nothing_more(url: &Url) -> Result<(), String> {
    if url.fragment().is_some() || !matches!(url.path(), "" | "/") {
        return Err(
            "rien ne suit le nom du serveur, sauf « ?tls=… » (les caractères spéciaux du mot de \
                    passe s’écrivent %XX)"
                .to_owned(),
        );
    }
    Ok(())
}

fn encryption(url: &Url) -> Result<Encryption, String> {
    let options: Vec<_> = url.query_pairs().collect();
    match (url.scheme(), options.as_slice()) {
        ("smtps", []) => Ok(Encryption::Implicit),
        ("smtps", _) => Err("smtps:// est toujours chiffré et n’accepte aucune option".to_owned()),
        ("smtp", []) => Ok(Encryption::Required),
        ("smtp", [(key, value)]) if key == "tls" => match value.as_ref() {
            "required" => Ok(Encryption::Required),
            "opportunistic" => Ok(Encryption::Opportunistic),
            "none" => Ok(Encryption::None),
            _ => Err("« tls » vaut required, opportunistic ou none".to_owned()),
        },
        ("smtp", _) => Err("la seule option permise est « tls », une fois".to_owned()),
        _ => Err("l’adresse commence par smtp:// ou smtps://".to_owned()),
    }
}

fn host(url: &Url) -> Result<String, String> {
    match url.host() {
        Some(Host::Domain(name)) if !name.is_empty() => Ok(name.to_owned()),
        Some(Host::Ipv4(address)) => Ok(address.to_string()),
        Some(Host::Ipv6(address)) => Ok(address.to_string()),
        Some(Host::Domain(_)) | None => Err("le nom du serveur manque".to_owned()),
    }
}

fn port(url: &Url, encryption: Encryption) -> Result<u16, String> {
    match (url.port(), encryption) {
        (Some(0), _) => Err("le port n’est pas un nombre de 1 à 65535".to_owned()),
        (Some(port), _) => Ok(port),
        (None, Encryption::Implicit) => Ok(465),
        (None, Encryption::Required) => Ok(587),
        (None, Encryption::Opportunistic | Encryption::None) => Ok(25),
    }
}

fn login(url: &Url) -> Result<Option<Login>, String> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) => Err("un mot de passe est donné sans nom d’utilisateur".to_owned()),
        (_, None | Some("")) => Err("un nom d’utilisateur est donné sans mot de passe".to_owned()),
        (user, Some(password)) => Ok(Some(Login {
            user: decoded(user, "le nom d’utilisateur")?,
            password: decoded(password, "le mot de passe")?,
        })),
    }
}

fn decoded(text: &str, what: &str) -> Result<String, String> {
    percent_decode_str(text)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| format!("{what} ne se décode pas en UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::{Encryption, Login, SmtpSettings};

    fn settings(host: &str, port: u16, encryption: Encryption, login: Option<(&str, &str)>) -> SmtpSettings {
        SmtpSettings {
            host: host.to_owned(),
            port,
            encryption,
            login: login.map(|(user, password)| Login {
                user: user.to_owned(),
                password: password.to_owned(),
            }),
        }
    }

    #[test]
    fn a_url_says_where_how_and_as_whom() {
        let anne = Some(("anne@x.fr", "p/w:é#"));
        for (url, expected) in [
            ("smtp://mx.fr", settings("mx.fr", 587, Encryption::Required, None)),
            (
                "smtp://mx.fr/",
                settings("mx.fr", 587, Encryption::Required, None),
            ),
            (
                "smtp://mx.fr?tls=none",
                settings("mx.fr", 25, Encryption::None, None),
            ),
            (
                "smtp://mx.fr:2525?tls=opportunistic",
                settings("mx.fr", 2525, Encryption::Opportunistic, None),
            ),
            (
                "smtps://192.0.2.1",
                settings("192.0.2.1", 465, Encryption::Implicit, None),
            ),
            (
                "smtp://[2001:db8::1]:26",
                settings("2001:db8::1", 26, Encryption::Required, None),
            ),
            (
                "smtps://anne%40x.fr:p%2Fw%3A%C3%A9%23@mx.fr",
                settings("mx.fr", 465, Encryption::Implicit, anne),
            ),
        ] {
            assert_eq!(SmtpSettings::parse(url), Ok(expected), "{url}");
        }
    }

    #[test]
    fn a_wrong_url_is_refused_in_one_line_that_never_shows_the_password() {
        for (url, named) in [
            ("", "smtp://"),
            ("mx.fr", "smtp://"),
            ("http://mx.fr", "smtp://"),
            ("smtp://", "serveur manque"),
            ("smtp://u:S3cret@", "serveur manque"),
            ("smtp://mx.fr:0", "port"),
            ("smtp://mx.fr:99999", "port"),
            ("smtp://u:S3cret/x@mx.fr", "port"),
            ("smtp://mx.fr/S3cret", "rien ne suit"),
            ("smtp://mx.fr#S3cret", "rien ne suit"),
            ("smtp://mx.fr?tls=S3cret", "required, opportunistic ou none"),
            ("smtp://mx.fr?S3cret=1", "tls"),
            ("smtps://mx.fr?tls=none", "smtps"),
            ("smtp://:S3cret@mx.fr", "sans nom d’utilisateur"),
            ("smtp://u@mx.fr", "sans mot de passe"),
            ("smtp://u:%FFS3cret@mx.fr", "UTF-8"),
        ] {
            let error = SmtpSettings::parse(url).expect_err(url);
            assert!(error.contains(named), "{url} : {error}");
            assert!(
                !error.contains("S3cret") && !error.contains('\n'),
                "{url} : {error}"
            );
        }
    }

    #[test]
    fn a_password_is_never_shown_when_debugging() {
        let settings = SmtpSettings::parse("smtp://u:S3cret@mx.fr").unwrap();
        assert!(!format!("{settings:?}").contains("S3cret"));
    }
}
