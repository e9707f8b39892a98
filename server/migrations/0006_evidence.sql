-- What happened, append-only. subject_id is the drop-off, account or customer; details hold no names of people or files.
create table events (
  id bigint generated always as identity primary key,
  firm_id uuid not null references firms,
  at timestamptz not null default clock_timestamp(),
  kind text not null,
  actor_kind text not null check (actor_kind in ('staff', 'submitter', 'system', 'anonymous')),
  actor_id uuid,
  subject_kind text not null,
  subject_id uuid,
  details jsonb not null default '{}'
);
create index events_subject on events (subject_id, id);
create index events_firm on events (firm_id, id);
alter table events enable row level security;
create policy own_firm on events using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert on events to schleuse_app;

create function refuse_change() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$;
create trigger append_only before update or delete on events for each row execute function refuse_change();
create trigger append_only_truncate before truncate on events for each statement execute function refuse_change();
