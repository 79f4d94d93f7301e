//! Lists about the controller, the person who reports and the other parties (fields 10 to 38), and plain answers.

use super::super::choice::choices;

choices! {
    /// A plain answer.
    YesNo {
        Yes = "yes" "a" "Oui";
        No = "no" "b" "Non";
    }
}

choices! {
    /// A plain answer that may stay unknown, even in a complete notification.
    YesNoUnknown {
        Yes = "yes" "a" "Oui";
        No = "no" "b" "Non";
        Unknown = "unknown" "c" "On ne sait pas";
    }
}

choices! {
    /// What identifies the controller (field 10).
    IdentifierKind {
        CompanyId = "company_id" "a" "Identifiant d’entreprise ou d’organisme (SIREN, SIRET)";
        OrganisationNumber = "organisation_number" "b" "Numéro d’organisation (par exemple l’UAI)";
        VatNumber = "vat_number" "c" "Numéro de TVA";
    }
}

choices! {
    /// Sector of the controller (field 14).
    Sector {
        Private = "private" "a" "Privé";
        Public = "public" "b" "Public";
    }
}

choices! {
    /// Size of a private controller (field 15).
    OrganisationKind {
        Micro = "micro" "a" "Indépendant ou microentreprise";
        SmallOrMedium = "small_or_medium" "b" "Petite ou moyenne entreprise";
        Large = "large" "c" "Grande entreprise";
        Other = "other" "d" "Autre";
    }
}

choices! {
    /// In what capacity the notification is made (field 23).
    ReporterFunction {
        Dpo = "dpo" "a" "Délégué à la protection des données";
        LegalRepresentative = "legal_representative" "b" "Représentant légal";
        Other = "other" "c" "Représentant autorisé ou autre fonction (à préciser)";
    }
}

choices! {
    /// Who can say more about the incident (field 33).
    ContactPoint {
        Dpo = "dpo" "a" "Délégué à la protection des données";
        Reporter = "reporter" "b" "Personne déclarante";
        Other = "other" "c" "Autre personne (à préciser)";
    }
}
