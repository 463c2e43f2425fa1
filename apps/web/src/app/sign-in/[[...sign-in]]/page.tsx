import type { Metadata } from "next";
import { Logo } from "@/components/frame/logo.tsx";
import { serverMessages } from "@/copy/server-messages.ts";
import { OverlapPicture } from "../overlap-picture.tsx";
import { SignInForm } from "../sign-in-form.tsx";
import "../sign-in.css";

const t = serverMessages("signIn");

export const metadata: Metadata = { title: t("title") };

export default function SignInPage() {
  return (
    <main className="auth" id="main">
      <section className="auth-story">
        <span className="brand">
          <Logo />
          {serverMessages("frame")("product")}
        </span>
        <div>
          <h1>{t("heading")}</h1>
          <p className="auth-lead">{t("lead")}</p>
        </div>
        <OverlapPicture />
        <p className="auth-promise small muted">{t("promise")}</p>
      </section>
      <section className="auth-side" aria-label={t("title")}>
        <SignInForm />
      </section>
    </main>
  );
}
