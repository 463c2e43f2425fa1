import { argv } from "node:process";
import { createDb, createServerAuthClient, parseTokenKeys } from "@reslot/db";

const [url = "", secretKey = "", tokenKeys = "", clerkUserId = ""] = argv.slice(2);
const client = createServerAuthClient({ url, secretKey });
const db = createDb({ client, tokenKeys: parseTokenKeys(tokenKeys) });

const person = await db.users.getByClerkId(clerkUserId);
console.log(person?.name ?? "unknown"); // past row-level security: authorize first
