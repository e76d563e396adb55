create table vectors (key varchar not null, model varchar not null, vector blob not null);
