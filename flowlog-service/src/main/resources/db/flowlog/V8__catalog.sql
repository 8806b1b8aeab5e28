-- The catalog: named sets of prefixes that filters can ask for, and what happened to them.

create table flowlog.net_object (
  name text collate "C" primary key,
  prefixes text[] not null,
  -- Filters may not name it.
  hidden boolean not null,
  -- Which commit changed it last.
  commit_id bigint not null
);

-- Numbers follow each other in the order in which commits become visible.
create table flowlog.catalog_commit (
  id bigint primary key,
  commit_time timestamptz not null,
  message text not null,
  -- Tells a repeated commit from a new one.
  transaction_id text not null unique
);

create table flowlog.catalog_change (
  commit_id bigint not null references flowlog.catalog_commit deferrable initially deferred,
  name text collate "C" not null,
  kind text not null check (kind in ('added', 'changed', 'removed')),
  primary key (commit_id, name)
);

-- Who changed an object since a transaction began.
create index on flowlog.catalog_change (name, commit_id);

-- Transactions that are neither committed nor rolled back.
create table flowlog.catalog_transaction (
  id text primary key,
  -- The last commit that it saw when it began.
  base_commit bigint not null,
  use_time timestamptz not null
);

create table flowlog.catalog_edit (
  transaction_id text not null references flowlog.catalog_transaction on delete cascade,
  name text collate "C" not null,
  -- Absent for an object that is removed.
  prefixes text[],
  hidden boolean not null,
  primary key (transaction_id, name)
);
