-- The bytes of segments by the day on which their connections were written to the log, so that a day leaves by DROP
-- TABLE: its space returns to the file system at once, nothing is rewritten and nothing is left to vacuum.
--
-- A segment's number says where its bytes are. Checkpoints, open connections and merges that will be merged again draw
-- plain numbers: the partition segment_bytes_fresh, which is written and emptied all day and reuses its own space. Once
-- nothing will be merged with it any more, a segment's number is day << 32 | n, with the day counted from 1970-01-01
-- (UTC): the partition segment_bytes_d<day>, made by the first merge that needs it. 2^46 is day 16384 (2014-11-10).
alter table flowlog.segment_bytes drop constraint if exists segment_bytes_segment_id_fkey;
alter table flowlog.segment_bytes rename to segment_bytes_fresh;
alter index flowlog.segment_bytes_pkey rename to segment_bytes_fresh_pkey;

create table flowlog.segment_bytes (
  segment_id bigint primary key,
  bytes bytea not null
) partition by range (segment_id);
alter table flowlog.segment_bytes alter column bytes set storage external;
alter table flowlog.segment_bytes attach partition flowlog.segment_bytes_fresh
  for values from (minvalue) to (70368744177664);

-- Dead bytes of replaced segments are found soon, so that the next segments use their space: after 16,384 dead chunks
-- of 2 KB (32 MB) or a tenth of the table, and at ten times the usual pace.
alter table flowlog.segment_bytes_fresh set (
  autovacuum_vacuum_scale_factor = 0.1,
  autovacuum_vacuum_threshold = 20,
  toast.autovacuum_vacuum_scale_factor = 0.1,
  toast.autovacuum_vacuum_threshold = 16384,
  toast.autovacuum_vacuum_cost_limit = 2000
);
-- The same for the rows of open segments, which every checkpoint replaces in part.
alter table flowlog.open_state set (
  autovacuum_vacuum_scale_factor = 0.1,
  autovacuum_vacuum_threshold = 20,
  toast.autovacuum_vacuum_scale_factor = 0.1,
  toast.autovacuum_vacuum_threshold = 16384,
  toast.autovacuum_vacuum_cost_limit = 2000
);
alter table flowlog.segment set (
  autovacuum_vacuum_scale_factor = 0.1,
  toast.autovacuum_vacuum_scale_factor = 0.1
);

-- Instead of a foreign key with cascade: to drop a partition with a foreign key would lock the registry, too. Each
-- statement names one segment, so that the planner looks at one partition only.
create function flowlog.delete_segment_bytes() returns trigger language plpgsql as $$
begin
  delete from flowlog.segment_bytes where segment_id = old.id;
  return null;
end $$;
create trigger segment_bytes_leave_with_segment after delete on flowlog.segment
  for each row execute function flowlog.delete_segment_bytes();

-- The day on which a segment's connections were written to the log, counted from 1970-01-01 (UTC).
create function flowlog.segment_day(id bigint, create_time timestamptz) returns bigint language sql immutable as $$
  select case when id >= 70368744177664 then id >> 32 else floor(extract(epoch from create_time) / 86400)::bigint end
$$;

-- What retention dropped, one row for each day of start times among the segments of a dropped day.
create table flowlog.retention (
  id bigint generated always as identity primary key,
  -- Where on its way a connection left, as flowlog.loss names it.
  hop text not null default 'flowlog.retention',
  -- Day on which the connections were written to the log, counted from 1970-01-01 (UTC).
  day bigint not null,
  -- Which limit called for it.
  reason text not null check (reason in ('age', 'bytes', 'free_space')),
  segments bigint not null,
  connections bigint not null,
  packets bigint not null,
  size_bytes bigint not null,
  min_start bigint not null,
  max_start bigint not null,
  drop_time timestamptz not null default clock_timestamp()
);
create index retention_start on flowlog.retention (max_start, min_start);
