-- One article.
select articles.*, sources.title as source, sources.publisher, sources.licence, sources.kind as source_kind
from articles join sources on sources.id = articles.source_id
where articles.id = :id
