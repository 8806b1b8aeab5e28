-- Events leave oldest first, by the time at which they were stored.
create index event_by_storage on event (storage_time, id);

-- When a window was last moved, by the clock: an event of an old capture opens a window that ended long ago and is
-- in use all the same.
alter table threshold add column touch_time timestamptz not null default now();
create function touch_threshold() returns trigger language plpgsql as $$
begin
  new.touch_time := now();
  return new;
end $$;
create trigger threshold_is_touched before update on threshold for each row execute function touch_threshold();

-- What left, and which limit called for it.
create table retention (
  id               bigint generated always as identity primary key,
  reason           text not null check (reason in ('age', 'count')),
  events           bigint not null,
  -- Latest detection among them.
  last_detect_time timestamptz not null,
  drop_time        timestamptz not null default clock_timestamp()
);
