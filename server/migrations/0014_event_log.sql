-- Events become leaves of a Merkle log, one a firm (C2SP tlog-tiles). A leaf is a salted hash, so that what an event says
-- of people can be forgotten later without breaking a proof.
alter table events
  -- 244 random bits each time; null together with details once they are forgotten
  add column salt bytea default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
    check (octet_length(salt) = 32),
  -- the transaction that wrote it: whoever has seen everything below a snapshot's xmin need not look there again
  add column written_by xid8 not null default pg_current_xact_id(),
  alter column details drop not null,
  add check ((salt is null) = (details is null));
create index events_written_by on events (written_by);

-- Which leaf an event is, counted from 0 without gaps. No foreign keys: events cannot be deleted, and checking them
-- would write to each event's row again.
create table event_leaves (
  event_id bigint primary key,
  firm_id uuid not null,
  sequence bigint not null check (sequence >= 0),
  unique (firm_id, sequence)
);
alter table event_leaves enable row level security;
create policy own_firm on event_leaves using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert on event_leaves to schleuse_app;
create trigger append_only before update or delete on event_leaves for each row execute function refuse_change();
create trigger append_only_truncate before truncate on event_leaves for each statement execute function refuse_change();

-- A firm's log: its name and key for ever, and its newest tree with the signed note that says so.
create table logs (
  firm_id uuid primary key references firms,
  origin text not null,
  public_key bytea not null check (octet_length(public_key) = 32),
  size bigint not null default 0 check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  checkpoint text not null default '',
  checkpoint_at timestamptz not null default clock_timestamp(),
  -- what the witness has signed last, with its signature
  cosigned_size bigint not null default 0 check (cosigned_size between 0 and size),
  cosigned_checkpoint text not null default ''
);
alter table logs enable row level security;
create policy own_firm on logs using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on logs to schleuse_app;

-- 256 hashes of 32 bytes each, the last of a level fewer. Level -1 holds what the leaves are hashes of (the entries
-- differ in nothing else).
create table log_tiles (
  firm_id uuid not null references firms,
  level smallint not null check (level between -1 and 7),
  position bigint not null check (position >= 0),
  hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  primary key (firm_id, level, position)
);
-- Hashes cannot be compressed.
alter table log_tiles alter column hashes set storage external;
alter table log_tiles enable row level security;
create policy own_firm on log_tiles using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on log_tiles to schleuse_app;

create function refuse_shrinking_log() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if tg_table_name = 'logs' then
      if new.firm_id = old.firm_id and new.origin = old.origin and new.public_key = old.public_key
        and new.size >= old.size then return new; end if;
    elsif new.firm_id = old.firm_id and new.level = old.level and new.position = old.position
      and substring(new.hashes for octet_length(old.hashes)) = old.hashes then return new;
    end if;
  end if;
  raise exception '% only grows', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger only_grows before update or delete on logs for each row execute function refuse_shrinking_log();
create trigger only_grows before update or delete on log_tiles for each row execute function refuse_shrinking_log();
create trigger only_grows_truncate before truncate on logs for each statement execute function refuse_shrinking_log();
create trigger only_grows_truncate before truncate on log_tiles for each statement execute function refuse_shrinking_log();

-- The one change an event allows: salt and details of a sequenced one are forgotten, together.
create function refuse_event_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.salt is not null and new.salt is null and new.details is null
      and to_jsonb(new) - '{salt,details}'::text[] = to_jsonb(old) - '{salt,details}'::text[]
      and exists (select from event_leaves where event_id = old.id) then return new; end if;
  end if;
  raise exception 'events is append-only' using errcode = 'restrict_violation';
end $$;
drop trigger append_only on events;
create trigger append_only before update or delete on events for each row execute function refuse_event_change();
grant update (salt, details) on events to schleuse_app;

-- The sequencer's question over all firms: ids only.
create function list_firms_to_sequence(since xid8) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct e.firm_id from events e
    where e.written_by >= since and not exists (select from event_leaves l where l.event_id = e.id)
  $$;
revoke all on function list_firms_to_sequence(xid8) from public;
grant execute on function list_firms_to_sequence(xid8) to schleuse_app;

-- The proof that the firm's log has the receipt; comes with the next checkpoint.
alter table dropoffs add column receipt_log jsonb;
