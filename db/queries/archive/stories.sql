-- Which article leads the story of each near-duplicate.
select article_id, leader_id from stories order by article_id
