-- One row a person and firm. Secrets: passwords as Argon2id strings, tokens and codes only as SHA-256 hashes, TOTP secrets sealed.

create table accounts (
  id uuid primary key,
  firm_id uuid not null references firms,
  email text not null check (length(email) between 3 and 254 and email = lower(email)),
  name text not null check (length(name) between 1 and 200),
  role text not null check (role in ('owner', 'agent')),
  password_hash text not null,
  totp_secret_sealed bytea,
  totp_confirmed_at timestamptz,
  -- last accepted time step: a code (and every older one) works once
  totp_last_step bigint not null default -1,
  created_at timestamptz not null default now(),
  deactivated_at timestamptz,
  unique (email)
);
create index accounts_firm on accounts (firm_id);
alter table accounts enable row level security;
create policy own_firm on accounts using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on accounts to schleuse_app;

create table recovery_codes (
  account_id uuid not null references accounts,
  firm_id uuid not null references firms,
  code_hash bytea not null check (octet_length(code_hash) = 32),
  used_at timestamptz,
  primary key (account_id, code_hash)
);
alter table recovery_codes enable row level security;
create policy own_firm on recovery_codes using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update, delete on recovery_codes to schleuse_app;

create table sessions (
  id uuid primary key,
  firm_id uuid not null references firms,
  account_id uuid not null references accounts,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  -- 'full', or 'enrol' while the firm requires TOTP and the account has none yet
  scope text not null default 'full' check (scope in ('full', 'enrol')),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  device text not null default '' check (length(device) <= 200),
  -- shortened: /24 for IPv4, /48 for IPv6
  network text not null default ''
);
create index sessions_account on sessions (account_id) where ended_at is null;
alter table sessions enable row level security;
create policy own_firm on sessions using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on sessions to schleuse_app;

create table invitations (
  id uuid primary key,
  firm_id uuid not null references firms,
  email text not null check (email = lower(email)),
  role text not null check (role in ('owner', 'agent')),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  invited_by uuid not null references accounts,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create index invitations_firm on invitations (firm_id);
alter table invitations enable row level security;
create policy own_firm on invitations using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on invitations to schleuse_app;

-- Look-ups that come before the firm is known: each returns ids only, for one secret or one address.
create function find_session(hash bytea) returns table (firm_id uuid, session_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select firm_id, id from sessions where token_hash = hash $$;
create function find_account_by_email(address text) returns table (firm_id uuid, account_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select firm_id, id from accounts where email = lower(address) $$;
create function find_invitation(hash bytea) returns table (firm_id uuid, invitation_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select firm_id, id from invitations where token_hash = hash $$;
revoke all on function find_session(bytea), find_account_by_email(text), find_invitation(bytea) from public;
grant execute on function find_session(bytea), find_account_by_email(text), find_invitation(bytea) to schleuse_app;

-- Counters against guessing. Keys are keyed hashes, so no address is stored; not a firm's data, hence no firm_id.
create table attempts (
  scope text not null,
  key_hash bytea not null,
  window_start timestamptz not null,
  count int not null default 1,
  primary key (scope, key_hash, window_start)
);
grant select, insert, update, delete on attempts to schleuse_app;

-- Proofs of work already spent (ALTCHA): each solution is taken once.
create table spent_challenges (
  challenge_hash bytea primary key,
  expires_at timestamptz not null
);
grant select, insert, delete on spent_challenges to schleuse_app;
