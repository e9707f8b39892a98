-- Messages from the contact form: what somebody writes to the firm, or the password of an archive. Each is a container with a
-- key pair of its own, so that it goes like a drop-off: the key first. What was written lies in `sealed` (sealing/SPEC.md).
alter table containers drop constraint containers_kind_check;
alter table containers add constraint containers_kind_check check (kind in ('dropoff', 'message'));

create table messages (
  id uuid primary key,
  firm_id uuid not null references firms,
  container_id uuid not null unique references containers,
  kind text not null check (kind in ('message', 'password')),
  -- what it belongs to, as its sender wrote it: a case number
  reference text not null default '' check (length(reference) <= 64),
  -- null once erased
  intake_key_id uuid,
  sealed_key bytea,
  sealed bytea check (octet_length(sealed) <= 65536),
  received_at timestamptz not null,
  erases_at timestamptz not null,
  -- the first who read it; of a password the only one
  opened_at timestamptz,
  opened_by uuid references accounts,
  closed_at timestamptz,
  check ((opened_at is null) = (opened_by is null)),
  check (erases_at <= received_at + interval '336 hours')
);
create index messages_firm on messages (firm_id, received_at desc);
create index messages_due on messages (firm_id, erases_at) where closed_at is null;
alter table messages enable row level security;
create policy own_firm on messages using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on messages to schleuse_app;

create function write_message_rule() returns trigger language plpgsql as $$
begin
  insert into retention_rules (firm_id, name, container_kind, bound, period, unit, starts, legal_basis) values
    (new.id, 'message', 'message', 'at-most', 14, 'days', 'arrival', 'Art. 5 Abs. 1 Buchst. e DSGVO (Speicherbegrenzung)')
  on conflict (firm_id, name) do nothing;
  return new;
end $$;
create trigger message_rule after insert on firms for each row execute function write_message_rule();
insert into retention_rules (firm_id, name, container_kind, bound, period, unit, starts, legal_basis)
  select id, 'message', 'message', 'at-most', 14, 'days', 'arrival', 'Art. 5 Abs. 1 Buchst. e DSGVO (Speicherbegrenzung)'
    from firms on conflict do nothing;

-- An intake process may add messages and never read one.
create function take_prepared_message(at timestamptz) returns table (id uuid, key_algorithm smallint, public_key bytea)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare taken prepared_containers;
begin
  perform pg_notify('schleuse_keys', current_firm_id()::text);
  delete from prepared_containers p where p.id =
    (select o.id from prepared_containers o where o.firm_id = current_firm_id() order by o.prepared_at limit 1 for update skip locked)
    returning p.* into taken;
  if taken.id is null then return; end if;
  insert into containers (id, firm_id, kind, key_algorithm, public_key, created_at)
    values (taken.id, taken.firm_id, 'message', taken.key_algorithm, taken.public_key, at);
  return query select taken.id, taken.key_algorithm, taken.public_key;
end $$;
create function announce_message() returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_job('message-arrived'::text, json_build_object('firmId', current_firm_id()),
    job_key => 'message-arrived:' || current_firm_id());
end $$;
revoke all on function take_prepared_message(timestamptz), announce_message() from public;
grant execute on function take_prepared_message(timestamptz), announce_message() to schleuse_intake;
grant insert on messages to schleuse_intake;
-- The one event of a message that an intake process writes.
drop policy own_dropoff on events;
create policy own_dropoff on events as restrictive for insert to schleuse_intake
  with check (
    (subject_id = current_dropoff_id() and actor_kind in ('submitter', 'anonymous')
      and kind in ('dropoff-opened', 'files-arrived', 'file-withdrawn', 'uploads-ended', 'agreement-requested'))
    or (kind = 'tries-limited' and subject_id = current_firm_id() and actor_kind = 'anonymous')
    or (kind = 'message-received' and subject_kind = 'message' and actor_kind in ('submitter', 'anonymous')));
create policy begins_unread on messages as restrictive for insert to schleuse_intake
  with check (opened_at is null and opened_by is null and closed_at is null);
-- And the counters of that door.
drop policy senders on attempts;
create policy senders on attempts as restrictive to schleuse_intake
  using (scope ~ '^(customer-number|dropoff-open|message|reported\.customer-number|reported\.drop-off)[./]')
  with check (scope ~ '^(customer-number|dropoff-open|message|reported\.customer-number|reported\.drop-off)[./]');
