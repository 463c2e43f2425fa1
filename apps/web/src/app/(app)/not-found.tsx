import { CircleQuestionMark } from "lucide-react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { NoticePage } from "@/components/ui/notice-page.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";

export default function NotFound() {
  return (
    <NoticePage
      look="waiting"
      icon={<CircleQuestionMark className="i" />}
      title={en.frame.notFound.title}
      body={en.frame.notFound.body}
      actions={
        <ButtonLink variant="primary" href={paths.meetings}>
          {en.frame.goToMeetings}
        </ButtonLink>
      }
    />
  );
}
