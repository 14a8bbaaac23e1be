-- The last mail to an address that a reader had is not kept once it is out, or given up.
delete from outbox where id = :id and key like 'moved:%' and state in ('sent', 'failed')
