//! Lists about what happened, to whom and to what (fields 44 to 72).

use super::super::choice::choices;

choices! {
    /// When the breach occurred (field 44).
    Occurrence {
        SpecificDay = "specific_day" "a" "À une date précise";
        Period = "period" "b" "D’une date à une autre";
        Ongoing = "ongoing" "c" "Depuis une date, et elle dure encore";
        Undeterminable = "undeterminable" "d" "Ne peut pas être déterminé";
        ToBeDetermined = "to_be_determined" "e" "À déterminer" pending;
    }
}

choices! {
    /// How the breach came to light (field 50).
    Discovery {
        Controller = "controller" "a" "Détection par le responsable du traitement";
        Processor = "processor" "b" "Détection et signalement par le sous-traitant";
        DataSubject = "data_subject" "c" "Signalement par une personne concernée";
        ExternalParty = "external_party" "d" "Signalement par un tiers extérieur";
        Press = "press" "e" "Presse";
        Other = "other" "f" "Autre (à préciser)";
    }
}

choices! {
    /// What the breach destroys (field 55; GDPR art. 4(12)).
    Nature {
        Confidentiality = "confidentiality" "a" "Perte de confidentialité\u{a0}: divulgation ou accès non autorisés ou accidentels";
        Integrity = "integrity" "b" "Perte d’intégrité\u{a0}: altération non autorisée ou accidentelle";
        Availability = "availability" "c" "Perte de disponibilité\u{a0}: perte d’accès ou destruction, accidentelle ou non autorisée";
    }
}

choices! {
    /// How far confidentiality is lost (field 56).
    ConfidentialityKind {
        Disclosed = "disclosed" "a" "Les données sont exfiltrées ou divulguées";
        LikelyDisclosed = "likely_disclosed" "b" "Les données sont probablement exfiltrées ou divulguées (sans preuve)";
        NotDisclosed = "not_disclosed" "c" "Les données ne sont ni exfiltrées ni divulguées (preuves raisonnables)";
        NotAssessable = "not_assessable" "d" "Impossible à évaluer";
        ToBeDetermined = "to_be_determined" "e" "À déterminer" pending;
    }
}

choices! {
    /// Whether the data could be read, or the persons told, by whoever had them (field 57; GDPR art. 34(3)(a)).
    Unintelligible {
        Intact = "intact" "a" "Oui, et la protection tient toujours (par exemple un chiffrement sûr)";
        LikelySubverted = "likely_subverted" "b" "Des protections existaient, mais elles peuvent probablement être contournées (clés connues, faiblesse technique)";
        No = "no" "c" "Non";
        NotAssessable = "not_assessable" "d" "Impossible à évaluer";
        ToBeDetermined = "to_be_determined" "e" "À déterminer" pending;
    }
}

choices! {
    /// How far integrity is lost (field 58).
    IntegrityKind {
        NoMisuse = "no_misuse" "a" "Données altérées, sans preuve d’un usage illégal ou abusif";
        MisuseReversible = "misuse_reversible" "b" "Données altérées, avec preuve d’un usage illégal ou abusif, mais dommage réparable pour les personnes";
        MisuseIrreversible = "misuse_irreversible" "c" "Données altérées, avec preuve d’un usage illégal ou abusif, sans réparation possible pour les personnes";
    }
}

choices! {
    /// How far availability is lost (field 59). « Non déterminé » is a final answer of the template.
    AvailabilityKind {
        Temporary = "temporary" "a" "Indisponibilité temporaire";
        Permanent = "permanent" "b" "Indisponibilité définitive";
        NotDetermined = "not_determined" "c" "Non déterminé";
    }
}

choices! {
    /// Kind of the incident (field 60): one only, so that figures stay comparable.
    IncidentKind {
        PrivilegeAbuse = "privilege_abuse" "a" "Abus de ses droits d’accès par un agent";
        Ransomware = "ransomware" "b" "Appareil chiffré, rançongiciel";
        Malware = "malware" "c" "Piratage ou logiciel malveillant détecté";
        Phishing = "phishing" "d" "Hameçonnage, ingénierie sociale";
        VulnerabilityExploited = "vulnerability_exploited" "e" "Faille de sécurité (probablement) exploitée, connue ou nouvelle";
        UnauthorisedAccess = "unauthorised_access" "f" "Accès non autorisé à des données dans un système informatique";
        Exfiltration = "exfiltration" "g" "Exfiltration, extraction non autorisée de données";
        WrongPersonShown = "wrong_person_shown" "h" "Données d’une autre personne affichées (confusion de dossiers)";
        DeviceLostOrStolen = "device_lost_or_stolen" "i" "Appareil perdu ou volé";
        DeviceDisposal = "device_disposal" "j" "Appareil mis au rebut avec des données encore présentes";
        PaperDisposal = "paper_disposal" "k" "Papier jeté sans destruction correcte";
        MailLostOrOpened = "mail_lost_or_opened" "l" "Courrier perdu, ouvert ou mal acheminé (postal ou électronique)";
        Misconfiguration = "misconfiguration" "m" "Erreur de configuration";
        WrongPermissions = "wrong_permissions" "n" "Droits d’accès incorrects (par exemple un dossier partagé, un espace en ligne)";
        PaperLostOrStolen = "paper_lost_or_stolen" "o" "Papier perdu, volé ou laissé dans un lieu non sûr";
        DataDestroyed = "data_destroyed" "p" "Données supprimées ou détruites";
        WrongRecipientShown = "wrong_recipient_shown" "q" "Données affichées au mauvais destinataire";
        SentByMistake = "sent_by_mistake" "r" "Données envoyées par erreur (courrier postal ou électronique)";
        OpenMailingList = "open_mailing_list" "s" "Courriel à plusieurs destinataires sans copie cachée, ou à une liste ouverte";
        TechnicalMalfunction = "technical_malfunction" "t" "Panne technique";
        UnauthorisedModification = "unauthorised_modification" "u" "Modification non autorisée de données";
        UnintendedPublication = "unintended_publication" "v" "Publication involontaire (lien public, site public, espace partagé)";
        VerbalDisclosure = "verbal_disclosure" "w" "Divulgation orale non autorisée";
        ToBeDetermined = "to_be_determined" "x" "À déterminer" pending;
        Other = "other" "y" "Autre (à préciser)";
    }
}

choices! {
    /// Cause of the breach (field 61). « Inconnue » is a final answer.
    Cause {
        InternalAccidental = "internal_accidental" "a" "Interne, non malveillante";
        InternalMalicious = "internal_malicious" "b" "Interne, malveillante";
        ExternalAccidental = "external_accidental" "c" "Externe, non malveillante";
        ExternalMalicious = "external_malicious" "d" "Externe, malveillante";
        ToBeDetermined = "to_be_determined" "e" "À déterminer" pending;
        Unknown = "unknown" "f" "Inconnue";
    }
}

choices! {
    /// Categories of data subjects (field 65; GDPR art. 33(3)(a)).
    PersonsCategory {
        Customers = "customers" "a" "Clients (actuels et prospects)";
        Employees = "employees" "b" "Personnels (anciens, actuels et candidats)";
        MilitaryOrPolice = "military_or_police" "c" "Militaires ou forces de l’ordre";
        Minors = "minors" "d" "Mineurs";
        Patients = "patients" "e" "Patients";
        Students = "students" "f" "Élèves, étudiants";
        Subscribers = "subscribers" "g" "Abonnés, adhérents";
        Users = "users" "h" "Utilisateurs";
        Vulnerable = "vulnerable" "i" "Personnes vulnérables (âgées, réfugiées, handicapées, victimes…)";
        Other = "other" "j" "Autres personnes (à préciser, par exemple les responsables légaux)";
        NotYetKnown = "not_yet_known" "k" "Pas encore connu" pending;
    }
}

choices! {
    /// How well a number is known (fields 67 and 72).
    CountKind {
        Exact = "exact" "a" "Nombre exact";
        Approximate = "approximate" "b" "Nombre approximatif";
        Undeterminable = "undeterminable" "c" "Le nombre ne peut pas être déterminé";
        ToBeDetermined = "to_be_determined" "d" "Nombre à déterminer" pending;
    }
}

impl CountKind {
    /// Whether a number goes with it.
    #[must_use]
    pub fn has_number(self) -> bool {
        matches!(self, Self::Exact | Self::Approximate)
    }
}

choices! {
    /// Categories of data (field 70; GDPR art. 9, 10 and 33(3)(a)).
    DataCategory {
        Basic = "basic" "a" "Données de base (nom, prénom, date de naissance…)";
        Contact = "contact" "b" "Coordonnées (adresse, téléphone, courriel…)";
        Biometric = "biometric" "c" "Données biométriques";
        Criminal = "criminal" "d" "Condamnations pénales, infractions, mesures de sûreté";
        Political = "political" "e" "Opinions politiques";
        RacialOrEthnic = "racial_or_ethnic" "f" "Origine raciale ou ethnique";
        Religious = "religious" "g" "Convictions religieuses ou philosophiques";
        Sexual = "sexual" "h" "Vie sexuelle ou orientation sexuelle";
        TradeUnion = "trade_union" "i" "Appartenance syndicale";
        Genetic = "genetic" "j" "Données génétiques";
        Health = "health" "k" "Données de santé (dossier médical, PAI, allergies…)";
        Financial = "financial" "l" "Données économiques et financières";
        EmploymentHealth = "employment_health" "m" "Données de santé liées à l’emploi (arrêt maladie, visite médicale, aptitude…)";
        Identification = "identification" "n" "Données d’identification (numéro national, numéro de pièce d’identité…)";
        Location = "location" "o" "Données de localisation";
        OfficialDocuments = "official_documents" "p" "Documents officiels (par exemple des copies numérisées)";
        Payment = "payment" "q" "Moyens de paiement (carte, compte bancaire…)";
        Profile = "profile" "r" "Données de profil (réseau social, profil psychologique ou autre)";
        Credentials = "credentials" "s" "Identifiants de connexion (nom d’utilisateur, mot de passe, jeton…)";
        NotYetKnown = "not_yet_known" "t" "Pas encore connu" pending;
        Other = "other" "u" "Autres données (à préciser, par exemple la vie scolaire)";
    }
}
