-- A person who deletes their account. Meetings have two people: their history stays, without this
-- one's name and address. A token, a consent under way and mail that has not left are gone at once.

create function public.user_anonymise(p_clerk_user_id text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_ulid char(26);
begin
  update public."User" set
    "clerkUserId" = 'deleted:' || "ulid", "email" = lower("ulid") || '@deleted.invalid',
    "name" = 'Deleted user', "timeZone" = 'UTC'
  where "clerkUserId" = p_clerk_user_id
  returning "ulid" into v_ulid;
  if v_ulid is null then
    return false;
  end if;
  perform public.cal_integration_disconnect(v_ulid);
  delete from public."OAuthStates" where "userUlid" = v_ulid;
  update public."Outbox" set
    "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The person has left.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select "ulid"::text from public."Notifications" where "userUlid" = v_ulid);
  return true;
end $$;

revoke all on function public.user_anonymise from public, anon, authenticated;
grant execute on function public.user_anonymise to service_role;
