-- Picking up over SFTP: which keys open it for whom, and from where, when and how far a firm allows it.
alter table firms
  -- empty: from everywhere
  add column sftp_networks cidr[] not null default '{}' check (cardinality(sftp_networks) <= 100),
  -- [{"days": [1, …, 7 = Sunday], "from": "07:00", "to": "18:00"}, …] in the firm's time zone; empty: at any time
  add column sftp_hours jsonb not null default '[]' check (jsonb_typeof(sftp_hours) = 'array'),
  -- whether removing a case's folder closes the case
  add column sftp_may_close boolean not null default false;

create table ssh_keys (
  id uuid primary key,
  firm_id uuid not null references firms,
  account_id uuid not null references accounts,
  name text not null check (length(name) between 1 and 200),
  -- as in the second field of an OpenSSH public key
  algorithm text not null,
  -- the key as it comes over the wire (RFC 4253, 6.6)
  public_key bytea not null check (octet_length(public_key) between 32 and 4096),
  -- SHA-256 of it
  fingerprint bytea not null check (octet_length(fingerprint) = 32),
  created_at timestamptz not null,
  last_used_at timestamptz,
  unique (account_id, fingerprint)
);
alter table ssh_keys enable row level security;
create policy own_firm on ssh_keys using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, delete on ssh_keys to schleuse_app;
grant update (last_used_at) on ssh_keys to schleuse_app;

-- Whatever takes a right away is told to open connections when it commits, whoever did it.
create function announce_sftp_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('schleuse_sftp', coalesce(to_jsonb(old) ->> 'firm_id', to_jsonb(old) ->> 'id'));
  return null;
end $$;
create trigger announce_sftp after delete on ssh_keys for each row execute function announce_sftp_change();
create trigger announce_sftp after update of role, deactivated_at on accounts
  for each row execute function announce_sftp_change();
create trigger announce_sftp after update of sftp_networks, sftp_hours, sftp_may_close, time_zone on firms
  for each row execute function announce_sftp_change();
