-- Fills an event store with events for EventLoadMain's searches: psql -v events=3000000 -f bench/fill-events.sql URL
-- They spread over 30 days of detection and the four weeks since two weeks ago of insertion.
\set ON_ERROR_STOP on
set search_path = eventstore;
select make_event_week(now() + n * interval '7 days') from generate_series(-4, 0) n \g /dev/null
create temporary table made as
select 'fill-' || i as id,
  timestamptz '2026-01-01 00:00:00Z' + random() * interval '30 days' as detect_time,
  now() - random() * interval '28 days' as insert_time,
  inet '10.0.0.0' + (random() * 262143)::bigint as source,
  inet '10.0.0.0' + (random() * 262143)::bigint as target,
  i
from generate_series(1, :events) i;
insert into event (id, detect_time, storage_time, categories, description, source_addresses, target_addresses,
  source_ports, target_ports, source_types, target_types, protocols, detectors, detector_types, event_class, severity,
  resolved_abuses, inspection_errors, outcome, decision_key, idea, idea_bytes, insert_time)
select id, detect_time, insert_time, '{Recon.Scanning}', 'Horizontal scan', array[host(source)], array[host(target)],
  '{}', '{22,443}', '{}', '{}', '{ssh,tcp}', array['org.example.detector' || i % 20], '{Flow,Statistical}',
  'class' || i % 50, 'LOW', '{abuse@example.org}', '{}', 'NEW', 'class' || i % 50 || '+++' || host(source),
  convert_to('{"ID":"' || id || '"}' || repeat(' ', 400), 'UTF8'), 420, insert_time
from made;
insert into decision (event_id, key, outcome, reason, window_start, relapse_start, window_end, opened_by_event_id,
  thresholded_count, relapse_until, decide_time)
select id, 'class' || i % 50 || '+++' || host(source), 'NEW', 'New.', detect_time, detect_time, detect_time, id, 0,
  detect_time, insert_time
from made;
insert into event_address (insert_time, event_id, detect_time, side, low, high)
select insert_time, id, detect_time, side::"char", low, case when i % 50 = 0 then low + 255 else low end
from made, lateral (values ('s', source), ('t', target)) a (side, low);
-- Nobody is told of them: notices and watchers go on from here.
truncate event_change;
update notice_position set xid = pg_snapshot_xmin(pg_current_snapshot()), seq = 0;
analyze;
