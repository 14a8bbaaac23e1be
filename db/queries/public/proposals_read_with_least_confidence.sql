-- Which proposals is the machine least sure of?
select proposals.confidence, proposals.summary, proposals.stage, articles.headline, articles.url
from proposals
join articles on articles.id = proposals.article_id
order by proposals.confidence, proposals.id
limit 200
