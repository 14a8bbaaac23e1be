-- What the things are called that alerts follow.
select 'policy' as kind, id, title as name from policies
union all select 'body', id, name from bodies
union all select 'person', id, name from people
union all select 'source', id, title from sources
union all select 'consultation', id, headline from articles where id in (select article_id from consultations)
