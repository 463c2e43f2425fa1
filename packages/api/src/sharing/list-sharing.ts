import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import type { SharingList } from "./types.ts";

/** The person's coaches, and which of them may see when they are busy; the undecided ones first. One query. */
export async function listSharing({ db }: Needs<"db">, { user }: Actor): Promise<SharingList> {
  const { connected, decided, open } = await db.consents.ofMentee({ menteeUserUlid: user.ulid });
  const undecided = connected ? open : [];
  return {
    coaches: [
      ...undecided.map(({ coachUserUlid, name, askedAt }) => ({
        coachUserUlid,
        name,
        state: "asked" as const,
        since: askedAt,
        isDisowned: false,
      })),
      ...decided.map(({ coachUserUlid, name, state, decidedAt, disownedAt }) => ({
        coachUserUlid,
        name,
        state,
        since: decidedAt,
        isDisowned: disownedAt !== null,
      })),
    ],
  };
}
