-- No facets of a policy that is not as it was.
delete from item_facets where position in (
    select search_items.position from search_items
    left join temp.wanted on wanted.position = search_items.position and wanted.item_id = search_items.item_id
        and wanted.title = search_items.title and wanted.words = search_items.words
        and wanted.search_keys = search_items.search_keys
    where search_items.kind = 'policy' and wanted.item_id is null)
