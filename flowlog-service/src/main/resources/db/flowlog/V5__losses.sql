-- A loss has a number within its source, chosen by the source: sent again it counts once, and two losses of one place and
-- time add up. Losses that the log itself finds have none. Units are kept apart.
alter table flowlog.loss drop constraint loss_source_id_before_position_hop_start_time_key;
alter table flowlog.loss rename column frames to lost;
alter table flowlog.loss add column number bigint;
-- `frames`, `datagrams`, `records`, `lines`, `bytes`; `unknown` when it is not known how much was lost, and lost is 0.
alter table flowlog.loss add column unit text not null default 'unknown';
update flowlog.loss set unit = case hop when 'flowlog.export' then 'records' else 'frames' end where lost > 0;
alter table flowlog.loss alter column unit drop default;
create unique index loss_number on flowlog.loss (source_id, number);

-- What was lost by unit; under `unknown` the number of losses of unknown size.
alter table flowlog.source add column lost jsonb not null default '{}';
update flowlog.source set lost = coalesce(
  (select jsonb_object_agg(unit, n) from (
    select unit, sum(case unit when 'unknown' then 1 else lost end) as n
    from flowlog.loss where loss.source_id = source.id group by unit) as by_unit), '{}');
alter table flowlog.source drop column lost_frames;
-- Greater than the number of every loss of the source.
alter table flowlog.source add column next_loss bigint not null default 1;
