-- The coach's answers to requests, and every other change of a booking's status at Cal.com.

-- `attempt_begin` for an answer: p_kind is "confirm" or "decline". It is about the time that was asked for.
create function public.answer_begin(
  p_kind text, p_attempt_ulid char(26), p_booking_ulid char(26), p_actor_user_ulid char(26), p_request_hash text,
  p_expected_version integer, p_reason text, p_override_conflict boolean, p_lease_ms bigint
) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if p_kind not in ('confirm', 'decline') then
    raise exception 'an answer is confirm or decline' using errcode = '22023';
  end if;
  return public.attempt_begin(p_kind, p_attempt_ulid, p_booking_ulid, p_actor_user_ulid, p_request_hash,
    p_expected_version, null, null, p_reason, p_override_conflict, p_lease_ms);
end $$;
comment on function public.answer_begin is 'p_reason may be null.';

-- For servers that look at nothing before its lease has ended.
create function public.answer_claim_due(p_limit integer, p_lease_ms bigint)
returns setof public."RescheduleAttempts"
language sql security definer set search_path = '' as $$
  select * from public.attempts_claim_due(false, p_limit, p_lease_ms)
$$;

-- How many requests of a series one answer decides: Cal.com confirms and declines all of its pending occurrences at once.
create function public.answer_count(p_booking_ulid char(26)) returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from public."Bookings" as named
  join public."Bookings" as other
    on other."ulid" = named."ulid" or other."calSeriesUid" = named."calSeriesUid"
  where named."ulid" = p_booking_ulid and other."status" = 'pending'
$$;

-- Settles the attempt in flight after the booking's status changed. Returns the answer that asked for this status.
create function public.answer_settle(p_booking public."Bookings", p_version integer)
returns setof public."RescheduleAttempts"
language plpgsql set search_path = '' as $$
declare
  v_attempt public."RescheduleAttempts";
  v_kind text := case p_booking."status" when 'accepted' then 'confirm' when 'rejected' then 'decline' end;
begin
  select * into v_attempt from public."RescheduleAttempts"
  where "bookingUlid" = p_booking."ulid" and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')
  for update;
  if v_attempt."kind" = v_kind and v_attempt."state" <> 'PREPARED' then
    return query update public."RescheduleAttempts" as mine set
      "state" = 'APPLIED', "appliedVersion" = p_version, "errorCode" = null, "fence" = mine."fence" + 1
    where mine."ulid" = v_attempt."ulid" returning mine.*;
  elsif v_attempt."kind" <> 'move' then
    update public."RescheduleAttempts" set
      "state" = case when "state" = 'PREPARED' then 'ABANDONED' else 'SUPERSEDED' end,
      "errorCode" = 'BOOKING_CHANGED', "fence" = "fence" + 1
    where "ulid" = v_attempt."ulid";
  elsif v_attempt."state" = 'PREPARED' and p_booking."status" in ('cancelled', 'rejected') then
    update public."RescheduleAttempts" set
      "state" = 'ABANDONED', "errorCode" = 'BOOKING_CANCELLED', "fence" = "fence" + 1
    where "ulid" = v_attempt."ulid";
  end if;
end $$;

-- The answer to another occurrence of the series that decided this one too: it was sent while this one was pending.
create function public.answer_in_series(p_before public."Bookings", p_status text)
returns setof public."RescheduleAttempts"
language sql stable set search_path = '' as $$
  select sent.* from public."Bookings" as other
  join public."RescheduleAttempts" as sent on sent."bookingUlid" = other."ulid"
  where other."calSeriesUid" = p_before."calSeriesUid" and other."ulid" <> p_before."ulid"
    and p_before."status" = 'pending'
    and sent."kind" = case p_status when 'accepted' then 'confirm' when 'rejected' then 'decline' end
    and sent."state" in ('SENDING', 'UNKNOWN', 'APPLIED')
    and sent."sentAt" > greatest(p_before."createdAt", p_before."askedAt", pg_catalog.now() - interval '1 hour')
  order by sent."sentAt" desc limit 1
$$;

-- The booking kept its uid and time but was confirmed, cancelled or rejected at Cal.com. Both participants are told, with
-- the answer that was sent from here, if one was; a confirmation and a rejection are in the history. A report of an
-- earlier state is stale and changes nothing. One that has ended can be confirmed at Cal.com all the same: it takes place
-- again where Cal.com changed it later than its end, and an end that is older than what was seen ends nothing.
-- p_new_ulids: four.
create function public.booking_observe_status(
  p_cal_uid text, p_status text, p_cause text, p_new_ulids text[], p_cal_updated_at timestamptz
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_booking public."Bookings";
  v_before public."Bookings";
  v_answer public."RescheduleAttempts";
  v_is_answer boolean := p_status in ('accepted', 'rejected');
  v_is_end boolean := p_status in ('cancelled', 'rejected');
  v_is_own boolean;
  v_is_revived boolean;
  v_was_unknown boolean;
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
  v_was_unknown := public.has_unknown_attempt(v_booking."ulid");
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
      "toEndTime", "cause", "attemptUlid", "actorUserUlid", "actorRole", "reason", "recovered")
    values (
      v_booking."ulid", v_booking."version", case p_status when 'accepted' then 'confirmed' else 'declined' end,
      p_cal_uid, p_cal_uid, v_booking."startTime", v_booking."endTime", v_booking."startTime", v_booking."endTime",
      p_cause, case when v_is_own then v_answer."ulid" end, v_answer."actorUserUlid", v_answer."actorRole",
      v_answer."reason", v_was_unknown and v_is_own);
  end if;
  perform public.tell_participants(v_booking, v_before, v_answer,
    case p_status
      when 'accepted' then 'bookingConfirmedUpstream'
      when 'rejected' then 'bookingDeclinedUpstream'
      else 'bookingCancelledUpstream'
    end, p_new_ulids);
  return jsonb_build_object('changed', true, 'bookingUlid', v_booking."ulid");
end $$;
comment on function public.booking_observe_status is 'p_cal_updated_at may be null.';

-- For servers that do not say when Cal.com changed it.
create function public.booking_record_status(p_cal_uid text, p_status text, p_cause text, p_new_ulids text[])
returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  return public.booking_observe_status(p_cal_uid, p_status, p_cause, p_new_ulids, null);
end $$;

-- For servers that do not say what observed it.
create function public.booking_set_upstream_status(p_cal_uid text, p_status text, p_new_ulids text[])
returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  return public.booking_record_status(p_cal_uid, p_status, 'reconcile', p_new_ulids);
end $$;

grant execute on function public.answer_begin, public.answer_claim_due, public.answer_count,
  public.booking_observe_status, public.booking_record_status, public.booking_set_upstream_status
  to service_role;
