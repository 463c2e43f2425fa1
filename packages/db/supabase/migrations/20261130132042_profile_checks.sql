set check_function_bodies = off;

drop index "public"."User_profileCheckedAt_idx";

-- Written by hand.
update public."User" set "profileCheckedAt" = '-infinity' where "profileCheckedAt" is null;

alter table "public"."User"
  alter column "profileCheckedAt" set not null;

create or replace function public.bookings_rebind (
  p_user_ulid character,
  p_addresses text[]
)
  returns text[]
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_hashes text[] := array(select public.hash_address(each) from unnest(p_addresses) as each);
  v_rebound text[];
begin
  with found as (
    select "bookingUlid",
      coalesce("hostHash" = any (v_hashes), false) as "isHost",
      coalesce("attendeeHash" = any (v_hashes), false) as "isAttendee"
    from public."BookingPeople" where "hostHash" = any (v_hashes) or "attendeeHash" = any (v_hashes)
  ), returned as (
    update public."Bookings" as mine set
      "coachUserUlid" = case when found."isHost" then p_user_ulid else mine."coachUserUlid" end,
      "menteeUserUlid" = case when found."isAttendee" then p_user_ulid else mine."menteeUserUlid" end
    from found
    where found."bookingUlid" = mine."ulid" and found."isHost" <> found."isAttendee"
      and mine."endTime" > pg_catalog.clock_timestamp()
      and p_user_ulid not in (mine."coachUserUlid", mine."menteeUserUlid")
      -- Another user may have taken the place since.
      and public.is_erased(case when found."isHost" then mine."coachUserUlid" else mine."menteeUserUlid" end)
    returning mine."ulid")
  select coalesce(array_agg("ulid"::text), '{}') into v_rebound from returned;
  update public."BookingPeople" set
    "hostEmail" = coalesce("hostEmail", p_addresses[array_position(v_hashes, "hostHash")]),
    "attendeeEmail" = coalesce("attendeeEmail", p_addresses[array_position(v_hashes, "attendeeHash")]),
    "hostHash" = case when "hostHash" <> all (v_hashes) then "hostHash" end,
    "attendeeHash" = case when "attendeeHash" <> all (v_hashes) then "attendeeHash" end
  where "bookingUlid" = any (v_rebound);
  return v_rebound;
end $function$;

create or replace function public.user_release_addresses (
  p_clerk_user_id text,
  p_keep text[]
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_keep text[] := array(select public.fold_address(each) from unnest(p_keep) as each);
begin
  update public."User" set
    "profileCheckedAt" = '-infinity',
    "email" = case when public.fold_address("email") = any (v_keep) then "email"
      else lower("ulid") || '@unknown.invalid' end
  where "clerkUserId" = p_clerk_user_id;
  delete from public."UserAddresses" as mine using public."User" as holder
  where holder."ulid" = mine."userUlid" and holder."clerkUserId" = p_clerk_user_id
    and mine."source" = 'clerk' and mine."address" <> all (v_keep);
end $function$;

create or replace function public.user_save_profile (
  p_ulid character,
  p_clerk_user_id text,
  p_email text,
  p_addresses text[],
  p_name text,
  p_leave_held boolean
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_user public."User";
  v_is_new boolean;
  v_wanted text[] := array(
    select distinct public.fold_address(each) from unnest(array_append(p_addresses, p_email)) as each);
  v_held text[];
  v_by jsonb;
  v_fresh text[];
begin
  select * into v_user from public."User" where "clerkUserId" = p_clerk_user_id for no key update;
  v_is_new := not found;
  if v_is_new and p_ulid is null then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  select array_agg(held."address"), jsonb_agg(distinct holder."clerkUserId") into v_held, v_by
  from public."UserAddresses" as held
  join public."User" as holder on holder."ulid" = held."userUlid"
  where held."address" = any (v_wanted) and held."source" = 'clerk' and holder."clerkUserId" <> p_clerk_user_id;
  if v_held is not null then
    if not p_leave_held or public.fold_address(p_email) = any (v_held) then
      return jsonb_build_object('outcome', 'held', 'by', v_by);
    end if;
    v_wanted := array(select unnest(v_wanted) except select unnest(v_held));
  end if;
  v_fresh := array(
    select unnest(v_wanted) except select "address" from public."UserAddresses" where "userUlid" = v_user."ulid");

  begin
    if v_is_new then
      insert into public."User" ("ulid", "clerkUserId", "email", "name", "profileCheckedAt")
      values (p_ulid, p_clerk_user_id, p_email, p_name, pg_catalog.clock_timestamp()) returning * into v_user;
    else
      update public."User" set
        "email" = p_email, "name" = p_name, "profileCheckedAt" = pg_catalog.clock_timestamp()
      where "ulid" = v_user."ulid" returning * into v_user;
    end if;
    insert into public."UserAddresses" as mine ("address", "userUlid", "source")
    select each, v_user."ulid", 'clerk' from unnest(v_wanted) as each
    on conflict ("address") do update set
      "userUlid" = excluded."userUlid", "source" = 'clerk', "provenAt" = excluded."provenAt"
    where mine."source" = 'cal';
    delete from public."UserAddresses"
    where "userUlid" = v_user."ulid" and "source" = 'clerk' and "address" <> all (v_wanted);
  exception when unique_violation then -- by a concurrent call
    return jsonb_build_object('outcome', 'raced');
  end;
  return jsonb_build_object('outcome', 'saved', 'user', to_jsonb(v_user), 'isNew', v_is_new,
    'fresh', to_jsonb(v_fresh), 'rebound', to_jsonb(public.bookings_rebind(v_user."ulid", v_fresh)));
end $function$;

create or replace function public.users_due_for_check (
  p_limit integer,
  p_every_ms bigint
)
  returns SETOF text
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select "clerkUserId" from public."User"
  where "clerkUserId" <> 'deleted:' || "ulid"
    and "profileCheckedAt" <= pg_catalog.now() - public.to_interval(p_every_ms)
  order by "profileCheckedAt", "ulid" limit p_limit
$function$;

create index "User_profileCheckedAt_idx" on public."User" using btree ("profileCheckedAt", ulid)
  where ("clerkUserId" <> ('deleted:'::text || (ulid)::text));

reset check_function_bodies;
