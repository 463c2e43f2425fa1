import "server-only";

export { createCalClient } from "@reslot/api/server";
