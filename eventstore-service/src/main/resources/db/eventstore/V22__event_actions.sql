-- What people did about events.

alter table event add column state text not null default 'OPEN'
  constraint event_state_check check (state in ('OPEN', 'ACKNOWLEDGED', 'CLOSED'));

create table event_action (
  id          bigint generated always as identity primary key,
  event_id    text collate "C" not null references event_id on delete cascade,
  action      text not null check (action in ('ACKNOWLEDGED', 'COMMENTED', 'CLOSED', 'REOPENED')),
  actor       text not null,
  comment     text not null,
  -- The state of the event afterwards.
  state       text not null,
  action_time timestamptz not null default clock_timestamp()
);
create index event_action_of_event on event_action (event_id, id);
