create table dropoffs (
  id uuid primary key,
  firm_id uuid not null references firms,
  container_id uuid not null unique references containers,
  customer_id uuid not null references customers,
  customer_number text not null,
  customer_hint text not null,
  note text not null default '' check (length(note) <= 4000),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  -- open: files arrive; submitted: the customer has the receipt; closed: erased or being erased; expired: never submitted
  state text not null default 'open' check (state in ('open', 'submitted', 'closed', 'expired')),
  created_at timestamptz not null default now(),
  progress_at timestamptz not null default now(),
  expires_at timestamptz not null,
  submitted_at timestamptz,
  erases_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid references accounts,
  seen_at timestamptz,
  followed_up_at timestamptz,
  file_count int not null default 0,
  total_bytes bigint not null default 0,
  receipt jsonb,
  check (state <> 'submitted' or (submitted_at is not null and receipt is not null)),
  check (erases_at <= created_at + interval '14 days' or submitted_at is not null),
  check (submitted_at is null or erases_at <= submitted_at + interval '14 days')
);
create index dropoffs_inbox on dropoffs (firm_id, state, submitted_at desc);
create index dropoffs_due on dropoffs (erases_at) where state in ('open', 'submitted');
create index dropoffs_follow_up on dropoffs (progress_at) where state = 'open' and followed_up_at is null;
alter table dropoffs enable row level security;
create policy own_firm on dropoffs using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on dropoffs to schleuse_app;

create function find_dropoff(hash bytea) returns table (firm_id uuid, dropoff_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select firm_id, id from dropoffs where token_hash = hash $$;
revoke all on function find_dropoff(bytea) from public;
grant execute on function find_dropoff(bytea) to schleuse_app;
