-- 14 days are 336 hours: an interval in days would follow the session's time zone over a change of clocks.
alter table dropoffs drop constraint dropoffs_check1, drop constraint dropoffs_check2;
alter table dropoffs
  add constraint open_within_14_days check (erases_at <= created_at + interval '336 hours' or submitted_at is not null),
  add constraint kept_within_14_days check (submitted_at is null or erases_at <= submitted_at + interval '336 hours');

alter table dropoffs
  -- how many files and bytes the sender has chosen; null until the page knows
  add column expected_files int check (expected_files between 1 and 1000000),
  add column expected_bytes bigint check (expected_bytes >= 0),
  -- the first file has begun; until then there is nothing to show or to follow up
  add column begun_at timestamptz,
  -- what the inbox is sorted by; milliseconds, so that a page's cursor in a program of any language is exact
  add column arrived_at timestamptz(3) not null
    generated always as (coalesce(submitted_at, created_at)) stored;

drop index dropoffs_inbox;
create index dropoffs_inbox on dropoffs (firm_id, arrived_at desc, id desc);
drop index dropoffs_due;
create index dropoffs_due on dropoffs (firm_id, erases_at) where state in ('open', 'submitted');
create index dropoffs_expiring on dropoffs (firm_id, expires_at) where state = 'open';
drop index dropoffs_follow_up;
create index dropoffs_follow_up on dropoffs (firm_id, progress_at)
  where state = 'open' and followed_up_at is null and begun_at is not null;
