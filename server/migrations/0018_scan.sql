-- Files are looked at by a virus scanner before anybody sees them. What is said of a file, and of the scanner itself.
alter table files
  -- waiting: nobody reads it yet; infected: in quarantine; unscannable: the scanner cannot look inside; unscanned: there
  -- is no scanner
  add column scan text not null default 'unscanned'
    check (scan in ('waiting', 'clean', 'infected', 'unscannable', 'unscanned')),
  -- of infected ones the scanner's name for it, of unscannable ones the reason
  add column finding text check (length(finding) between 1 and 200),
  add column scanned_at timestamptz,
  -- an owner let it out of quarantine, or had it erased there
  add column released_at timestamptz,
  add column released_by uuid references accounts,
  add column release_reason text check (length(release_reason) between 10 and 500),
  add column removed_at timestamptz,
  add constraint files_finding check ((finding is not null) = (scan in ('infected', 'unscannable'))),
  add constraint files_quarantine check (scan = 'infected' or (released_at is null and removed_at is null)),
  add constraint files_release check ((released_at is null) = (released_by is null and release_reason is null)
    and (released_at is null or removed_at is null));
create index files_held on files (container_id) where scan in ('waiting', 'infected');
create index files_waiting on files (firm_id, created_at) where scan = 'waiting';

-- From when on its staff may open it: submitted, and no file of it is waiting.
alter table dropoffs
  add column ready_at timestamptz,
  add constraint ready_when_submitted check (ready_at is null or submitted_at is not null);
update dropoffs set ready_at = submitted_at where submitted_at is not null;

-- How the scanner does, written by the process that uses it, for all others; at most one row.
create table scanner (
  one boolean primary key default true check (one),
  state text not null check (state in ('working', 'failing')),
  -- why it is failing
  reason text,
  since timestamptz not null,
  checked_at timestamptz not null,
  version text not null,
  check ((state = 'failing') = (reason is not null))
);
grant select, insert, update on scanner to schleuse_app;
