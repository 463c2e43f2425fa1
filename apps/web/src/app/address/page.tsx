import { errorWords } from "@reslot/messages";
import { MailQuestionMark } from "lucide-react";
import { redirect } from "next/navigation";
import { NoticePage } from "@/components/ui/notice-page.tsx";
import { serverMessages, titled } from "@/copy/server-messages.ts";
import { paths } from "@/paths.ts";
import { missingAddress } from "@/server/viewer.ts";
import { AddressActions } from "./address-actions.tsx";

export const generateMetadata = titled("frame", (t) => t("address.title"));

/** For a signed-in person whose account has no address that finds their meetings. */
export default async function AddressPage() {
  const reason = await missingAddress();
  if (reason === null) redirect(paths.meetings);
  const t = await serverMessages("frame");
  const { what, next } = errorWords(await serverMessages("errors"), {
    code: "ADDRESS_NEEDED",
    reader: { audience: "person" },
    details: { reason },
  });
  const words = {
    manage: t("address.manage"),
    tryAgain: t("tryAgain"),
    signOut: t("address.signOut"),
  };
  return (
    <NoticePage
      look="waiting"
      icon={<MailQuestionMark />}
      title={what}
      body={next ?? ""}
      actions={<AddressActions words={words} />}
    />
  );
}
