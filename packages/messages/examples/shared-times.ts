import { messagesFor } from "@reslot/messages/catalogue";

const t = messagesFor("en", "slots");
console.log(t("shared", { count: 3 })); // 3 shared times
// @ts-expect-error -- does not compile: an argument is missing
export const incomplete = () => t("shared");
