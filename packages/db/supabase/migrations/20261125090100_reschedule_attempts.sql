-- An attempt is written down before Cal.com is asked; the event is what became of it.
-- In flight: PREPARED, SENDING, UNKNOWN, NEEDS_HUMAN. Settled: APPLIED, REJECTED, SUPERSEDED, ABANDONED.

create table public."RescheduleAttempts" (
  -- Made by the client; it is the idempotency key.
  "ulid" char(26) primary key,
  "bookingUlid" char(26) not null,
  "coachUserUlid" char(26) not null,
  "actorUserUlid" char(26) not null,
  "actorRole" text not null,
  "requestHash" text not null,
  "fromCalUid" text not null,
  "baseVersion" integer not null,
  "fromStartTime" timestamptz(3) not null,
  "fromEndTime" timestamptz(3) not null,
  "toStartTime" timestamptz(3) not null,
  "toEndTime" timestamptz(3) not null,
  "reason" text,
  "overrideConflict" boolean not null default false,
  "state" text not null default 'PREPARED',
  -- Rises when somebody else takes the attempt over; a write with an older one does nothing.
  "fence" integer not null default 1,
  "leaseUntil" timestamptz(3) not null,
  -- When the one request to Cal.com may first have left; null proves that it never did.
  "sentAt" timestamptz(3),
  -- Cal.com itself answered, in a shape of its own: its handler is done.
  "answered" boolean not null default false,
  "tries" integer not null default 0,
  "nextRunAt" timestamptz(3) not null,
  "newCalUid" text,
  "appliedVersion" integer,
  "errorCode" text,
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "RescheduleAttempts_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings" ("ulid"),
  constraint "RescheduleAttempts_coachUserUlid_fkey" foreign key ("coachUserUlid") references public."User" ("ulid"),
  constraint "RescheduleAttempts_actorUserUlid_fkey" foreign key ("actorUserUlid") references public."User" ("ulid"),
  constraint "RescheduleAttempts_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "RescheduleAttempts_actorRole_check" check ("actorRole" in ('coach', 'mentee')),
  constraint "RescheduleAttempts_requestHash_check" check (char_length("requestHash") between 1 and 128),
  constraint "RescheduleAttempts_times_check" check ("toEndTime" > "toStartTime"),
  constraint "RescheduleAttempts_reason_check" check (char_length("reason") <= 2000),
  constraint "RescheduleAttempts_errorCode_check" check (char_length("errorCode") <= 100),
  constraint "RescheduleAttempts_state_check" check ("state" in (
    'PREPARED', 'SENDING', 'UNKNOWN', 'APPLIED', 'REJECTED', 'SUPERSEDED', 'ABANDONED', 'NEEDS_HUMAN')),
  constraint "RescheduleAttempts_applied_check" check (
    ("state" = 'APPLIED') = ("appliedVersion" is not null) and ("state" = 'APPLIED') = ("newCalUid" is not null)),
  constraint "RescheduleAttempts_sent_check" check (
    "sentAt" is not null or "state" not in ('SENDING', 'UNKNOWN', 'APPLIED', 'SUPERSEDED', 'NEEDS_HUMAN')),
  constraint "RescheduleAttempts_unsent_check" check ("sentAt" is null or "state" not in ('PREPARED', 'ABANDONED')),
  -- Cal.com would book two overlapping moves of one coach; moves made through us must not race there.
  constraint "RescheduleAttempts_coachBusy_excl" exclude using gist (
    "coachUserUlid" with =, tstzrange("toStartTime", "toEndTime") with &&)
    where ("state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN'))
);
create unique index "RescheduleAttempts_oneInFlight_key" on public."RescheduleAttempts" ("bookingUlid")
  where "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN');
create unique index "RescheduleAttempts_newCalUid_key" on public."RescheduleAttempts" ("newCalUid");
create index "RescheduleAttempts_due_idx" on public."RescheduleAttempts" ("nextRunAt")
  where "state" in ('PREPARED', 'SENDING', 'UNKNOWN');
create index "RescheduleAttempts_actorSent_idx" on public."RescheduleAttempts" ("actorUserUlid", "sentAt" desc)
  where "sentAt" is not null;
create index "RescheduleAttempts_bookingSent_idx" on public."RescheduleAttempts" ("bookingUlid", "sentAt" desc)
  where "sentAt" is not null;

create table public."BookingEvents" (
  "bookingUlid" char(26) not null,
  "version" integer not null,
  "fromCalUid" text not null,
  "toCalUid" text not null unique,
  "fromStartTime" timestamptz(3) not null,
  "fromEndTime" timestamptz(3) not null,
  "toStartTime" timestamptz(3) not null,
  "toEndTime" timestamptz(3) not null,
  -- Who saw the move at Cal.com.
  "cause" text not null,
  -- Null when the move was made in Cal.com itself.
  "attemptUlid" char(26) unique,
  "actorUserUlid" char(26),
  "actorRole" text,
  "reason" text,
  "createdAt" timestamptz(3) not null default now(),
  primary key ("bookingUlid", "version"),
  constraint "BookingEvents_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings" ("ulid"),
  constraint "BookingEvents_attemptUlid_fkey" foreign key ("attemptUlid") references public."RescheduleAttempts" ("ulid"),
  constraint "BookingEvents_actorUserUlid_fkey" foreign key ("actorUserUlid") references public."User" ("ulid"),
  constraint "BookingEvents_version_check" check ("version" >= 2),
  constraint "BookingEvents_times_check" check ("toEndTime" > "toStartTime"),
  constraint "BookingEvents_cause_check" check ("cause" in ('request', 'recovery', 'webhook', 'reconcile')),
  constraint "BookingEvents_actorRole_check" check ("actorRole" in ('coach', 'mentee')),
  constraint "BookingEvents_actor_check" check (
    ("attemptUlid" is null) = ("actorUserUlid" is null) and ("attemptUlid" is null) = ("actorRole" is null))
);

create trigger "RescheduleAttempts_touch" before update on public."RescheduleAttempts"
  for each row execute function public.touch_updated_at();
