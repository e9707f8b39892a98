create table customers (
  id uuid primary key,
  firm_id uuid not null references firms,
  number text not null check (length(number) between 1 and 32),
  name text not null check (length(name) between 1 and 200),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  unique (firm_id, number)
);
create index customers_name on customers (firm_id, lower(name));
alter table customers enable row level security;
create policy own_firm on customers using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on customers to schleuse_app;
