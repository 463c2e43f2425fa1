import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { db, makeUser } from "./fixtures.ts";

describe("users", () => {
  it("gives the same row to everybody who creates a person at once", async () => {
    const clerkUserId = `user_${ulid()}`;
    const create = () =>
      db.users.create({
        ulid: ulid(),
        clerkUserId,
        email: "a@example.com",
        name: "A",
        timeZone: "UTC",
      });

    const made = await Promise.all([create(), create(), create()]);
    expect(new Set(made.map((user) => user.ulid)).size).toBe(1);
    expect(await db.users.getByClerkId(clerkUserId)).toEqual(made[0]);
    expect(await db.users.getByUlid(made[0]?.ulid ?? "")).toEqual(made[0]);
    expect(await db.users.getByClerkId("user_nobody")).toBeNull();
  });

  it("names the value's fault without the value", async () => {
    const { ulid: userUlid } = await makeUser();
    const broken = {
      ulid: userUlid,
      clerkUserId: `user_${ulid()}`,
      email: "no address",
      name: "",
      timeZone: "UTC",
    };

    const error = await db.users.create(broken).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: "DbError",
      table: "User",
      operation: "create",
      code: "INVALID",
    });
    expect(String(error)).not.toContain("no address");
  });
});
