//! No bytes make reading panic, and no line gets lost.

use proptest::prelude::*;

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(reading) = read(&bytes) {
            prop_assert!(reading.taken() <= bytes.len());
        }
    }

    #[test]
    fn no_bytes_after_a_heading_make_reading_panic(tail in prop::collection::vec(prop::sample::select(&b"0350003N;\"\r\n\xE9,a"[..]), 0..400)) {
        let bytes = [HEADING.as_bytes(), b"\n", &tail].concat();
        let lines = u64::try_from(bytes.split(|b| *b == b'\n').count()).unwrap();
        let reading = read(&bytes).unwrap();
        prop_assert!(reading.rejected.iter().all(|r| r.line >= 2 && r.line <= lines && !r.reason.is_empty()));
    }

    #[test]
    fn no_json_makes_reading_panic(text in r#"[\[{]("results"|"fields"|[\[\]{}:,"a0-9\\ \n])*"#) {
        prop_assert!(read(text.as_bytes()).map_or(true, |reading| reading.schools.is_empty()));
    }

    #[test]
    fn a_damaged_directory_still_tells_every_line(place in 2_000_usize..20_000, damage in any::<u8>()) {
        let mut bytes = SAMPLE[..20_000].to_vec();
        let whole = read(&bytes).unwrap();
        bytes[place] = damage;
        let damaged = read(&bytes).unwrap();
        let told = |reading: &Reading| reading.taken() + reading.rejected.len();
        prop_assert!(told(&whole).abs_diff(told(&damaged)) <= 1);
        prop_assert!(damaged.taken() + 2 >= whole.taken());
    }
}
