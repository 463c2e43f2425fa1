import { fileURLToPath } from "node:url";
import { createDb, type Db } from "../src/index.ts";
import { findPostgrest } from "../test/strict/find-postgrest.ts";
import { findPostgres, startPostgres } from "../test/strict/postgres-server.ts";
import {
  type RunningTestSupabase,
  runSql,
  signTokenOf,
  startTestSupabase,
} from "../test/test-supabase.ts";
import { caller, fill, movedBooking } from "./fill.ts";
import { measureInTurn } from "./measure.ts";
import { createRecordingClient, type RecordingClient } from "./recording-client.ts";

// Queries that a user waits for, alternately in a small database and in one with ten times the rows: the ratio is the
// result. Ten times applies to all users' rows, the caller's included, except the history of one meeting.

const ROUNDS = 200;
const GATE = 2;
const now = performance.timeOrigin;
const userUlid = caller.ulid;
const page = { userUlid, cursor: null, limit: 20 };

const questions: Readonly<Record<string, (db: Db) => Promise<unknown>>> = {
  "upcoming meetings": (db) => db.bookings.list({ ...page, when: "upcoming", now }),
  "past meetings": (db) => db.bookings.list({ ...page, when: "past", now }),
  "one meeting": (db) => db.bookings.getForParticipant({ bookingUlid: movedBooking, userUlid }),
  "its history": (db) => db.events.list({ bookingUlid: movedBooking }),
  "unread count": (db) => db.notifications.unreadCount({ userUlid }),
  notifications: (db) => db.notifications.list(page),
};

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Side {
  readonly running: RunningTestSupabase;
  readonly recording: RecordingClient;
  readonly db: Db;
}

async function openSide(
  scale: number,
  backend: { program?: string; env?: Record<string, string> },
): Promise<Side> {
  const running = await startTestSupabase(backend);
  await fill(running.supabase, { scale, ownScale: scale });
  const token = await signTokenOf(running.supabase, { sub: caller.clerkUserId }, "2 hours");
  const recording = createRecordingClient(running.supabase, token);
  return { running, recording, db: createDb({ client: recording.client }) };
}

async function compare(small: Side, large: Side): Promise<boolean> {
  let isWithin = true;
  const plans: string[] = [];
  say(`question             rows x1    x10   ratio   (median ms of ${ROUNDS}; at most ${GATE})`);
  for (const [name, ask] of Object.entries(questions)) {
    const ways = [() => ask(small.db), () => ask(large.db)];
    const [base, tenfold] = await measureInTurn(ways, ROUNDS);
    if (!base || !tenfold) continue;
    const ratio = tenfold.median / base.median;
    isWithin &&= ratio <= GATE;
    const figures = [base.median, tenfold.median, ratio].map((each) => each.toFixed(2).padStart(7));
    say(`${name.padEnd(20)}${figures.join("")}${ratio <= GATE ? "" : "   TOO MUCH"}`);
    await ask(large.db);
    const plan = await large.recording.explainLast();
    plans.push(`--- ${name}, rows x10\n${plan ?? "This server does not show its plans."}`);
  }
  if (server) plans.push(`--- inside "upcoming meetings", rows x10\n${await explainPage(large)}`);
  say(`\n${plans.join("\n\n")}`);
  return isWithin;
}

/** PostgREST does not show the plan inside a function: this is the query of bookings_page. */
async function explainPage({ running }: Side): Promise<string> {
  const claims = JSON.stringify({ role: "authenticated", sub: caller.clerkUserId });
  const rows = await runSql<{ "QUERY PLAN": string }>(
    running.supabase,
    `set local role authenticated; set local "request.jwt.claims" = '${claims}';
    explain (analyze, buffers) select b from public."Bookings" as b
      where '${caller.ulid}' in (b."coachUserUlid", b."menteeUserUlid")
        and b."endTime" > now() and b."startTime" > now() - interval '24 hours'
      order by b."startTime", b."ulid" limit 21`,
  );
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

const bin = findPostgres();
const isReal = bin !== undefined && findPostgrest() !== undefined;
const server = isReal ? await startPostgres(bin) : undefined;
const backend = server && {
  program: fileURLToPath(new URL("../test/strict/postgrest-program.ts", import.meta.url)),
  env: { STRICT_POSTGRES_URL: server.url },
};
say(server ? `PostgreSQL ${server.version} and PostgREST` : "The embedded default");
const sides: Side[] = [];
try {
  for (const scale of [1, 10]) sides.push(await openSide(scale, backend ?? {}));
  const [small, large] = sides;
  if (small && large) process.exitCode = (await compare(small, large)) ? 0 : 1;
} finally {
  await Promise.all(sides.map((side) => side.running.stop()));
  await server?.stop();
}
