-- The attachment of the dossier that proves a filing made elsewhere: the receipt of the CNIL.
alter table notifications add column proof_id text references attachments (id) on delete restrict;
