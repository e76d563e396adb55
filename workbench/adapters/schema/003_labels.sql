create table labels (
    id varchar not null, revision integer not null, dataset varchar not null, issue varchar not null,
    suite varchar not null, kind varchar not null, behaviour varchar, test varchar, rule varchar, line integer,
    value varchar not null, note varchar, rater varchar not null, rater_kind varchar not null, given_at timestamp not null
);
