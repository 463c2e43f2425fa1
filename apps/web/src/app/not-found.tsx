import { CircleQuestionMark } from "lucide-react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { NoticePage } from "@/components/ui/notice-page.tsx";
import { serverMessages } from "@/copy/server-messages.ts";
import { paths } from "@/paths.ts";

export default async function NotFound() {
  const t = await serverMessages("frame");
  return (
    <NoticePage
      look="waiting"
      icon={<CircleQuestionMark />}
      title={t("notFound.title")}
      body={t("notFound.body")}
      actions={
        <ButtonLink variant="primary" href={paths.meetings}>
          {t("goToMeetings")}
        </ButtonLink>
      }
    />
  );
}
