-- Nothing in the index of a policy that is not as it was.
delete from search_items where kind = 'policy' and not exists (
    select 1 from temp.wanted
    where wanted.position = search_items.position and wanted.item_id = search_items.item_id
        and wanted.title = search_items.title and wanted.words = search_items.words
        and wanted.search_keys = search_items.search_keys)
