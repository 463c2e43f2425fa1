import { z } from "zod";
import { ulidSchema } from "../core/schemas.ts";

export const coachInputSchema = z.strictObject({ coachUserUlid: ulidSchema });

export const menteeInputSchema = z.strictObject({ menteeUserUlid: ulidSchema });
