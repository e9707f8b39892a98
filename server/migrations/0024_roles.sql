-- A process that only takes files in (--roles=intake) works as schleuse_intake. Besides its firm it names a drop-off's token
-- (as a hash) in each transaction and sees that drop-off only: not the others', no mails, no accounts, no customers' list.
grant select on schleuse_migrations to schleuse_app, schleuse_intake;

create function current_token_hash() returns bytea language sql stable
  as $$ select decode(nullif(current_setting('schleuse.token_hash', true), ''), 'hex') $$;
-- Definers look past the policies that use these, so both settings are compared here.
create function current_dropoff_id() returns uuid language sql stable security definer set search_path = public, pg_temp
  as $$ select id from dropoffs where token_hash = current_token_hash() and firm_id = current_firm_id() $$;
create function current_container_id() returns uuid language sql stable security definer set search_path = public, pg_temp
  as $$ select container_id from dropoffs where token_hash = current_token_hash() and firm_id = current_firm_id() $$;
revoke all on function current_dropoff_id(), current_container_id() from public;
grant execute on function current_dropoff_id(), current_container_id() to schleuse_intake;

-- Key pairs made ahead by whoever holds the root key, for containers that an intake process begins. The private halves
-- lie in the key ring.
create table prepared_containers (
  id uuid primary key,
  firm_id uuid not null references firms,
  key_algorithm smallint not null,
  public_key bytea not null,
  prepared_at timestamptz not null default now()
);
create index prepared_containers_firm on prepared_containers (firm_id, prepared_at);
alter table prepared_containers enable row level security;
create policy own_firm on prepared_containers using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, delete on prepared_containers to schleuse_app;

create function call_for_keys() returns trigger language plpgsql as $$
begin perform pg_notify('schleuse_keys', new.id::text); return null; end $$;
create trigger call_for_keys after insert on firms for each row execute function call_for_keys();

-- Makes a prepared pair a drop-off's container; null when there is none left. So an intake process never names a key itself.
create function take_prepared_container(customer uuid, at timestamptz) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare taken prepared_containers;
begin
  perform pg_notify('schleuse_keys', current_firm_id()::text);
  delete from prepared_containers where id =
    (select id from prepared_containers where firm_id = current_firm_id() order by prepared_at limit 1 for update skip locked)
    returning * into taken;
  if taken.id is null then return null; end if;
  insert into containers (id, firm_id, kind, key_algorithm, public_key, created_at, customer_id)
    values (taken.id, taken.firm_id, 'dropoff', taken.key_algorithm, taken.public_key, at, customer);
  return taken.id;
end $$;

-- What an intake process asks of one that holds the root key: to hand a drop-off over. `answer` is an error as the door
-- translates it; a receipt stands in the drop-off's own row.
create table submit_requests (
  id uuid primary key,
  firm_id uuid not null references firms,
  dropoff_id uuid not null references dropoffs,
  expected_files int,
  asked_at timestamptz not null default now(),
  answered_at timestamptz,
  answer jsonb
);
create index submit_requests_dropoff on submit_requests (dropoff_id);
alter table submit_requests enable row level security;
create policy own_firm on submit_requests using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, update, delete on submit_requests to schleuse_app;

create function request_submit(expected int) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare request uuid;
begin
  if current_dropoff_id() is null then raise exception 'no drop-off' using errcode = 'insufficient_privilege'; end if;
  -- Whoever asks again waits for the same answer.
  select id into request from submit_requests
    where dropoff_id = current_dropoff_id() and answered_at is null and expected_files is not distinct from expected
      and asked_at > now() - interval '10 minutes' limit 1;
  if request is not null then return request; end if;
  request := gen_random_uuid();
  insert into submit_requests (id, firm_id, dropoff_id, expected_files)
    values (request, current_firm_id(), current_dropoff_id(), expected);
  perform graphile_worker.add_job('answer-submit'::text,
    json_build_object('firmId', current_firm_id(), 'requestId', request), max_attempts => 5);
  return request;
end $$;

-- The jobs an intake process may cause, for its own drop-off.
create function request_hash(file uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from files where id = file and container_id = current_container_id()) then
    raise exception 'not a file of this drop-off' using errcode = 'insufficient_privilege';
  end if;
  perform graphile_worker.add_job('hash-file'::text, json_build_object('firmId', current_firm_id(), 'fileId', file),
    job_key => 'hash-file:' || file);
end $$;
create function request_scan() returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_job('scan-files'::text, json_build_object('firmId', current_firm_id()),
    run_at => clock_timestamp() + interval '500 ms', job_key => 'scan-files:' || current_container_id(),
    job_key_mode => 'preserve_run_at');
end $$;

-- Whose number this is, one at a time.
create function find_customer_by_number(given text) returns table (id uuid, number text, name text, active boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select id, number, name, active from customers
         where firm_id = current_firm_id() and number_key = upper(replace(given, ' ', '')) $$;

revoke all on function take_prepared_container(uuid, timestamptz), request_submit(int), request_hash(uuid), request_scan(),
  find_customer_by_number(text) from public;
grant execute on function take_prepared_container(uuid, timestamptz), request_submit(int),
  request_hash(uuid), request_scan(), find_customer_by_number(text), find_dropoff(bytea), list_firm_ids() to schleuse_intake;

-- Facts of the firm that its public pages show.
grant select (id, name, created_at, erase_after_days, customer_number_pattern, customer_number_example, max_file_bytes,
  max_dropoff_bytes, max_dropoff_files, imprint, time_zone, receipt_public_key) on firms to schleuse_intake;
grant select on firm_looks, profiles, logs, log_tiles to schleuse_intake;
-- Counters, of nobody's data.
grant select, insert, update, delete on attempts to schleuse_intake;
grant select, insert, delete on spent_challenges to schleuse_intake;

grant select, insert on dropoffs to schleuse_intake;
grant update (note, answers, expected_files, expected_bytes, progress_at, begun_at, expires_at) on dropoffs to schleuse_intake;
create policy own_token on dropoffs as restrictive to schleuse_intake
  using (token_hash = current_token_hash()) with check (token_hash = current_token_hash());

grant select, update (created_at) on containers to schleuse_intake;
create policy own_dropoff on containers as restrictive to schleuse_intake using (id = (select current_container_id()));
-- Locking a row needs the right to change it; changing it is refused here.
create policy only_locked on containers as restrictive for update to schleuse_intake
  using (id = (select current_container_id())) with check (false);

grant insert on intake_keys to schleuse_intake;
grant select, insert, update on uploads, container_usage to schleuse_intake;
grant select, insert, delete on files, segments to schleuse_intake;
grant select on submit_requests to schleuse_intake;
create policy own_dropoff on intake_keys as restrictive to schleuse_intake
  using (container_id = (select current_container_id())) with check (container_id = (select current_container_id()));
create policy own_dropoff on uploads as restrictive to schleuse_intake
  using (container_id = (select current_container_id())) with check (container_id = (select current_container_id()));
create policy own_dropoff on container_usage as restrictive to schleuse_intake
  using (container_id = (select current_container_id())) with check (container_id = (select current_container_id()));
create policy own_dropoff on files as restrictive to schleuse_intake
  using (container_id = (select current_container_id())) with check (container_id = (select current_container_id()));
create policy own_dropoff on segments as restrictive to schleuse_intake
  using (container_id = (select current_container_id())) with check (container_id = (select current_container_id()));
create policy own_dropoff on submit_requests as restrictive to schleuse_intake
  using (dropoff_id = (select current_dropoff_id()));

grant insert on events to schleuse_intake;
create policy own_dropoff on events as restrictive for insert to schleuse_intake
  with check (subject_id = current_dropoff_id() and actor_kind in ('submitter', 'anonymous')
    and kind in ('dropoff-opened', 'files-arrived', 'file-withdrawn'));
-- Declared restorations are for everybody who checks the log.
grant select on events, event_leaves to schleuse_intake;
create policy restorations on events as restrictive for select to schleuse_intake
  using (kind = 'restored-from-backup' and subject_id = current_firm_id());
