-- How a firm's pages look: one colour and a logo. Public, as the pages are; apart from firms, which is read all the time.
create table firm_looks (
  firm_id uuid primary key references firms,
  -- '' or #rrggbb, as the firm wrote it; the pages use what keeps contrast
  accent text not null default '' check (accent ~ '^(#[0-9a-f]{6})?$'),
  logo bytea check (octet_length(logo) <= 262144),
  logo_type text check (logo_type in ('image/png', 'image/jpeg', 'image/webp')),
  logo_width int check (logo_width between 1 and 10000),
  logo_height int check (logo_height between 1 and 10000),
  logo_sha256 bytea check (octet_length(logo_sha256) = 32),
  check (num_nulls(logo, logo_type, logo_width, logo_height, logo_sha256) in (0, 5))
);
alter table firm_looks enable row level security;
create policy own_firm on firm_looks using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on firm_looks to schleuse_app;
