//! Lists about the measures that were in place and what the breach may bring (fields 75 to 87).

use super::super::choice::choices;

choices! {
    /// Measures in place when the breach occurred (field 75; GDPR art. 32).
    MeasureBefore {
        Pseudonymisation = "pseudonymisation" "a" "Pseudonymisation";
        Backup = "backup" "b" "Sauvegarde, plan de reprise";
        Encryption = "encryption" "c" "Chiffrement des données";
        Policies = "policies" "d" "Politiques de protection des données et de sécurité de l’information";
        Training = "training" "e" "Formation à la protection des données et à la sécurité";
        IncidentLog = "incident_log" "f" "Journal des incidents";
        AccessLevels = "access_levels" "g" "Niveaux d’accès aux données";
        LogicalAccess = "logical_access" "h" "Contrôle d’accès logique (par exemple une double authentification)";
        Audits = "audits" "i" "Audits périodiques";
        PhysicalAccess = "physical_access" "j" "Contrôle d’accès physique";
        UpToDate = "up_to_date" "k" "Systèmes informatiques à jour";
        Other = "other" "l" "Autres mesures (à préciser)";
    }
}

choices! {
    /// Likely consequences of lost confidentiality (field 79; GDPR art. 33(3)(c)).
    ConfidentialityConsequence {
        WiderDisclosure = "wider_disclosure" "a" "Données divulguées au-delà de ce que prévoient la politique de confidentialité ou la loi";
        Linkable = "linkable" "b" "Données pouvant être reliées sans effort déraisonnable à d’autres informations sur les personnes";
        Misuse = "misuse" "c" "Données pouvant servir à d’autres fins que prévu, ou de manière illicite";
        Other = "other" "d" "Autre (à préciser)";
        UnderAssessment = "under_assessment" "e" "En cours d’évaluation" pending;
    }
}

choices! {
    /// Likely consequences of lost integrity (field 81).
    IntegrityConsequence {
        NoLongerValid = "no_longer_valid" "a" "Données pouvant avoir été modifiées puis utilisées alors qu’elles ne sont plus valides";
        OtherwiseValid = "otherwise_valid" "b" "Données pouvant avoir été changées en d’autres données valides, puis utilisées à d’autres fins";
        Other = "other" "c" "Autre (à préciser)";
        UnderAssessment = "under_assessment" "d" "En cours d’évaluation" pending;
    }
}

choices! {
    /// Likely consequences of lost availability (field 83).
    AvailabilityConsequence {
        NoService = "no_service" "a" "Services inaccessibles";
        Disruption = "disruption" "b" "Interruptions de service, difficultés d’utilisation";
        Other = "other" "c" "Autre (à préciser)";
        UnderAssessment = "under_assessment" "d" "En cours d’évaluation" pending;
    }
}

choices! {
    /// What the breach may do to the persons (field 85; recital 85).
    Impact {
        LossOfControl = "loss_of_control" "a" "Perte de contrôle sur leurs données personnelles";
        LimitationOfRights = "limitation_of_rights" "b" "Limitation de leurs droits";
        Discrimination = "discrimination" "c" "Discrimination";
        IdentityTheft = "identity_theft" "d" "Vol ou usurpation d’identité";
        Fraud = "fraud" "e" "Fraude";
        FinancialLoss = "financial_loss" "f" "Perte financière";
        PseudonymisationReversal = "pseudonymisation_reversal" "g" "Levée non autorisée de la pseudonymisation";
        Reputation = "reputation" "h" "Atteinte à la réputation";
        ProfessionalSecrecy = "professional_secrecy" "i" "Perte de confidentialité de données couvertes par un secret professionnel";
        ThirdPartyDisclosure = "third_party_disclosure" "j" "Divulgation à des tiers non autorisés";
        SocialDisadvantage = "social_disadvantage" "k" "Désavantage économique ou social important";
        Harm = "harm" "l" "Atteinte physique ou psychologique";
        PropertyDamage = "property_damage" "m" "Dommage matériel ou immatériel aux biens";
        Other = "other" "n" "Autre effet (à préciser)";
        ToBeDetermined = "to_be_determined" "o" "À déterminer" pending;
    }
}

choices! {
    /// How grave the worst of these effects would be (field 87).
    Severity {
        Minor = "minor" "a" "Mineure";
        Moderate = "moderate" "b" "Modérée";
        Severe = "severe" "c" "Grave";
        ToBeDetermined = "to_be_determined" "d" "À déterminer" pending;
    }
}
