import { readCatalogue } from "./catalogue.ts";
import { databaseTypes } from "./database-types.ts";
import { prismaSchema } from "./prisma-schema.ts";
import type { Query } from "./query.ts";

/** The text of each generated file, by its path in this package, from the database that the schemas declare. */
export async function generateFiles(query: Query): Promise<Record<string, string>> {
  const catalogue = await readCatalogue(query);
  return {
    "src/database.types.ts": databaseTypes(catalogue),
    "prisma/schema.prisma": prismaSchema(catalogue),
  };
}
