drop trigger machines_have_no_session;
drop trigger machines_have_no_link;
drop trigger machines_have_no_role;
drop trigger machines_have_no_password;
drop table api_token_scopes;
drop table api_tokens;
