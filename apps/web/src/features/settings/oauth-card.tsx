import { Plug } from "lucide-react";
import { Card } from "@/components/ui/card.tsx";
import { PlainButtonLink } from "@/components/ui/button.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";

const words = en.settings.oauth;

/** Connects by signing in at Cal.com; comes back to `returnTo`, or here. */
export function OAuthCard({ returnTo, isAgain }: { returnTo: string | null; isAgain: boolean }) {
  return (
    <Card className="opt">
      <h2>{words.title}</h2>
      <p>{words.body}</p>
      <PlainButtonLink variant="primary" href={paths.connectCal(returnTo)}>
        <Plug className="i" />
        {isAgain ? words.again : words.action}
      </PlainButtonLink>
    </Card>
  );
}
