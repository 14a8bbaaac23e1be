-- Every reading that belongs to its article's words, page by page, older revisions first; blocked pages are left out.
select articles.*, readings.reading, pages.status,
       articles.revision_id = coalesce(
    (select latest.revision_id from articles as latest where latest.revision_id = pages.current_revision),
    (select max(latest.revision_id) from articles as latest where latest.page_id = pages.id)) as is_current
from readings
join articles on articles.revision_id = readings.revision_id and articles.text_hash = readings.text_hash
join pages on pages.id = articles.page_id
where pages.status <> 'blocked'
order by articles.page_id, articles.revision_id
