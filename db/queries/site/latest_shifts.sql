-- The latest shifts, newest first, of all policies or of those that the filters leave.
-- They are gone through in the order of their days (cross join: in no other): ten of a million are found at once.
select
    (select max(consultations.closes_on) from consultations
        where consultations.article_id = shifts.article_id and consultations.policy_id = shifts.policy_id) as closes_on,
    shifts.id, shifts.kind, shifts.from_stage, shifts.to_stage, shifts.happened_on, shifts.known_at,
    shifts.sentence, shifts.reported, shifts.note, shifts.policy_id, policies.title, policies.summary,
    shifts.article_id, articles.headline, sources.title as source, sources.id as source_id
from shifts
cross join policies on policies.id = shifts.policy_id
cross join articles on articles.id = shifts.article_id
cross join sources on sources.id = articles.source_id
where (:stage is null or shifts.to_stage = :stage)
    and (:topic is null or exists (
        select 1 from article_topics
        where article_topics.article_id = shifts.article_id and article_topics.topic = :topic))
    and (:body is null or exists (
        select 1 from proposals where proposals.policy_id = shifts.policy_id
            and proposals.proposer_kind = 'body' and proposals.proposer_id = :body))
order by shifts.happened_on desc, shifts.known_at desc, shifts.id
limit :limit
