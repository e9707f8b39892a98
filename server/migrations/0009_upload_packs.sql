-- Small files of one container share an object: each segment says where in its object it begins.
alter table segments drop constraint segments_object_id_key;
alter table segments add column object_start bigint not null default 0 check (object_start >= 0);
create unique index segments_object on segments (object_id, object_start);

-- Whose token goes on with this upload; what is compared to keep two files of one path apart (composed, lower case).
alter table uploads add column created_by uuid;
alter table uploads add column path_key text;
create unique index uploads_path on uploads (container_id, path_key) where state in ('open', 'complete');

-- A sender may take a whole file back until the drop-off is submitted: its row goes with the upload's end.
create or replace function refuse_delete_of_kept_bytes() returns trigger language plpgsql as $$
declare
  given_up_upload uuid := case tg_table_name when 'segments' then (to_jsonb(old) ->> 'upload_id')::uuid
                                             when 'files' then (to_jsonb(old) ->> 'id')::uuid end;
begin
  if exists (select 1 from containers c where c.id = old.container_id and c.erase_requested_at is not null) then
    return old;
  end if;
  if exists (select 1 from uploads u where u.id = given_up_upload and u.state in ('terminated', 'expired')) then
    return old;
  end if;
  raise exception 'raw delete refused: container % is not being erased', old.container_id using errcode = 'restrict_violation';
end $$;
