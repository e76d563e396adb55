alter table cells add column position integer;
