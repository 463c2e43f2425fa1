set check_function_bodies = off;

create or replace function public.booking_observe_status (
  p_cal_uid text,
  p_status text,
  p_cause text,
  p_new_ulids text[],
  p_cal_updated_at timestamp with time zone
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_before public."Bookings";
  v_answer public."RescheduleAttempts";
  v_is_answer boolean := p_status in ('accepted', 'rejected');
  v_is_end boolean := p_status in ('cancelled', 'rejected');
  v_is_own boolean;
  v_is_revived boolean;
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found then
    return jsonb_build_object('changed', false, 'why', 'unknownBooking');
  end if;
  if v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('changed', false, 'why', 'notCurrent');
  end if;
  v_before := v_booking;
  perform public.booking_note_found(p_cal_uid);
  v_is_revived := p_status = 'accepted' and v_booking."status" in ('cancelled', 'rejected') and exists (
    select from public."BookingCalRefs"
    where "calBookingUid" = p_cal_uid and "calUpdatedAt" < p_cal_updated_at::timestamptz(3));
  if v_is_end and exists (
    select from public."BookingCalRefs"
    where "calBookingUid" = p_cal_uid and "calUpdatedAt" > p_cal_updated_at::timestamptz(3)
      and "calUpdatedAt" < 'infinity') then
    return jsonb_build_object('changed', false, 'why', 'already');
  end if;
  if v_is_end or v_is_revived then
    -- Nothing is known to be later than an end that does not say when it was.
    update public."BookingCalRefs" set "calUpdatedAt" = coalesce(p_cal_updated_at, 'infinity')
    where "calBookingUid" = p_cal_uid;
  end if;
  if p_status in (v_booking."status", 'pending')
    or (v_booking."status" in ('cancelled', 'rejected') and not v_is_revived) then
    return jsonb_build_object('changed', false, 'why', 'already');
  end if;

  update public."Bookings" set
    "status" = p_status, "askedAt" = null, "version" = "version" + v_is_answer::integer
  where "ulid" = v_booking."ulid" returning * into v_booking;
  select * into v_answer from public.answer_settle(v_booking, v_booking."version");
  v_is_own := found;
  if not v_is_own then
    select * into v_answer from public.answer_in_series(v_before, p_status);
  end if;
  update public."Bookings" set
    "upstreamChanged" = v_answer."ulid" is null and (
      "upstreamChanged" or v_is_revived or v_is_end)
  where "ulid" = v_booking."ulid" returning * into v_booking;
  if v_is_answer then
    insert into public."BookingEvents" (
      "bookingUlid", "version", "kind", "fromCalUid", "toCalUid", "fromStartTime", "fromEndTime", "toStartTime",
      "toEndTime", "cause", "attemptUlid", "actorUserUlid", "actorRole", "reason")
    values (
      v_booking."ulid", v_booking."version", case p_status when 'accepted' then 'confirmed' else 'declined' end,
      p_cal_uid, p_cal_uid, v_booking."startTime", v_booking."endTime", v_booking."startTime", v_booking."endTime",
      p_cause, case when v_is_own then v_answer."ulid" end, v_answer."actorUserUlid", v_answer."actorRole",
      v_answer."reason");
  end if;
  perform public.tell_participants(v_booking, v_before, v_answer,
    case p_status
      when 'accepted' then 'bookingConfirmedUpstream'
      when 'rejected' then 'bookingDeclinedUpstream'
      else 'bookingCancelledUpstream'
    end, p_new_ulids);
  return jsonb_build_object('changed', true, 'bookingUlid', v_booking."ulid");
end $function$;

reset check_function_bodies;
