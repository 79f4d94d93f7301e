//! What is broken, and the words in which it is told.

use super::*;

#[test]
fn a_file_without_its_indispensable_columns_is_refused_by_name() {
    let message = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        message("nom_etablissement;mail\nX;Y"),
        "Ce fichier n’est pas un export de l’annuaire de l’éducation\u{a0}: il y manque la colonne \
         «\u{a0}identifiant_de_l_etablissement\u{a0}»."
    );
    for text in ["bonjour", r#"[{"id": 1}]"#] {
        assert!(
            message(text).contains("les colonnes «\u{a0}identifiant_de_l_etablissement\u{a0}» et"),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_directory_at_all_is_refused() {
    for (bytes, refusal) in [
        (&b""[..], NotADirectory::Empty),
        (b"\xEF\xBB\xBF \r\n", NotADirectory::Empty),
        (b"\xFF\xFEi\0d\0", NotADirectory::NotText),
        (b"i\0d\0", NotADirectory::NotText),
        (b"PK\x03\x04\xE9", NotADirectory::NotText),
        (b"{}", NotADirectory::NoRecords),
        (b"{\"results\": 3}", NotADirectory::NoRecords),
        (b"[\n{\"a\":", NotADirectory::BrokenJson { line: 2, column: 5 }),
        (b"[] []", NotADirectory::BrokenJson { line: 1, column: 4 }),
    ] {
        assert_eq!(read(bytes), Err(refusal), "{bytes:?}");
    }
    assert_eq!(read(b"[]"), Ok(Reading::default()));
    assert_eq!(read(HEADING.as_bytes()), Ok(Reading::default()));
}

#[test]
fn each_rejected_line_has_its_number_and_reason() {
    let rows = [
        "0350003A;X;;;;;;;",
        "",
        "35;X;;;;;;;",
        ";X;;;;;;;",
        "0350003N; \t;;;;;;;",
        "0350003N;X",
        ROW,
        "0350003N;X;;;;;;;;",
    ];
    let reading = read(file(&rows).as_bytes()).unwrap();
    assert_eq!(reading.taken(), 1);
    assert_eq!(
        reasons(&reading),
        [
            (
                2,
                "0350003A",
                "La lettre de contrôle ne correspond pas aux chiffres : vérifiez la saisie du code UAI."
            ),
            (
                4,
                "35",
                "Un code UAI compte sept chiffres et une lettre, par exemple 0350003N."
            ),
            (5, "", "Le code UAI manque."),
            (6, "0350003N", "Le nom de l’établissement manque."),
            (7, "0350003N", "La ligne compte 2\u{a0}champs au lieu de 9."),
            (9, "0350003N", "La ligne compte 10\u{a0}champs au lieu de 9."),
        ]
    );
}

#[test]
fn an_unclosed_quote_costs_its_own_line_only() {
    let next = ROW.replace("0350003N", "0350710G");
    for broken in ["0352072M;\"Lycée;;;;;;;", "0352072M;Lycée;;;;;\"\"\";;"] {
        let reading = read(file(&[broken, ROW, &next]).as_bytes()).unwrap();
        assert_eq!(reading.schools.len(), 2, "{broken}");
        assert_eq!(
            reasons(&reading),
            [(
                2,
                "0352072M",
                "Un guillemet ouvert sur cette ligne n’est pas refermé."
            )]
        );
        let last = read(file(&[ROW, broken, "suite"]).as_bytes()).unwrap();
        assert_eq!((last.schools.len(), last.rejected.len()), (1, 2), "{broken}");
    }
    let inches = ROW.replace("la Mer", "la Mer 12\"");
    assert_eq!(read(file(&[&inches, &next]).as_bytes()).unwrap().taken(), 2);
}

#[test]
fn a_line_in_another_encoding_is_one_rejected_line() {
    let mut bytes = file(&["0350710G;Lyc\u{e9}e;;;;;;;", ROW]).into_bytes();
    let place = bytes.windows(2).position(|pair| pair == "é".as_bytes()).unwrap();
    bytes.splice(place..place + 2, [0xE9]);
    let reading = read(&bytes).unwrap();
    assert_eq!(reading.taken(), 1);
    let reason = "La ligne contient des caractères illisibles\u{a0}: elle n’est pas en UTF-8.";
    assert_eq!(reasons(&reading), [(2, "", reason)]);
}

#[test]
fn a_faulty_json_record_is_told_with_its_line() {
    let text = r#"{"results": [
        {"identifiant_de_l_etablissement": "0350003A",
         "nom_etablissement": "X"},
        12,
        {"nom_etablissement": "Y", "identifiant_de_l_etablissement": null},
        {"nom_etablissement": "Z", "identifiant_de_l_etablissement": "0350003N", "code_postal": 1000}
    ]}"#;
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.schools[0].postcode, "01000");
    assert_eq!(
        reasons(&reading),
        [
            (
                2,
                "0350003A",
                "La lettre de contrôle ne correspond pas aux chiffres : vérifiez la saisie du code UAI."
            ),
            (
                4,
                "",
                "L’élément n°\u{a0}2 de la liste n’est pas un établissement."
            ),
            (5, "", "Le code UAI manque."),
        ]
    );
}
