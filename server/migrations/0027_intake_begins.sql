-- What an intake process writes down is how things begin: a verdict of the scanner or of the archives' reader is not its to
-- give, and a drop-off is handed over, closed and erased by others.
create policy unseen on files as restrictive for insert to schleuse_intake
  with check (scan = 'waiting' and scanned_at is null and archive_kind is null and contents_checkable is null);
create policy begins_open on dropoffs as restrictive for insert to schleuse_intake
  with check (state = 'open' and submitted_at is null and ready_at is null and closed_at is null and closed_by is null
    and seen_at is null and receipt is null);

-- Of the counters against guessing it has those of the senders' doors: it must not be able to forget who guesses passwords.
alter table attempts enable row level security;
create policy everybodys on attempts using (true) with check (true);
create policy senders on attempts as restrictive to schleuse_intake
  using (scope ~ '^(customer-number|dropoff-open|reported\.customer-number|reported\.drop-off)[./]')
  with check (scope ~ '^(customer-number|dropoff-open|reported\.customer-number|reported\.drop-off)[./]');
