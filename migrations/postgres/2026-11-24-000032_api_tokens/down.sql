drop trigger machines_have_no_session on sessions;
drop trigger machines_have_no_link on password_links;
drop trigger machines_have_no_role on account_roles;
drop function machines_stay_machines;
drop trigger machines_have_no_password on accounts;
drop function machines_have_no_password;
drop table api_token_scopes;
drop table api_tokens;
drop function api_tokens_are_nobody;
