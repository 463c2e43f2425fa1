set check_function_bodies = off;

create or replace function public.mail_known_senders (
  p_notification_ulids text[]
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
    'notificationUlid', note."ulid",
    'address', case note."userUlid" when about."coachUserUlid" then people."attendeeEmail" else people."hostEmail" end
  )), '[]')
  from public."Notifications" as note
  join public."Bookings" as about on about."ulid" = note."bookingUlid"
  left join public."BookingPeople" as people on people."bookingUlid" = about."ulid"
  where note."ulid" = any (p_notification_ulids::char(26)[])
    and note."userUlid" in (about."coachUserUlid", about."menteeUserUlid")
    and exists (
      select from public."Bookings" as theirs
      join public."BookingEvents" as moved on moved."bookingUlid" = theirs."ulid"
      where theirs."coachUserUlid" = about."coachUserUlid" and theirs."menteeUserUlid" = about."menteeUserUlid"
        and moved."actorUserUlid" = note."userUlid")
$function$;

create or replace function public.outbox_admit (
  p_mail public."Outbox",
  p_now timestamp with time zone
)
  returns boolean
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_free_at timestamptz;
begin
  if p_mail."countedAt" is not null or p_mail."fromUserUlid" is null then
    return true;
  end if;
  if p_mail."kind" = 'ask' and exists (
    select from public."Outbox" where "userUlid" = p_mail."userUlid" and "countedAt" > p_now - interval '167 hours'
      and "fromUserUlid" = p_mail."fromUserUlid" and "kind" = 'ask') then
    v_free_at := p_now + interval '7 days';
  else
    v_free_at := public.outbox_free_at(p_mail, p_now);
  end if;
  if v_free_at is null then
    update public."Outbox" set "countedAt" = p_now where "ulid" = p_mail."ulid";
    return true;
  end if;
  update public."Outbox" set
    "availableAt" = v_free_at,
    "doneAt" = case when v_free_at > p_mail."createdAt" + interval '1 day' then p_now end,
    "lastError" = 'The limit for mail was reached.'
  where "ulid" = p_mail."ulid";
  return false;
end $function$;

revoke all on function "public"."mail_known_senders"(text[]) from public;

grant execute on function "public"."mail_known_senders"(text[]) to "service_role";

reset check_function_bodies;
