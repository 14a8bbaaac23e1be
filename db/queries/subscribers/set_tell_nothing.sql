-- Whether a reader wants a mail when there is nothing new.
update subscribers set tell_nothing = :wanted where id = :subscriber_id
