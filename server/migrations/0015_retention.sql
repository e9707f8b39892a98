-- Retention as data: how long a kind of container may be, or must be, kept. One engine computes with these rows
-- (server/src/retention/due-moment.ts).
alter table firms add column time_zone text not null default 'Europe/Berlin' check (length(time_zone) between 1 and 64);

create table retention_rules (
  firm_id uuid not null references firms,
  name text not null check (name ~ '^[a-z][a-z-]{0,62}$'),
  container_kind text not null check (container_kind ~ '^[a-z][a-z-]{0,62}$'),
  bound text not null check (bound in ('at-most', 'at-least')),
  period int not null check (period between 1 and 36500 and (unit = 'days' or period <= 100)),
  unit text not null check (unit in ('days', 'years')),
  -- year-end: the end of the calendar year of the arrival, by the firm's time zone
  starts text not null check (starts in ('arrival', 'close', 'year-end')),
  legal_basis text not null check (length(legal_basis) between 1 and 1000),
  primary key (firm_id, name)
);
alter table retention_rules enable row level security;
create policy own_firm on retention_rules using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on retention_rules to schleuse_app;

-- The firm's setting is the period of its rule for drop-offs: one figure, so that they cannot differ.
create function write_dropoff_rules() returns trigger language plpgsql as $$
begin
  insert into retention_rules (firm_id, name, container_kind, bound, period, unit, starts, legal_basis) values
    (new.id, 'dropoff-submitted', 'dropoff', 'at-most', new.erase_after_days, 'days', 'arrival',
     'Art. 5 Abs. 1 Buchst. e DSGVO (Speicherbegrenzung), zugesagt in der Eingangsbestätigung'),
    (new.id, 'dropoff-unsubmitted', 'dropoff', 'at-most', 14, 'days', 'arrival',
     'Art. 5 Abs. 1 Buchst. e DSGVO (Speicherbegrenzung)'),
    (new.id, 'erasure-record', 'record', 'at-least', 3, 'years', 'year-end',
     'Art. 5 Abs. 2 DSGVO (Rechenschaftspflicht); §§ 195, 199 BGB (Verjährung ab Jahresende)')
  on conflict (firm_id, name) do update set period = excluded.period where excluded.name = 'dropoff-submitted';
  return new;
end $$;
create trigger dropoff_rules after insert or update of erase_after_days on firms
  for each row execute function write_dropoff_rules();
update firms set erase_after_days = erase_after_days;

alter table containers
  -- whose data it is, for holds; null where it is nobody's alone
  add column customer_id uuid references customers,
  -- why and on whose order it was given up
  add column erase_reason text check (erase_reason in ('closed', 'due', 'never-submitted', 'erased-after-backup')),
  add column erase_ordered_by uuid references accounts;
update containers c set customer_id = d.customer_id from dropoffs d where d.container_id = c.id;
update containers c set erase_ordered_by = d.closed_by,
    erase_reason = case when d.closed_by is not null then 'closed' when d.state = 'expired' then 'never-submitted' else 'due' end
  from dropoffs d where d.container_id = c.id and c.erase_requested_at is not null;
create index containers_customer on containers (customer_id) where erase_requested_at is null;

-- A hold keeps from erasure: one container, all of a customer's, or all of the firm's.
create table holds (
  id uuid primary key,
  firm_id uuid not null references firms,
  scope text not null check (scope in ('container', 'customer', 'firm')),
  container_id uuid references containers,
  customer_id uuid references customers,
  reason text not null check (length(reason) between 1 and 500),
  placed_by uuid not null references accounts,
  placed_at timestamptz not null,
  -- null: until somebody lifts it
  until timestamptz check (until > placed_at),
  lifted_by uuid references accounts,
  lifted_at timestamptz,
  check ((scope = 'container') = (container_id is not null) and (scope = 'customer') = (customer_id is not null)),
  check ((lifted_at is null) = (lifted_by is null))
);
create index holds_firm on holds (firm_id, placed_at desc) where lifted_at is null;
alter table holds enable row level security;
create policy own_firm on holds using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on holds to schleuse_app;

-- The holds that keep a container at a moment. Of the caller's own firm: the policies bind whoever asks.
create function holds_on(container uuid, moment timestamptz) returns setof holds language sql stable
  as $$
    select h.* from containers c join holds h on h.firm_id = c.firm_id
    where c.id = container and h.lifted_at is null and (h.until is null or h.until > moment)
      and (h.scope = 'firm' or h.container_id = c.id or h.customer_id = c.customer_id)
  $$;

-- What the erasure run did, firm by firm. Runs that found nothing to do are forgotten after a day.
create table erasure_runs (
  id uuid primary key,
  -- the order in which they were, whatever the clock said
  number bigint not null generated always as identity,
  firm_id uuid not null references firms,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  -- refused: the clock had jumped, so nothing was given up
  outcome text not null check (outcome in ('done', 'refused')),
  given_up int not null,
  erased int not null,
  failed int not null,
  held int not null,
  overdue int not null,
  by_rule jsonb not null default '{}',
  -- the readings the next run compares its own with (server/src/retention/clock-guard.ts)
  process_id uuid not null,
  uptime_ms bigint not null,
  trusted boolean not null,
  confirmed_by uuid references accounts
);
create index erasure_runs_firm on erasure_runs (firm_id, number desc);
alter table erasure_runs enable row level security;
create policy own_firm on erasure_runs using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, delete on erasure_runs to schleuse_app;

create function refuse_delete_of_results() returns trigger language plpgsql as $$
begin
  if old.outcome = 'done' and old.given_up + old.erased + old.failed + old.overdue = 0 then return old; end if;
  raise exception 'the result of an erasure run is kept' using errcode = 'restrict_violation';
end $$;
create trigger keep_results before delete on erasure_runs for each row execute function refuse_delete_of_results();

-- Signed proof that a container was destroyed; hashes and counts, no names.
create table erasure_certificates (
  container_id uuid primary key references containers,
  firm_id uuid not null references firms,
  -- the drop-off
  subject_id uuid not null,
  certificate jsonb not null,
  -- that the firm's log has it; comes with the next checkpoint
  log_proof jsonb
);
create index erasure_certificates_subject on erasure_certificates (subject_id);
alter table erasure_certificates enable row level security;
create policy own_firm on erasure_certificates using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update (log_proof) on erasure_certificates to schleuse_app;

alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check check (kind in ('arrival', 'unfinished', 'invitation', 'security', 'alarm'));
