-- What an intake process may write down besides: that an upload came to nothing, and that somebody must wait.
drop policy own_dropoff on events;
create policy own_dropoff on events as restrictive for insert to schleuse_intake
  with check (
    (subject_id = current_dropoff_id() and actor_kind in ('submitter', 'anonymous')
      and kind in ('dropoff-opened', 'files-arrived', 'file-withdrawn', 'uploads-ended', 'agreement-requested'))
    or (kind = 'tries-limited' and subject_id = current_firm_id() and actor_kind = 'anonymous'));
