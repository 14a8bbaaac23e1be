-- Every move of every policy in words, with its evidence and where it stands.
select policies.title as policy, shifts.happened_on, shifts.kind, shifts.from_stage, shifts.to_stage, shifts.note,
    case shifts.reported when 1 then 'reported' else 'official' end as standing, shifts.sentence,
    sources.title as source, articles.headline, articles.url, shifts.policy_id, shifts.article_id
from shifts
join policies on policies.id = shifts.policy_id
join articles on articles.id = shifts.article_id
join sources on sources.id = articles.source_id
