-- Abuse groups, what keeps events out of their reports, and the reports.

create table abuse_group (
  name     text collate "C" primary key,
  disabled boolean not null,
  settings jsonb not null
);

-- A network belongs to one group; the smallest one that contains a source decides.
create table abuse_group_network (
  group_name text collate "C" not null references abuse_group on delete cascade,
  -- Its place among those of the group.
  ordinal    integer not null,
  -- As given.
  network    text not null,
  low        inet not null,
  high       inet not null,
  primary key (low, high)
);
create index abuse_group_network_of_group on abuse_group_network (group_name, ordinal);

create table report_filter (
  group_name text collate "C" not null references abuse_group on delete cascade,
  name       text collate "C" not null,
  disabled   boolean not null,
  -- [valid_from, valid_to); null: unbounded.
  valid_from timestamptz,
  valid_to   timestamptz,
  -- A message of type EventQuery.
  rule       bytea not null,
  comment    text not null,
  hits       bigint not null default 0,
  last_hit   timestamptz,
  primary key (group_name, name)
);

-- Until when, by the time of insertion, the events of a group and severity have been looked at.
create table report_state (
  group_name text collate "C" not null references abuse_group on delete cascade,
  severity   text not null,
  done_until timestamptz not null,
  primary key (group_name, severity)
);

-- The last quiet window of each key that a group was told of: its other events are kept back.
create table reported_window (
  group_name   text collate "C" not null references abuse_group on delete cascade,
  key          text collate "C" not null,
  window_start timestamptz not null,
  window_end   timestamptz not null,
  report_time  timestamptz not null,
  primary key (group_name, key)
);

-- No reference to the group: reports stay when it is deleted.
create table report (
  label         text collate "C" primary key,
  summary_label text collate "C",
  group_name    text collate "C" not null,
  severity      text not null,
  source        text not null,
  create_time   timestamptz not null,
  window_start  timestamptz not null,
  window_end    timestamptz not null,
  subject       text not null,
  text          text not null,
  events        bigint not null,
  mail_to       text[] not null,
  classes       jsonb not null
);
create index report_by_time on report (create_time desc, label desc);

create table report_attachment (
  label      text collate "C" not null references report on delete cascade,
  name       text collate "C" not null,
  media_type text not null,
  events     bigint not null,
  omitted    bigint not null,
  data       bytea not null,
  primary key (label, name)
);
-- Parts are read without what is before them.
alter table report_attachment alter column data set storage external;

create table report_run (
  id                bigint generated always as identity primary key,
  group_name        text collate "C" not null,
  severity          text not null,
  window_start      timestamptz not null,
  window_end        timestamptz not null,
  run_time          timestamptz not null,
  result            text not null check (result in ('REPORTED', 'SKIPPED_NO_EVENTS')),
  new_events        bigint not null,
  filtered          bigint not null,
  filter_blocked    bigint not null,
  filtering         jsonb not null,
  thresholded       bigint not null,
  threshold_blocked bigint not null,
  relapsed          bigint not null,
  summary_label     text collate "C",
  extra_labels      text[] not null,
  mail_to           text[] not null
);
create index report_run_by_time on report_run (run_time desc, id desc);
create index report_run_of_summary on report_run (summary_label) where summary_label is not null;

-- When a decision was written, by the clock of the database; null for those of earlier versions. The decisions that an
-- event is stored with have the event's time of insertion; one that the clock adds later has its own.
alter table decision add column write_time timestamptz;
alter table decision alter column write_time set default now();
create index decision_of_relapse on decision (write_time) where outcome = 'RELAPSED';
