-- Reports that are run by the clock, and what became of each run.

create table schedule (
  name        text collate "C" primary key,
  -- A tapline.report.v1.Schedule message without what the service adds.
  content     bytea not null,
  owner       text not null,
  create_time timestamptz not null default now(),
  update_time timestamptz not null default now(),
  -- When it is due; null while it is disabled.
  next_time   timestamptz,
  -- Of the content, for the statement that removes runs.
  max_runs    integer not null,
  max_age     interval not null
);
create index schedule_due on schedule (next_time) where next_time is not null;

create table run (
  id             bigint generated always as identity primary key,
  schedule       text collate "C" not null references schedule on delete cascade,
  trigger        text not null check (trigger in ('SCHEDULED', 'REQUESTED')),
  due_time       timestamptz not null,
  -- What it is about.
  interval_start timestamptz not null,
  interval_end   timestamptz not null,
  state          text not null default 'PENDING'
    check (state in ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED')),
  attempts       integer not null default 0,
  -- Earlier ones that were due while nobody was there.
  missed         integer not null,
  -- How many of the schedule's deliveries were done, in their order.
  delivered      integer not null default 0,
  last_error     text not null default '',
  -- When it is tried next.
  next_time      timestamptz not null default now(),
  -- Until then one replica alone works on it.
  lease          text,
  lease_until    timestamptz,
  end_time       timestamptz
);
create index run_waiting on run (next_time, id) where state in ('PENDING', 'RUNNING');
create index run_of_schedule on run (schedule, id);

create table run_document (
  run_id     bigint primary key references run on delete cascade,
  name       text not null,
  media_type text not null,
  content    bytea not null
);
