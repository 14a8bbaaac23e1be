-- The filters that find each article of the batch.
update articles set search_keys = search_key('source', source_id)
    || coalesce(' ' || (
        select group_concat(search_key(mentions.kind, mentions.item_id), ' ') from mentions
        where mentions.article_id = articles.id), '')
    || coalesce(' ' || (
        select group_concat(search_key('stage', stage), ' ')
        from (select distinct stage from proposals where proposals.article_id = articles.id)), '')
where id in (select article_id from temp.batch)
