import { createHash, randomBytes } from "node:crypto";

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Generates uids. A seed makes the sequence repeatable. */
export interface Random {
  /** 22 characters, like the real service's booking uids. */
  uid(): string;
  uuid(): string;
  /** 54 URL-safe characters, like the real service's authorization codes. */
  code(): string;
  /** Starts the sequence of this seed; null returns to true randomness. */
  seed(seed: string | null): void;
}

/** Truly random until it is seeded. */
export function createRandom(): Random {
  let current: string | null = null;
  let count = 0;
  const bytes = (length: number): Buffer => {
    if (current === null) return randomBytes(length);
    count += 1;
    return createHash("sha512").update(`${current}:${count}`).digest().subarray(0, length);
  };
  return {
    uid: () => Array.from(bytes(22), (byte) => alphabet.charAt(byte % alphabet.length)).join(""),
    uuid: () => {
      const hex = bytes(16).toString("hex");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
    code: () => bytes(40).toString("base64url"),
    seed: (seed) => {
      current = seed;
      count = 0;
    },
  };
}
