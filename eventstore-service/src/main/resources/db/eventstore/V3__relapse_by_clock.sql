-- Relapses are decided by the clock at the end of a window; a later event of the key is new.

alter table event drop constraint event_severity_check;
alter table event add constraint event_severity_check
  check (severity in ('UNSPECIFIED', 'INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'));

-- A detection time far ahead of the clock had opened these and kept their keys quiet for years.
delete from threshold where window_start > now() + interval '1 day';
update decision set window_start = least(window_start, '9999-12-31T23:59:59.999999Z'),
  relapse_start = least(relapse_start, '9999-12-31T23:59:59.999999Z'),
  window_end = least(window_end, '9999-12-31T23:59:59.999999Z')
where window_end > '9999-12-31T23:59:59.999999Z';

alter table threshold
  -- The key's next event may be a relapse from window_end until here, exclusive.
  add column relapse_until timestamptz,
  -- The event of last_thresholded.
  add column last_event_id text,
  -- When the clock has to decide a relapse; null when nothing came in the relapse window.
  add column relapse_due   timestamptz;
-- Nobody is told today of what ended long ago; windows that run relapse by their next event for a day.
update threshold set relapse_until = window_end + case when window_end > now() then interval '1 day' else interval '0' end;
update threshold set last_event_id = opened_by_event_id where last_thresholded is not null;
create index threshold_by_relapse_due on threshold (relapse_due) where relapse_due is not null;
-- Counting what is kept back changes no index.
alter table threshold set (fillfactor = 80);

-- An event that was kept back may relapse later: then it has two decisions for a key.
alter table decision drop constraint decision_pkey;
alter table decision add primary key (event_id, key, outcome);
alter table decision drop column last_thresholded;
alter table decision add column relapse_until timestamptz, add column decide_time timestamptz;
update decision d set relapse_until = d.window_end, decide_time = e.storage_time from event e where e.id = d.event_id;
alter table decision alter column relapse_until set not null, alter column decide_time set not null;
