-- Why the statements of a policy are held to be about one question.
select policy_joins.score, policy_joins.reasons,
    earlier.article_id as left_article, earlier.happened_on as left_on,
    later.article_id as right_article, later.happened_on as right_on,
    a.headline as left_headline, b.headline as right_headline
from policy_joins
join proposals as earlier on earlier.id = policy_joins.left_proposal
join proposals as later on later.id = policy_joins.right_proposal
join articles as a on a.id = earlier.article_id
join articles as b on b.id = later.article_id
where policy_joins.policy_id = :id
order by later.happened_on, policy_joins.score desc
limit 100
