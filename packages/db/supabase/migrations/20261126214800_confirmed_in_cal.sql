-- Who asked for a new time waits for an answer, and so does the other: both are told of it, whichever it is.
-- Cal.com never takes one back, so whoever still says that the booking is pending has read before it was given.

alter table public."Notifications" drop constraint "Notifications_kind_check";
alter table public."Notifications" add constraint "Notifications_kind_check" check ("kind" in (
  'bookingMoved', 'bookingMovedAwaitingConfirmation', 'bookingChangedUpstream', 'bookingConfirmedUpstream',
  'bookingDeclinedUpstream', 'bookingCancelledUpstream'));

create or replace function public.booking_set_upstream_status(p_cal_uid text, p_status text, p_new_ulids text[])
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_booking public."Bookings";
  v_nobody public."RescheduleAttempts";
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found then
    return jsonb_build_object('changed', false, 'why', 'unknownBooking');
  end if;
  if v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('changed', false, 'why', 'notHead');
  end if;
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
  perform public.tell_participants(v_booking, v_booking, v_nobody,
    case p_status
      when 'accepted' then 'bookingConfirmedUpstream'
      when 'rejected' then 'bookingDeclinedUpstream'
      else 'bookingCancelledUpstream'
    end, p_new_ulids);
  return jsonb_build_object('changed', true, 'bookingUlid', v_booking."ulid");
end $$;
