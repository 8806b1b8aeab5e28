-- An action that is repeated with the id that its client chose is recorded once.

alter table event_action add column request_id text collate "C";
create unique index event_action_by_request on event_action (event_id, request_id) where request_id is not null;
