drop trigger "Bookings_feed" on "public"."Bookings";

create trigger "Bookings_feed"
  after update on public."Bookings"
  for each row
  when
    (((old."calBookingId" IS DISTINCT FROM new."calBookingId") OR (old."startTime" IS DISTINCT FROM new."startTime") OR
    (old."endTime" IS DISTINCT FROM new."endTime") OR (old.status IS DISTINCT FROM new.status) OR
    (old.title IS DISTINCT FROM new.title) OR (old."coachUserUlid" IS DISTINCT FROM new."coachUserUlid") OR
    (old.gone IS DISTINCT FROM new.gone) OR (old."replacedPerson" IS DISTINCT FROM new."replacedPerson")))
  execute function public.feed_booking_change();
