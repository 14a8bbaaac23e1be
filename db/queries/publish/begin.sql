-- The projection that stands here is being written over.
update snapshot set stamp = '' where id = 1
