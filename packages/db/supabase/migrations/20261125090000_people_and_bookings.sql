-- People, their bookings, and every uid under which Cal.com has known a booking.
-- Instants keep milliseconds, so that an ISO string of one is the whole truth.

create schema if not exists extensions;
create extension if not exists btree_gist with schema extensions;

create function public.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new."updatedAt" := pg_catalog.clock_timestamp();
  return new;
end $$;

create table public."User" (
  "ulid" char(26) primary key,
  "clerkUserId" text not null unique,
  "email" text not null,
  "name" text not null,
  "timeZone" text not null default 'UTC',
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "User_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "User_clerkUserId_check" check (char_length("clerkUserId") between 1 and 200),
  constraint "User_email_check" check (char_length("email") <= 320 and position('@' in "email") > 1),
  constraint "User_name_check" check (char_length("name") <= 200),
  constraint "User_timeZone_check" check (char_length("timeZone") between 1 and 64)
);

create table public."Bookings" (
  "ulid" char(26) primary key,
  -- The uid Cal.com knows the booking by now: every reschedule there makes a new one.
  "calBookingId" text not null unique,
  "coachUserUlid" char(26) not null,
  "menteeUserUlid" char(26) not null,
  "title" text not null,
  "eventTypeId" integer not null,
  "durationMinutes" integer not null,
  "startTime" timestamptz(3) not null,
  "endTime" timestamptz(3) not null,
  "status" text not null default 'accepted',
  -- 1 + the number of this booking's rows in "BookingEvents".
  "version" integer not null default 1,
  -- Whether its latest change was made in Cal.com itself.
  "upstreamChanged" boolean not null default false,
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "Bookings_coachUserUlid_fkey" foreign key ("coachUserUlid") references public."User" ("ulid"),
  constraint "Bookings_menteeUserUlid_fkey" foreign key ("menteeUserUlid") references public."User" ("ulid"),
  constraint "Bookings_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "Bookings_calBookingId_check" check (char_length("calBookingId") between 1 and 200),
  constraint "Bookings_people_check" check ("coachUserUlid" <> "menteeUserUlid"),
  constraint "Bookings_title_check" check (char_length("title") <= 500),
  constraint "Bookings_durationMinutes_check" check ("durationMinutes" between 1 and 1440),
  constraint "Bookings_times_check" check ("endTime" > "startTime"),
  constraint "Bookings_status_check" check ("status" in ('accepted', 'pending', 'cancelled', 'rejected')),
  constraint "Bookings_version_check" check ("version" >= 1)
);
create index "Bookings_coach_start_idx" on public."Bookings" ("coachUserUlid", "startTime");
create index "Bookings_mentee_start_idx" on public."Bookings" ("menteeUserUlid", "startTime");

create table public."BookingCalRefs" (
  "calBookingUid" text primary key,
  "bookingUlid" char(26) not null,
  "createdAt" timestamptz(3) not null default now(),
  constraint "BookingCalRefs_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings" ("ulid")
);
create index "BookingCalRefs_booking_idx" on public."BookingCalRefs" ("bookingUlid");

create trigger "User_touch" before update on public."User"
  for each row execute function public.touch_updated_at();
create trigger "Bookings_touch" before update on public."Bookings"
  for each row execute function public.touch_updated_at();
