//! The figures of a period: what committees look at, month by month, part by part.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::NaiveDate;
use url::form_urlencoded;

use super::sections::{Headline, Section, Writer};
use crate::domain::committee::{Board, Period, Span, open_to_observers};
use crate::domain::convention::Catalogue;
use crate::domain::instants::paris_day;
use crate::domain::people::Right;
use crate::web::allowed::{Allowed, ReadCommitteeFigures};
use crate::web::answer::{page, page_with};
use crate::web::app::App;
use crate::web::committee::{Asked, Format, Reader, Words, gather, period};
use crate::web::error::Error;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;

/// The page « Chiffres ».
#[derive(Debug, Template)]
#[template(path = "pages/figures/show.html")]
pub struct FiguresPage {
    /// Frame.
    pub shell: Shell,
    /// The days as they were given.
    pub asked: Asked,
    /// What is wrong with them.
    pub problems: Problems,
    /// The committees' periods.
    pub presets: Vec<Preset>,
    /// The figures; `None` when the period cannot be shown.
    pub shown: Option<ShownFigures>,
    /// Whether any days may be asked for.
    pub any_days: bool,
    /// Whether the reader may take the figures out.
    pub may_export: bool,
    /// Whether the reader also reads the figures of the register.
    pub reads_breaches: bool,
}

/// The figures of a period, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownFigures {
    /// The period.
    pub period: String,
    /// The one before.
    pub preceding: String,
    /// Whether small numbers are kept.
    pub keeps_small: bool,
    /// Whether nothing was reported.
    pub is_empty: bool,
    /// What is told first.
    pub headlines: Vec<Headline>,
    /// Everything else.
    pub sections: Vec<Section>,
    /// Address of the period before.
    pub earlier: String,
    /// Address of the period after, where it can be shown.
    pub later: Option<String>,
    /// What may be taken out, with the address of each format.
    pub files: Vec<(&'static str, String)>,
}

/// A period that a committee looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name.
    pub label: &'static str,
    /// The committee that looks at it.
    pub committee: &'static str,
    /// Its address.
    pub path: String,
    /// Whether it is of the kind shown.
    pub is_shown: bool,
}

/// `GET /chiffres`.
///
/// # Errors
/// [`Error::Problems`] for a parameter that is not ours, and the machine's failures.
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadCommitteeFigures>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let mut params = Params::of(&request);
    let asked = Asked::read(&mut params);
    params.finish()?;
    let (now, catalogue) = (app.now(), &app.instance.catalogue);
    let (reader, today) = (Reader::of(&who, catalogue), paris_day(now));
    let shell = Shell::of(&app, &who, "Chiffres pour les comités", paths::COMMITTEES);
    let view = FiguresPage::asking(shell, &reader, today);
    let view = FiguresPage {
        may_export: who.may(Right::Export),
        reads_breaches: who.may(Right::ReadFigures),
        ..view
    };
    match asked.period(&reader, today) {
        Ok(days) => {
            let board = gather(&app, reader, days, now).await?;
            page(&view.of(&board, catalogue, today))
        }
        Err(problems) => page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &FiguresPage {
                asked,
                problems: Problems::from(problems),
                ..view
            },
        ),
    }
}

impl FiguresPage {
    /// The page before any figures, for a reader.
    #[must_use]
    pub fn asking(shell: Shell, reader: &Reader, today: NaiveDate) -> Self {
        Self {
            shell,
            asked: Asked::default(),
            problems: Problems::none(),
            presets: presets(reader.is_observer(), None, today),
            shown: None,
            any_days: !reader.is_observer(),
            may_export: false,
            reads_breaches: false,
        }
    }

    /// The page with the figures of a period.
    #[must_use]
    pub fn of(self, board: &Board, catalogue: &Catalogue, today: NaiveDate) -> Self {
        let writer = Writer {
            board,
            words: Words::of(catalogue),
        };
        let later = board.period.following();
        let is_open = |it: Period| !board.keeps_small || open_to_observers(it, today).is_ok();
        let file = |format: &Format| {
            let path = format!("{}{format}", paths::COMMITTEES_FILE);
            (format.words(), address(&path, board.period))
        };
        Self {
            asked: Asked::of(board.period),
            presets: presets(board.keeps_small, Some(board.period), today),
            shown: Some(ShownFigures {
                period: period(board.period),
                preceding: period(board.preceding),
                keeps_small: board.keeps_small,
                is_empty: board.is_empty(),
                headlines: writer.headlines(),
                sections: writer.sections(),
                earlier: address(paths::COMMITTEES, board.preceding),
                later: (later.first() <= today && is_open(later)).then(|| address(paths::COMMITTEES, later)),
                files: Format::ALL.iter().map(file).collect(),
            }),
            ..self
        }
    }
}

/// The period of each kind that holds the end of the one shown, or today; the one before where observers may not see it
/// yet.
fn presets(observer: bool, shown: Option<Period>, today: NaiveDate) -> Vec<Preset> {
    let day = shown.map_or(today, |period| period.last().min(today));
    let preset = |(span, label, committee): (Span, &'static str, &'static str)| {
        let holding = Period::holding(day, span);
        let closed = observer && open_to_observers(holding, today).is_err();
        Preset {
            label,
            committee,
            path: address(
                paths::COMMITTEES,
                if closed { holding.preceding() } else { holding },
            ),
            is_shown: shown.is_some_and(|period| period.span() == span),
        }
    };
    let presets = [
        (Span::Month, "Mois", "comité d’exploitation"),
        (Span::Quarter, "Trimestre", "comité opérationnel"),
        (Span::Half, "Semestre", "comité stratégique"),
        (Span::Year, "Année", "bilan"),
    ];
    presets.into_iter().map(preset).collect()
}

fn address(path: &str, period: Period) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("from", &period.first().to_string());
    query.append_pair("to", &period.last().to_string());
    format!("{path}?{}", query.finish())
}
