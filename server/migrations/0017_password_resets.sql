-- Links to choose a new password, as hashes. Several may be open at once: asking again must not spoil the link somebody
-- is just opening. All of an account are used up with the first that is used.
create table password_resets (
  id uuid primary key,
  firm_id uuid not null references firms,
  account_id uuid not null references accounts,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index password_resets_account on password_resets (account_id);
alter table password_resets enable row level security;
create policy own_firm on password_resets using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, delete on password_resets to schleuse_app;

create function find_password_reset(hash bytea) returns table (firm_id uuid, reset_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select firm_id, id from password_resets where token_hash = hash $$;
revoke all on function find_password_reset(bytea) from public;
grant execute on function find_password_reset(bytea) to schleuse_app;
