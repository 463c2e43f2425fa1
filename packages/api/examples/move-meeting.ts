import { argv } from "node:process";
import type { AppRouter } from "@reslot/api";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { ulid } from "ulid";

const [url = "", apiKey = "", bookingUlid = "", newStartTime = "", newEndTime = ""] = argv.slice(2);

const headers = { authorization: `Bearer ${apiKey}` };
const reslot = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url, headers })] });

const { version } = await reslot.booking.get.query({ bookingUlid });
const attemptUlid = ulid(); // the idempotency key: a repeated request moves nothing twice
const move = { bookingUlid, newStartTime, newEndTime, attemptUlid, expectedVersion: version };
const { outcome } = await reslot.booking.reschedule.mutate(move);
console.log(outcome); // moved, awaitingConfirmation or confirming
