alter table notifications drop column proof_id;
