-- The article that each page gives now, with its reading if that is of the same words; blocked pages are left out.
select articles.*, readings.reading, pages.status
from pages
join articles on articles.revision_id = coalesce(
    (select latest.revision_id from articles as latest where latest.revision_id = pages.current_revision),
    (select max(latest.revision_id) from articles as latest where latest.page_id = pages.id))
left join readings on readings.revision_id = articles.revision_id and readings.text_hash = articles.text_hash
where pages.status <> 'blocked'
order by articles.revision_id
