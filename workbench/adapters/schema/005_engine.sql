alter table runs add column fresh integer;
alter table completions add column asked_bytes bigint;
create table sessions (
    run_id varchar not null, id varchar not null, began_at timestamp not null, budget_usd decimal(18, 9),
    max_minutes double, estimate varchar not null
);
create table endings (run_id varchar not null, id varchar not null, seconds double not null);
create table reservations (
    run_id varchar not null, id varchar not null, model varchar not null, usd decimal(18, 9), reserved_at timestamp not null
);
create table settlements (
    run_id varchar not null, id varchar not null, usd decimal(18, 9), certain boolean not null, settled_at timestamp not null
);
create table limit_steps (
    run_id varchar not null, position integer not null, changed_at timestamp not null, name varchar not null,
    calls integer not null, cause varchar not null
);
