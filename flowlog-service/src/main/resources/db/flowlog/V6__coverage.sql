-- What a source covers: of captured packets the times of its frames, and of all sources the times of its connections. The
-- frames of files of flows and logs have the time of the file, so their times say nothing.
alter table flowlog.source add column first_covered_time bigint;
alter table flowlog.source add column last_covered_time bigint;

-- Of what was written before, merged segments do not say whose they are: they count for every source of flows.
update flowlog.source set
  first_covered_time = case encoding when 'packets' then first_frame_time else
    (select min(min_start) from flowlog.segment where coalesce(source_id, source.id) = source.id) end,
  last_covered_time = case encoding when 'packets' then last_frame_time else
    (select max(max_end) from flowlog.segment where coalesce(source_id, source.id) = source.id) end
where frames > 0;
