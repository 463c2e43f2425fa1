interface Version {
  readonly ulid: string;
  readonly version: number;
}

const answered = new Set<string>();
const keyOf = ({ ulid, version }: Version) => `${ulid} ${version}`;

/** Requests, by their version, that were answered in this window: its toast says what came of them, and nothing else. */
export const ownAnswers = {
  add: (request: Version) => void answered.add(keyOf(request)),
  delete: (request: Version) => void answered.delete(keyOf(request)),
  has: (request: Version) => answered.has(keyOf(request)),
};
