set check_function_bodies = off;

alter table "public"."Bookings"
  set (autovacuum_analyze_scale_factor=0.02, autovacuum_vacuum_scale_factor=0.02, fillfactor=90);

alter table "public"."CalIntegrations"
  set (autovacuum_analyze_scale_factor=0.02, autovacuum_vacuum_scale_factor=0.02, fillfactor=80);

alter table "public"."ChangeFeed"
  set (autovacuum_analyze_scale_factor=0.02, autovacuum_vacuum_scale_factor=0.02);

alter table "public"."Jobs"
  set (fillfactor=70);

alter table "public"."Notifications"
  set (autovacuum_analyze_scale_factor=0.02, autovacuum_vacuum_scale_factor=0.02);

alter table "public"."Outbox"
  set (autovacuum_analyze_scale_factor=0.02, autovacuum_vacuum_scale_factor=0.02);

alter table "public"."RateLimits"
  set (autovacuum_analyze_scale_factor=0.02, autovacuum_vacuum_scale_factor=0.02);

alter table "public"."RescheduleAttempts"
  set (autovacuum_analyze_scale_factor=0.02, autovacuum_vacuum_scale_factor=0.02);

alter table "public"."WebhookInbox"
  set (autovacuum_analyze_scale_factor=0.02, autovacuum_vacuum_scale_factor=0.02);

reset check_function_bodies;
