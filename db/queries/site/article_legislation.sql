-- The legislation that an article names and that has a page.
select distinct legislation.id, legislation.title, legislation.url
from evidence join legislation on legislation.id = evidence.item_id
where evidence.article_id = :id and evidence.kind = 'legislation'
