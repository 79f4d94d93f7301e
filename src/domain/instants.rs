//! Instants as people write and read them: Paris local time, with the offset shown (DOMAIN §4).
