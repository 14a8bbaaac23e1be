-- What a step last worked on.
select stamp from step_stamps where step = :step
