create table runs (
    id varchar not null, suite varchar not null, dataset varchar not null, plan_digest varchar not null,
    primary_score varchar not null, scorers varchar not null, started_at timestamp not null,
    note varchar, tags varchar not null
);
create table cells (
    run_id varchar not null, candidate varchar not null, prompt varchar not null, model varchar not null,
    reference boolean not null, fixture varchar not null, stratum varchar not null, repeat integer not null,
    cell_key varchar not null, basis varchar not null, config_digest varchar not null
);
create table completions (
    call_key varchar not null, run_id varchar not null, model varchar not null, text varchar not null,
    finish varchar not null, input_tokens bigint, cache_read_tokens bigint, cache_write_tokens bigint,
    output_tokens bigint, reasoning_tokens bigint, latency_s double not null, served_by varchar, arrived_at timestamp not null
);
create table generations (
    cell_key varchar not null, run_id varchar not null, outcome varchar not null, reason varchar,
    suite varchar not null, calls varchar not null, left_out varchar not null, arrived_at timestamp not null
);
create table failures (
    run_id varchar not null, cell_key varchar not null, kind varchar not null, provider_kind varchar,
    detail varchar not null, arrived_at timestamp not null
);
create table scores (
    cell_key varchar not null, basis varchar not null, scorer varchar not null, version integer not null,
    value double, detail varchar not null
);
create table taken (spool varchar not null, bytes bigint not null);
