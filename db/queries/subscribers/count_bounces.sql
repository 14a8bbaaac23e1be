-- How many of a reader's latest mails came back, up to the newest that did not.
select count(*) from outbox
join bounces on bounces.message_id = outbox.message_id
where outbox.recipient = :address and outbox.id > coalesce(
    (select max(earlier.id) from outbox as earlier
        left join bounces as came_back on came_back.message_id = earlier.message_id
        where earlier.recipient = :address and earlier.state = 'sent' and came_back.message_id is null
        -- The one before this report is not known to have arrived, but those after it say nothing either.
        and earlier.id < (select max(id) from outbox where message_id = :message_id)), 0)
