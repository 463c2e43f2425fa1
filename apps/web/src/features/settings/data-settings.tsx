"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { api } from "@/trpc/react.tsx";
import { DeleteAccount } from "./delete-account.tsx";
import { SettingsNav } from "./settings-nav.tsx";
import styles from "./settings.module.css";
import { FieldError } from "@/components/form/field-error.tsx";
import { Spinner } from "@/components/ui/spinner.tsx";

/** What is kept about the person, as a file, and deleting it. */
export function DataSettings() {
  return (
    <div className={styles["page"]}>
      <SettingsNav current="data" />
      <div className={styles["stack"]}>
        <DownloadData />
        <DeleteAccount />
      </div>
    </div>
  );
}

function DownloadData() {
  const t = useMessages("ownData");
  const utils = api.useUtils();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");

  async function download() {
    if (state === "busy") return;
    setState("busy");
    try {
      const everything = await utils.person.export.fetch(undefined, { staleTime: 0 });
      saveAs("reslot-data.json", JSON.stringify(everything, null, 2));
      setState("idle");
    } catch {
      setState("failed");
    }
  }

  return (
    <Card className={styles["option"]}>
      <h2>{t("download.title")}</h2>
      <p>{t("download.body")}</p>
      <div className={styles["optionForm"]}>
        <Button
          className="sm:self-start"
          aria-disabled={state === "busy"}
          onClick={() => void download()}
        >
          {state === "busy" ? <Spinner /> : <Download />}
          {t(state === "busy" ? "download.busy" : "download.action")}
        </Button>
        {state === "failed" && <FieldError>{t("download.failed")}</FieldError>}
      </div>
    </Card>
  );
}

/** Safari reads the file after the click. */
const readWithinMs = 60_000;

function saveAs(name: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), readWithinMs);
}
