import type { AppRouter } from "@reslot/api";
import type { AppErrorCode, ErrorDetails } from "@reslot/api/errors";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type TRPCLink, TRPCClientError } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { ReactElement } from "react";
import { render } from "vitest-browser-react";
import { DisplayProvider } from "@/components/display/display.tsx";
import { api } from "@/trpc/react.tsx";
import { WithMessages } from "./with-messages.tsx";

/**
 * Answers of the API by procedure, "calConnection.get": data, a `refusal`, `noAnswerYet`, or what makes one of them of
 * the input. What is not listed fails.
 */
export type Answers = Readonly<Record<string, unknown>>;

/** An answer that does not come while the test runs. */
export const noAnswerYet = Symbol("no answer yet");

/** A refusal as the API sends it. */
export const refusal = (code: AppErrorCode, details: ErrorDetails = {}) =>
  new TRPCClientError(code, {
    result: { error: { message: code, code: -32_000, data: { app: { code, details } } } },
  });

interface Page {
  readonly answers?: Answers;
  readonly timeZone?: string | null;
  readonly now?: number;
  readonly language?: "en" | "de";
}

/** Renders a component as `onPage` has it. */
export function renderAsPage(element: ReactElement, page: Page = {}) {
  return render(onPage(element, page));
}

/**
 * A component with everything that a page provides: messages, the reader's time zone and clock, and
 * an API that gives these answers. A test that uses it mocks `next/navigation`.
 */
export function onPage(
  element: ReactElement,
  {
    answers = {},
    timeZone = "Europe/London",
    now = Date.UTC(2026, 11, 10),
    language = "en",
  }: Page = {},
) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const client = api.createClient({ links: [answering(answers)] });
  return (
    <WithMessages language={language}>
      <api.Provider client={client} queryClient={queryClient}>
        <QueryClientProvider client={queryClient}>
          <DisplayProvider
            locale={language === "en" ? "en-GB" : "de-DE"}
            timeZone={timeZone}
            profileTimeZone={timeZone}
            serverNow={now}
          >
            {element}
          </DisplayProvider>
        </QueryClientProvider>
      </api.Provider>
    </WithMessages>
  );
}

const answering =
  (answers: Answers): TRPCLink<AppRouter> =>
  () =>
  ({ op: { path, input } }) =>
    observable((observer) => {
      if (!Object.hasOwn(answers, path)) {
        observer.error(TRPCClientError.from(new Error(`The test has no answer of ${path}.`)));
        return;
      }
      const answer = answers[path];
      const data: unknown = typeof answer === "function" ? answer(input) : answer;
      if (data === noAnswerYet) return;
      if (data instanceof TRPCClientError) {
        observer.error(data);
        return;
      }
      observer.next({ result: { type: "data", data } });
      observer.complete();
    });
