import { z } from "zod";

const metadataSchema = z.record(z.string(), z.unknown());

const otherEmailSchema = z.object({ id: z.string(), address: z.string(), verified: z.boolean() });
export type OtherEmail = z.infer<typeof otherEmailSchema>;

const userSchema = z.object({
  id: z.string(),
  /** The primary address. */
  email: z.string(),
  /** Its id; made from the user's when it is the first one. */
  primaryEmailId: z.string().nullable().default(null),
  isEmailVerified: z.boolean().default(true),
  otherEmails: z.array(otherEmailSchema).default([]),
  firstName: z.string(),
  lastName: z.string(),
  password: z.string(),
  publicMetadata: metadataSchema,
  privateMetadata: metadataSchema,
  unsafeMetadata: metadataSchema,
  createdAt: z.number(),
  updatedAt: z.number(),
  lastSignInAt: z.number().nullable(),
});
export type User = z.infer<typeof userSchema>;

const clientSchema = z.object({
  id: z.string(),
  /** The browser's proof that it is this client. */
  token: z.string(),
  /** At most one: the instance is in single-session mode. */
  sessionId: z.string().nullable(),
  signInId: z.string().nullable(),
  createdAt: z.number(),
});
export type Client = z.infer<typeof clientSchema>;

const sessionSchema = z.object({
  id: z.string(),
  userId: z.string(),
  clientId: z.string(),
  status: z.enum(["active", "ended", "revoked"]),
  createdAt: z.number(),
  updatedAt: z.number(),
  expireAt: z.number(),
});
export type Session = z.infer<typeof sessionSchema>;

const apiKeySchema = z.object({
  id: z.string(),
  /** SHA-256 of the secret, which is shown once and not stored. */
  secretHash: z.string(),
  name: z.string(),
  subject: z.string(),
  scopes: z.array(z.string()),
  claims: metadataSchema.nullable(),
  description: z.string().nullable(),
  isRevoked: z.boolean(),
  revocationReason: z.string().nullable(),
  expiration: z.number().nullable(),
  createdBy: z.string().nullable(),
  lastUsedAt: z.number().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

/** A sign-in in progress: its user, and whether the password was correct. */
export interface SignIn {
  readonly id: string;
  readonly clientToken: string;
  readonly user: User | null;
  readonly createdSessionId: string | null;
}

export const snapshotSchema = z.object({
  users: z.array(userSchema),
  clients: z.array(clientSchema),
  sessions: z.array(sessionSchema),
  apiKeys: z.array(apiKeySchema),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
