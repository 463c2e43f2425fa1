import { readCatalogue } from "./catalogue.ts";
import { databaseTypes } from "./database-types.ts";
import { createDatabase } from "./embedded-database.ts";
import { prismaSchema } from "./prisma-schema.ts";
import { readSqlFiles, schemasDir } from "./sql-files.ts";

/** The text of each generated file, by its path in this package. */
export async function generateFromSchemas(): Promise<Record<string, string>> {
  const database = await createDatabase(readSqlFiles(schemasDir));
  const catalogue = await readCatalogue(database.query);
  await database.close();
  return {
    "src/database.types.ts": databaseTypes(catalogue),
    "prisma/schema.prisma": prismaSchema(catalogue),
  };
}
