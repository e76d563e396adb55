alter table runs add column grounds varchar;
alter table sessions add column dirty boolean;
