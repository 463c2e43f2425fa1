import { z } from "zod";
import { isInstant } from "../time/instant.ts";

/** An instant as `parseInstant` takes it: ISO 8601 with "Z" or an offset. */
export const instantSchema = z.string().refine(isInstant);
