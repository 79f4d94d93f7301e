//! The forms in which a directory may come.

use super::*;

#[test]
fn every_json_form_gives_the_same_schools() {
    let objects = sample_as_objects();
    let wrapped: Vec<_> = objects
        .iter()
        .map(|fields| json!({"recordid": "x", "fields": fields}))
        .collect();
    for text in [
        json!(objects).to_string(),
        format!("\u{feff}{:#}", json!({"total_count": 996, "results": objects})),
        json!({"nhits": 996, "parameters": {"rows": [1, 2]}, "records": wrapped}).to_string(),
    ] {
        assert_eq!(read(text.as_bytes()).unwrap().schools, sample().schools);
    }
}

#[test]
fn line_ends_byte_order_mark_and_delimiter_do_not_count() {
    let expected = read(file(&[ROW]).as_bytes()).unwrap();
    assert_eq!(expected.schools.len(), 1);
    let plain = file(&[ROW]);
    for text in [
        plain.replace('\n', "\r\n"),
        format!("\u{feff}{plain}\r\n\r\n"),
        format!("\n{plain}\n"),
        plain.replace(';', ","),
        plain.replace(';', "\t"),
        plain.replace("0350003N;", "\"0350003N\";"),
        plain
            .replace("nom_commune", "Nom commune")
            .replace("code_postal", "Code Postal"),
    ] {
        assert_eq!(read(text.as_bytes()).unwrap(), expected, "{text}");
    }
}

#[test]
fn optional_columns_may_be_missing() {
    let reading =
        read("Mail;Nom_etablissement;Identifiant_de_l_etablissement\n;École du Bourg;0350003n".as_bytes())
            .unwrap();
    let [school] = reading.schools.as_slice() else {
        panic!("{reading:?}")
    };
    assert_eq!(
        (
            school.name.as_str(),
            school.departement_code.as_str(),
            school.open
        ),
        ("École du Bourg", "035", true)
    );
    assert_eq!(
        (school.public, school.mailbox.as_str(), school.town.as_str()),
        (false, "", "")
    );
}

#[test]
fn a_closed_school_is_read_as_closed_and_an_open_line_is_preferred() {
    let closed = ROW.replace("OUVERT", "FERME");
    let reading = read(file(&[&closed]).as_bytes()).unwrap();
    assert!(!reading.schools[0].open);
    let renamed = ROW
        .replace("de la Mer", "de la Lande")
        .replace("ce.0350003N@ac-rennes.fr", "");
    let reading = read(file(&[&closed, &renamed, ROW]).as_bytes()).unwrap();
    assert_eq!(reading.schools[0].name, "Collège de la Lande");
    assert_eq!(reading.schools[0].mailbox, "ce.0350003n@ac-rennes.fr");
    assert_eq!(reading.merged.iter().map(|m| m.line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn a_field_may_hold_line_breaks_and_lines_are_still_counted() {
    let rows = [
        "0350003N;\"Collège\r\nde la \"\"Mer\"\"\n; nord\";;;;;;;",
        "x;X;;;;;;;",
    ];
    let reading = read(file(&rows).as_bytes()).unwrap();
    assert_eq!(reading.schools[0].name, "Collège de la \"Mer\" ; nord");
    assert_eq!(reasons(&reading)[0].0, 5);
}
