-- The email addresses by which meetings at Cal.com find their people. An address belongs to one living user: proven by
-- Clerk, or by the connected Cal.com account while no one has proven it at Clerk.

-- Only A to Z are folded: other letters have look-alikes, such as the Kelvin sign for K.
create function public.fold_address(p_address text) returns text
language sql immutable set search_path = '' as $$
  select lower(p_address collate "C")
$$;

-- How the address of a person without an account is kept.
create function public.hash_address(p_address text) returns text
language sql immutable set search_path = '' as $$
  select translate(encode(sha256(convert_to(public.fold_address(p_address), 'UTF8')), 'base64'), '+/=', '-_')
$$;

create table public."UserAddresses" (
  "address" text primary key,
  "userUlid" char(26) not null,
  "source" text not null,
  "provenAt" timestamptz(3) not null default now(),
  constraint "UserAddresses_userUlid_fkey" foreign key ("userUlid") references public."User" ("ulid")
    on delete cascade,
  constraint "UserAddresses_address_check" check (
    "address" = lower("address" collate "C") and char_length("address") <= 320 and position('@' in "address") > 1
    and "address" not like '%.invalid'),
  constraint "UserAddresses_source_check" check ("source" in ('clerk', 'cal'))
);
create index "UserAddresses_user_idx" on public."UserAddresses" ("userUlid");
alter table public."UserAddresses" enable row level security;
grant select, insert, update, delete on public."UserAddresses" to service_role;

-- The address a user signs in with is theirs, whichever server writes the row. Clerk's proof outweighs Cal.com's; an
-- address that another user has from Clerk is refused. An address that ends in .invalid says that none is known.
create function public.user_claim_email() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    delete from public."UserAddresses"
    where "address" = public.fold_address(old."email") and "userUlid" = old."ulid" and "source" = 'clerk';
  end if;
  if new."email" like '%.invalid' then return null; end if;
  insert into public."UserAddresses" as mine ("address", "userUlid", "source")
  values (public.fold_address(new."email"), new."ulid", 'clerk')
  on conflict ("address") do update set
    "userUlid" = excluded."userUlid", "source" = 'clerk', "provenAt" = excluded."provenAt"
  where mine."source" = 'cal' or mine."userUlid" = excluded."userUlid";
  if not found then
    raise exception 'the address belongs to another user' using errcode = '23505';
  end if;
  return null;
end $$;
create trigger "User_claim_email_insert" after insert on public."User"
  for each row execute function public.user_claim_email();
create trigger "User_claim_email" after update of "email" on public."User"
  for each row when (old."email" is distinct from new."email") execute function public.user_claim_email();

-- Takes over what Clerk says of a person: their address, their other verified ones, their name unless they have
-- chosen one here. Inserts the row under p_ulid unless that is null. An address that another user has from Clerk is not taken: 'held' names those users, so
-- that Clerk can be asked about them; with p_leave_held only the address to sign in with still has to be free.
-- { outcome: saved | unknown | held | raced, user, isNew, fresh, rebound, by }: fresh are addresses that the user did
-- not have, rebound are meetings that were theirs before they deleted an account.
create function public.user_save_profile(
  p_ulid char(26), p_clerk_user_id text, p_email text, p_addresses text[], p_name text, p_leave_held boolean
) returns jsonb
language plpgsql security definer set search_path = '' as $$
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
        "email" = p_email, "name" = case "nameFrom" when 'choice' then "name" else p_name end,
        "profileCheckedAt" = pg_catalog.clock_timestamp()
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
end $$;
comment on function public.user_save_profile is 'p_ulid may be null.';

-- Takes from a user what they have lost at Clerk, so that another can have it. p_keep: what Clerk still says is theirs.
-- A user who loses the address they sign in with has none until their profile is saved again, which is then due.
create function public.user_release_addresses(p_clerk_user_id text, p_keep text[]) returns void
language plpgsql security definer set search_path = '' as $$
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
end $$;

-- Users by an address of theirs, as a JSON array of { address, user }, the address folded.
create function public.users_find_by_addresses(p_addresses text[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('address', found."address", 'user', to_jsonb(mine))
    order by found."address"), '[]')
  from public."UserAddresses" as found
  join public."User" as mine on mine."ulid" = found."userUlid"
  where found."address" in (select public.fold_address(wanted) from unnest(p_addresses) as addresses (wanted))
$$;

-- Those whose profile was last compared with Clerk the longest ago, at least p_every_ms.
create function public.users_due_for_check(p_limit integer, p_every_ms bigint) returns setof text
language sql stable security definer set search_path = '' as $$
  select "clerkUserId" from public."User"
  where "clerkUserId" <> 'deleted:' || "ulid"
    and "profileCheckedAt" <= pg_catalog.now() - public.to_interval(p_every_ms)
  order by "profileCheckedAt", "ulid" limit p_limit
$$;

-- Nothing could be said of these now: others come first.
create function public.users_put_off_check(p_clerk_user_ids text[]) returns void
language sql security definer set search_path = '' as $$
  update public."User" set "profileCheckedAt" = pg_catalog.clock_timestamp()
  where "clerkUserId" = any (p_clerk_user_ids)
$$;

grant execute on function public.user_save_profile, public.user_release_addresses, public.users_find_by_addresses,
  public.users_due_for_check, public.users_put_off_check
  to service_role;
