import type { Metadata } from "next";
import { Logo } from "@/components/frame/logo.tsx";
import { en } from "@/copy/en.ts";
import { OverlapPicture } from "../overlap-picture.tsx";
import { SignInForm } from "../sign-in-form.tsx";
import { words } from "../words.ts";
import "../sign-in.css";

export const metadata: Metadata = { title: words.title };

export default function SignInPage() {
  return (
    <main className="auth" id="main">
      <section className="auth-story">
        <span className="brand">
          <Logo />
          {en.frame.product}
        </span>
        <div>
          <h1>{words.heading}</h1>
          <p className="auth-lead">{words.lead}</p>
        </div>
        <OverlapPicture />
        <p className="auth-promise small muted">{words.promise}</p>
      </section>
      <section className="auth-side" aria-label={words.title}>
        <SignInForm />
      </section>
    </main>
  );
}
