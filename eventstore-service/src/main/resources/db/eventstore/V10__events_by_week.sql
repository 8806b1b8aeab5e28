-- Events are partitioned by the week (UTC) in which they were inserted, so that a week leaves as a table. Ids are kept
-- in a table of their own: an id is unique over all weeks, and other tables refer to it.

create table event_id (
  id          text collate "C" primary key,
  insert_time timestamptz not null
);
create index event_id_by_time on event_id (insert_time);

alter table event rename to event_before_weeks;
create table event (
  like event_before_weeks including defaults including constraints,
  insert_time timestamptz not null default now(),
  primary key (id, insert_time)
) partition by range (insert_time);

-- One row for each address of a source (s) or target (t).
drop table event_address;
create table event_address (
  insert_time timestamptz not null default now(),
  event_id    text collate "C" not null,
  detect_time timestamptz not null,
  side        "char" not null check (side in ('s', 't')),
  low         inet not null,
  high        inet not null
) partition by range (insert_time);

-- Makes the tables of the week that contains a time, unless they are there. CREATE and ATTACH hinder neither readers
-- nor writers of other weeks.
create function make_event_week(at timestamptz) returns void language plpgsql as $$
declare
  first  timestamp := date_trunc('week', at at time zone 'UTC');
  since  timestamptz := first at time zone 'UTC';
  until  timestamptz := (first + interval '7 days') at time zone 'UTC';
  suffix text := '_' || to_char(first, 'YYYYMMDD');
  parent text;
begin
  if to_regclass('eventstore.event' || suffix) is not null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('eventstore.event' || suffix));
  if to_regclass('eventstore.event' || suffix) is not null then
    return;
  end if;
  foreach parent in array array['event', 'event_address'] loop
    execute format('create table eventstore.%I (like eventstore.%I including defaults including constraints)',
      parent || suffix, parent);
    execute format('alter table eventstore.%I attach partition eventstore.%I for values from (%L) to (%L)',
      parent, parent || suffix, since, until);
  end loop;
end $$;

-- Drops the oldest week that ended at or before a time, with what belongs to it; answers with the number of its events,
-- or null when no week is due.
create function drop_event_week(before timestamptz) returns bigint language plpgsql as $$
declare
  suffix text;
  since  timestamptz;
  events bigint;
begin
  select substr(c.relname, length('event') + 1) into suffix
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = cast('eventstore.event' as regclass)
  order by c.relname limit 1;
  since := to_timestamp(substr(suffix, 2) || ' 00:00 +00', 'YYYYMMDD HH24:MI TZH');
  if suffix is null or since + interval '168 hours' > least(before, now()) then
    return null;
  end if;
  execute format('insert into eventstore.retention (reason, events, last_detect_time)
    select ''age'', count(*), max(detect_time) from eventstore.%I having count(*) > 0
    returning events', 'event' || suffix) into events;
  delete from eventstore.event_id where insert_time >= since and insert_time < since + interval '168 hours';
  execute format('drop table eventstore.%I, eventstore.%I', 'event' || suffix, 'event_address' || suffix);
  return coalesce(events, 0);
end $$;

-- Ids and addresses follow the events, a statement at a time.
create function event_is_inserted() returns trigger language plpgsql as $$
begin
  insert into eventstore.event_id (id, insert_time) select id, insert_time from added;
  return null;
end $$;
create function event_is_deleted() returns trigger language plpgsql as $$
begin
  delete from eventstore.event_id i using gone g where i.id = g.id;
  delete from eventstore.event_address a using gone g where a.insert_time = g.insert_time and a.event_id = g.id;
  return null;
end $$;

create function events_are_truncated() returns trigger language plpgsql as $$
begin
  truncate eventstore.event_id, eventstore.event_address cascade;
  return null;
end $$;

-- The indexes that only searches need; both functions answer with the names of those that they made or dropped.
create function search_index(out name text, out definition text) returns setof record language sql immutable as $$
  values
    ('event_by_detection', 'event (detect_time desc, id desc)'),
    ('event_by_storage', 'event (storage_time, id)'),
    ('event_by_class', 'event (event_class, detect_time desc)'),
    ('event_by_values', 'event using gin (categories, detectors, protocols, source_ports, target_ports, source_types,'
      ' target_types, detector_types, resolved_abuses, inspection_errors)'),
    ('event_address_single', 'event_address (low, detect_time) where low = high'),
    ('event_address_wide', 'event_address using gist (eventstore.address_range(low, high, ''[]''),'
      ' tstzrange(detect_time, detect_time, ''[]'')) where low <> high')
$$;
create function create_search_indexes() returns setof text language plpgsql as $$
declare
  one record;
begin
  for one in select * from eventstore.search_index() loop
    if to_regclass('eventstore.' || one.name) is null then
      execute format('create index %I on eventstore.%s', one.name, one.definition);
      return next one.name;
    end if;
  end loop;
end $$;
create function drop_search_indexes() returns setof text language plpgsql as $$
declare
  one record;
begin
  for one in select * from eventstore.search_index() loop
    if to_regclass('eventstore.' || one.name) is not null then
      execute format('drop index eventstore.%I', one.name);
      return next one.name;
    end if;
  end loop;
end $$;

-- What is there already is kept, with the time at which it was stored as the time of its insertion.
select make_event_week(week.at)
from (select distinct date_trunc('week', storage_time at time zone 'UTC') at time zone 'UTC' from event_before_weeks)
  as week (at);
select make_event_week(now() + n * interval '7 days') from generate_series(0, 4) n;
insert into event select e.*, e.storage_time from event_before_weeks e;
insert into event_id select id, insert_time from event;

create function ipv4_of_mapped(address inet) returns inet language sql immutable as $$
  select case when address <<= inet '::ffff:0:0/96' then inet '0.0.0.0' + (address - inet '::ffff:0:0')
    else address end
$$;
insert into event_address (insert_time, event_id, detect_time, side, low, high)
select e.insert_time, e.id, e.detect_time, given.side,
  case when given.text like '%/%' then host(network(cast(given.text as inet)))::inet
    else ipv4_of_mapped(cast(split_part(given.text, '-', 1) as inet)) end,
  case when given.text like '%/%' then host(broadcast(cast(given.text as inet)))::inet
    when given.text like '%-%' then ipv4_of_mapped(cast(split_part(given.text, '-', 2) as inet))
    else ipv4_of_mapped(cast(given.text as inet)) end
from event e,
  lateral (
    select cast('s' as "char"), unnest(e.source_addresses)
    union all
    select cast('t' as "char"), unnest(e.target_addresses)
  ) as given (side, text);
drop function ipv4_of_mapped;

-- What referred to an event refers to its id.
do $$
declare
  fk record;
begin
  for fk in
    select conname, cast(conrelid as regclass) as referring,
      regexp_replace(pg_get_constraintdef(oid), 'REFERENCES \S+\(', 'REFERENCES eventstore.event_id(') as definition
    from pg_constraint
    where contype = 'f' and confrelid = cast('eventstore.event_before_weeks' as regclass)
  loop
    execute format('alter table %s drop constraint %I', fk.referring, fk.conname);
    execute format('alter table %s add constraint %I %s', fk.referring, fk.conname, fk.definition);
  end loop;
end $$;

drop table event_before_weeks;
create index event_address_of_event on event_address (insert_time, event_id);
select create_search_indexes();
create trigger event_is_inserted after insert on event
  referencing new table as added for each statement execute function event_is_inserted();
create trigger event_is_deleted after delete on event
  referencing old table as gone for each statement execute function event_is_deleted();

create trigger events_are_truncated after truncate on event
  for each statement execute function events_are_truncated();

-- The values that columns have had, as clients list them; kept up to date when they are listed.
create table distinct_value (
  column_name text not null,
  value       text collate "C" not null,
  last_seen   timestamptz not null,
  primary key (column_name, value)
);
