-- Events, what was decided about them, and the windows that decide.

create table event (
  id                text collate "C" primary key,
  detect_time       timestamptz not null,
  storage_time      timestamptz not null,
  categories        text[] not null,
  description       text not null,
  source_addresses  text[] not null,
  target_addresses  text[] not null,
  source_ports      integer[] not null,
  target_ports      integer[] not null,
  source_types      text[] not null,
  target_types      text[] not null,
  protocols         text[] not null,
  detectors         text[] not null,
  detector_types    text[] not null,
  event_class       text not null,
  severity          text not null check (severity in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  resolved_abuses   text[] not null,
  inspection_errors text[] not null,
  -- The most urgent of its decisions.
  outcome           text not null check (outcome in ('NEW', 'RELAPSED', 'THRESHOLDED')),
  decision_key      text collate "C" not null,
  -- UTF-8, byte for byte: jsonb would refuse \u0000 and forget order and blanks.
  idea              bytea not null,
  idea_bytes        integer not null
);
create index event_by_time on event (detect_time desc, id desc);
create index event_by_class on event (event_class, detect_time desc);
create index event_by_category on event using gin (categories);

-- The search index over addresses: a range of inet, so that an address, a prefix and a range overlap by &&.
create type address_range as range (subtype = inet);
create table event_address (
  event_id  text collate "C" not null references event on delete cascade,
  addresses address_range not null
);
create index event_address_overlap on event_address using gist (addresses);
create index event_address_by_event on event_address (event_id);

create table decision (
  event_id             text collate "C" not null references event on delete cascade,
  key                  text collate "C" not null,
  outcome              text not null check (outcome in ('NEW', 'RELAPSED', 'THRESHOLDED')),
  reason               text not null,
  -- The window after the decision.
  window_start         timestamptz not null,
  relapse_start        timestamptz not null,
  window_end           timestamptz not null,
  opened_by_event_id   text not null,
  thresholded_count    bigint not null,
  last_thresholded     timestamptz,
  primary key (event_id, key)
);

-- A row is locked while its key is decided. Without a window: the key is being decided for the first time.
create table threshold (
  key                  text collate "C" primary key,
  window_start         timestamptz,
  relapse_start        timestamptz,
  window_end           timestamptz,
  opened_by_event_id   text,
  thresholded_count    bigint not null default 0,
  last_thresholded     timestamptz
);
create index threshold_by_end on threshold (window_end);
