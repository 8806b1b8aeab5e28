-- What the frames of a source are, fixed when it is opened for the first time; and what decoding them met.

alter table flowlog.source add column encoding text not null default 'packets';
-- Year of the first log line, 0 = inferred; time zone of times that name none, empty = UTC.
alter table flowlog.source add column first_year integer not null default 0;
alter table flowlog.source add column time_zone text not null default '';
alter table flowlog.source add column flow_records bigint not null default 0;
-- Counters of the decoder by name.
alter table flowlog.source add column counters jsonb not null default '{}';
