//! The letters of the life of a dossier: one for each party concerned, written in the transaction of the act.

use std::collections::BTreeSet;

use super::Acting;
use crate::actions::Instance;
use crate::actions::breach::pack_as_decided;
use crate::actions::deadlines::{About, address_of};
use crate::actions::letters::{self, Outgoing, Recipient};
use crate::actions::tell::{address_for, raise_no_address};
use crate::actions::watching::{self, Happening};
use crate::domain::convention::Pack;
use crate::domain::life::{Qualification, find};
use crate::domain::mailing::reads_for;
use crate::domain::people::{Party, Role};
use crate::domain::watching::News;
use crate::mail::letters::{Life, LifeNews, Qualified, Rejected};
use crate::mail::message::is_address;
use crate::store::incidents::Incident;
use crate::store::life::Rejection;
use crate::store::{Db, StoreError};

/// Writes to each of these parties once; not to the one on whose side the person stands who acts as its RSSI, who
/// would write to themselves.
pub(super) fn tell(
    db: &mut Db,
    acting: &Acting<'_>,
    incident: &Incident,
    parties: &[Party],
    news: &LifeNews,
) -> Result<(), StoreError> {
    let pack = pack_as_decided(db, acting.instance, &incident.decision)?;
    let once: BTreeSet<Party> = parties.iter().copied().collect();
    for party in once {
        let Some(to) = receives(pack.as_deref(), incident, party) else {
            continue;
        };
        if to.1 == Role::Rssi && acting.by.roles.contains(&Role::Rssi) {
            continue;
        }
        let about = About {
            instance: acting.instance,
            incident,
            case: None,
            pack: pack.as_deref(),
        };
        let known = address_of(db, about, to)?;
        write(db, acting, incident, (Some(to), &known), news, Vec::new())?;
    }
    Ok(())
}

/// Tells those who follow the dossier what the act did, when it writes to them by no other letter.
pub(super) fn news(
    db: &mut Db,
    acting: &Acting<'_>,
    incident: &Incident,
    news: News,
) -> Result<(), StoreError> {
    let happening = Happening {
        news,
        by: acting.by,
        at: acting.now,
    };
    watching::tell(db, acting.instance, incident, happening)
}

/// Who reads what is written to a party; `None` when nobody there can be written to.
fn receives(pack: Option<&Pack>, incident: &Incident, party: Party) -> Option<Recipient> {
    let contact = || pack.and_then(|pack| pack.contacts.iter().find(|contact| contact.party == party));
    let role = match party {
        Party::Etablissement if incident.establishment_uai.is_none() => return None,
        Party::Academie | Party::Etablissement => reads_for(party)?,
        Party::Departement => contact().map_or(reads_for(party)?, |contact| contact.role),
        Party::Region | Party::Commune => contact()?.role,
    };
    Some((party, role))
}

/// Tells the RSSI what the département did; its acceptance meets the duty.
pub(super) fn tell_follow_up(
    db: &mut Db,
    acting: &Acting<'_>,
    incident: &Incident,
    follow_up: &str,
    duty: String,
) -> Result<(), StoreError> {
    let pack = pack_as_decided(db, acting.instance, &incident.decision)?;
    let to = (Party::Academie, Role::Rssi);
    let about = About {
        instance: acting.instance,
        incident,
        case: None,
        pack: pack.as_deref(),
    };
    let known = address_of(db, about, to)?;
    let news = LifeNews::FollowUp(follow_up.to_owned());
    write(db, acting, incident, (Some(to), &known), &news, vec![duty])
}

/// Queues one letter, or raises an alarm where nobody can be written to.
pub(super) fn write(
    db: &mut Db,
    acting: &Acting<'_>,
    incident: &Incident,
    (to_role, known): (Option<Recipient>, &str),
    news: &LifeNews,
    meets: Vec<String>,
) -> Result<(), StoreError> {
    let address = address_for(acting.instance, incident, known);
    if !is_address(&address) {
        return match to_role {
            Some(to) => raise_no_address(db, incident, to, acting.now),
            None => Ok(()),
        };
    }
    let dossier = letters::dossier(db, acting.instance, incident)?;
    let outgoing = Outgoing {
        kind: news.kind(),
        to_role,
        address,
        meets,
    };
    let compose = |acknowledgement| {
        let letter = Life {
            dossier,
            news: news.clone(),
            links: letters::links(acting.instance, incident, acknowledgement),
        };
        letters::written(letter.letter())
    };
    letters::queue(db, acting.instance, Some(incident), outgoing, compose, acting.now).map(|_| ())
}

/// What a letter says of a qualification.
pub(super) fn qualified(instance: &Instance, incident: &Incident, given: &Qualification) -> Qualified {
    let named = find(&given.category, given.kind.as_deref().unwrap_or_default());
    let category = named.map_or_else(
        || given.category.clone(),
        |(class, kind)| kind.map_or_else(|| class.label.clone(), |kind| kind.label.clone()),
    );
    Qualified {
        category,
        severity: given.severity,
        tlp: given.tlp,
        handler: letters::party_name(instance, incident, incident.decision.handler),
    }
}

/// What a letter says of a rejection.
pub(super) fn rejected(rejection: Rejection) -> Rejected {
    Rejected {
        ground: rejection.ground,
        duplicate_of: rejection.duplicate_of,
    }
}
