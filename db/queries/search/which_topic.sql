-- The topic of that id.
select item_id as id, item_id as name from activity where kind = 'topic' and item_id = :value collate nocase limit 1
