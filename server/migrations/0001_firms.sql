-- Firms are the tenants. Every table below that holds a firm's data carries firm_id and row-level security; the
-- server works as role schleuse_app, which owns none of these tables, so the policies always bind it.

create function current_firm_id() returns uuid language sql stable
  as $$ select nullif(current_setting('schleuse.firm_id', true), '')::uuid $$;

create table firms (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now(),
  -- settings of the drop-off
  erase_after_days int not null default 14 check (erase_after_days between 1 and 14),
  customer_number_pattern text not null default '^[0-9A-Za-z][0-9A-Za-z .\-/]{0,31}$',
  customer_number_example text not null default '' check (length(customer_number_example) <= 64),
  max_file_bytes bigint not null default 107374182400 check (max_file_bytes > 0),
  max_dropoff_bytes bigint not null default 214748364800 check (max_dropoff_bytes > 0),
  max_dropoff_files int not null default 10000 check (max_dropoff_files between 1 and 100000),
  -- settings of the staff side
  require_totp boolean not null default false,
  notify_email text not null default '',
  imprint text not null default '',
  -- Ed25519 public key (32 bytes) that signs this firm's delivery receipts
  receipt_public_key bytea not null check (octet_length(receipt_public_key) = 32)
);
alter table firms enable row level security;
create policy own_firm on firms using (id = current_firm_id()) with check (id = current_firm_id());
grant select, insert, update on firms to schleuse_app;

-- What must be known before the firm is: which firms exist.
create function list_firm_ids() returns setof uuid language sql stable security definer
  set search_path = public, pg_temp as $$ select id from firms order by created_at, id $$;
revoke all on function list_firm_ids() from public;
grant execute on function list_firm_ids() to schleuse_app;
