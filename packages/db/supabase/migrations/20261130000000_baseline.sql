-- The schema of 0.1.0, made by `npm run db:diff` from supabase/schemas/*.sql, which is easier to read. The statements
-- before the first "set" are written by hand: pg-delta cannot plan default privileges.

create extension if not exists btree_gist with schema extensions;

-- Closed by default: a table or function without a grant is unreachable, whatever the platform grants by default.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;

set check_function_bodies = off;

create table "public"."BookingCalRefs" (
  "calBookingUid" text not null,
  "bookingUlid" character(26) not null,
  "createdAt" timestamp(3) with time zone not null default now(),
  constraint "BookingCalRefs_pkey" primary key ("calBookingUid")
);

alter table "public"."BookingCalRefs"
  enable row level security;

create table "public"."BookingEvents" (
  "bookingUlid" character(26) not null,
  "version" integer not null,
  "fromCalUid" text not null,
  "toCalUid" text not null,
  "fromStartTime" timestamp(3) with time zone not null,
  "fromEndTime" timestamp(3) with time zone not null,
  "toStartTime" timestamp(3) with time zone not null,
  "toEndTime" timestamp(3) with time zone not null,
  "cause" text not null,
  "attemptUlid" character(26),
  "actorUserUlid" character(26),
  "actorRole" text,
  "reason" text,
  "createdAt" timestamp(3) with time zone not null default now(),
  constraint "BookingEvents_actorRole_check" check (("actorRole" = ANY (ARRAY['coach'::text, 'mentee'::text]))),
  constraint "BookingEvents_actor_check"
    check
    (((("attemptUlid" IS NULL) = ("actorUserUlid" IS NULL)) AND (("attemptUlid" IS NULL) = ("actorRole" IS NULL)))),
  constraint "BookingEvents_attemptUlid_key" unique ("attemptUlid"),
  constraint "BookingEvents_cause_check"
    check ((cause = ANY (ARRAY['request'::text, 'recovery'::text, 'webhook'::text, 'reconcile'::text]))),
  constraint "BookingEvents_pkey" primary key ("bookingUlid", version),
  constraint "BookingEvents_times_check" check (("toEndTime" > "toStartTime")),
  constraint "BookingEvents_toCalUid_key" unique ("toCalUid"),
  constraint "BookingEvents_version_check" check ((version >= 2))
);

alter table "public"."BookingEvents"
  enable row level security;

create table "public"."Bookings" (
  "ulid" character(26) not null,
  "calBookingId" text not null,
  "coachUserUlid" character(26) not null,
  "menteeUserUlid" character(26) not null,
  "title" text not null,
  "eventTypeId" integer not null,
  "durationMinutes" integer not null,
  "startTime" timestamp(3) with time zone not null,
  "endTime" timestamp(3) with time zone not null,
  "status" text not null default 'accepted'::text,
  "version" integer not null default 1,
  "upstreamChanged" boolean not null default false,
  "createdAt" timestamp(3) with time zone not null default now(),
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "Bookings_calBookingId_check"
    check (((char_length("calBookingId") >= 1) AND (char_length("calBookingId") <= 200))),
  constraint "Bookings_calBookingId_key" unique ("calBookingId"),
  constraint "Bookings_durationMinutes_check" check ((("durationMinutes" >= 1) AND ("durationMinutes" <= 1440))),
  constraint "Bookings_length_check" check ((("endTime" - "startTime") <= '24:00:00'::interval)),
  constraint "Bookings_people_check" check (("coachUserUlid" <> "menteeUserUlid")),
  constraint "Bookings_pkey" primary key (ulid),
  constraint "Bookings_status_check"
    check ((status = ANY (ARRAY['accepted'::text, 'pending'::text, 'cancelled'::text, 'rejected'::text]))),
  constraint "Bookings_times_check" check (("endTime" > "startTime")),
  constraint "Bookings_title_check" check ((char_length(title) <= 500)),
  constraint "Bookings_ulid_check" check ((ulid ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'::text)),
  constraint "Bookings_version_check" check ((version >= 1))
);

alter table "public"."Bookings"
  enable row level security;

create table "public"."CalIntegrations" (
  "ulid" character(26) not null,
  "userUlid" character(26) not null,
  "kind" text not null,
  "status" text not null,
  "calUserId" integer,
  "calUsername" text,
  "calEmail" text,
  "sealedToken" text,
  "keyId" text,
  "generation" integer not null default 1,
  "connectedAt" timestamp(3) with time zone not null default now(),
  "provenAt" timestamp(3) with time zone not null default now(),
  "createdAt" timestamp(3) with time zone not null default now(),
  "updatedAt" timestamp(3) with time zone not null default now(),
  "accessExpiresAt" timestamp(3) with time zone,
  "scopes" text,
  "refreshOwner" text,
  "refreshUntil" timestamp(3) with time zone,
  constraint "CalIntegrations_calUserId_key" unique ("calUserId"),
  constraint "CalIntegrations_ciphertext_check"
    check
    (("sealedToken" ~ '^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$'::text)),
  constraint "CalIntegrations_expiry_check" check ((("accessExpiresAt" IS
    NOT NULL) = ((kind = 'oauth'::text) AND ("sealedToken" IS NOT NULL)))),
  constraint "CalIntegrations_kind_check" check ((kind = ANY (ARRAY['apiKey'::text, 'oauth'::text]))),
  constraint "CalIntegrations_pkey" primary key (ulid),
  constraint "CalIntegrations_refresh_check"
    check (((("refreshOwner" IS NULL) = ("refreshUntil" IS NULL)) AND (("refreshOwner" IS NULL) OR ("accessExpiresAt" IS
    NOT NULL)))),
  constraint "CalIntegrations_sealed_check"
    check
    ((((status = 'disconnected'::text) = ("sealedToken" IS NULL)) AND (("sealedToken" IS NULL) = ("keyId" IS NULL)) AND
    (("sealedToken" IS NULL) = ("calUserId" IS NULL)))),
  constraint "CalIntegrations_status_check"
    check ((status = ANY (ARRAY['connected'::text, 'needsReconnect'::text, 'disconnected'::text]))),
  constraint "CalIntegrations_ulid_check" check ((ulid ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'::text)),
  constraint "CalIntegrations_userUlid_key" unique ("userUlid")
);

alter table "public"."CalIntegrations"
  enable row level security;

create table "public"."ChangeFeed" (
  "id" bigint generated always as identity not null,
  "kind" text not null,
  "bookingUlid" character(26) not null,
  "coachUserUlid" character(26),
  "userUlid" character(26),
  "createdAt" timestamp(3) with time zone not null default clock_timestamp(),
  constraint "ChangeFeed_kind_check" check ((kind = ANY (ARRAY['booking'::text, 'slots'::text, 'notification'::text]))),
  constraint "ChangeFeed_pkey" primary key (id),
  constraint "ChangeFeed_whose_check" check ((((kind = 'notification'::text) = ("userUlid" IS
    NOT NULL)) AND ((kind = 'notification'::text) = ("coachUserUlid" IS NULL))))
);

alter table "public"."ChangeFeed"
  enable row level security;

create table "public"."Jobs" (
  "kind" text not null,
  "key" text not null,
  "runAt" timestamp(3) with time zone not null default now(),
  "againAt" timestamp(3) with time zone,
  "cursor" text,
  "tries" integer not null default 0,
  "fence" integer not null default 0,
  "leaseUntil" timestamp(3) with time zone,
  "deadAt" timestamp(3) with time zone,
  "lastError" text,
  "createdAt" timestamp(3) with time zone not null default now(),
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "Jobs_cursor_check" check ((char_length(cursor) <= 500)),
  constraint "Jobs_key_check" check ((char_length(key) <= 200)),
  constraint "Jobs_kind_check" check (((char_length(kind) >= 1) AND (char_length(kind) <= 100))),
  constraint "Jobs_pkey" primary key (kind, key)
);

alter table "public"."Jobs"
  enable row level security;

create table "public"."Notifications" (
  "ulid" character(26) not null,
  "userUlid" character(26) not null,
  "bookingUlid" character(26) not null,
  "version" integer not null,
  "kind" text not null,
  "actorUserUlid" character(26),
  "actorRole" text,
  "oldStartTime" timestamp(3) with time zone not null,
  "oldEndTime" timestamp(3) with time zone not null,
  "newStartTime" timestamp(3) with time zone not null,
  "newEndTime" timestamp(3) with time zone not null,
  "reason" text,
  "conflictOverridden" boolean not null default false,
  "readAt" timestamp(3) with time zone,
  "createdAt" timestamp(3) with time zone not null default now(),
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "Notifications_actorRole_check" check (("actorRole" = ANY (ARRAY['coach'::text, 'mentee'::text]))),
  constraint "Notifications_actor_check" check ((("actorUserUlid" IS NULL) = ("actorRole" IS NULL))),
  constraint "Notifications_kind_check"
    check
    ((kind = ANY (ARRAY['bookingMoved'::text, 'bookingMovedAwaitingConfirmation'::text, 'bookingChangedUpstream'::text,
    'bookingConfirmedUpstream'::text, 'bookingDeclinedUpstream'::text, 'bookingCancelledUpstream'::text]))),
  constraint "Notifications_once_key" unique ("userUlid", "bookingUlid", version, kind),
  constraint "Notifications_pkey" primary key (ulid),
  constraint "Notifications_ulid_check" check ((ulid ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'::text))
);

alter table "public"."Notifications"
  enable row level security;

create table "public"."OAuthStates" (
  "stateHash" text not null,
  "userUlid" character(26) not null,
  "sealedVerifier" text,
  "returnTo" text not null,
  "expiresAt" timestamp(3) with time zone not null,
  "createdAt" timestamp(3) with time zone not null default now(),
  constraint "OAuthStates_ciphertext_check"
    check
    (("sealedVerifier" ~ '^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$'::text)),
  constraint "OAuthStates_pkey" primary key ("stateHash"),
  constraint "OAuthStates_returnTo_check" check ((char_length("returnTo") <= 2000)),
  constraint "OAuthStates_stateHash_check" check (("stateHash" ~ '^[A-Za-z0-9_-]{40,128}$'::text))
);

alter table "public"."OAuthStates"
  enable row level security;

create table "public"."Outbox" (
  "ulid" character(26) not null,
  "dedupeKey" text not null,
  "topic" text not null,
  "payload" jsonb not null,
  "availableAt" timestamp(3) with time zone not null default now(),
  "tries" integer not null default 0,
  "fence" integer not null default 0,
  "leaseUntil" timestamp(3) with time zone,
  "doneAt" timestamp(3) with time zone,
  "deadAt" timestamp(3) with time zone,
  "lastError" text,
  "createdAt" timestamp(3) with time zone not null default now(),
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "Outbox_dedupeKey_key" unique ("dedupeKey"),
  constraint "Outbox_payload_check" check ((jsonb_typeof((payload -> 'notificationUlid'::text)) = 'string'::text)),
  constraint "Outbox_pkey" primary key (ulid),
  constraint "Outbox_settled_check" check ((("doneAt" IS NULL) OR ("deadAt" IS NULL))),
  constraint "Outbox_topic_check" check ((topic = 'mail'::text)),
  constraint "Outbox_ulid_check" check ((ulid ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'::text))
);

alter table "public"."Outbox"
  enable row level security;

create table "public"."RateLimits" (
  "key" text not null,
  "windowStart" timestamp(3) with time zone not null,
  "count" integer not null,
  "previousCount" integer not null,
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "RateLimits_counts_check" check (((count >= 0) AND ("previousCount" >= 0))),
  constraint "RateLimits_key_check" check (((char_length(key) >= 1) AND (char_length(key) <= 200))),
  constraint "RateLimits_pkey" primary key (key)
);

alter table "public"."RateLimits"
  enable row level security;

create table "public"."RescheduleAttempts" (
  "ulid" character(26) not null,
  "bookingUlid" character(26) not null,
  "coachUserUlid" character(26) not null,
  "actorUserUlid" character(26) not null,
  "actorRole" text not null,
  "requestHash" text not null,
  "fromCalUid" text not null,
  "baseVersion" integer not null,
  "fromStartTime" timestamp(3) with time zone not null,
  "fromEndTime" timestamp(3) with time zone not null,
  "toStartTime" timestamp(3) with time zone not null,
  "toEndTime" timestamp(3) with time zone not null,
  "reason" text,
  "overrideConflict" boolean not null default false,
  "state" text not null default 'PREPARED'::text,
  "fence" integer not null default 1,
  "leaseUntil" timestamp(3) with time zone not null,
  "sentAt" timestamp(3) with time zone,
  "answered" boolean not null default false,
  "tries" integer not null default 0,
  "nextRunAt" timestamp(3) with time zone not null,
  "newCalUid" text,
  "appliedVersion" integer,
  "errorCode" text,
  "createdAt" timestamp(3) with time zone not null default now(),
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "RescheduleAttempts_actorRole_check" check (("actorRole" = ANY (ARRAY['coach'::text, 'mentee'::text]))),
  constraint "RescheduleAttempts_applied_check" check ((((state = 'APPLIED'::text) = ("appliedVersion" IS
    NOT NULL)) AND ((state = 'APPLIED'::text) = ("newCalUid" IS NOT NULL)))),
  constraint "RescheduleAttempts_errorCode_check" check ((char_length("errorCode") <= 100)),
  constraint "RescheduleAttempts_pkey" primary key (ulid),
  constraint "RescheduleAttempts_reason_check" check ((char_length(reason) <= 2000)),
  constraint "RescheduleAttempts_requestHash_check"
    check (((char_length("requestHash") >= 1) AND (char_length("requestHash") <= 128))),
  constraint "RescheduleAttempts_sent_check" check ((("sentAt" IS
    NOT NULL) OR
    (state <> ALL (ARRAY['SENDING'::text, 'UNKNOWN'::text, 'APPLIED'::text, 'SUPERSEDED'::text,
    'NEEDS_HUMAN'::text])))),
  constraint "RescheduleAttempts_state_check"
    check
    ((state = ANY (ARRAY['PREPARED'::text, 'SENDING'::text, 'UNKNOWN'::text, 'APPLIED'::text, 'REJECTED'::text,
    'SUPERSEDED'::text, 'ABANDONED'::text, 'NEEDS_HUMAN'::text]))),
  constraint "RescheduleAttempts_times_check" check (("toEndTime" > "toStartTime")),
  constraint "RescheduleAttempts_ulid_check" check ((ulid ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'::text)),
  constraint "RescheduleAttempts_unsent_check"
    check ((("sentAt" IS NULL) OR (state <> ALL (ARRAY['PREPARED'::text, 'ABANDONED'::text]))))
);

alter table "public"."RescheduleAttempts"
  enable row level security;

create table "public"."User" (
  "ulid" character(26) not null,
  "clerkUserId" text not null,
  "email" text not null,
  "name" text not null,
  "timeZone" text not null default 'UTC'::text,
  "createdAt" timestamp(3) with time zone not null default now(),
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "User_clerkUserId_check"
    check (((char_length("clerkUserId") >= 1) AND (char_length("clerkUserId") <= 200))),
  constraint "User_clerkUserId_key" unique ("clerkUserId"),
  constraint "User_email_check" check (((char_length(email) <= 320) AND (POSITION(('@'::text) IN (email)) > 1))),
  constraint "User_name_check" check ((char_length(name) <= 200)),
  constraint "User_pkey" primary key (ulid),
  constraint "User_timeZone_check" check (((char_length("timeZone") >= 1) AND (char_length("timeZone") <= 64))),
  constraint "User_ulid_check" check ((ulid ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'::text))
);

alter table "public"."User"
  enable row level security;

create table "public"."WebhookInbox" (
  "dedupeKey" text not null,
  "trigger" text not null,
  "calUids" text[] not null,
  "availableAt" timestamp(3) with time zone not null default now(),
  "tries" integer not null default 0,
  "fence" integer not null default 0,
  "leaseUntil" timestamp(3) with time zone,
  "doneAt" timestamp(3) with time zone,
  "deadAt" timestamp(3) with time zone,
  "lastError" text,
  "createdAt" timestamp(3) with time zone not null default now(),
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "WebhookInbox_calUids_check"
    check (((cardinality("calUids") <= 50) AND (char_length(array_to_string("calUids", ''::text)) <= 5000))),
  constraint "WebhookInbox_dedupeKey_check"
    check (((char_length("dedupeKey") >= 1) AND (char_length("dedupeKey") <= 200))),
  constraint "WebhookInbox_pkey" primary key ("dedupeKey"),
  constraint "WebhookInbox_settled_check" check ((("doneAt" IS NULL) OR ("deadAt" IS NULL))),
  constraint "WebhookInbox_trigger_check" check (((char_length(trigger) >= 1) AND (char_length(trigger) <= 100)))
);

alter table "public"."WebhookInbox"
  enable row level security;

create or replace function public.booking_absorb (
  p_cal_uid text,
  p_into_ulid character
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_copy char(26);
begin
  select copy."ulid" into v_copy from public."Bookings" as copy
  join public."Bookings" as original on original."ulid" = p_into_ulid
  where copy."calBookingId" = p_cal_uid and copy."ulid" <> p_into_ulid and copy."version" = 1
    and copy."coachUserUlid" = original."coachUserUlid" and copy."menteeUserUlid" = original."menteeUserUlid"
    and not exists (select from public."RescheduleAttempts" where "bookingUlid" = copy."ulid")
    and not exists (select from public."Notifications" where "bookingUlid" = copy."ulid")
  for update of copy;
  if found then
    delete from public."BookingCalRefs" where "bookingUlid" = v_copy;
    delete from public."Bookings" where "ulid" = v_copy;
  end if;
end $function$;

create or replace function public.booking_by_cal_uid (
  p_cal_uid text
)
  returns SETOF public."Bookings"
  language sql
  set search_path to ''
  AS $function$
  select found.* from public."Bookings" found
  where found."ulid" = coalesce(
    (select "ulid" from public."Bookings" where "calBookingId" = p_cal_uid),
    (select "bookingUlid" from public."BookingCalRefs" where "calBookingUid" = p_cal_uid))
  for update
$function$;

create or replace function public.booking_import_observed (
  p_ulid character,
  p_cal_uid text,
  p_earlier_cal_uids text[],
  p_coach_user_ulid character,
  p_mentee_user_ulid character,
  p_title text,
  p_event_type_id integer,
  p_duration_minutes integer,
  p_start_time timestamp with time zone,
  p_end_time timestamp with time zone,
  p_status text
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
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
  if not found then -- a concurrent import inserted it first
    select "ulid" into v_ulid from public.booking_by_cal_uid(p_cal_uid);
    return jsonb_build_object('outcome', 'known', 'bookingUlid', v_ulid);
  end if;
  insert into public."BookingCalRefs" ("calBookingUid", "bookingUlid") values (p_cal_uid, p_ulid);
  return jsonb_build_object('outcome', 'created', 'bookingUlid', p_ulid);
end $function$;

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

create or replace function public.bookings_page (
  p_user_ulid character,
  p_is_upcoming boolean,
  p_now timestamp with time zone,
  p_after_start timestamp with time zone,
  p_after_ulid character,
  p_limit integer
)
  returns jsonb
  language plpgsql
  stable
  set search_path to ''
  AS $function$
declare
  v_page public."Bookings"[];
begin
  if p_is_upcoming then
    v_page := array(
      select b from public."Bookings" as b
      where p_user_ulid in (b."coachUserUlid", b."menteeUserUlid")
        and b."endTime" > p_now and b."startTime" > p_now - interval '24 hours'
        and (p_after_start is null or (b."startTime", b."ulid") > (p_after_start, p_after_ulid))
      order by b."startTime", b."ulid" limit p_limit);
  else
    v_page := array(
      select b from public."Bookings" as b
      where p_user_ulid in (b."coachUserUlid", b."menteeUserUlid")
        and b."endTime" <= p_now and b."startTime" < p_now
        and (p_after_start is null or (b."startTime", b."ulid") < (p_after_start, p_after_ulid))
      order by b."startTime" desc, b."ulid" desc limit p_limit);
  end if;
  return (
    select coalesce(jsonb_agg(
      to_jsonb(page) || jsonb_build_object('coach', to_jsonb(coach), 'mentee', to_jsonb(mentee))
      order by ordinality), '[]')
    from unnest(v_page) with ordinality as page
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."coachUserUlid") as coach
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."menteeUserUlid") as mentee);
end $function$;

create or replace function public.cal_integration_disconnect (
  p_user_ulid character
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    update public."CalIntegrations" set
      "status" = 'disconnected', "sealedToken" = null, "keyId" = null, "calUserId" = null,
      "calUsername" = null, "calEmail" = null, "accessExpiresAt" = null, "scopes" = null,
      "refreshOwner" = null, "refreshUntil" = null, "generation" = "generation" + 1
    where "userUlid" = p_user_ulid and "status" <> 'disconnected'
    returning 1)
  select exists (select from gone)
$function$;

create or replace function public.cal_integration_lease_refresh (
  p_user_ulid character,
  p_owner text,
  p_generation integer,
  p_lease_ms bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_mine public."CalIntegrations";
  v_now timestamptz(3);
begin
  select * into v_mine from public."CalIntegrations" where "userUlid" = p_user_ulid for update;
  if v_mine."accessExpiresAt" is null then
    return jsonb_build_object('won', false, 'why', 'noConnection');
  end if;
  if v_mine."generation" <> p_generation then
    return jsonb_build_object('won', false, 'why', 'refreshed', 'generation', v_mine."generation");
  end if;
  v_now := pg_catalog.clock_timestamp();
  if v_mine."refreshUntil" > v_now then
    return jsonb_build_object('won', false, 'why', 'leased', 'leaseUntil', v_mine."refreshUntil");
  end if;
  update public."CalIntegrations" set
    "refreshOwner" = p_owner, "refreshUntil" = v_now + public.to_interval(p_lease_ms)
  where "userUlid" = p_user_ulid returning * into v_mine;
  return jsonb_build_object('won', true, 'leaseUntil', v_mine."refreshUntil");
end $function$;

create or replace function public.cal_integration_mark_needs_reconnect (
  p_user_ulid character,
  p_generation integer
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with marked as (
    update public."CalIntegrations" set "status" = 'needsReconnect'
    where "userUlid" = p_user_ulid and "generation" = p_generation and "status" <> 'disconnected'
    returning 1)
  select exists (select from marked)
$function$;

create or replace function public.cal_integration_mark_proven (
  p_user_ulid character,
  p_generation integer
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with marked as (
    update public."CalIntegrations" set "provenAt" = pg_catalog.now(), "status" = 'connected'
    where "userUlid" = p_user_ulid and "generation" = p_generation and "status" <> 'disconnected'
    returning 1)
  select exists (select from marked)
$function$;

create or replace function public.cal_integration_release_refresh (
  p_user_ulid character,
  p_owner text
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with freed as (
    update public."CalIntegrations" set "refreshOwner" = null, "refreshUntil" = null
    where "userUlid" = p_user_ulid and "refreshOwner" = p_owner
    returning 1)
  select exists (select from freed)
$function$;

create or replace function public.cal_integration_save_token (
  p_ulid character,
  p_user_ulid character,
  p_kind text,
  p_sealed_token text,
  p_key_id text,
  p_cal_user_id integer,
  p_cal_username text,
  p_cal_email text,
  p_access_expires_at timestamp with time zone,
  p_scopes text
)
  returns SETOF public."CalIntegrations"
  language sql
  security definer
  set search_path to ''
  AS $function$
  insert into public."CalIntegrations" as mine (
    "ulid", "userUlid", "kind", "status", "calUserId", "calUsername", "calEmail", "sealedToken", "keyId",
    "accessExpiresAt", "scopes")
  values (p_ulid, p_user_ulid, p_kind, 'connected', p_cal_user_id, p_cal_username, p_cal_email,
    p_sealed_token, p_key_id, p_access_expires_at, p_scopes)
  on conflict ("userUlid") do update set
    "kind" = excluded."kind", "status" = 'connected', "calUserId" = excluded."calUserId",
    "calUsername" = excluded."calUsername", "calEmail" = excluded."calEmail",
    "sealedToken" = excluded."sealedToken", "keyId" = excluded."keyId",
    "accessExpiresAt" = excluded."accessExpiresAt", "scopes" = excluded."scopes",
    "refreshOwner" = null, "refreshUntil" = null,
    "generation" = mine."generation" + 1,
    "connectedAt" = pg_catalog.now(), "provenAt" = pg_catalog.now()
  returning *
$function$;

create or replace function public.cal_integration_store_refreshed (
  p_user_ulid character,
  p_generation integer,
  p_sealed_token text,
  p_key_id text,
  p_access_expires_at timestamp with time zone,
  p_scopes text
)
  returns SETOF public."CalIntegrations"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."CalIntegrations" as mine set
    "sealedToken" = p_sealed_token, "keyId" = p_key_id, "accessExpiresAt" = p_access_expires_at,
    "scopes" = coalesce(p_scopes, mine."scopes"), "status" = 'connected',
    "refreshOwner" = null, "refreshUntil" = null, "generation" = mine."generation" + 1
  where mine."userUlid" = p_user_ulid and mine."generation" = p_generation
    and mine."kind" = 'oauth' and mine."status" <> 'disconnected'
  returning mine.*
$function$;

create or replace function public.change_feed_prune (
  p_keep_ms bigint
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."ChangeFeed"
    where "createdAt" <= pg_catalog.clock_timestamp() - public.to_interval(p_keep_ms)
    returning 1)
  select count(*)::integer from gone
$function$;

create or replace function public.change_feed_read (
  p_after_id bigint,
  p_overlap_ms bigint,
  p_limit integer
)
  returns SETOF public."ChangeFeed"
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  (select * from public."ChangeFeed"
    where "id" <= p_after_id
      and "createdAt" > pg_catalog.clock_timestamp() - public.to_interval(p_overlap_ms)
    order by "id")
  union all
  (select * from public."ChangeFeed" where "id" > p_after_id order by "id" limit p_limit)
$function$;

create or replace function public.current_user_ulid()
  returns character
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select "ulid" from public."User" where "clerkUserId" = (auth.jwt() ->> 'sub')
$function$;

create or replace function public.feed_booking_change()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  insert into public."ChangeFeed" ("kind", "bookingUlid", "coachUserUlid")
  values ('booking', new."ulid", new."coachUserUlid"), ('slots', new."ulid", new."coachUserUlid");
  return null;
end $function$;

create or replace function public.feed_notification()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  insert into public."ChangeFeed" ("kind", "bookingUlid", "userUlid")
  values ('notification', new."bookingUlid", new."userUlid");
  return null;
end $function$;

create or replace function public.job_bury (
  p_kind text,
  p_key text,
  p_fence integer,
  p_error text
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with settled as (
    update public."Jobs" set
      "deadAt" = case when "againAt" is null then pg_catalog.clock_timestamp() end,
      "runAt" = coalesce("againAt", "runAt"),
      "tries" = case when "againAt" is null then "tries" else 0 end,
      "againAt" = null, "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "kind" = p_kind and "key" = p_key and "fence" = p_fence and "leaseUntil" is not null
    returning 1)
  select exists (select from settled)
$function$;

create or replace function public.job_claim (
  p_kinds text[],
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."Jobs"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."Jobs" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where (mine."kind", mine."key") in (
    select due."kind", due."key" from public."Jobs" due
    where due."deadAt" is null and due."kind" = any (p_kinds)
      and due."runAt" <= pg_catalog.clock_timestamp()
      and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.clock_timestamp())
    order by due."runAt" limit p_limit for update skip locked)
  returning mine.*
$function$;

create or replace function public.job_done (
  p_kind text,
  p_key text,
  p_fence integer,
  p_again_ms bigint,
  p_cursor text
)
  returns boolean
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  update public."Jobs" set
    "runAt" = least("againAt", pg_catalog.clock_timestamp() + public.to_interval(p_again_ms)),
    "againAt" = null, "cursor" = p_cursor, "tries" = 0, "leaseUntil" = null, "lastError" = null
  where "kind" = p_kind and "key" = p_key and "fence" = p_fence and "leaseUntil" is not null
    and ("againAt" is not null or p_again_ms is not null);
  if found then return true; end if;
  delete from public."Jobs"
  where "kind" = p_kind and "key" = p_key and "fence" = p_fence and "leaseUntil" is not null;
  return found;
end $function$;

create or replace function public.job_enqueue (
  p_kind text,
  p_key text,
  p_delay_ms bigint
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with queued as (
    insert into public."Jobs" as mine ("kind", "key", "runAt")
    values (p_kind, p_key, pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms))
    on conflict ("kind", "key") do update set
      "againAt" = case when mine."deadAt" is null then excluded."runAt" end,
      "runAt" = case when mine."deadAt" is null then mine."runAt" else excluded."runAt" end,
      "tries" = case when mine."deadAt" is null then mine."tries" else 0 end,
      "deadAt" = null
    where mine."deadAt" is not null or (mine."leaseUntil" is not null and mine."againAt" is null)
    returning 1)
  select exists (select from queued)
$function$;

create or replace function public.job_renew (
  p_kind text,
  p_key text,
  p_fence integer,
  p_lease_ms bigint
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with renewed as (
    update public."Jobs" set
      "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
    where "kind" = p_kind and "key" = p_key and "fence" = p_fence and "leaseUntil" is not null
    returning 1)
  select exists (select from renewed)
$function$;

create or replace function public.job_retry (
  p_kind text,
  p_key text,
  p_fence integer,
  p_delay_ms bigint,
  p_error text
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with settled as (
    update public."Jobs" set
      "runAt" = pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms),
      "againAt" = null, "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "kind" = p_kind and "key" = p_key and "fence" = p_fence and "leaseUntil" is not null
    returning 1)
  select exists (select from settled)
$function$;

create or replace function public.oauth_state_create (
  p_state_hash text,
  p_user_ulid character,
  p_sealed_verifier text,
  p_return_to text,
  p_ttl_ms bigint
)
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  delete from public."OAuthStates" where "expiresAt" <= pg_catalog.clock_timestamp();
  insert into public."OAuthStates" ("stateHash", "userUlid", "sealedVerifier", "returnTo", "expiresAt")
  values (p_state_hash, p_user_ulid, p_sealed_verifier, p_return_to,
    pg_catalog.clock_timestamp() + public.to_interval(p_ttl_ms))
$function$;

create or replace function public.oauth_state_take (
  p_state_hash text
)
  returns SETOF public."OAuthStates"
  language sql
  security definer
  set search_path to ''
  AS $function$
  with taken as (delete from public."OAuthStates" where "stateHash" = p_state_hash returning *)
  select * from taken where "expiresAt" > pg_catalog.clock_timestamp()
$function$;

create or replace function public.outbox_bury (
  p_ulid character,
  p_fence integer,
  p_error text
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with settled as (
    update public."Outbox" set
      "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "ulid" = p_ulid and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$function$;

create or replace function public.outbox_claim (
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."Outbox"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."Outbox" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."ulid" in (
    select due."ulid" from public."Outbox" due
    where due."doneAt" is null and due."deadAt" is null
      and due."availableAt" <= pg_catalog.clock_timestamp()
      and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.clock_timestamp())
    order by due."availableAt" limit p_limit for update skip locked)
  returning mine.*
$function$;

create or replace function public.outbox_done (
  p_ulid character,
  p_fence integer
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with settled as (
    update public."Outbox" set "doneAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = null
    where "ulid" = p_ulid and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$function$;

create or replace function public.outbox_retry (
  p_ulid character,
  p_fence integer,
  p_delay_ms bigint,
  p_error text
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with settled as (
    update public."Outbox" set
      "availableAt" = pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms),
      "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "ulid" = p_ulid and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$function$;

create or replace function public.rate_limit_prune (
  p_keep_ms bigint
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."RateLimits"
    where "updatedAt" <= pg_catalog.clock_timestamp() - public.to_interval(p_keep_ms)
    returning 1)
  select count(*)::integer from gone
$function$;

create or replace function public.rate_limit_take (
  p_key text,
  p_limit integer,
  p_window_ms bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_now bigint := floor(extract(epoch from pg_catalog.clock_timestamp()) * 1000);
  v_start bigint := v_now - v_now % p_window_ms;
  v_row_start bigint;
  v_row public."RateLimits";
  v_share double precision; -- of the current window, that has passed when the next request fits
begin
  insert into public."RateLimits" ("key", "windowStart", "count", "previousCount")
  values (p_key, to_timestamp(v_start / 1000.0), 0, 0) on conflict ("key") do nothing;
  select * into v_row from public."RateLimits" where "key" = p_key for update;
  v_row_start := round(extract(epoch from v_row."windowStart") * 1000);
  if v_row_start > v_start then -- a concurrent call has already started the next window
    v_start := v_row_start;
    v_now := greatest(v_now, v_start);
  elsif v_row_start < v_start then
    v_row."previousCount" := case when v_row_start = v_start - p_window_ms then v_row."count" else 0 end;
    v_row."count" := 0;
  end if;

  if v_row."count" + 1 > p_limit then -- not before the next window, in which these are the previous count
    v_share := 1 + greatest(0, 1 - (p_limit - 1) / greatest(v_row."count", 1)::double precision);
  elsif v_row."previousCount" > 0 then
    v_share := greatest(0, 1 - (p_limit - 1 - v_row."count") / v_row."previousCount"::double precision);
  else
    v_share := 0;
  end if;
  if v_now < v_start + v_share * p_window_ms then
    return jsonb_build_object('allowed', false,
      'retryAfterMs', ceil(v_start + v_share * p_window_ms - v_now)::bigint);
  end if;
  update public."RateLimits" set
    "windowStart" = to_timestamp(v_start / 1000.0), "count" = v_row."count" + 1,
    "previousCount" = v_row."previousCount"
  where "key" = p_key;
  return jsonb_build_object('allowed', true);
end $function$;

create or replace function public.reschedule_abandon_expired (
  p_coach_user_ulid character,
  p_now timestamp with time zone
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  update public."RescheduleAttempts"
  set "state" = 'ABANDONED', "errorCode" = 'EXPIRED', "fence" = "fence" + 1
  where "coachUserUlid" = p_coach_user_ulid and "state" = 'PREPARED' and "leaseUntil" <= p_now
$function$;

create or replace function public.reschedule_apply (
  p_from_cal_uid text,
  p_to_cal_uid text,
  p_start_time timestamp with time zone,
  p_end_time timestamp with time zone,
  p_upstream_status text,
  p_duration_minutes integer,
  p_cause text,
  p_new_ulids text[]
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_before public."Bookings";
  v_after public."Bookings";
  v_attempt public."RescheduleAttempts";
begin
  select * into v_before from public.booking_by_cal_uid(p_from_cal_uid);
  if not found then
    return jsonb_build_object('applied', false, 'why', 'unknownBooking');
  end if;
  if v_before."calBookingId" = p_to_cal_uid or exists (
    select from public."BookingCalRefs" where "calBookingUid" = p_to_cal_uid and "bookingUlid" = v_before."ulid") then
    return jsonb_build_object('applied', false, 'why', 'already');
  end if;
  if v_before."calBookingId" <> p_from_cal_uid then
    return jsonb_build_object('applied', false, 'why', 'notCurrent');
  end if;

  perform public.booking_absorb(p_to_cal_uid, v_before."ulid");
  select * into v_attempt from public.reschedule_settle(
    v_before."ulid", p_from_cal_uid, p_to_cal_uid, p_start_time, v_before."version" + 1);
  update public."Bookings" set
    "calBookingId" = p_to_cal_uid, "startTime" = p_start_time, "endTime" = p_end_time,
    "durationMinutes" = coalesce(p_duration_minutes, ceil(extract(epoch from p_end_time - p_start_time) / 60)::integer),
    "status" = p_upstream_status, "version" = "version" + 1, "upstreamChanged" = v_attempt."ulid" is null
  where "ulid" = v_before."ulid" returning * into v_after;
  insert into public."BookingCalRefs" ("calBookingUid", "bookingUlid")
  values (p_from_cal_uid, v_after."ulid"), (p_to_cal_uid, v_after."ulid")
  on conflict ("calBookingUid") do nothing;
  insert into public."BookingEvents" (
    "bookingUlid", "version", "fromCalUid", "toCalUid", "fromStartTime", "fromEndTime", "toStartTime",
    "toEndTime", "cause", "attemptUlid", "actorUserUlid", "actorRole", "reason")
  values (
    v_after."ulid", v_after."version", p_from_cal_uid, p_to_cal_uid, v_before."startTime", v_before."endTime",
    v_after."startTime", v_after."endTime", p_cause, v_attempt."ulid", v_attempt."actorUserUlid",
    v_attempt."actorRole", v_attempt."reason");
  perform public.tell_participants(v_after, v_before, v_attempt,
    case
      when v_attempt."ulid" is null then 'bookingChangedUpstream'
      when p_upstream_status = 'pending' then 'bookingMovedAwaitingConfirmation'
      else 'bookingMoved'
    end, p_new_ulids);
  return jsonb_build_object('applied', true, 'attemptUlid', v_attempt."ulid",
    'bookingUlid', v_after."ulid", 'version', v_after."version");
end $function$;

create or replace function public.reschedule_begin (
  p_attempt_ulid character,
  p_booking_ulid character,
  p_actor_user_ulid character,
  p_request_hash text,
  p_expected_version integer,
  p_to_start_time timestamp with time zone,
  p_to_end_time timestamp with time zone,
  p_reason text,
  p_override_conflict boolean,
  p_lease_ms bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_attempt public."RescheduleAttempts";
  v_now timestamptz(3);
  v_lease timestamptz(3);
begin
  select * into v_booking from public."Bookings" where "ulid" = p_booking_ulid for update;
  select * into v_attempt from public."RescheduleAttempts" where "ulid" = p_attempt_ulid;
  if found then
    return public.reschedule_replay(v_attempt, p_booking_ulid, p_actor_user_ulid, p_request_hash);
  end if;
  if v_booking."ulid" is null
    or p_actor_user_ulid not in (v_booking."coachUserUlid", v_booking."menteeUserUlid") then
    return jsonb_build_object('kind', 'notFound');
  end if;
  if v_booking."version" <> p_expected_version then
    return jsonb_build_object('kind', 'changed', 'version', v_booking."version");
  end if;
  if v_booking."status" not in ('accepted', 'pending') then
    return jsonb_build_object('kind', 'notMovable', 'status', v_booking."status");
  end if;

  -- Serializes the moves of one coach: two overlapping ones would deadlock in the exclusion constraint.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(v_booking."coachUserUlid"::text, 1));
  v_now := pg_catalog.clock_timestamp();
  v_lease := v_now + public.to_interval(p_lease_ms);
  perform public.reschedule_abandon_expired(v_booking."coachUserUlid", v_now);
  if exists (
    select from public."RescheduleAttempts" where "bookingUlid" = p_booking_ulid
      and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) then
    return jsonb_build_object('kind', 'inProgress');
  end if;

  insert into public."RescheduleAttempts" (
    "ulid", "bookingUlid", "coachUserUlid", "actorUserUlid", "actorRole", "requestHash", "fromCalUid",
    "baseVersion", "fromStartTime", "fromEndTime", "toStartTime", "toEndTime", "reason",
    "overrideConflict", "leaseUntil", "nextRunAt")
  values (
    p_attempt_ulid, p_booking_ulid, v_booking."coachUserUlid", p_actor_user_ulid,
    case when p_actor_user_ulid = v_booking."coachUserUlid" then 'coach' else 'mentee' end,
    p_request_hash, v_booking."calBookingId", v_booking."version", v_booking."startTime",
    v_booking."endTime", p_to_start_time, p_to_end_time, p_reason, p_override_conflict, v_lease, v_lease)
  returning * into v_attempt;
  return jsonb_build_object('kind', 'created', 'attempt', to_jsonb(v_attempt));
exception
  when unique_violation then -- the same key, at the same moment, for another booking
    return jsonb_build_object('kind', 'keyReused');
  when exclusion_violation then
    return jsonb_build_object('kind', 'coachBusy');
end $function$;

create or replace function public.reschedule_claim_due (
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."RescheduleAttempts"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."RescheduleAttempts" as mine set
    "state" = case when mine."state" = 'SENDING' then 'UNKNOWN' else mine."state" end,
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms),
    "nextRunAt" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."ulid" in (
    select due."ulid" from public."RescheduleAttempts" due
    where due."state" in ('PREPARED', 'SENDING', 'UNKNOWN')
      and due."nextRunAt" <= pg_catalog.clock_timestamp() and due."leaseUntil" <= pg_catalog.clock_timestamp()
    order by due."nextRunAt" limit p_limit for update skip locked)
  returning mine.*
$function$;

create or replace function public.reschedule_fail (
  p_attempt_ulid character,
  p_fence integer,
  p_state text,
  p_error_code text,
  p_answered boolean,
  p_retry_in_ms bigint
)
  returns SETOF public."RescheduleAttempts"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."RescheduleAttempts" as mine set
    "state" = p_state,
    "errorCode" = p_error_code,
    "answered" = coalesce(p_answered, mine."answered"),
    "leaseUntil" = pg_catalog.clock_timestamp(),
    "nextRunAt" = pg_catalog.clock_timestamp()
      + public.to_interval(coalesce(p_retry_in_ms, least(3600000, 5000 * 2 ^ least(mine."tries", 10))::bigint))
  where mine."ulid" = p_attempt_ulid and mine."fence" = p_fence and (
    (mine."state" = 'PREPARED' and p_state in ('ABANDONED', 'REJECTED'))
    or (mine."state" in ('SENDING', 'UNKNOWN') and p_state in ('REJECTED', 'UNKNOWN', 'NEEDS_HUMAN')))
  returning mine.*
$function$;

create or replace function public.reschedule_mark_sending (
  p_attempt_ulid character,
  p_fence integer,
  p_lease_ms bigint,
  p_person_per_minute integer,
  p_person_per_day integer,
  p_booking_per_day integer
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_attempt public."RescheduleAttempts";
  v_wait interval;
  v_now timestamptz(3);
begin
  select * into v_attempt from public."RescheduleAttempts" where "ulid" = p_attempt_ulid;
  if not found then
    return jsonb_build_object('kind', 'leaseLost');
  end if;
  -- Serializes the attempts of one actor, so that the limits count concurrent ones too.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(v_attempt."actorUserUlid"::text, 0));
  v_now := pg_catalog.clock_timestamp();
  select max(wait) into v_wait from (values
    (public.reschedule_wait(v_attempt."actorUserUlid", null, p_person_per_minute, interval '1 minute', v_now)),
    (public.reschedule_wait(v_attempt."actorUserUlid", null, p_person_per_day, interval '1 day', v_now)),
    (public.reschedule_wait(null, v_attempt."bookingUlid", p_booking_per_day, interval '1 day', v_now))
  ) as waits (wait);
  if v_wait is not null and v_attempt."state" = 'PREPARED' then
    return jsonb_build_object('kind', 'rateLimited',
      'retryAfterMs', greatest(1, ceil(extract(epoch from v_wait) * 1000)::bigint));
  end if;

  update public."RescheduleAttempts" set
    "state" = 'SENDING', "sentAt" = v_now,
    "leaseUntil" = v_now + public.to_interval(p_lease_ms), "nextRunAt" = v_now + public.to_interval(p_lease_ms)
  where "ulid" = p_attempt_ulid and "fence" = p_fence and "state" = 'PREPARED' and "leaseUntil" > v_now
  returning * into v_attempt;
  if not found then
    return jsonb_build_object('kind', 'leaseLost');
  end if;
  return jsonb_build_object('kind', 'sending', 'attempt', to_jsonb(v_attempt));
end $function$;

create or replace function public.reschedule_replay (
  p_attempt public."RescheduleAttempts",
  p_booking_ulid character,
  p_actor_user_ulid character,
  p_request_hash text
)
  returns jsonb
  language sql
  stable
  set search_path to ''
  AS $function$
  select case
    when p_attempt."bookingUlid" = p_booking_ulid and p_attempt."actorUserUlid" = p_actor_user_ulid
      and p_attempt."requestHash" = p_request_hash
    then jsonb_build_object('kind', 'replay', 'attempt', to_jsonb(p_attempt))
    else jsonb_build_object('kind', 'keyReused')
  end
$function$;

create or replace function public.reschedule_settle (
  p_booking_ulid character,
  p_from_cal_uid text,
  p_to_cal_uid text,
  p_start_time timestamp with time zone,
  p_version integer
)
  returns SETOF public."RescheduleAttempts"
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_attempt public."RescheduleAttempts";
begin
  select * into v_attempt from public."RescheduleAttempts"
  where "bookingUlid" = p_booking_ulid and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')
  for update;
  if not found then
    return;
  end if;
  if v_attempt."state" <> 'PREPARED' and v_attempt."fromCalUid" = p_from_cal_uid
    and v_attempt."toStartTime" = p_start_time then
    return query update public."RescheduleAttempts" as mine set
      "state" = 'APPLIED', "newCalUid" = p_to_cal_uid, "appliedVersion" = p_version,
      "errorCode" = null, "fence" = mine."fence" + 1
    where mine."ulid" = v_attempt."ulid" returning mine.*;
  else
    update public."RescheduleAttempts" set
      "state" = case when "state" = 'PREPARED' then 'ABANDONED' else 'SUPERSEDED' end,
      "errorCode" = 'BOOKING_CHANGED', "fence" = "fence" + 1
    where "ulid" = v_attempt."ulid";
  end if;
end $function$;

create or replace function public.reschedule_wait (
  p_actor_user_ulid character,
  p_booking_ulid character,
  p_limit integer,
  p_window interval,
  p_now timestamp with time zone
)
  returns interval
  language sql
  stable
  set search_path to ''
  AS $function$
  select sent."sentAt" + p_window - p_now
  from public."RescheduleAttempts" sent
  where sent."sentAt" > p_now - p_window
    and (p_actor_user_ulid is null or sent."actorUserUlid" = p_actor_user_ulid)
    and (p_booking_ulid is null or sent."bookingUlid" = p_booking_ulid)
  order by sent."sentAt" desc
  offset greatest(p_limit, 1) - 1 limit 1
$function$;

create or replace function public.tell_participants (
  p_booking public."Bookings",
  p_previous public."Bookings",
  p_attempt public."RescheduleAttempts",
  p_kind text,
  p_new_ulids text[]
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_people char(26)[] := array[p_booking."coachUserUlid", p_booking."menteeUserUlid"];
begin
  if coalesce(cardinality(p_new_ulids), 0) < 4 then
    raise exception 'four new ulids are needed' using errcode = '22023';
  end if;
  for i in 1 .. 2 loop
    insert into public."Notifications" (
      "ulid", "userUlid", "bookingUlid", "version", "kind", "actorUserUlid", "actorRole",
      "oldStartTime", "oldEndTime", "newStartTime", "newEndTime", "reason", "conflictOverridden", "readAt")
    values (
      p_new_ulids[i], v_people[i], p_booking."ulid", p_booking."version", p_kind,
      p_attempt."actorUserUlid", p_attempt."actorRole",
      p_previous."startTime", p_previous."endTime", p_booking."startTime", p_booking."endTime",
      p_attempt."reason", coalesce(p_attempt."overrideConflict", false),
      case when v_people[i] = p_attempt."actorUserUlid" then pg_catalog.now() end);
    insert into public."Outbox" ("ulid", "dedupeKey", "topic", "payload")
    values (
      p_new_ulids[2 + i],
      pg_catalog.concat_ws(':', 'mail', p_kind, p_booking."ulid", p_booking."version", v_people[i]),
      'mail', jsonb_build_object('notificationUlid', p_new_ulids[i]));
  end loop;
end $function$;

create or replace function public.to_interval (
  p_ms bigint
)
  returns interval
  language sql
  immutable
  set search_path to ''
  AS $function$
  select p_ms * interval '1 millisecond'
$function$;

create or replace function public.touch_updated_at()
  returns trigger
  language plpgsql
  set search_path to ''
  AS $function$
begin
  new."updatedAt" := pg_catalog.clock_timestamp();
  return new;
end $function$;

create or replace function public.user_anonymise (
  p_clerk_user_id text
)
  returns boolean
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
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
    "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user deleted their account.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select "ulid"::text from public."Notifications" where "userUlid" = v_ulid);
  return true;
end $function$;

create or replace function public.users_find_by_emails (
  p_emails text[]
)
  returns SETOF public."User"
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select * from public."User"
  where lower("email") in (select lower(wanted) from unnest(p_emails) as emails (wanted))
  order by "ulid"
$function$;

create or replace function public.webhook_inbox_bury (
  p_dedupe_key text,
  p_fence integer,
  p_error text
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with settled as (
    update public."WebhookInbox" set
      "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "dedupeKey" = p_dedupe_key and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$function$;

create or replace function public.webhook_inbox_claim (
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."WebhookInbox"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."WebhookInbox" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."dedupeKey" in (
    select due."dedupeKey" from public."WebhookInbox" due
    where due."doneAt" is null and due."deadAt" is null
      and due."availableAt" <= pg_catalog.clock_timestamp()
      and (due."leaseUntil" is null or due."leaseUntil" <= pg_catalog.clock_timestamp())
    order by due."availableAt" limit p_limit for update skip locked)
  returning mine.*
$function$;

create or replace function public.webhook_inbox_done (
  p_dedupe_key text,
  p_fence integer
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with settled as (
    update public."WebhookInbox" set
      "doneAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = null
    where "dedupeKey" = p_dedupe_key and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$function$;

create or replace function public.webhook_inbox_prune (
  p_keep_ms bigint
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."WebhookInbox"
    where ("doneAt" is not null or "deadAt" is not null)
      and "updatedAt" <= pg_catalog.clock_timestamp() - public.to_interval(p_keep_ms)
    returning 1)
  select count(*)::integer from gone
$function$;

create or replace function public.webhook_inbox_receive (
  p_dedupe_key text,
  p_trigger text,
  p_cal_uids text[]
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with received as (
    insert into public."WebhookInbox" ("dedupeKey", "trigger", "calUids")
    values (p_dedupe_key, p_trigger, p_cal_uids)
    on conflict ("dedupeKey") do nothing
    returning 1)
  select exists (select from received)
$function$;

create or replace function public.webhook_inbox_retry (
  p_dedupe_key text,
  p_fence integer,
  p_delay_ms bigint,
  p_error text
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with settled as (
    update public."WebhookInbox" set
      "availableAt" = pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms),
      "leaseUntil" = null, "lastError" = left(p_error, 500)
    where "dedupeKey" = p_dedupe_key and "fence" = p_fence and "doneAt" is null and "deadAt" is null
    returning 1)
  select exists (select from settled)
$function$;

alter table "public"."BookingCalRefs"
  add constraint "BookingCalRefs_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings"(ulid);

alter table "public"."BookingEvents"
  add constraint "BookingEvents_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings"(ulid);

alter table "public"."Notifications"
  add constraint "Notifications_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings"(ulid);

alter table "public"."RescheduleAttempts"
  add constraint "RescheduleAttempts_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings"(ulid);

alter table "public"."RescheduleAttempts"
  add constraint "RescheduleAttempts_coachBusy_excl" EXCLUDE using gist ("coachUserUlid"
    with =,
    tstzrange("toStartTime", "toEndTime") with &&)
    where ((state = ANY (ARRAY['PREPARED'::text, 'SENDING'::text, 'UNKNOWN'::text, 'NEEDS_HUMAN'::text])));

alter table "public"."BookingEvents"
  add constraint "BookingEvents_attemptUlid_fkey" foreign key ("attemptUlid")
    references public."RescheduleAttempts"(ulid);

alter table "public"."BookingEvents"
  add constraint "BookingEvents_actorUserUlid_fkey" foreign key ("actorUserUlid") references public."User"(ulid);

alter table "public"."Bookings"
  add constraint "Bookings_coachUserUlid_fkey" foreign key ("coachUserUlid") references public."User"(ulid);

alter table "public"."Bookings"
  add constraint "Bookings_menteeUserUlid_fkey" foreign key ("menteeUserUlid") references public."User"(ulid);

alter table "public"."CalIntegrations"
  add constraint "CalIntegrations_userUlid_fkey" foreign key ("userUlid") references public."User"(ulid);

alter table "public"."Notifications"
  add constraint "Notifications_actorUserUlid_fkey" foreign key ("actorUserUlid") references public."User"(ulid);

alter table "public"."Notifications"
  add constraint "Notifications_userUlid_fkey" foreign key ("userUlid") references public."User"(ulid);

alter table "public"."OAuthStates"
  add constraint "OAuthStates_userUlid_fkey" foreign key ("userUlid") references public."User"(ulid);

alter table "public"."RescheduleAttempts"
  add constraint "RescheduleAttempts_actorUserUlid_fkey" foreign key ("actorUserUlid") references public."User"(ulid);

alter table "public"."RescheduleAttempts"
  add constraint "RescheduleAttempts_coachUserUlid_fkey" foreign key ("coachUserUlid") references public."User"(ulid);

create index "BookingCalRefs_booking_idx" on public."BookingCalRefs" using btree ("bookingUlid");

create index "Bookings_coach_start_idx" on public."Bookings" using btree ("coachUserUlid", "startTime");

create index "Bookings_live_idx" on public."Bookings" using btree ("startTime", ulid)
  where (status = ANY (ARRAY['accepted'::text, 'pending'::text]));

create index "Bookings_mentee_start_idx" on public."Bookings" using btree ("menteeUserUlid", "startTime");

create index "Bookings_pair_idx" on public."Bookings" using btree ("coachUserUlid", "menteeUserUlid");

create index "ChangeFeed_createdAt_idx" on public."ChangeFeed" using btree ("createdAt");

create index "Jobs_due_idx" on public."Jobs" using btree ("runAt")
  where ("deadAt" is null);

create index "Notifications_newest_idx" on public."Notifications" using btree ("userUlid", "createdAt" desc, ulid desc);

create index "Notifications_unread_idx" on public."Notifications" using btree ("userUlid")
  where ("readAt" is null);

create index "OAuthStates_expiry_idx" on public."OAuthStates" using btree ("expiresAt");

create index "OAuthStates_user_idx" on public."OAuthStates" using btree ("userUlid");

create index "Outbox_due_idx" on public."Outbox" using btree ("availableAt")
  where (("doneAt" is null) AND ("deadAt" is null));

create index "RateLimits_updatedAt_idx" on public."RateLimits" using btree ("updatedAt");

create index "RescheduleAttempts_actorSent_idx" on public."RescheduleAttempts"
  using btree ("actorUserUlid", "sentAt" desc)
  where ("sentAt" is not null);

create index "RescheduleAttempts_bookingSent_idx" on public."RescheduleAttempts"
  using btree ("bookingUlid", "sentAt" desc)
  where ("sentAt" is not null);

create index "RescheduleAttempts_due_idx" on public."RescheduleAttempts" using btree ("nextRunAt")
  where (state = ANY (ARRAY['PREPARED'::text, 'SENDING'::text, 'UNKNOWN'::text]));

create unique index "RescheduleAttempts_newCalUid_key" on public."RescheduleAttempts" using btree ("newCalUid");

create unique index "RescheduleAttempts_oneInFlight_key" on public."RescheduleAttempts" using btree ("bookingUlid")
  where (state = ANY (ARRAY['PREPARED'::text, 'SENDING'::text, 'UNKNOWN'::text, 'NEEDS_HUMAN'::text]));

create index "User_email_idx" on public."User" using btree (lower(email));

create index "WebhookInbox_due_idx" on public."WebhookInbox" using btree ("availableAt")
  where (("doneAt" is null) AND ("deadAt" is null));

create index "WebhookInbox_settled_idx" on public."WebhookInbox" using btree ("updatedAt")
  where (("doneAt" is not null) or ("deadAt" is not null));

create trigger "Bookings_feed_new"
  after insert on public."Bookings"
  for each row
  execute function public.feed_booking_change();

create trigger "Bookings_feed"
  after update on public."Bookings"
  for each row
  when
    (((old."calBookingId" IS DISTINCT FROM new."calBookingId") OR (old."startTime" IS DISTINCT FROM new."startTime") OR
    (old."endTime" IS DISTINCT FROM new."endTime") OR (old.status IS DISTINCT FROM new.status) OR
    (old.title IS DISTINCT FROM new.title)))
  execute function public.feed_booking_change();

create trigger "Bookings_touch"
  before update on public."Bookings"
  for each row
  execute function public.touch_updated_at();

create trigger "CalIntegrations_touch"
  before update on public."CalIntegrations"
  for each row
  execute function public.touch_updated_at();

create trigger "Jobs_touch"
  before update on public."Jobs"
  for each row
  execute function public.touch_updated_at();

create trigger "Notifications_feed"
  after insert on public."Notifications"
  for each row
  execute function public.feed_notification();

create trigger "Notifications_touch"
  before update on public."Notifications"
  for each row
  execute function public.touch_updated_at();

create trigger "Outbox_touch"
  before update on public."Outbox"
  for each row
  execute function public.touch_updated_at();

create trigger "RateLimits_touch"
  before update on public."RateLimits"
  for each row
  execute function public.touch_updated_at();

create trigger "RescheduleAttempts_touch"
  before update on public."RescheduleAttempts"
  for each row
  execute function public.touch_updated_at();

create trigger "User_touch"
  before update on public."User"
  for each row
  execute function public.touch_updated_at();

create trigger "WebhookInbox_touch"
  before update on public."WebhookInbox"
  for each row
  execute function public.touch_updated_at();

create policy "participants read the history of their bookings" on "public"."BookingEvents"
  for select
  to "authenticated"
  using ((exists ( select
   from public."Bookings" mine
  where (mine.ulid = "BookingEvents"."bookingUlid"))));

create policy "participants read their bookings" on "public"."Bookings"
  for select
  to "authenticated"
  using
    (((( select public.current_user_ulid() as current_user_ulid) = "coachUserUlid") or (( select
    public.current_user_ulid() as current_user_ulid) = "menteeUserUlid")));

create policy "people mark their notifications as read" on "public"."Notifications"
  for update
  to "authenticated"
  using (("userUlid" = ( select public.current_user_ulid() as current_user_ulid)))
  with check (("userUlid" = ( SELECT public.current_user_ulid() AS current_user_ulid)));

create policy "people read their notifications" on "public"."Notifications"
  for select
  to "authenticated"
  using (("userUlid" = ( select public.current_user_ulid() as current_user_ulid)));

create policy "people read themselves and whom they meet" on "public"."User"
  for select
  to "authenticated"
  using (((ulid = ( select public.current_user_ulid() as current_user_ulid)) or (exists ( select
   from public."Bookings" shared
  where
    (((shared."coachUserUlid" = "User".ulid) AND (shared."menteeUserUlid" = ( select public.current_user_ulid() as
    current_user_ulid))) or
    ((shared."menteeUserUlid" = "User".ulid) AND (shared."coachUserUlid" = ( select public.current_user_ulid() as
    current_user_ulid))))))));

comment on function "public"."bookings_page"(character, boolean, timestamp with time zone, timestamp
  with time zone, character, integer) is 'p_after_start and p_after_ulid may be null.';

comment on function
  "public"."cal_integration_save_token"(character, character, text, text, text, integer, text, text, timestamp
  with time zone, text) is 'p_cal_username, p_cal_email, p_access_expires_at and p_scopes may be null.';

comment on function "public"."cal_integration_store_refreshed"(character, integer, text, text, timestamp
  with time zone, text) is 'p_scopes may be null.';

comment on function "public"."job_done"(text, text, integer, bigint, text) is 'p_again_ms and p_cursor may be null.';

comment on function "public"."oauth_state_create"(text, character, text, text, bigint) is 'p_sealed_verifier may be null.';

comment on function "public"."reschedule_apply"(text, text, timestamp with time zone, timestamp
  with time zone, text, integer, text, text[]) is 'p_duration_minutes may be null.';

comment on function "public"."reschedule_begin"(character, character, character, text, integer, timestamp
  with time zone, timestamp with time zone, text, boolean, bigint) is 'p_reason may be null.';

comment on function "public"."reschedule_fail"(character, integer, text, text, boolean, bigint) is
  'p_answered and p_retry_in_ms may be null.';

revoke all on function "public"."booking_absorb"(text, character) from public;

revoke all on function "public"."booking_by_cal_uid"(text) from public;

revoke all
  on function
    "public"."booking_import_observed"(character, text, text[], character, character, text, integer, integer, timestamp
    with time zone, timestamp with time zone, text)
  from public;

grant execute
  on function
    "public"."booking_import_observed"(character, text, text[], character, character, text, integer, integer, timestamp
    with time zone, timestamp with time zone, text)
  to "service_role";

revoke all on function "public"."booking_set_upstream_status"(text, text, text[]) from public;

grant execute on function "public"."booking_set_upstream_status"(text, text, text[]) to "service_role";

revoke all
  on function "public"."bookings_page"(character, boolean, timestamp with time zone, timestamp
    with time zone, character, integer)
  from public;

grant execute
  on function "public"."bookings_page"(character, boolean, timestamp with time zone, timestamp
    with time zone, character, integer)
  to "authenticated", "service_role";

revoke all on function "public"."cal_integration_disconnect"(character) from public;

grant execute on function "public"."cal_integration_disconnect"(character) to "service_role";

revoke all on function "public"."cal_integration_lease_refresh"(character, text, integer, bigint) from public;

grant execute on function "public"."cal_integration_lease_refresh"(character, text, integer, bigint) to "service_role";

revoke all on function "public"."cal_integration_mark_needs_reconnect"(character, integer) from public;

grant execute on function "public"."cal_integration_mark_needs_reconnect"(character, integer) to "service_role";

revoke all on function "public"."cal_integration_mark_proven"(character, integer) from public;

grant execute on function "public"."cal_integration_mark_proven"(character, integer) to "service_role";

revoke all on function "public"."cal_integration_release_refresh"(character, text) from public;

grant execute on function "public"."cal_integration_release_refresh"(character, text) to "service_role";

revoke all
  on function
    "public"."cal_integration_save_token"(character, character, text, text, text, integer, text, text, timestamp
    with time zone, text)
  from public;

grant execute
  on function
    "public"."cal_integration_save_token"(character, character, text, text, text, integer, text, text, timestamp
    with time zone, text)
  to "service_role";

revoke all
  on function "public"."cal_integration_store_refreshed"(character, integer, text, text, timestamp with time zone, text)
  from public;

grant execute
  on function "public"."cal_integration_store_refreshed"(character, integer, text, text, timestamp with time zone, text)
  to "service_role";

revoke all on function "public"."change_feed_prune"(bigint) from public;

grant execute on function "public"."change_feed_prune"(bigint) to "service_role";

revoke all on function "public"."change_feed_read"(bigint, bigint, integer) from public;

grant execute on function "public"."change_feed_read"(bigint, bigint, integer) to "service_role";

revoke all on function "public"."current_user_ulid"() from public;

grant execute on function "public"."current_user_ulid"() to "authenticated";

revoke all on function "public"."feed_booking_change"() from public;

revoke all on function "public"."feed_notification"() from public;

revoke all on function "public"."job_bury"(text, text, integer, text) from public;

grant execute on function "public"."job_bury"(text, text, integer, text) to "service_role";

revoke all on function "public"."job_claim"(text[], integer, bigint) from public;

grant execute on function "public"."job_claim"(text[], integer, bigint) to "service_role";

revoke all on function "public"."job_done"(text, text, integer, bigint, text) from public;

grant execute on function "public"."job_done"(text, text, integer, bigint, text) to "service_role";

revoke all on function "public"."job_enqueue"(text, text, bigint) from public;

grant execute on function "public"."job_enqueue"(text, text, bigint) to "service_role";

revoke all on function "public"."job_renew"(text, text, integer, bigint) from public;

grant execute on function "public"."job_renew"(text, text, integer, bigint) to "service_role";

revoke all on function "public"."job_retry"(text, text, integer, bigint, text) from public;

grant execute on function "public"."job_retry"(text, text, integer, bigint, text) to "service_role";

revoke all on function "public"."oauth_state_create"(text, character, text, text, bigint) from public;

grant execute on function "public"."oauth_state_create"(text, character, text, text, bigint) to "service_role";

revoke all on function "public"."oauth_state_take"(text) from public;

grant execute on function "public"."oauth_state_take"(text) to "service_role";

revoke all on function "public"."outbox_bury"(character, integer, text) from public;

grant execute on function "public"."outbox_bury"(character, integer, text) to "service_role";

revoke all on function "public"."outbox_claim"(integer, bigint) from public;

grant execute on function "public"."outbox_claim"(integer, bigint) to "service_role";

revoke all on function "public"."outbox_done"(character, integer) from public;

grant execute on function "public"."outbox_done"(character, integer) to "service_role";

revoke all on function "public"."outbox_retry"(character, integer, bigint, text) from public;

grant execute on function "public"."outbox_retry"(character, integer, bigint, text) to "service_role";

revoke all on function "public"."rate_limit_prune"(bigint) from public;

grant execute on function "public"."rate_limit_prune"(bigint) to "service_role";

revoke all on function "public"."rate_limit_take"(text, integer, bigint) from public;

grant execute on function "public"."rate_limit_take"(text, integer, bigint) to "service_role";

revoke all on function "public"."reschedule_abandon_expired"(character, timestamp with time zone) from public;

revoke all
  on function "public"."reschedule_apply"(text, text, timestamp with time zone, timestamp
    with time zone, text, integer, text, text[])
  from public;

grant execute
  on function "public"."reschedule_apply"(text, text, timestamp with time zone, timestamp
    with time zone, text, integer, text, text[])
  to "service_role";

revoke all
  on function "public"."reschedule_begin"(character, character, character, text, integer, timestamp
    with time zone, timestamp with time zone, text, boolean, bigint)
  from public;

grant execute
  on function "public"."reschedule_begin"(character, character, character, text, integer, timestamp
    with time zone, timestamp with time zone, text, boolean, bigint)
  to "service_role";

revoke all on function "public"."reschedule_claim_due"(integer, bigint) from public;

grant execute on function "public"."reschedule_claim_due"(integer, bigint) to "service_role";

revoke all on function "public"."reschedule_fail"(character, integer, text, text, boolean, bigint) from public;

grant execute on function "public"."reschedule_fail"(character, integer, text, text, boolean, bigint) to "service_role";

revoke all
  on function "public"."reschedule_mark_sending"(character, integer, bigint, integer, integer, integer)
  from public;

grant execute
  on function "public"."reschedule_mark_sending"(character, integer, bigint, integer, integer, integer)
  to "service_role";

revoke all on function "public"."reschedule_replay"(public."RescheduleAttempts", character, character, text) from public;

revoke all
  on function "public"."reschedule_settle"(character, text, text, timestamp with time zone, integer)
  from public;

revoke all
  on function "public"."reschedule_wait"(character, character, integer, interval, timestamp with time zone)
  from public;

revoke all
  on function
    "public"."tell_participants"(public."Bookings", public."Bookings", public."RescheduleAttempts", text, text[])
  from public;

revoke all on function "public"."to_interval"(bigint) from public;

revoke all on function "public"."touch_updated_at"() from public;

revoke all on function "public"."user_anonymise"(text) from public;

grant execute on function "public"."user_anonymise"(text) to "service_role";

revoke all on function "public"."users_find_by_emails"(text[]) from public;

grant execute on function "public"."users_find_by_emails"(text[]) to "service_role";

revoke all on function "public"."webhook_inbox_bury"(text, integer, text) from public;

grant execute on function "public"."webhook_inbox_bury"(text, integer, text) to "service_role";

revoke all on function "public"."webhook_inbox_claim"(integer, bigint) from public;

grant execute on function "public"."webhook_inbox_claim"(integer, bigint) to "service_role";

revoke all on function "public"."webhook_inbox_done"(text, integer) from public;

grant execute on function "public"."webhook_inbox_done"(text, integer) to "service_role";

revoke all on function "public"."webhook_inbox_prune"(bigint) from public;

grant execute on function "public"."webhook_inbox_prune"(bigint) to "service_role";

revoke all on function "public"."webhook_inbox_receive"(text, text, text[]) from public;

grant execute on function "public"."webhook_inbox_receive"(text, text, text[]) to "service_role";

revoke all on function "public"."webhook_inbox_retry"(text, integer, bigint, text) from public;

grant execute on function "public"."webhook_inbox_retry"(text, integer, bigint, text) to "service_role";

grant delete, insert, select, update on table "public"."BookingCalRefs" to "service_role";

grant select ("actorRole") on table "public"."BookingEvents" to "authenticated";

grant select ("attemptUlid") on table "public"."BookingEvents" to "authenticated";

grant select ("bookingUlid") on table "public"."BookingEvents" to "authenticated";

grant select ("cause") on table "public"."BookingEvents" to "authenticated";

grant select ("createdAt") on table "public"."BookingEvents" to "authenticated";

grant select ("fromEndTime") on table "public"."BookingEvents" to "authenticated";

grant select ("fromStartTime") on table "public"."BookingEvents" to "authenticated";

grant select ("reason") on table "public"."BookingEvents" to "authenticated";

grant select ("toEndTime") on table "public"."BookingEvents" to "authenticated";

grant select ("toStartTime") on table "public"."BookingEvents" to "authenticated";

grant select ("version") on table "public"."BookingEvents" to "authenticated";

grant delete, insert, select, update on table "public"."BookingEvents" to "service_role";

grant select on table "public"."Bookings" to "authenticated";

grant delete, insert, select, update on table "public"."Bookings" to "service_role";

grant delete, insert, select, update on table "public"."CalIntegrations" to "service_role";

grant delete, insert, select, update on table "public"."ChangeFeed" to "service_role";

grant delete, insert, select, update on table "public"."Jobs" to "service_role";

grant update ("readAt") on table "public"."Notifications" to "authenticated";

grant select on table "public"."Notifications" to "authenticated";

grant delete, insert, select, update on table "public"."Notifications" to "service_role";

grant delete, insert, select, update on table "public"."OAuthStates" to "service_role";

grant delete, insert, select, update on table "public"."Outbox" to "service_role";

grant delete, insert, select, update on table "public"."RateLimits" to "service_role";

grant delete, insert, select, update on table "public"."RescheduleAttempts" to "service_role";

grant select ("name") on table "public"."User" to "authenticated";

grant select ("timeZone") on table "public"."User" to "authenticated";

grant select ("ulid") on table "public"."User" to "authenticated";

grant delete, insert, select, update on table "public"."User" to "service_role";

grant delete, insert, select, update on table "public"."WebhookInbox" to "service_role";

reset check_function_bodies;
