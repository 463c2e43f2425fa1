/**
 * The SQL that turns a database with the old schema file into one with the new: for a function, an index, a policy or
 * a constraint of a table that differs.
 *
 * @throws {Error} when another kind of statement differs, or none
 */
export function schemaChange(before: string, after: string): string {
  const old = splitStatements(before);
  const changed = splitStatements(after).filter((statement) => !old.includes(statement));
  if (changed.length === 0) throw new Error("No statement of the schema file has changed.");
  return changed.map((statement) => replacementOf(statement, old)).join("\n");
}

function replacementOf(statement: string, old: readonly string[]): string {
  const sql = withoutComments(statement).trim();
  const [, index] = /^create (?:unique )?index (\S+)/.exec(sql) ?? [];
  const [, policy, table] = /^create policy ("[^"]+") on (\S+)/.exec(sql) ?? [];
  const [, altered] = /^create table (\S+) \(/.exec(sql) ?? [];
  if (sql.startsWith("create function ")) return sql.replace("create", "create or replace");
  if (index !== undefined) return `drop index public.${index};\n${sql}`;
  if (policy !== undefined) return `drop policy ${policy} on ${table};\n${sql}`;
  if (altered !== undefined) {
    const known = new Set(old.flatMap((each) => constraintsOf(withoutComments(each))));
    const changes = constraintsOf(sql).filter((constraint) => !known.has(constraint));
    if (changes.length > 0) {
      return changes.map((constraint) => replaceConstraint(altered, constraint)).join("\n");
    }
  }
  throw new Error(`Cannot change what exists into: ${sql.slice(0, 100)}`);
}

function replaceConstraint(table: string, constraint: string): string {
  const [, name] = constraint.split(" ");
  return `alter table ${table} drop constraint ${name};\nalter table ${table} add ${constraint};`;
}

/** The named constraints of a `create table`, which come last in it. */
function constraintsOf(sql: string): string[] {
  if (!sql.trim().startsWith("create table ")) return [];
  const body = sql.slice(0, sql.lastIndexOf(")"));
  const [, ...constraints] = body.split(/^ {2}(?=constraint ")/m);
  return constraints.map((constraint) => constraint.trim().replace(/,$/, ""));
}

const withoutComments = (sql: string) => sql.replaceAll(/^\s*--.*\n/gm, "");

/** Ends at semicolons outside of `$$` bodies and quotes. */
function splitStatements(sql: string): string[] {
  const parts = sql.match(/(?:\$\$[\s\S]*?\$\$|'(?:[^']|'')*'|--[^\n]*|[^;$'-]|[$-])+;?/g) ?? [];
  return parts.map((part) => part.trim());
}
