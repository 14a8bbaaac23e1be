-- How far a source has been read.
select name, value from cursors where source = :source
