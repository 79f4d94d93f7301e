//! What went wrong, in plain words, and a way forward. It never tells whether a hidden thing exists.

use actix_web::ResponseError as _;
use askama::Template;

use crate::web::error::Error;
use crate::web::paths;
use crate::web::shell::Shell;

/// The page of an error.
#[derive(Debug, Template)]
#[template(path = "pages/errors/show.html")]
pub struct ErrorPage {
    /// Frame.
    pub shell: Shell,
    /// HTTP status.
    pub status: u16,
    /// What happened.
    pub what: String,
    /// What to do now.
    pub advice: &'static str,
    /// Where to go: address and label.
    pub way: (&'static str, &'static str),
    /// Identifier of the request, to quote when asking for help; empty when there is none.
    pub request_id: String,
}

const HOME: (&str, &str) = (paths::HOME, "Revenir à l’accueil");
const SIGN_IN: (&str, &str) = (paths::SIGN_IN, "Se connecter");

#[derive(Clone, Copy)]
struct Words {
    title: &'static str,
    what: &'static str,
    advice: &'static str,
    way: (&'static str, &'static str),
}

impl ErrorPage {
    /// The page of this error. `shell` keeps the person and the navigation; its title is replaced.
    #[must_use]
    pub fn telling(error: &Error, shell: Shell, request_id: impl Into<String>) -> Self {
        let status = error.status_code().as_u16();
        let page = |words| Self::with(words, status, shell, request_id);
        match error {
            Error::ForeignForm => page(EXPIRED_FORM),
            Error::LinkEnded => page(ENDED_LINK),
            Error::TooMany { .. }
            | Error::Malformed(_)
            | Error::NotTheOfficer(_)
            | Error::Stands(_)
            | Error::Changed => page(words(status)).because(error.detail()),
            _ => page(words(status)),
        }
    }

    /// The page of this HTTP status.
    #[must_use]
    pub fn of(status: u16, shell: Shell, request_id: impl Into<String>) -> Self {
        Self::with(words(status), status, shell, request_id)
    }

    fn with(words: Words, status: u16, shell: Shell, request_id: impl Into<String>) -> Self {
        Self {
            shell: Shell {
                title: words.title.to_owned(),
                ..shell
            },
            status,
            what: words.what.to_owned(),
            advice: words.advice,
            way: words.way,
            request_id: request_id.into(),
        }
    }

    /// The same page with what happened told more exactly.
    #[must_use]
    pub fn because(self, what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            ..self
        }
    }
}

const EXPIRED_FORM: Words = Words {
    title: "Ce formulaire n’est plus valable",
    what: "La page est restée ouverte trop longtemps, ou votre navigateur refuse les témoins de connexion (cookies).",
    advice: "Revenez à la page précédente, rechargez-la, puis envoyez-la de nouveau. Rien n’a été enregistré cette fois-ci.",
    way: HOME,
};

const ENDED_LINK: Words = Words {
    title: "Ce lien n’est plus valable",
    what: "Il a déjà servi, il a expiré, ou l’adresse n’a pas été recopiée en entier.",
    advice: "Demandez-en un nouveau à l’administrateur de votre académie ou de votre département.",
    way: SIGN_IN,
};

fn words(status: u16) -> Words {
    match status {
        401 => Words {
            title: "Connectez-vous",
            what: "Cette page demande d’être connecté, ou votre session est terminée.",
            advice: "Connectez-vous : vous reviendrez ensuite à cette page.",
            way: SIGN_IN,
        },
        403 => Words {
            title: "Cette action ne vous est pas ouverte",
            what: "Votre compte ne permet pas cette action.",
            advice: "Si elle fait partie de votre mission, demandez à l’administrateur de revoir votre rôle.",
            way: HOME,
        },
        404 => Words {
            title: "Page introuvable",
            what: "Rien n’existe à cette adresse, ou vous n’y avez pas accès.",
            advice: "Vérifiez l’adresse, ou cherchez le dossier par sa référence dans la liste.",
            way: HOME,
        },
        405 => Words {
            title: "Cette adresse ne fonctionne pas ainsi",
            what: "Cette adresse attend une autre forme de demande.",
            advice: "Revenez à la page précédente et utilisez ses boutons.",
            way: HOME,
        },
        413 => Words {
            title: "C’est trop long",
            what: "Ce qui a été envoyé dépasse la taille permise.",
            advice: "Revenez en arrière : votre texte y est encore. Raccourcissez-le, puis envoyez-le de nouveau.",
            way: HOME,
        },
        429 => Words {
            title: "Un instant, s’il vous plaît",
            what: "Trop de demandes sont arrivées en peu de temps.",
            advice: "Patientez quelques minutes, puis recommencez. Rien n’a été enregistré cette fois-ci.",
            way: HOME,
        },
        503 => Words {
            title: "Le service reprend bientôt",
            what: "Le service est momentanément indisponible.",
            advice: "Recommencez dans quelques minutes. En cas d’urgence, téléphonez au RSSI de l’académie.",
            way: HOME,
        },
        400 | 415 | 422 => Words {
            title: "La demande n’a pas été comprise",
            what: "Ce qui a été envoyé ne peut pas être lu.",
            advice: "Revenez à la page précédente, vérifiez votre saisie et recommencez.",
            way: HOME,
        },
        _ => Words {
            title: "Une erreur de notre côté",
            what: "Une panne est survenue. Elle est notée et sera examinée ; vous n’y êtes pour rien.",
            advice: "Recommencez dans un instant : un signalement envoyé deux fois ne crée qu’un dossier. En cas d’urgence, téléphonez au RSSI de l’académie.",
            way: HOME,
        },
    }
}
