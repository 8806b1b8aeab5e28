-- Where people are told of events, and what they are told.

create table channel (
  name               text collate "C" primary key,
  kind               text not null check (kind in ('MAIL', 'WEBHOOK', 'SYSLOG')),
  target             text not null,
  -- Of mail.
  sender             text not null,
  recipients         text[] not null,
  username           text not null,
  -- Password of mail, key of a webhook. Never leaves the event store but to its target.
  secret             text not null,
  -- PEM; empty: those that Java knows.
  ca_certificates    text not null,
  plaintext_allowed  boolean not null,
  -- An EventQuery message.
  query              bytea not null,
  minimum_severity   text not null,
  outcomes           text[] not null,
  muted_until        timestamptz,
  redirect_to        text not null,
  digest_micros      bigint not null,
  enabled            boolean not null
);

create table notice (
  id              bigint generated always as identity primary key,
  channel         text collate "C" not null,
  -- Of mail, instead of those of the channel.
  recipients      text[] not null default '{}',
  idempotency_key text collate "C" not null unique,
  subject         text not null,
  body            text not null,
  -- Of a notice about an event: which, what was decided, and how urgent it is.
  event_id        text collate "C",
  outcome         text,
  decision_key    text,
  reason          text,
  severity        text not null default 'UNSPECIFIED',
  link            text not null default '',
  -- HELD: waits for a digest. DIGESTED: a part of the notice digest_id.
  state           text not null default 'PENDING'
    check (state in ('HELD', 'PENDING', 'SENT', 'DEAD', 'MUTED', 'DIGESTED', 'DROPPED')),
  digest_id       bigint,
  attempts        integer not null default 0,
  last_error      text not null default '',
  create_time     timestamptz not null default now(),
  -- When it is tried next, or when a held one is due.
  next_time       timestamptz not null default now(),
  -- Until then one replica alone sends it.
  lease_until     timestamptz,
  lease           text,
  end_time        timestamptz
);
create index notice_waiting on notice (channel, next_time, id) where state in ('HELD', 'PENDING');
create index notice_by_state on notice (state, id);
create index notice_ended on notice (end_time, id) where end_time is not null;

create table notice_attachment (
  notice_id  bigint not null references notice on delete cascade,
  position   integer not null,
  name       text not null,
  media_type text not null,
  content    bytea not null,
  primary key (notice_id, position)
);

-- Changes of events up to here have their notices.
create table notice_position (
  xid xid8 not null,
  seq bigint not null
);
insert into notice_position select pg_snapshot_xmin(pg_current_snapshot()), 0;
