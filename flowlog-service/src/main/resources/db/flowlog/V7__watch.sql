-- Which segment a change is of, for those who watch the log; absent for changes that earlier versions wrote.
alter table flowlog.change add column segment_id bigint;
-- Whether its connections were open.
alter table flowlog.change add column open boolean not null default false;
-- Connections of the segment that had ended; 0 for open ones.
alter table flowlog.change add column connections bigint not null default 0;
