alter table completions add column purpose varchar;
alter table reservations add column purpose varchar;
alter table runs add column actor varchar;
