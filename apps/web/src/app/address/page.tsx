import { errorWords } from "@reslot/messages";
import { MailQuestionMark } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NoticePage } from "@/components/ui/notice-page.tsx";
import { serverMessages } from "@/copy/server-messages.ts";
import { paths } from "@/paths.ts";
import { missingAddress } from "@/server/viewer.ts";
import { AddressActions } from "./address-actions.tsx";

const t = serverMessages("frame");

export const metadata: Metadata = { title: t("address.title") };

/** For a signed-in person whose account has no address that finds their meetings. */
export default async function AddressPage() {
  const reason = await missingAddress();
  if (reason === null) redirect(paths.meetings);
  const { what, next } = errorWords(serverMessages("errors"), {
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
      icon={<MailQuestionMark className="i" />}
      title={what}
      body={next ?? ""}
      actions={<AddressActions words={words} />}
    />
  );
}
