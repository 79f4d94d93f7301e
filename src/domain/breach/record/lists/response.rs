//! Lists about what is done against the breach and what the persons are told (fields 94 to 104).

use super::super::choice::choices;

choices! {
    /// Measures against a similar breach (field 94; GDPR art. 33(3)(d)).
    MeasureAfter {
        Anonymisation = "anonymisation" "a" "Anonymisation";
        Backup = "backup" "b" "Sauvegarde, plan de reprise";
        Processes = "processes" "c" "Modification des procédures";
        Encryption = "encryption" "d" "Chiffrement des données";
        Policies = "policies" "e" "Politiques de protection des données et de sécurité de l’information";
        Training = "training" "f" "Formation à la protection des données et à la sécurité";
        Erasure = "erasure" "g" "Effacement des données";
        IncidentLog = "incident_log" "h" "Journal des incidents";
        AccessLevels = "access_levels" "i" "Niveaux d’accès aux données";
        LogicalAccess = "logical_access" "j" "Contrôle d’accès logique (par exemple une double authentification)";
        Audits = "audits" "k" "Audits périodiques";
        PhysicalAccess = "physical_access" "l" "Contrôle d’accès physique";
        Pseudonymisation = "pseudonymisation" "m" "Pseudonymisation";
        UpToDate = "up_to_date" "n" "Systèmes informatiques à jour";
        Other = "other" "o" "Autres mesures (à préciser)";
    }
}

choices! {
    /// Whether the persons are told (field 97; GDPR art. 34). The template prints the third answer in the cell
    /// of the second and letters it `b1`.
    Communication {
        Yes = "yes" "a" "Oui, les personnes ont été informées";
        OnDate = "on_date" "b" "Non, mais elles le seront à une date fixée";
        DateToBeSet = "date_to_be_set" "b1" "Non, mais elles le seront à une date à fixer";
        Investigating = "investigating" "c" "Non, l’analyse est toujours en cours" pending;
        NoHighRisk = "no_high_risk" "d" "Non, et elles ne le seront pas\u{a0}: un risque élevé est peu probable";
        Exempted = "exempted" "e" "Non, et elles ne le seront pas\u{a0}: l’une des conditions de l’article 34(3) du RGPD est remplie";
    }
}

choices! {
    /// Which condition of GDPR art. 34(3) spares the communication (field 100).
    Exemption {
        Protected = "protected" "a" "Des mesures appliquées aux données les rendent incompréhensibles à qui n’y est pas autorisé, par exemple le chiffrement (34(3)(a))";
        RiskRemoved = "risk_removed" "b" "Des mesures prises ensuite font que le risque élevé n’est plus susceptible de se réaliser (34(3)(b))";
        Disproportionate = "disproportionate" "c" "La communication demanderait des efforts disproportionnés\u{a0}: une communication publique la remplace (34(3)(c))";
    }
}

choices! {
    /// Whether everyone was reached (field 102).
    InformedExtent {
        All = "all" "a" "Toutes les personnes concernées ont été informées";
        NotAll = "not_all" "b" "Toutes n’ont pas été informées";
    }
}

choices! {
    /// How the persons were told (field 104).
    CommunicationMeans {
        Individual = "individual" "a" "Communication individuelle (lettre, courriel, entretien)";
        Public = "public" "b" "Annonce publique (site, communiqué de presse, réseau social)";
        Other = "other" "c" "Autre moyen";
    }
}
