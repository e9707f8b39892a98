-- A file's rows name its container and its firm. One key over all three says more than a key for each (not only that they
-- exist: that they belong together) and is checked once for each row instead of three times.
alter table containers add unique (id, firm_id);
alter table uploads
  drop constraint uploads_firm_id_fkey,
  drop constraint uploads_container_id_fkey,
  add foreign key (container_id, firm_id) references containers (id, firm_id),
  add constraint uploads_place unique (container_id, id, firm_id);
drop index uploads_container;
alter table segments
  drop constraint segments_upload_id_fkey,
  drop constraint segments_firm_id_fkey,
  drop constraint segments_container_id_fkey,
  add foreign key (container_id, upload_id, firm_id) references uploads (container_id, id, firm_id);
alter table files
  drop constraint files_id_fkey,
  drop constraint files_firm_id_fkey,
  drop constraint files_container_id_fkey,
  add foreign key (container_id, id, firm_id) references uploads (container_id, id, firm_id);
