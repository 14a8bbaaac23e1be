-- Which article leads the story that an article tells again.
insert into stories (article_id, leader_id) values (:article_id, :leader_id)
