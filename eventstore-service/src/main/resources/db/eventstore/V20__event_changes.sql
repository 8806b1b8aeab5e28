-- What happened to events, in the transaction in which it happened: watchers and notices read it from here.
--
-- A position is (xid, seq). What is below the oldest transaction that still runs (pg_snapshot_xmin) is complete: no row
-- is added there any more, so a reader that stays below it misses nothing and sees nothing twice (ADR 023).
create table event_change (
  xid         xid8 not null default pg_current_xact_id(),
  seq         bigint generated always as identity,
  event_id    text collate "C" not null,
  kind        text not null check (kind in ('STORED', 'RELAPSED', 'ACTED')),
  -- Of the event when it was stored, or RELAPSED; null of an action.
  outcome     text check (outcome in ('NEW', 'RELAPSED', 'THRESHOLDED')),
  -- The key that was decided; null of an action.
  key         text collate "C",
  -- Of an action.
  action_id   bigint,
  change_time timestamptz not null default now(),
  primary key (xid, seq)
);

-- The last change that left; a reader that is not so far yet has missed something.
create table event_change_left (
  xid xid8 not null default '0',
  seq bigint not null default 0
);
insert into event_change_left default values;

create or replace function event_is_inserted() returns trigger language plpgsql as $$
begin
  insert into eventstore.event_id (id, insert_time) select id, insert_time from added;
  insert into eventstore.event_change (event_id, kind, outcome, key)
  select id, 'STORED', outcome, decision_key from added;
  return null;
end $$;
