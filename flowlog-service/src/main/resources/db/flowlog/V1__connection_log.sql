-- Everything that one checkpoint makes durable together. Times are nanoseconds since 1970-01-01T00:00:00Z.

create table flowlog.source (
  id integer primary key,
  sensor text not null,
  name text not null,
  -- Fencing number: raised by every call that takes the source over.
  epoch bigint not null default 0,
  -- Number of the last checkpoint: tells a repeated commit from a new one.
  checkpoint bigint not null default 0,
  next_position bigint not null default 0,
  finished boolean not null default false,
  frames bigint not null default 0,
  bytes bigint not null default 0,
  closed_connections bigint not null default 0,
  open_connections bigint not null default 0,
  lost_frames bigint not null default 0,
  -- Frames by outcome; the values add up to frames.
  outcomes jsonb not null default '{}',
  first_frame_time bigint,
  last_frame_time bigint,
  create_time timestamptz not null default now(),
  checkpoint_time timestamptz,
  unique (sensor, name)
);

-- The open connections as the table wrote them, for the worker that goes on.
create table flowlog.source_state (
  source_id integer primary key references flowlog.source,
  state bytea not null
);
alter table flowlog.source_state alter column state set storage external;

create table flowlog.segment (
  id bigint generated always as identity primary key,
  -- Absent when rows of several sources were merged.
  source_id integer references flowlog.source,
  -- Connections that were open at the source's last checkpoint; replaced by the next one.
  open boolean not null,
  -- 0 = written by a checkpoint; a merged one is one above its highest part.
  level smallint not null,
  format_version smallint not null,
  min_start bigint not null,
  max_start bigint not null,
  max_end bigint not null,
  row_count bigint not null,
  packets bigint not null,
  bytes bigint not null,
  size_bytes bigint not null,
  sha256 text not null,
  address_filter bytea not null,
  -- Its bytes are not what was written: skipped, and told as a loss.
  corrupt boolean not null default false,
  create_time timestamptz not null default now()
);
alter table flowlog.segment alter column address_filter set storage external;
create index segment_start on flowlog.segment (min_start, max_start);
create unique index segment_open on flowlog.segment (source_id) where open;

create table flowlog.segment_bytes (
  segment_id bigint primary key references flowlog.segment on delete cascade,
  bytes bytea not null
);
alter table flowlog.segment_bytes alter column bytes set storage external;

create table flowlog.loss (
  id bigint generated always as identity primary key,
  source_id integer references flowlog.source,
  hop text not null,
  frames bigint not null,
  start_time bigint not null,
  end_time bigint not null,
  description text not null,
  -- Losses in the way of frames: the frame after the loss, so that a repeated message counts once.
  before_position bigint,
  -- Losses of a corrupt segment.
  segment_id bigint unique,
  unique (source_id, before_position, hop, start_time)
);
create index loss_time on flowlog.loss (end_time, start_time);

-- One row: the number and time of the last commit to the log. Its lock puts commits in order.
create table flowlog.clock (
  singleton boolean primary key default true check (singleton),
  sequence bigint not null,
  commit_time timestamptz not null
);
insert into flowlog.clock (sequence, commit_time) values (0, now());

-- Which start times a commit touched.
create table flowlog.change (
  sequence bigint not null,
  min_start bigint not null,
  max_start bigint not null
);
create index change_sequence on flowlog.change (sequence);
