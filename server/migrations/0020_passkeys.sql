-- Passkeys (WebAuthn): public keys only, of no use to whoever reads this table.
create table passkeys (
  id uuid primary key,
  firm_id uuid not null references firms,
  account_id uuid not null references accounts,
  credential_id bytea not null unique check (octet_length(credential_id) between 16 and 1023),
  public_key bytea not null,
  -- the authenticator's own counter; one that falls back shows a copy
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null check (length(name) between 1 and 100),
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_account on passkeys (account_id);
alter table passkeys enable row level security;
create policy own_firm on passkeys using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, delete, update (counter, last_used_at) on passkeys to schleuse_app;

-- How many an account has, so that asking whether it has a second factor stays one row.
alter table accounts add column passkey_count int not null default 0 check (passkey_count >= 0);
create function count_passkeys() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update accounts set passkey_count = passkey_count + 1 where id = new.account_id;
  else
    update accounts set passkey_count = passkey_count - 1 where id = old.account_id;
  end if;
  return null;
end $$;
create trigger passkeys_counted after insert or delete on passkeys for each row execute function count_passkeys();

create function find_passkey(credential bytea) returns table (firm_id uuid, account_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select firm_id, account_id from passkeys where credential_id = credential $$;
revoke all on function find_passkey(bytea) from public;
grant execute on function find_passkey(bytea) to schleuse_app;
