import type { ApiKey } from "../records.ts";
import type { World } from "../world.ts";

/** An API key without its secret. */
export function apiKeyShape(world: World, key: ApiKey) {
  return {
    object: "api_key",
    id: key.id,
    type: "api_key",
    name: key.name,
    subject: key.subject,
    scopes: key.scopes,
    claims: key.claims,
    revoked: key.isRevoked,
    revocation_reason: key.revocationReason,
    expired: isExpired(world, key),
    expiration: key.expiration,
    created_by: key.createdBy,
    description: key.description,
    last_used_at: key.lastUsedAt,
    created_at: key.createdAt,
    updated_at: key.updatedAt,
  };
}

export function isExpired(world: World, key: ApiKey): boolean {
  return key.expiration !== null && key.expiration <= world.clock.now();
}
