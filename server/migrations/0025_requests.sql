-- Arranged drop-offs: a member of staff asks somebody for files. The link's secret is kept as a hash only.
create table dropoff_requests (
  id uuid primary key,
  firm_id uuid not null references firms,
  -- null: whoever has the link, with any customer number
  customer_id uuid references customers,
  what text not null check (length(what) between 1 and 1000),
  until timestamptz not null check (until > created_at),
  max_uses int not null check (max_uses between 1 and 1000),
  secret_hash bytea not null unique check (length(secret_hash) = 32),
  created_by uuid not null references accounts,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index dropoff_requests_firm on dropoff_requests (firm_id, created_at desc);
alter table dropoff_requests enable row level security;
create policy own_firm on dropoff_requests using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update, delete on dropoff_requests to schleuse_app;

alter table dropoffs
  add column request_id uuid references dropoff_requests on delete set null,
  -- what the firm's own program calls the case; blanked with the note
  add column case_reference text not null default '' check (length(case_reference) <= 100);
create index dropoffs_request on dropoffs (request_id) where request_id is not null;

-- What whoever has the link may know of a request, without a look at any other. `full`: no more may begin. Those that
-- were begun and left empty are counted apart, so that starting anew costs nobody a use.
create function request_of_secret(secret bytea) returns table (
  id uuid, customer_id uuid, customer_number text, what text, until timestamptz, over boolean, asked_by text, uses_left int, full_up boolean
) language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.customer_id, c.number, r.what, r.until, r.revoked_at is not null, a.name,
    greatest(0, r.max_uses - u.begun)::int, u.begun >= r.max_uses or u.empty > r.max_uses + 2
  from dropoff_requests r
  join accounts a on a.id = r.created_by
  left join customers c on c.id = r.customer_id
  cross join lateral (
    select count(*) filter (where d.submitted_at is not null or (d.state = 'open' and d.begun_at is not null)) as begun,
      count(*) filter (where d.state = 'open' and d.begun_at is null) as empty
    from dropoffs d where d.request_id = r.id
  ) u
  where r.secret_hash = secret and r.firm_id = current_firm_id()
$$;
revoke all on function request_of_secret(bytea) from public;
grant execute on function request_of_secret(bytea) to schleuse_app, schleuse_intake;

alter table firms
  add column require_request boolean not null default false,
  add column require_signed_links boolean not null default false,
  -- Ed25519; whoever has the private half signs links. It is never kept here.
  add column link_public_key bytea check (length(link_public_key) = 32),
  add column link_key_made_at timestamptz;
grant select (require_request, require_signed_links, link_public_key) on firms to schleuse_intake;

-- Art. 28 GDPR: with which customers there is an agreement, and who has asked for one.
create table processing_agreements (
  customer_id uuid primary key references customers on delete cascade,
  firm_id uuid not null references firms,
  in_force boolean not null default false,
  concluded_on date,
  -- where the document lies
  reference text not null default '' check (length(reference) <= 200),
  requested_at timestamptz,
  changed_by uuid references accounts,
  changed_at timestamptz
);
create index processing_agreements_firm on processing_agreements (firm_id);
alter table processing_agreements enable row level security;
create policy own_firm on processing_agreements using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update, delete on processing_agreements to schleuse_app;
