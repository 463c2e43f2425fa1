import type { Query } from "./query.ts";

export interface Column {
  readonly name: string;
  /** As `format_type` prints it: `character(26)`, `timestamp(3) with time zone`, `text[]`. */
  readonly type: string;
  readonly isNullable: boolean;
  readonly isIdentity: boolean;
  /** SQL; null when there is none. */
  readonly default: string | null;
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
  readonly onDelete: "a" | "r" | "c" | "n" | "d";
}

export interface Index {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly isDescending: boolean }[];
  readonly kind: "primary" | "unique" | "index";
  /** Has a condition, an expression, or another method than btree. */
  readonly isSpecial: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly indexes: readonly Index[];
}

interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** A function that the API can call. */
export interface Routine {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly returns: string;
  readonly returnsSet: boolean;
}

export interface Catalogue {
  /** In the order of their creation. */
  readonly tables: readonly Table[];
  /** By name. */
  readonly routines: readonly Routine[];
}

const TABLES = `
select c.relname as name,
  (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'isNullable', not a.attnotnull, 'isIdentity', a.attidentity <> '', 'default', pg_get_expr(d.adbin, d.adrelid))
      order by a.attnum)
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  coalesce((select jsonb_agg(jsonb_build_object('name', k.conname, 'target', f.relname, 'onDelete', k.confdeltype,
      'columns', (select jsonb_agg(attname order by place) from unnest(k.conkey) with ordinality as key (number, place)
        join pg_attribute on attrelid = k.conrelid and attnum = number),
      'targetColumns', (select jsonb_agg(attname order by place)
        from unnest(k.confkey) with ordinality as key (number, place)
        join pg_attribute on attrelid = k.confrelid and attnum = number)) order by k.conname collate "C")
    from pg_constraint k join pg_class f on f.oid = k.confrelid
    where k.conrelid = c.oid and k.contype = 'f'), '[]') as "foreignKeys",
  coalesce((select jsonb_agg(jsonb_build_object('name', n.relname,
      'kind', case when i.indisprimary then 'primary' when i.indisunique then 'unique' else 'index' end,
      'isSpecial', i.indpred is not null or i.indexprs is not null or m.amname <> 'btree',
      'columns', (select jsonb_agg(jsonb_build_object('name', a.attname, 'isDescending', (option & 1) = 1) order by place)
        from unnest(i.indkey, i.indoption) with ordinality as key (number, option, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = number)) order by n.oid)
    from pg_index i join pg_class n on n.oid = i.indexrelid join pg_am m on m.oid = n.relam
    where i.indrelid = c.oid), '[]') as indexes
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
order by c.oid`;

const ROUTINES = `
select p.proname as name, format_type(p.prorettype, null) as returns, p.proretset as "returnsSet",
  coalesce((select jsonb_agg(jsonb_build_object('name', argument, 'type', format_type(type, null),
      'isNullable', coalesce(obj_description(p.oid, 'pg_proc') ~ ('\\m' || argument || '\\M.* may be null'), false))
      order by place)
    from unnest(p.proargnames, p.proargtypes::oid[]) with ordinality as arguments (argument, type, place)), '[]')
    as parameters
from pg_proc p
where p.pronamespace = 'public'::regnamespace
  and (has_function_privilege('service_role', p.oid, 'execute')
    or has_function_privilege('authenticated', p.oid, 'execute'))
order by p.proname collate "C"`;

/** The tables of the schema public, and its functions that the server or a signed-in user may call. */
export async function readCatalogue(query: Query): Promise<Catalogue> {
  return { tables: await query<Table>(TABLES), routines: await query<Routine>(ROUTINES) };
}
