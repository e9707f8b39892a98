-- What sending needs to know: who answers go to, who is sending just now, when the next try is due, when it was given up.
alter table mails
  add column kind text not null check (kind in ('arrival', 'unfinished', 'invitation', 'security')),
  add column dropoff_id uuid references dropoffs,
  add column from_name text not null,
  add column reply_to text not null default '',
  -- one process sends a mail at a time; a claim that ran out belongs to one that died
  add column claimed_until timestamptz,
  add column next_attempt_at timestamptz not null,
  add column given_up_at timestamptz,
  -- a link in a mail is a key: the words are forgotten when the mail is out or given up
  add check (body = '' or (sent_at is null and given_up_at is null)),
  add check (sent_at is null or given_up_at is null);
drop index mails_unsent;
create index mails_due on mails (next_attempt_at) where sent_at is null and given_up_at is null;

-- The sweep's list over all firms: ids only.
create function list_due_mails(due_before timestamptz, at_most int) returns table (firm_id uuid, mail_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select firm_id, id from mails
    where sent_at is null and given_up_at is null and next_attempt_at <= due_before
      and (claimed_until is null or claimed_until <= due_before)
    order by next_attempt_at limit at_most
  $$;
revoke all on function list_due_mails(timestamptz, int) from public;
grant execute on function list_due_mails(timestamptz, int) to schleuse_app;
