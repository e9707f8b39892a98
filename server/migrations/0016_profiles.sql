-- A profile is a kind of drop-off of its own, at /einsenden/<slug>: what is taken, how it is asked for, how long it is
-- kept, who hears of it. A drop-off without one is the plain drop-off, by the firm's settings.
create table profiles (
  id uuid primary key,
  firm_id uuid not null references firms,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 40),
  -- for the staff; customers read texts.title
  name text not null check (length(name) between 1 and 100),
  -- {"de": {"title", "intro"}, "en": {"title", "intro"}}
  texts jsonb not null default '{}',
  -- kinds of archive by their content; empty: any file
  kinds text[] not null default '{}' check (kinds <@ array['zip', 'tar', 'rar', 'gz']),
  max_file_bytes bigint not null check (max_file_bytes > 0),
  max_files int not null check (max_files between 1 and 100000),
  erase_after_days int not null default 14 check (erase_after_days between 1 and 14),
  -- addresses, separated by commas; empty: whoever hears of plain drop-offs
  notify_email text not null default '' check (length(notify_email) <= 1000),
  -- {"note": "off" | "optional" | "required", "contactName": …, "email": …, "phone": …, "caseReference": …}
  ask jsonb not null default '{}',
  -- each archive holds a Readme.txt with contact data
  needs_readme boolean not null default false,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  unique (firm_id, slug),
  unique (firm_id, id),
  check (not needs_readme or kinds <> '{}')
);
alter table profiles enable row level security;
create policy own_firm on profiles using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on profiles to schleuse_app;

alter table dropoffs
  add column profile_id uuid,
  -- what the profile's form asked beyond number and note; blanked with the erasure
  add column answers jsonb not null default '{}',
  add foreign key (firm_id, profile_id) references profiles (firm_id, id);

-- What is inside, as far as it was looked at when the drop-off was handed over; null: nobody asked.
alter table files
  add column archive_kind text check (archive_kind in ('zip', 'tar', 'rar4', 'rar5', 'gz')),
  add column contents_checkable boolean;

-- Each profile's period is a rule of the one retention engine, as the firm's own is.
alter table retention_rules drop constraint retention_rules_name_check;
alter table retention_rules add constraint retention_rules_name_check check (name ~ '^[a-z][a-z0-9-]{0,62}$');
create function write_profile_rule() returns trigger language plpgsql as $$
begin
  insert into retention_rules (firm_id, name, container_kind, bound, period, unit, starts, legal_basis) values
    (new.firm_id, 'dropoff-profile-' || new.slug, 'dropoff', 'at-most', new.erase_after_days, 'days', 'arrival',
     'Art. 5 Abs. 1 Buchst. e DSGVO (Speicherbegrenzung), zugesagt in der Eingangsbestätigung')
  on conflict (firm_id, name) do update set period = excluded.period;
  return new;
end $$;
create trigger profile_rule after insert or update of erase_after_days on profiles
  for each row execute function write_profile_rule();
