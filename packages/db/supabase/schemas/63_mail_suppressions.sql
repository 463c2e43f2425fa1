-- Addresses that get no mail: their owner has stopped it, or reported it as spam, or there is no such mailbox. Only a
-- hash is kept, and it stays when the account is deleted, so that nothing is sent there by mistake.

create table public."MailSuppressions" (
  -- SHA-256 of the address in lower case, base64url.
  "addressHash" text not null,
  "reason" text not null,
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  primary key ("addressHash", "reason"),
  constraint "MailSuppressions_addressHash_check" check ("addressHash" ~ '^[\w-]{43}$'),
  constraint "MailSuppressions_reason_check" check ("reason" in ('unsubscribed', 'bounced', 'complained'))
);
create trigger "MailSuppressions_touch" before update on public."MailSuppressions"
  for each row execute function public.touch_updated_at();
alter table public."MailSuppressions" enable row level security;
grant select, insert, update, delete on public."MailSuppressions" to service_role;
