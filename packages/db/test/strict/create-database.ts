import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";

/** What a hosted project has before our first migration, and as generous in what it grants. */
const PLATFORM = `
do $$
declare
  wanted text;
begin
  foreach wanted in array array[
    'anon nologin noinherit', 'authenticated nologin noinherit', 'service_role nologin noinherit bypassrls',
    'authenticator login noinherit'
  ] loop
    if not exists (select from pg_roles where rolname = split_part(wanted, ' ', 1)) then
      execute 'create role ' || wanted;
    end if;
  end loop;
end $$;
grant anon, authenticated, service_role to authenticator;
create schema auth;
create function auth.jwt() returns jsonb language sql stable as $$
  select nullif(current_setting('request.jwt.claims', true), '')::jsonb
$$;
grant usage on schema auth to anon, authenticated, service_role;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
`;

/** An empty database of a server. Gives its superuser's address. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `reslot_${randomBytes(6).toString("hex")}`;
  const sql = postgres(`${serverUrl}postgres`, { max: 1 });
  await sql.unsafe(`create database ${name}`);
  await sql.end();
  return `${serverUrl}${name}`;
}

/** A new database with the platform's roles and every migration. Gives its superuser's address. */
export async function createMigratedDatabase(
  serverUrl: string,
  migrationsDir: string,
): Promise<string> {
  const url = await createDatabase(serverUrl);
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(PLATFORM);
  for (const file of readdirSync(migrationsDir).toSorted())
    await sql.unsafe(readFileSync(join(migrationsDir, file), "utf8"));
  await sql.end();
  return url;
}
