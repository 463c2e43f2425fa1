export * from "@reslot/api/schemas";
