//! What is read, and what is refused with which words.

use proptest::prelude::*;

use super::super::{fold, rfc3339, to_form};
use super::*;

fn utc(text: &str) -> DateTime<Utc> {
    parse_rfc3339(text).unwrap()
}

#[test]
fn an_instant_with_offset_is_read_to_the_microsecond() {
    assert_eq!(
        rfc3339(utc("2026-03-29T03:10:00+02:00")),
        "2026-03-29T01:10:00.000000Z"
    );
    assert_eq!(
        rfc3339(utc(" 2026-03-29T01:10:00.1234569Z ")),
        "2026-03-29T01:10:00.123456Z"
    );
    assert_eq!(
        rfc3339(utc("2026-06-30T23:59:60Z")),
        "2026-07-01T00:00:00.000000Z"
    );
}

#[test]
fn an_instant_without_offset_is_refused_and_told_why() {
    for text in ["2026-03-29T03:10:00", "2026-03-29T03:10", "2026-03-29 03:10:00.5"] {
        assert_eq!(parse_rfc3339(text), Err(InstantRefused::WithoutOffset), "{text}");
    }
    for text in [
        "",
        "hier",
        "2026-03-29",
        "2026-02-30T10:00:00Z",
        "29/03/2026 10:00",
        "2026-03-29T25:00:00Z",
    ] {
        assert_eq!(parse_rfc3339(text), Err(InstantRefused::Unreadable), "{text}");
    }
    for text in [
        "0000-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "1969-12-31T23:59:59Z",
    ] {
        assert_eq!(parse_rfc3339(text), Err(InstantRefused::Year), "{text}");
    }
}

#[test]
fn an_ordinary_hour_is_read_on_the_clocks_of_paris() {
    for (date, time) in [
        ("2026-03-29", "03:10"),
        ("29/03/2026", "3h10"),
        (" 2026-03-29 ", "03:10:00"),
        ("2026-03-29", "3 h 10"),
    ] {
        let read = from_paris_form(date, time, None).unwrap();
        assert_eq!(
            read,
            FormInstant {
                at: utc("2026-03-29T01:10:00Z"),
                twice: None
            },
            "{date} {time}"
        );
    }
    assert_eq!(
        from_paris_local("2026-01-05T08:30", None).unwrap().at,
        utc("2026-01-05T08:30:00+01:00")
    );
}

#[test]
fn an_hour_that_does_not_exist_is_refused_with_the_change_named() {
    for time in ["02:00", "02:30", "02:59:59"] {
        assert!(
            matches!(
                from_paris_form("2027-03-28", time, None),
                Err(InstantRefused::Skipped { .. })
            ),
            "{time}"
        );
    }
    assert_eq!(
        from_paris_local("2027-03-28T02:30", Some(Fold::Later))
            .unwrap_err()
            .to_string(),
        "Le dimanche 28\u{a0}mars 2027, 02:30 n’existe pas\u{a0}: à 02:00, les horloges sont avancées à 03:00 \
         (heure d’été). Indiquez une heure avant 02:00, ou à partir de 03:00."
    );
    assert!(from_paris_form("2027-03-28", "01:59", None).is_ok());
    assert!(from_paris_form("2027-03-28", "03:00", None).is_ok());
}

#[test]
fn an_hour_that_exists_twice_is_the_earlier_unless_chosen() {
    let earlier = utc("2026-10-25T02:30:00+02:00");
    let later = utc("2026-10-25T02:30:00+01:00");
    let twice = Some(Twice { earlier, later });
    for (choice, at) in [
        (None, earlier),
        (Some(Fold::Earlier), earlier),
        (Some(Fold::Later), later),
    ] {
        assert_eq!(
            from_paris_form("2026-10-25", "02:30", choice),
            Ok(FormInstant { at, twice })
        );
    }
    assert_eq!(
        from_paris_form("2026-10-25", "03:00", Some(Fold::Later))
            .unwrap()
            .twice,
        None
    );
    assert_eq!(
        from_paris_form("2026-10-25", "02:00", None)
            .unwrap()
            .twice
            .unwrap()
            .earlier,
        utc("2026-10-25T00:00:00Z")
    );
}

#[test]
fn each_field_that_cannot_be_read_is_named() {
    for date in ["", "2026-02-29", "2026-13-01", "32/01/2026", "demain"] {
        assert_eq!(
            from_paris_form(date, "10:00", None),
            Err(InstantRefused::Date),
            "{date}"
        );
    }
    for time in ["", "24:00", "10", "10:60", "midi"] {
        assert_eq!(
            from_paris_form("2026-03-01", time, None),
            Err(InstantRefused::Time),
            "{time}"
        );
    }
    for date in ["0026-03-01", "26-03-01", "2100-01-01"] {
        assert_eq!(
            from_paris_form(date, "10:00", None),
            Err(InstantRefused::Year),
            "{date}"
        );
    }
    assert_eq!(from_paris_local("2026-03-01", None), Err(InstantRefused::Date));
    assert_eq!(
        from_paris_form("1970-01-01", "00:30", None),
        Err(InstantRefused::Year)
    );
}

proptest! {
    #[test]
    fn any_minute_shown_in_a_form_is_read_back(minutes in 0_i64..68_000_000) {
        let at = DateTime::from_timestamp(minutes * 60, 0).unwrap();
        let (date, time) = to_form(at);
        let read = from_paris_form(&date, &time, fold(at)).unwrap();
        prop_assert_eq!(read.at, at);
        prop_assert_eq!(read.twice.is_some(), fold(at).is_some());
    }

    #[test]
    fn no_text_makes_reading_panic(date in ".*", time in ".*", both in "[-0-9T:+Z. ]{0,40}") {
        prop_assert!(from_paris_form(&date, &time, None).is_err());
        if let Ok(at) = parse_rfc3339(&both) {
            prop_assert_eq!(parse_rfc3339(&rfc3339(at)), Ok(at));
        }
        prop_assert!(from_paris_local(&both, None).is_ok() || from_paris_local(&both, None).is_err());
    }
}
