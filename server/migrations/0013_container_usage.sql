-- How many unfinished and whole files a container has, and their full length: kept as a sum, since every creation asks,
-- and a drop-off may have 10,000 files.
create table container_usage (
  container_id uuid primary key references containers,
  firm_id uuid not null references firms,
  files int not null check (files >= 0),
  bytes bigint not null check (bytes >= 0)
) with (fillfactor = 50);
alter table container_usage enable row level security;
create policy own_firm on container_usage using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on container_usage to schleuse_app;

insert into container_usage (container_id, firm_id, files, bytes)
  select container_id, firm_id, count(*), sum(length) from uploads where state in ('open', 'complete') group by 1, 2;
