-- Rules that time thresholds, and what clients keep back themselves.

create table threshold_rule (
  name             text collate "C" primary key,
  rank             integer not null,
  event_classes    text[] not null,
  categories       text[] not null,
  detectors        text[] not null,
  severities       text[] not null,
  groups           text[] not null,
  threshold_micros bigint not null,
  relapse_micros   bigint not null,
  period_micros    bigint not null
);

-- Events that clients kept back. No reference to the event: it need not be stored.
create table thresholded_event (
  event_id    text collate "C" not null,
  key         text collate "C" not null,
  group_name  text collate "C" not null,
  severity    text not null check (severity in ('INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  create_time timestamptz not null,
  primary key (event_id, key)
);
create index thresholded_event_by_group on thresholded_event (group_name, severity, create_time);
create index thresholded_event_by_key on thresholded_event (key);

-- Until when clients have looked for relapses.
create table relapse_search (
  group_name  text collate "C" not null,
  severity    text not null,
  search_time timestamptz not null,
  primary key (group_name, severity)
);
