set check_function_bodies = off;

create index "Jobs_dead_idx" on public."Jobs" using btree ("deadAt")
  where ("deadAt" is not null);

reset check_function_bodies;
