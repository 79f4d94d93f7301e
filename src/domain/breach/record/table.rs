//! The record as one table: number in the EDPB template, name, type, French label, when asked, when required.
//!
//! From it come the struct [`Record`] and the list [`FIELDS`]. `treatments` is ours; every other row is a row of
//! the template. Numbers that are not here are held elsewhere, and `tests/law/edpb_fields.csv` says where.

#![allow(
    clippy::wildcard_imports,
    reason = "the table names every list and every condition"
)]

use chrono::{DateTime, NaiveDate, Utc};

use super::answer::Held;
use super::choice::Listed;
use super::conditions::*;
use super::fields::{Field, Kind, Section};
use super::lists::*;
use super::reading::read;
use Kind::{Choice, Choices, Count, Day, Flag, Instant, LongText, Text, Treatments};

macro_rules! record {
    (@number) => { None };
    (@number $number:literal) => { Some($number) };
    (@hint) => { "" };
    (@hint $hint:literal) => { $hint };
    ($($section:ident {
        $($($number:literal)? $name:ident: $type:ty = $kind:expr, $label:literal, $asked:ident, $mandatory:ident $(, $hint:literal)?;)+
    })+) => {
        /// The facts of a breach. Every field may be empty: a record is filled as the facts come to light.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Record { $($(
            #[doc = $label]
            pub $name: $type,
        )+)+ }

        /// Every field of the record, in the order of the EDPB template.
        pub static FIELDS: &[Field] = &[$($(
            Field {
                name: stringify!($name),
                edpb: record!(@number $($number)?),
                section: Section::$section,
                label: $label,
                hint: record!(@hint $($hint)?),
                kind: $kind,
                asked: $asked,
                mandatory: $mandatory,
                get: |record| record.$name.answer(),
                set: |record, given| {
                    record.$name = read(given, &$kind)?;
                    Ok(())
                },
                copy: |record, other| record.$name.clone_from(&other.$name),
            },
        )+)+];
    };
}

record! {
    Controller {
        10 controller_identifier_kind: Option<IdentifierKind> = Choice(IdentifierKind::CHOICES),
            "Type d’identifiant", always, never,
            "Facultatif\u{a0}: un numéro qui manque ne doit jamais retarder une notification.";
        11 controller_identifier: String = Text,
            "Identifiant", always, never;
        12 controller_name: String = Text,
            "Nom de l’organisme", always, always,
            "Celui qui décide pourquoi et comment les données sont traitées.";
        13 controller_contact: String = LongText,
            "Coordonnées de l’organisme", always, always,
            "Adresse postale, courriel, téléphone.";
        14 controller_sector: Option<Sector> = Choice(Sector::CHOICES),
            "Secteur", always, never;
        15 controller_kind: Option<OrganisationKind> = Choice(OrganisationKind::CHOICES),
            "Type d’organisme", private, never;
        16 controller_kind_description: String = LongText,
            "Précisions sur le type d’organisme", other_organisation, never;
        17 economic_activity: String = Text,
            "Activité de l’organisme", always, never,
            "Par exemple\u{a0}: enseignement secondaire général.";
        18 representative_name: String = Text,
            "Nom du représentant dans l’Espace économique européen", outside_eea, always;
        19 representative_contact: String = LongText,
            "Coordonnées du représentant dans l’Espace économique européen", outside_eea, never;
    }
    People {
        21 reporter_name: String = Text,
            "Nom de la personne qui déclare", always, always;
        22 reporter_contact: String = LongText,
            "Coordonnées de la personne qui déclare", always, always;
        23 reporter_function: Option<ReporterFunction> = Choice(ReporterFunction::CHOICES),
            "Fonction de la personne qui déclare", always, always;
        24 reporter_function_description: String = LongText,
            "Précisions sur cette fonction", other_function, always;
        26 accuracy_confirmed: Option<bool> = Flag,
            "Je certifie l’exactitude des informations", always, never;
        29 dpo_designated: Option<YesNo> = Choice(YesNo::CHOICES),
            "Un délégué à la protection des données est-il désigné\u{202f}?", dpo_not_reporter, always,
            "Pour un organisme public, la désignation est obligatoire (article 37 du RGPD).";
        30 dpo_name: String = Text,
            "Nom du délégué à la protection des données", dpo_to_name, always;
        31 dpo_contact: String = LongText,
            "Coordonnées du délégué à la protection des données", dpo_to_name, always;
        33 more_information_from: Option<ContactPoint> = Choice(ContactPoint::CHOICES),
            "Qui peut donner plus d’informations\u{202f}?", always, never;
        34 contact_name: String = Text,
            "Nom de la personne à contacter", other_contact, always;
        35 contact_function: String = Text,
            "Fonction de la personne à contacter", other_contact, always;
        36 contact_details: String = LongText,
            "Coordonnées de la personne à contacter", other_contact, always;
        38 other_parties_involved: Option<YesNo> = Choice(YesNo::CHOICES),
            "D’autres organismes sont-ils impliqués\u{202f}?", always, always,
            "Sous-traitants, responsables conjoints\u{a0}: par exemple un éditeur, un hébergeur, une collectivité.";
        39 other_parties_qualification: String = LongText,
            "Qualité des autres organismes", other_parties, always,
            "Sous-traitant, responsable conjoint…, un par ligne.";
        40 other_parties_names: String = LongText,
            "Noms des autres organismes", other_parties, always,
            "Un par ligne.";
        41 other_parties_contact: String = LongText,
            "Coordonnées des autres organismes", other_parties, always,
            "Une par ligne.";
    }
    Timeline {
        44 occurrence: Option<Occurrence> = Choice(Occurrence::CHOICES),
            "Quand la violation a-t-elle eu lieu\u{202f}?", always, always;
        45 dates_estimated: Option<bool> = Flag,
            "Les dates sont-elles des estimations\u{202f}?", always, never;
        46 started_at: Option<DateTime<Utc>> = Instant,
            "Début de la violation", has_start, always;
        47 ended_at: Option<DateTime<Utc>> = Instant,
            "Fin de la violation", has_end, always;
        50 discovery: Option<Discovery> = Choice(Discovery::CHOICES),
            "Comment la violation a-t-elle été découverte\u{202f}?", always, always;
        51 discovery_description: String = LongText,
            "Circonstances de la découverte", always, always,
            "Par exemple\u{a0}: alerte d’un antivirus, appel d’un parent, constat d’un enseignant.";
        52 told_on: Option<NaiveDate> = Day,
            "Jour où l’autre partie vous a prévenu", told_by_others, always,
            "Si vous ne le connaissez pas précisément, indiquez un jour approximatif.";
        53 timeline_comments: String = LongText,
            "Commentaires sur la chronologie", always, dates_estimated,
            "Étapes marquantes, durée des effets\u{a0}; si les dates sont estimées, dites comment.";
    }
    Nature {
        treatments: Vec<String> = Treatments,
            "Traitements concernés", always, never,
            "Les traitements de la convention que la violation touche. En choisir un préremplit les personnes et les données.";
        55 nature: Vec<Nature> = Choices(Nature::CHOICES),
            "Nature de la violation", always, always;
        56 confidentiality_kind: Option<ConfidentialityKind> = Choice(ConfidentialityKind::CHOICES),
            "Perte de confidentialité\u{a0}: que sont devenues les données\u{202f}?", confidentiality, always;
        57 unintelligible: Option<Unintelligible> = Choice(Unintelligible::CHOICES),
            "Les données étaient-elles incompréhensibles pour qui n’y est pas autorisé\u{202f}?", confidentiality, always,
            "Ou bien les personnes n’étaient-elles pas identifiables\u{202f}? Si c’est impossible à évaluer, dites pourquoi dans la description.";
        58 integrity_kind: Option<IntegrityKind> = Choice(IntegrityKind::CHOICES),
            "Perte d’intégrité\u{a0}: jusqu’où va-t-elle\u{202f}?", integrity, always;
        59 availability_kind: Option<AvailabilityKind> = Choice(AvailabilityKind::CHOICES),
            "Perte de disponibilité\u{a0}: est-elle passagère\u{202f}?", availability, always,
            "Du point de vue des personnes concernées.";
        60 incident_kind: Option<IncidentKind> = Choice(IncidentKind::CHOICES),
            "Nature de l’incident", always, always,
            "La plus proche de l’origine des faits.";
        61 cause: Option<Cause> = Choice(Cause::CHOICES),
            "Cause de la violation", always, always;
        62 description: String = LongText,
            "Description de l’incident", always, always,
            "Ce qui s’est passé, et sur quels faits vous vous appuyez\u{a0}; si possible, la cause première.";
        63 systems: String = LongText,
            "Systèmes, logiciels, services et équipements touchés", always, always,
            "Lesquels, ce qu’ils contiennent et où ils se trouvent.";
    }
    Scope {
        65 persons_categories: Vec<PersonsCategory> = Choices(PersonsCategory::CHOICES),
            "Catégories de personnes concernées", always, always,
            "Pour des personnes vulnérables, précisez lesquelles dans la description.";
        66 persons_description: String = LongText,
            "Précisions sur les personnes concernées", always, always;
        67 persons_count_kind: Option<CountKind> = Choice(CountKind::CHOICES),
            "Nombre de personnes concernées\u{a0}: comment est-il connu\u{202f}?", always, always;
        68 persons_count: Option<u32> = Count,
            "Nombre de personnes concernées", persons_counted, always;
        70 data_categories: Vec<DataCategory> = Choices(DataCategory::CHOICES),
            "Catégories de données concernées", always, always;
        71 data_description: String = LongText,
            "Précisions sur les données concernées", always, always;
        72 records_count_kind: Option<CountKind> = Choice(CountKind::CHOICES),
            "Nombre d’enregistrements concernés\u{a0}: comment est-il connu\u{202f}?", always, always,
            "Un enregistrement est une entrée de la base ou du fichier touché.";
        73 records_count: Option<u32> = Count,
            "Nombre d’enregistrements concernés", records_counted, always;
    }
    Consequences {
        75 measures_before: Vec<MeasureBefore> = Choices(MeasureBefore::CHOICES),
            "Mesures en place au moment de la violation", always, always;
        76 measures_before_description: String = LongText,
            "Précisions sur les mesures en place", always, always,
            "Si des protections ont pu être contournées, détaillez-les ici.";
        79 confidentiality_consequences: Vec<ConfidentialityConsequence> = Choices(ConfidentialityConsequence::CHOICES),
            "Conséquences probables de la perte de confidentialité", confidentiality, always;
        80 confidentiality_consequences_other: String = LongText,
            "Autres conséquences sur la confidentialité", other_confidentiality, always;
        81 integrity_consequences: Vec<IntegrityConsequence> = Choices(IntegrityConsequence::CHOICES),
            "Conséquences probables de la perte d’intégrité", integrity, always;
        82 integrity_consequences_other: String = LongText,
            "Autres conséquences sur l’intégrité", other_integrity, always;
        83 availability_consequences: Vec<AvailabilityConsequence> = Choices(AvailabilityConsequence::CHOICES),
            "Conséquences probables de la perte de disponibilité", availability, always;
        84 availability_consequences_other: String = LongText,
            "Autres conséquences sur la disponibilité", other_availability, always;
        85 impacts: Vec<Impact> = Choices(Impact::CHOICES),
            "Effets possibles pour les personnes", always, always;
        86 impacts_description: String = LongText,
            "Précisions sur les autres effets", other_impact, always;
        87 severity: Option<Severity> = Choice(Severity::CHOICES),
            "Gravité des effets possibles", always, always,
            "Celle de l’effet le plus grave.";
    }
    Measures {
        92 measures_taken: String = LongText,
            "Mesures prises pour remédier à la violation et en limiter les effets", always, always,
            "Dites jusqu’où elles règlent le problème.";
        94 measures_after: Vec<MeasureAfter> = Choices(MeasureAfter::CHOICES),
            "Mesures prises pour éviter une violation semblable", always, always;
        95 measures_after_description: String = LongText,
            "Précisions sur ces mesures durables", always, always;
    }
    Communication {
        97 communication: Option<Communication> = Choice(Communication::CHOICES),
            "Les personnes concernées ont-elles été informées\u{202f}?", always, always;
        98 informed_on: Option<NaiveDate> = Day,
            "Jour de l’information des personnes", persons_told, always,
            "Le premier, si l’information se fait par étapes.";
        99 planned_on: Option<NaiveDate> = Day,
            "Jour prévu pour l’information des personnes", telling_planned, always;
        100 exemption: Option<Exemption> = Choice(Exemption::CHOICES),
            "Condition de l’article 34(3) du RGPD qui est remplie", exempted, always;
        101 exemption_reasons: String = LongText,
            "Pourquoi cette condition est remplie, et les mesures prises", exempted, always;
        102 informed_extent: Option<InformedExtent> = Choice(InformedExtent::CHOICES),
            "Toutes les personnes ont-elles été informées\u{202f}?", persons_told, always;
        103 not_all_reasons: String = LongText,
            "Pourquoi toutes les personnes n’ont pas été informées", not_all_told, always;
        104 communication_means: Option<CommunicationMeans> = Choice(CommunicationMeans::CHOICES),
            "Moyen utilisé pour informer les personnes", persons_told, always;
        105 communication_means_description: String = LongText,
            "Précisions sur ce moyen", persons_told, other_means;
        106 communication_content: String = LongText,
            "Contenu de l’information donnée aux personnes", persons_told, always;
    }
    Authorities {
        109 criminal_complaint: Option<YesNoUnknown> = Choice(YesNoUnknown::CHOICES),
            "L’incident a-t-il été signalé à la police, à la gendarmerie ou à la justice\u{202f}?", always, never;
        110 other_authorities: Option<YesNoUnknown> = Choice(YesNoUnknown::CHOICES),
            "L’incident a-t-il été notifié à d’autres autorités, au titre d’un autre texte\u{202f}?", always, never,
            "Par exemple l’ANSSI ou l’agence régionale de santé.";
        111 other_authorities_details: String = LongText,
            "Précisions sur ces signalements et notifications", other_authority_told, always,
            "Quelle autorité et, si possible, son numéro de dossier.";
        113 cross_border: Option<YesNoUnknown> = Choice(YesNoUnknown::CHOICES),
            "La violation touche-t-elle un traitement transfrontalier\u{202f}?", inside_eea, always,
            "Mené par un responsable établi dans l’Espace économique européen, avec des établissements ou des personnes dans plusieurs de ses pays.";
        114 lead_authority: String = Text,
            "Autorité de contrôle chef de file", cross_border, always;
        115 establishment_countries: String = LongText,
            "Pays où le responsable est établi", cross_border, always,
            "Dans l’Espace économique européen.";
        116 persons_countries: String = LongText,
            "Pays où se trouvent les personnes concernées", cross_border, always,
            "Avec leur nombre par pays.";
        117 persons_abroad_count: Option<u32> = Count,
            "Nombre approximatif de personnes dans ces pays", cross_border, always,
            "Au total.";
        118 authorities_notified: String = LongText,
            "Autorités de contrôle européennes informées ou à informer", cross_border, always;
        120 outside_eea: Option<YesNoUnknown> = Choice(YesNoUnknown::CHOICES),
            "Le responsable est-il établi hors de l’Espace économique européen\u{202f}?", always, always;
        121 outside_eea_persons_countries: String = LongText,
            "Pays de l’Espace économique européen où se trouvent les personnes concernées", outside_eea, always,
            "Avec leur nombre par pays.";
        122 outside_eea_persons_count: Option<u32> = Count,
            "Nombre approximatif de personnes dans ces pays (responsable hors de l’Espace économique européen)", outside_eea, always,
            "Au total.";
        123 outside_eea_authorities: String = LongText,
            "Autorités de contrôle informées ou à informer (responsable hors de l’Espace économique européen)", outside_eea, always;
    }
}
