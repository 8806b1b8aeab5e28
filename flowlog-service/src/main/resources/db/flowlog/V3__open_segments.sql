-- Open connections lie in several segments of a source: a checkpoint adds one for what changed, and says which rows of
-- earlier ones hold no longer.

-- Number of an open segment within its source; 0 for closed ones and for what earlier versions wrote.
alter table flowlog.segment add column open_number bigint not null default 0;
-- Rows that hold no longer, a bit each, the most significant bit first; absent when all hold. row_count is of those that hold.
alter table flowlog.segment add column deletion_vector bytea;
drop index flowlog.segment_open;
create unique index segment_open on flowlog.segment (source_id, open_number) where open;

-- The rows of an open segment as the worker wants them back.
create table flowlog.open_state (
  segment_id bigint primary key references flowlog.segment on delete cascade,
  state bytea not null
);
alter table flowlog.open_state alter column state set storage external;
