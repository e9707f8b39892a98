-- A container is what is erased as one: here, a drop-off. Its private key lives in the key ring, never here.
create table containers (
  id uuid primary key,
  firm_id uuid not null references firms,
  kind text not null check (kind in ('dropoff')),
  key_algorithm smallint not null,
  public_key bytea not null,
  created_at timestamptz not null default now(),
  -- set by erase(); from then on nobody reads it, and the job destroys key and objects
  erase_requested_at timestamptz,
  -- set by the job when key and objects are gone
  erased_at timestamptz,
  check (erased_at is null or erase_requested_at is not null)
);
create index containers_erasing on containers (erase_requested_at) where erase_requested_at is not null and erased_at is null;
alter table containers enable row level security;
create policy own_firm on containers using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update on containers to schleuse_app;

-- A symmetric key sealed (HPKE) to a container's public key by the process that takes files in. A process makes one per
-- container it writes to and cannot read those of an earlier one; file keys derive from it (sealing/SPEC.md).
create table intake_keys (
  id uuid primary key,
  firm_id uuid not null references firms,
  container_id uuid not null references containers,
  sealed bytea not null
);
create index intake_keys_container on intake_keys (container_id);
alter table intake_keys enable row level security;
create policy own_firm on intake_keys using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, delete on intake_keys to schleuse_app;

-- An upload is a file on its way. With its last byte it becomes a row of files with the same id.
create table uploads (
  id uuid primary key,
  firm_id uuid not null references firms,
  container_id uuid not null references containers,
  name text not null check (length(name) between 1 and 255),
  relative_path text not null default '' check (length(relative_path) <= 4096),
  media_type text not null default 'application/octet-stream' check (length(media_type) <= 255),
  length bigint not null check (length >= 0),
  received bigint not null default 0 check (received between 0 and length),
  state text not null default 'open' check (state in ('open', 'complete', 'terminated', 'expired')),
  created_at timestamptz not null default now(),
  progress_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check (state <> 'complete' or received = length)
);
create index uploads_container on uploads (container_id);
create index uploads_expiring on uploads (expires_at) where state = 'open';
alter table uploads enable row level security;
create policy own_firm on uploads using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update, delete on uploads to schleuse_app;

create table segments (
  upload_id uuid not null references uploads,
  number int not null check (number >= 0),
  firm_id uuid not null references firms,
  container_id uuid not null references containers,
  intake_key_id uuid not null references intake_keys,
  object_id text not null unique,
  start bigint not null check (start >= 0),
  size bigint not null check (size > 0),
  primary key (upload_id, number),
  unique (upload_id, start)
);
create index segments_container on segments (container_id);
alter table segments enable row level security;
create policy own_firm on segments using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, delete on segments to schleuse_app;

create table files (
  id uuid primary key references uploads,
  firm_id uuid not null references firms,
  container_id uuid not null references containers,
  name text not null,
  relative_path text not null default '',
  media_type text not null,
  size bigint not null check (size >= 0),
  -- null until the whole file was hashed (the running hash is lost when the process ends in mid-upload)
  sha256 bytea check (octet_length(sha256) = 32),
  created_at timestamptz not null default now()
);
create index files_container on files (container_id);
alter table files enable row level security;
create policy own_firm on files using (firm_id = current_firm_id()) with check (firm_id = current_firm_id());
grant select, insert, update, delete on files to schleuse_app;

-- Rows that name bytes are deleted only after their container was given up, or their upload was.
create function refuse_delete_of_kept_bytes() returns trigger language plpgsql as $$
begin
  if exists (select 1 from containers c where c.id = old.container_id and c.erase_requested_at is not null) then
    return old;
  end if;
  -- Nested, since an expression is bound to the row's type as a whole and the other tables have no upload_id.
  if tg_table_name = 'segments' then
    if exists (select 1 from uploads u where u.id = old.upload_id and u.state in ('terminated', 'expired')) then
      return old;
    end if;
  end if;
  raise exception 'raw delete refused: container % is not being erased', old.container_id using errcode = 'restrict_violation';
end $$;
create trigger refuse_delete before delete on segments for each row execute function refuse_delete_of_kept_bytes();
create trigger refuse_delete before delete on files for each row execute function refuse_delete_of_kept_bytes();
create trigger refuse_delete before delete on uploads for each row execute function refuse_delete_of_kept_bytes();
create trigger refuse_delete before delete on intake_keys for each row execute function refuse_delete_of_kept_bytes();
