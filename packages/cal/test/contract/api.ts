/** The parts of the API that the client leaves out: what a suite needs to prepare and to clean up. */
export interface Api {
  createSchedule(body: object): Promise<number>;
  createEventType(body: object): Promise<number>;
  book(body: object, key?: string): Promise<string>;
  /** Books a recurring event type; the uids of its occurrences and of the series. */
  bookSeries(body: object): Promise<{ uids: string[]; seriesUid: string }>;
  cancel(uid: string): Promise<void>;
  confirm(uid: string): Promise<void>;
  decline(uid: string): Promise<void>;
  deleteEventType(id: number): Promise<void>;
  deleteSchedule(id: number): Promise<void>;
}

const versions = { bookings: "2024-08-13", eventTypes: "2024-06-14", schedules: "2024-06-11" };

interface Request {
  readonly method: "POST" | "DELETE";
  readonly path: string;
  readonly version: string;
  readonly key?: string | undefined;
  readonly body?: object | undefined;
}

/** Talks to a server as the coach. Everything but a 2xx is an error that repeats the answer. */
export function createApi(url: string, coachKey: string): Api {
  async function ask<Data = Created>(request: Request): Promise<Data> {
    const { method, path, version, key, body } = request;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        "cal-api-version": version,
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text).data ?? {};
  }
  const { bookings, eventTypes, schedules } = versions;
  async function answer(uid: string, action: string, body?: object): Promise<void> {
    const path = `/v2/bookings/${uid}/${action}`;
    await ask({ method: "POST", path, version: bookings, key: coachKey, body });
  }
  return {
    createSchedule: async (body) =>
      idOf(
        await ask({
          method: "POST",
          path: "/v2/schedules",
          version: schedules,
          key: coachKey,
          body,
        }),
      ),
    createEventType: async (body) =>
      idOf(
        await ask({
          method: "POST",
          path: "/v2/event-types",
          version: eventTypes,
          key: coachKey,
          body,
        }),
      ),
    async book(body, key) {
      const { uid } = await ask({
        method: "POST",
        path: "/v2/bookings",
        version: bookings,
        key,
        body,
      });
      if (uid === undefined) throw new Error("A booking came back without a uid.");
      return uid;
    },
    async bookSeries(body) {
      const path = "/v2/bookings";
      const made = await ask<Created[]>({ method: "POST", path, version: bookings, body });
      const seriesUid = made[0]?.recurringBookingUid;
      if (seriesUid === undefined) throw new Error("A series came back without a uid.");
      return { uids: made.flatMap(({ uid }) => uid ?? []), seriesUid };
    },
    cancel: (uid) => answer(uid, "cancel", { cancellationReason: "contract suite" }),
    confirm: (uid) => answer(uid, "confirm"),
    decline: (uid) => answer(uid, "decline", { reason: "contract suite" }),
    async deleteEventType(id) {
      await ask({
        method: "DELETE",
        path: `/v2/event-types/${id}`,
        version: eventTypes,
        key: coachKey,
      });
    },
    async deleteSchedule(id) {
      await ask({
        method: "DELETE",
        path: `/v2/schedules/${id}`,
        version: schedules,
        key: coachKey,
      });
    },
  };
}

interface Created {
  readonly id?: number;
  readonly uid?: string;
  readonly recurringBookingUid?: string;
}

function idOf({ id }: Created): number {
  if (id === undefined) throw new Error("Something was created without an id.");
  return id;
}
