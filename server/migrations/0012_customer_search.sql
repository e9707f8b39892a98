-- Case and spaces do not tell customers apart: people type "k 12" for "K12".
alter table customers
  add column number_key text not null generated always as (upper(replace(number, ' ', ''))) stored,
  drop constraint customers_firm_id_number_key,
  add constraint customers_number_taken unique (firm_id, number_key);

-- Names as they are sorted and searched, the same on every server whatever collations it has (DIN 5007-1: ä like a).
create function sort_form(name text) returns text language sql immutable
  as $$ select translate(replace(lower(name), 'ß', 'ss'), 'äáàâåãëéèêïíìîöóòôøõüúùûçñ', 'aaaaaaeeeeiiiioooooouuuucn') $$;
alter table customers add column sort_name text not null generated always as (sort_form(name)) stored;
drop index customers_name;
create index customers_name on customers (firm_id, sort_name, id);
