/** The address that is missing on the sheet of that page. */
export const missingAddress = async () => "unverified";
