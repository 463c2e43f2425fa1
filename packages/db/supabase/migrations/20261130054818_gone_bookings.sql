set check_function_bodies = off;

create or replace function public.booking_set_upstream_status (
  p_cal_uid text,
  p_status text,
  p_new_ulids text[]
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_no_attempt public."RescheduleAttempts";
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found then
    return jsonb_build_object('changed', false, 'why', 'unknownBooking');
  end if;
  if v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('changed', false, 'why', 'notCurrent');
  end if;
  perform public.booking_note_found(p_cal_uid);
  if p_status in (v_booking."status", 'pending') or v_booking."status" in ('cancelled', 'rejected') then
    return jsonb_build_object('changed', false, 'why', 'already');
  end if;

  update public."Bookings" set
    "status" = p_status,
    "upstreamChanged" = "upstreamChanged" or p_status in ('cancelled', 'rejected')
  where "ulid" = v_booking."ulid" returning * into v_booking;
  if p_status in ('cancelled', 'rejected') then
    update public."RescheduleAttempts" set
      "state" = 'ABANDONED', "errorCode" = 'BOOKING_CANCELLED', "fence" = "fence" + 1
    where "bookingUlid" = v_booking."ulid" and "state" = 'PREPARED';
  end if;
  perform public.tell_participants(v_booking, v_booking, v_no_attempt,
    case p_status
      when 'accepted' then 'bookingConfirmedUpstream'
      when 'rejected' then 'bookingDeclinedUpstream'
      else 'bookingCancelledUpstream'
    end, p_new_ulids);
  return jsonb_build_object('changed', true, 'bookingUlid', v_booking."ulid");
end $function$;

reset check_function_bodies;
