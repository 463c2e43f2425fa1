import { z } from "zod";
import type { Person } from "../stack/people.ts";
import type { Stack } from "../stack/stack.ts";

const browserSchema = z.object({ id: z.string() });
const signedInSchema = z.object({ response: z.object({ created_session_id: z.string() }) });
const tokenSchema = z.object({ jwt: z.string() });

/** Signs a person in with their password, as a browser does, and gives a token of the session to `act`. */
export async function whileSignedIn<T>(
  { urls }: Pick<Stack, "urls">,
  { email, password }: Person,
  act: (sessionToken: string) => Promise<T>,
): Promise<T> {
  let browser = "";
  const clerk = async (path: string, form: Readonly<Record<string, string>> = {}) => {
    const query = browser === "" ? "" : `?__clerk_db_jwt=${encodeURIComponent(browser)}`;
    const response = await fetch(`${urls.clerkUrl}/v1/${path}${query}`, {
      method: "POST",
      headers: { origin: urls.webUrl, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });
    if (!response.ok) throw new Error(`The seed failed at ${path}: ${await response.text()}`);
    return response.json();
  };
  browser = browserSchema.parse(await clerk("dev_browser")).id;
  const credentials = { strategy: "password", identifier: email, password };
  const { response } = signedInSchema.parse(await clerk("client/sign_ins", credentials));
  const session = `client/sessions/${response.created_session_id}`;
  try {
    return await act(tokenSchema.parse(await clerk(`${session}/tokens`)).jwt);
  } finally {
    await clerk(`${session}/end`);
  }
}
