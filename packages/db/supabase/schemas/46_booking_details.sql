-- What is known of a booking beside its times: what Cal.com has of it, whether its mentee has said that it works for
-- them, and what the server alone may read.

-- A video link of Cal.com itself names the booking's uid, which every move replaces: until the new one is read, none is
-- known.
create function public.forget_old_join_url() returns trigger
language plpgsql set search_path = '' as $$
begin
  if position(old."calBookingId" in coalesce(new."calDetails" ->> 'joinUrl', '')) > 0 then
    new."calDetails" := new."calDetails" || '{ "joinUrl": null }';
  end if;
  return new;
end $$;
create trigger "Bookings_join_url" before update of "calBookingId" on public."Bookings"
  for each row when (old."calBookingId" <> new."calBookingId") execute function public.forget_old_join_url();

-- Takes over what bookings at Cal.com say beside their times: p_seen is an array of { calBookingUid, coach, mentee,
-- calDetails }, the first two the time zones of bookings_learn_time_zones. Nothing that a user typed who deleted their
-- account comes back. Returns the Clerk ids of those whose row has changed.
create function public.bookings_note_observed(p_seen jsonb) returns setof text
language sql security definer set search_path = '' as $$
  with noted as (
    update public."Bookings" as mine set "calDetails" = seen."calDetails"
    from jsonb_to_recordset(p_seen) as seen ("calBookingUid" text, "calDetails" jsonb)
    where mine."calBookingId" = seen."calBookingUid" and seen."calDetails" is not null
      and mine."calDetails" is distinct from seen."calDetails"
      and not public.is_erased(mine."coachUserUlid") and not public.is_erased(mine."menteeUserUlid"))
  select public.bookings_learn_time_zones(p_seen)
$$;

-- The mentee says that this version of an upcoming booking works for them; saying it again changes nothing. Null when
-- the booking has another version, takes place no more, or is not theirs.
create function public.booking_acknowledge(p_booking_ulid char(26), p_user_ulid char(26), p_version integer)
returns timestamptz
language plpgsql security definer set search_path = '' as $$
declare
  v_at timestamptz;
begin
  update public."Bookings" set
    "acknowledgedAt" = case when "acknowledgedVersion" = p_version then "acknowledgedAt"
      else pg_catalog.clock_timestamp() end,
    "acknowledgedVersion" = p_version
  where "ulid" = p_booking_ulid and "menteeUserUlid" = p_user_ulid and not "hiddenFromMentee"
    and "version" = p_version and "status" = 'accepted' and "endTime" > pg_catalog.clock_timestamp()
  returning "acknowledgedAt" into v_at;
  return v_at;
end $$;

grant execute on function public.bookings_note_observed, public.booking_acknowledge to service_role;
