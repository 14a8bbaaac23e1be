-- Each policy that the index lacks.
insert into search_items (position, kind, item_id, title, words, search_keys)
select position, 'policy', item_id, title, words, search_keys from temp.wanted
where not exists (select 1 from search_items where search_items.position = wanted.position)
