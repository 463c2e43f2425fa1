-- Bookings that already exist at Cal.com become ours, where both people are.

create index "User_email_idx" on public."User" (lower("email"));

create function public.users_find_by_emails(p_emails text[]) returns setof public."User"
language sql stable security definer set search_path = '' as $$
  select * from public."User"
  where lower("email") in (select lower(wanted) from unnest(p_emails) as emails (wanted))
  order by "ulid"
$$;

-- Makes a booking of ours of one seen at Cal.com, unless it, or one it was moved from, is known under
-- any uid it ever had. A known one is left as it is: moves have a writer of their own, which holds the
-- lock that this function waits for.
create function public.booking_import_observed(
  p_ulid char(26), p_cal_uid text, p_earlier_cal_uids text[], p_coach_user_ulid char(26),
  p_mentee_user_ulid char(26), p_title text, p_event_type_id integer, p_duration_minutes integer,
  p_start_time timestamptz, p_end_time timestamptz, p_status text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_ulid char(26);
  v_uid text;
begin
  foreach v_uid in array p_earlier_cal_uids || p_cal_uid loop
    select "ulid" into v_ulid from public.booking_by_cal_uid(v_uid);
    if found then
      return jsonb_build_object('outcome', 'known', 'bookingUlid', v_ulid);
    end if;
  end loop;
  insert into public."Bookings" (
    "ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title", "eventTypeId",
    "durationMinutes", "startTime", "endTime", "status")
  values (p_ulid, p_cal_uid, p_coach_user_ulid, p_mentee_user_ulid, p_title, p_event_type_id,
    p_duration_minutes, p_start_time, p_end_time, p_status)
  on conflict ("calBookingId") do nothing;
  if not found then -- somebody else imported it at the same moment
    select "ulid" into v_ulid from public.booking_by_cal_uid(p_cal_uid);
    return jsonb_build_object('outcome', 'known', 'bookingUlid', v_ulid);
  end if;
  insert into public."BookingCalRefs" ("calBookingUid", "bookingUlid") values (p_cal_uid, p_ulid);
  return jsonb_build_object('outcome', 'created', 'bookingUlid', p_ulid);
end $$;

-- For the sweep that reads every live booking's present uid at Cal.com again.
create index "Bookings_live_idx" on public."Bookings" ("startTime", "ulid")
  where "status" in ('accepted', 'pending');

revoke all on function public.users_find_by_emails, public.booking_import_observed
  from public, anon, authenticated;
grant execute on function public.users_find_by_emails, public.booking_import_observed to service_role;
