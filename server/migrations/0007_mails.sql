-- Every mail is a row first; a job sends it. dedupe_key makes "never twice" a constraint.
create table mails (
  id uuid primary key,
  firm_id uuid not null references firms,
  dedupe_key text not null,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null default now(),
  attempts int not null default 0,
  last_error text not null default '',
  sent_at timestamptz,
  unique (firm_id, dedupe_key)
);
create index mails_unsent on mails (created_at) where sent_at is null;
alter table mails enable row level security;
create policy own_firm on mails using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on mails to schleuse_app;
