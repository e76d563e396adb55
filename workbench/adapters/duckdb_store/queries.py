"""The longer questions to the store, in SQL."""

from typing import Final

RUNS: Final = """
    select r.id, r.suite, r.dataset, r.plan_digest, r.primary_score, r.scorers, r.started_at, r.note, r.tags,
           r.fresh, r.grounds, s.dirty, count(c.cell_key) planned, count(g.cell_key) done,
           count(f.cell_key) filter (where g.cell_key is null) failed, r.actor
    from runs r
    left join cells c on c.run_id = r.id
    left join (select distinct cell_key from generations) g on g.cell_key = c.cell_key
    left join (select distinct run_id, cell_key from failures) f on f.cell_key = c.cell_key and f.run_id = r.id
    left join (select run_id, bool_or(dirty) dirty from sessions group by run_id) s on s.run_id = r.id
    {where}
    group by all order by r.started_at desc, r.id desc
"""
ROWS: Final = """
    select c.candidate, c.prompt, c.model, c.reference, c.fixture, c.stratum, c.repeat, c.cell_key,
           g.outcome, g.reason, f.detail, f.kind
    from cells c
    left join generations g on g.cell_key = c.cell_key
    left join (
        select cell_key, arg_max(detail, arrived_at) detail, arg_max(coalesce(provider_kind, kind), arrived_at) kind
        from failures where run_id = $run group by cell_key
    ) f on f.cell_key = c.cell_key and g.cell_key is null
    where c.run_id = $run
    order by c.position, c.rowid
"""
SCORES: Final = """
    select c.candidate, c.fixture, c.repeat, s.scorer, s.version, s.value
    from cells c join scores s on s.cell_key = c.cell_key and s.basis = c.basis
    where c.run_id = $run
"""
LABELS: Final = """
    select {columns} from labels
    where ($dataset is null or dataset = $dataset) and ($kind is null or kind = $kind)
    {newest}
    order by given_at, id, revision
"""
NEWEST: Final = "qualify row_number() over (partition by id order by revision desc) = 1"


SPENDING: Final = """
    select count(*), coalesce(sum(s.usd) filter (where s.certain), 0),
           coalesce(sum(coalesce(s.usd, r.usd)) filter (where s.certain is distinct from true), 0),
           count(*) filter (where r.usd is null),
           count(*) filter (where r.purpose = 'judge'),
           coalesce(sum(coalesce(s.usd, r.usd)) filter (where r.purpose = 'judge'), 0)
    from reservations r left join settlements s on s.run_id = r.run_id and s.id = r.id
    where r.run_id = $run
"""
SESSIONS: Final = """
    select s.id, s.began_at, s.budget_usd, s.max_minutes, s.estimate, e.seconds
    from sessions s left join endings e on e.run_id = s.run_id and e.id = s.id
    where s.run_id = $run order by s.began_at, s.id
"""
HISTORY: Final = """
    with told as (
        select call_key, model, latency_s, strlen(text) written, nullif(asked_bytes, 0) asked,
               input_tokens + cache_read_tokens + cache_write_tokens given,
               output_tokens + reasoning_tokens answered, purpose
        from completions semi join wanted on model = key
        where finish <> 'too_long'
    ), calls as (
        select distinct c.config_digest, u.call_key, u.place - 1 stage
        from generations g
        join cells c on c.cell_key = g.cell_key
        cross join unnest(from_json(g.calls, '["varchar"]')) with ordinality u (call_key, place)
    ), each as (
        select config_digest, stage, told.* from told join calls using (call_key)
        union all
        select if(purpose = 'judge', 'judge', null), null, told.* from told
    )
    select model, config_digest, stage,
           count(given / asked),
           sum(given) filter (where asked is not null) / sum(asked) filter (where given is not null),
           stddev_samp(given / asked),
           count(answered), avg(answered), stddev_samp(answered),
           count(latency_s), avg(latency_s), stddev_samp(latency_s),
           sum(written) filter (where answered is not null) / nullif(sum(answered), 0)
    from each group by all
"""
TOOK: Final = """
    select count(*) calls,
           case when count(*) = count(given) then coalesce(sum(given), 0) end given,
           case when count(*) = count(answered) then coalesce(sum(answered), 0) end answered
    from (
        select if(finish = 'too_long', 0, input_tokens + cache_read_tokens + cache_write_tokens) given,
               if(finish = 'too_long', 0, output_tokens + reasoning_tokens) answered
        from completions where run_id = $run
    )
"""
PROGRESS: Final = """
    select c.candidate, count(*), count(g.cell_key), count(f.cell_key) filter (where g.cell_key is null)
    from cells c
    left join (select distinct cell_key from generations) g on g.cell_key = c.cell_key
    left join (select distinct cell_key from failures where run_id = $run) f on f.cell_key = c.cell_key
    where c.run_id = $run
    group by c.candidate order by min(c.position), min(c.rowid)
"""
MADE: Final = """
    select s.since, count(g.arrived_at), max(g.arrived_at)
    from (select max(began_at) since from sessions where run_id = $run) s
    left join generations g on g.run_id = $run and g.arrived_at >= s.since
    group by s.since
"""
FAILED: Final = """
    select f.kind, count(*) cells, arg_max(f.detail, f.arrived_at), list(distinct c.candidate order by c.candidate)
    from cells c
    join (
        select cell_key, max(arrived_at) arrived_at, arg_max(detail, arrived_at) detail,
               arg_max(coalesce(provider_kind, kind), arrived_at) kind
        from failures where run_id = $run group by cell_key
    ) f on f.cell_key = c.cell_key
    anti join generations g on g.cell_key = c.cell_key
    where c.run_id = $run
    group by f.kind order by cells desc, f.kind
"""
TREND: Final = """
    select run_id, candidate, reference, version, list(value order by fixture)
    from (
        select c.run_id, c.candidate, c.reference, s.version, c.fixture, avg(s.value) as value
        from runs r join cells c on c.run_id = r.id
        join scores s on s.cell_key = c.cell_key and s.basis = c.basis and s.scorer = $score
        where r.suite = $suite and s.value is not null
        group by all
    ) group by all order by run_id, candidate
"""
