import { z } from "zod";

/** An instant as Cal.com writes it: ISO 8601 with "Z" or an offset. */
export const instantSchema = z.iso.datetime({ offset: true });
