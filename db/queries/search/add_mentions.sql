-- Whom and what each article of the batch names, at the article's place in time.
insert or ignore into mentions (kind, item_id, position, article_id)
select evidence.kind, evidence.item_id, articles.position, articles.id
from temp.batch
cross join articles on articles.id = batch.article_id
cross join evidence on evidence.article_id = articles.id
where evidence.kind in ('body', 'person', 'legislation')
union
select 'topic', article_topics.topic, articles.position, articles.id
from temp.batch
cross join articles on articles.id = batch.article_id
cross join article_topics on article_topics.article_id = articles.id
union
select 'policy', proposals.policy_id, articles.position, articles.id
from temp.batch
cross join articles on articles.id = batch.article_id
cross join proposals on proposals.article_id = articles.id
where proposals.policy_id is not null
