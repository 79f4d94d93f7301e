//! The calendar that people subscribe to: their deadlines, with alarms before the due instant (RFC 5545).
//!
//! Instants are in UTC and identifiers are stable, so that a deadline that moved is moved and not doubled. Deadlines
//! do not make people look busy. Deliberately absent: recurrence, invitations, and zones.

use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Alarm, Component, Event, EventLike, Property, Trigger};

use super::legible::{on_one_line, without_controls};

const PRODUCT: &str = "-//Tocsin//Calendrier des échéances//FR";
/// How often a subscriber is asked to look again.
const REFRESHED_EVERY: &str = "PT1H";

/// A calendar to subscribe to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// What is due.
    pub events: Vec<Deadline>,
    /// When it was drawn up.
    pub stamp: DateTime<Utc>,
}

/// Something due at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The same as long as it is the same deadline, and of no other.
    pub uid: String,
    /// What is due.
    pub title: String,
    /// When it is due; the event ends then.
    pub due_at: DateTime<Utc>,
    /// When the event begins; not shown later than `due_at`.
    pub starts_at: DateTime<Utc>,
    /// What there is to know.
    pub description: String,
    /// Where to act.
    pub url: Option<String>,
    /// Minutes before `due_at` at which to warn.
    pub alarm_minutes: Vec<u32>,
}

impl Calendar {
    /// The calendar as an iCalendar file.
    #[must_use]
    pub fn ics(&self) -> String {
        let mut calendar = icalendar::Calendar::empty();
        for (key, value) in [
            ("VERSION", "2.0"),
            ("PRODID", PRODUCT),
            ("CALSCALE", "GREGORIAN"),
            ("METHOD", "PUBLISH"),
        ] {
            calendar.append_property(Property::new(key, value));
        }
        let name = on_one_line(&self.name);
        calendar.append_property(Property::new("NAME", &name));
        calendar.append_property(Property::new("X-WR-CALNAME", &name));
        calendar.append_property(refresh());
        calendar.extend(self.events.iter().map(|deadline| deadline.event(self.stamp)));
        calendar.to_string()
    }
}

fn refresh() -> Property {
    Property::new("REFRESH-INTERVAL", REFRESHED_EVERY)
        .add_parameter("VALUE", "DURATION")
        .done()
}

impl Deadline {
    fn event(&self, stamp: DateTime<Utc>) -> Event {
        let mut event = Event::new();
        event
            .uid(&on_one_line(&self.uid))
            .timestamp(stamp)
            .summary(&on_one_line(&self.title))
            .description(&without_controls(&self.description))
            .starts(self.starts_at.min(self.due_at))
            .ends(self.due_at)
            .add_property("TRANSP", "TRANSPARENT");
        if let Some(url) = &self.url {
            event.url(&on_one_line(url));
        }
        for minutes in &self.alarm_minutes {
            event.alarm(self.alarm(*minutes, stamp));
        }
        event.done()
    }

    /// The alarm carries the stamp and an identifier of its own: the crate would make them up.
    fn alarm(&self, minutes: u32, stamp: DateTime<Utc>) -> Alarm {
        let before = Trigger::before_end(TimeDelta::minutes(i64::from(minutes)));
        let mut alarm = Alarm::display(&on_one_line(&self.title), before);
        alarm
            .uid(&format!("{}-{minutes}", on_one_line(&self.uid)))
            .timestamp(stamp);
        alarm.done()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn at(day: u32, hour: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, day, hour, 30, 0).unwrap()
    }

    fn deadline(description: &str) -> Deadline {
        Deadline {
            uid: "breach_48h-VIO-2026-0001@tocsin".to_owned(),
            title: "Notifier la violation VIO-2026-0001, au plus tard".to_owned(),
            due_at: at(29, 10),
            starts_at: at(29, 9),
            description: description.to_owned(),
            url: Some("https://tocsin.example/dossiers/SSI-2026-0001?onglet=violation,1;2".to_owned()),
            alarm_minutes: vec![1_440, 120],
        }
    }

    fn calendar(deadlines: Vec<Deadline>) -> Calendar {
        Calendar {
            name: "Échéances\r\nX-EVIL:1".to_owned(),
            events: deadlines,
            stamp: at(27, 8),
        }
    }

    fn parsed(ics: &str) -> icalendar::Calendar {
        ics.parse().unwrap()
    }

    #[test]
    fn a_deadline_is_read_back_as_it_was() {
        let long = format!(
            "Destinataire : dpd@example.fr ; \\clause, art. 33\n{}fin",
            "très long texte ".repeat(40)
        );
        let calendar = parsed(&calendar(vec![deadline(&long)]).ics());
        let event = calendar.events().next().unwrap();
        assert_eq!(event.get_uid(), Some("breach_48h-VIO-2026-0001@tocsin"));
        assert_eq!(
            event.get_summary(),
            Some("Notifier la violation VIO-2026-0001, au plus tard")
        );
        assert_eq!(event.get_description(), Some(long.as_str()));
        assert_eq!(event.get_start(), Some(at(29, 9).into()));
        assert_eq!(event.get_end(), Some(at(29, 10).into()));
        assert_eq!(event.get_timestamp(), Some(at(27, 8)));
        assert_eq!(
            event.get_url(),
            Some("https://tocsin.example/dossiers/SSI-2026-0001?onglet=violation,1;2")
        );
    }

    #[test]
    fn each_alarm_rings_before_the_due_instant() {
        let ics = calendar(vec![deadline("")]).ics();
        assert_eq!(ics.matches("BEGIN:VALARM").count(), 2);
        assert!(ics.contains("TRIGGER;RELATED=END:-PT86400S\r\n"), "{ics}");
        assert!(ics.contains("TRIGGER;RELATED=END:-PT7200S\r\n"), "{ics}");
    }

    #[test]
    fn instants_are_in_utc() {
        let ics = calendar(vec![deadline("")]).ics();
        assert!(ics.contains("DTSTART:20260329T093000Z\r\n") && ics.contains("DTEND:20260329T103000Z\r\n"));
    }

    #[test]
    fn lines_are_folded_and_end_as_the_standard_says() {
        let ics = calendar(vec![deadline(&"é".repeat(300))]).ics();
        assert!(
            ics.split("\r\n")
                .all(|line| line.len() <= 75 && !line.contains(['\r', '\n']))
        );
        assert!(ics.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn a_name_cannot_add_a_line() {
        let ics = calendar(vec![]).ics();
        assert!(ics.contains("X-WR-CALNAME:Échéances X-EVIL:1\r\n"));
        assert_eq!(ics.matches("\r\nX-EVIL").count(), 0);
    }

    #[test]
    fn the_same_calendar_is_the_same_text() {
        let calendar = calendar(vec![deadline("a"), deadline("b")]);
        assert_eq!(calendar.ics(), calendar.ics());
    }
}
