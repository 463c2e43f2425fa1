import { brandClass, Logo } from "@/components/frame/logo.tsx";
import { serverMessages, titled } from "@/copy/server-messages.ts";
import { OverlapPicture } from "../overlap-picture.tsx";
import { SignInForm } from "../sign-in-form.tsx";
import styles from "../sign-in.module.css";

export const generateMetadata = titled("signIn", (t) => t("title"));

export default async function SignInPage() {
  const t = await serverMessages("signIn");
  const frame = await serverMessages("frame");
  return (
    <main className={styles["page"]} id="main">
      <section className={styles["story"]}>
        <span className={brandClass}>
          <Logo />
          {frame("product")}
        </span>
        <div>
          <h1>{t("heading")}</h1>
          <p className={styles["lead"]}>{t("lead")}</p>
        </div>
        <OverlapPicture />
        <p className={`${styles["promise"]} small muted`}>{t("promise")}</p>
      </section>
      <section className={styles["side"]} aria-label={t("title")}>
        <SignInForm />
      </section>
    </main>
  );
}
