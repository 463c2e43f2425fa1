-- What people are told in the app, and what still has to leave the building.

create table public."Notifications" (
  "ulid" char(26) primary key,
  "userUlid" char(26) not null,
  "bookingUlid" char(26) not null,
  "version" integer not null,
  "kind" text not null,
  -- Null when nobody among us did it: the change was made in Cal.com itself.
  "actorUserUlid" char(26),
  "actorRole" text,
  "oldStartTime" timestamptz(3) not null,
  "oldEndTime" timestamptz(3) not null,
  "newStartTime" timestamptz(3) not null,
  "newEndTime" timestamptz(3) not null,
  "reason" text,
  "conflictOverridden" boolean not null default false,
  "readAt" timestamptz(3),
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "Notifications_userUlid_fkey" foreign key ("userUlid") references public."User" ("ulid"),
  constraint "Notifications_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings" ("ulid"),
  constraint "Notifications_actorUserUlid_fkey" foreign key ("actorUserUlid") references public."User" ("ulid"),
  constraint "Notifications_once_key" unique ("userUlid", "bookingUlid", "version", "kind"),
  constraint "Notifications_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "Notifications_kind_check" check ("kind" in (
    'bookingMoved', 'bookingMovedAwaitingConfirmation', 'bookingChangedUpstream', 'bookingCancelledUpstream')),
  constraint "Notifications_actorRole_check" check ("actorRole" in ('coach', 'mentee')),
  constraint "Notifications_actor_check" check (("actorUserUlid" is null) = ("actorRole" is null))
);
create index "Notifications_newest_idx" on public."Notifications" ("userUlid", "createdAt" desc, "ulid" desc);
create index "Notifications_unread_idx" on public."Notifications" ("userUlid") where "readAt" is null;

create table public."Outbox" (
  "ulid" char(26) primary key,
  "dedupeKey" text not null unique,
  "topic" text not null,
  "payload" jsonb not null,
  "availableAt" timestamptz(3) not null default now(),
  "tries" integer not null default 0,
  "fence" integer not null default 0,
  "leaseUntil" timestamptz(3),
  "doneAt" timestamptz(3),
  "deadAt" timestamptz(3),
  "lastError" text,
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "Outbox_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "Outbox_topic_check" check ("topic" = 'mail'),
  constraint "Outbox_payload_check" check (jsonb_typeof("payload" -> 'notificationUlid') = 'string'),
  constraint "Outbox_settled_check" check ("doneAt" is null or "deadAt" is null)
);
create index "Outbox_due_idx" on public."Outbox" ("availableAt") where "doneAt" is null and "deadAt" is null;

create trigger "Notifications_touch" before update on public."Notifications"
  for each row execute function public.touch_updated_at();
create trigger "Outbox_touch" before update on public."Outbox"
  for each row execute function public.touch_updated_at();
