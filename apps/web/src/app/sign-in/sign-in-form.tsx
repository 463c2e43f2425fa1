import { SignIn } from "@clerk/nextjs";
import { AfterHydration } from "@/components/frame/after-hydration.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { paths } from "@/paths.ts";
import styles from "./sign-in.module.css";

const focusRing = { outline: "2px solid var(--focus)", outlineOffset: "2px" } as const;

// Clerk's buttons define an `--accent` of their own, so ours is passed under other names.
const look = {
  variables: {
    colorPrimary: "var(--auth-accent)",
    colorPrimaryForeground: "var(--auth-on-accent)",
  },
  elements: {
    rootBox: { width: "100%" },
    cardBox: {
      width: "100%",
      maxWidth: "none",
      boxShadow: "none",
      border: "1px solid var(--line)",
      borderRadius: "var(--radius-lg)",
    },
    card: { boxShadow: "none", background: "var(--surface)", textAlign: "start" },
    headerTitle: { fontSize: "var(--text-xl)", textAlign: "start", color: "var(--ink)" },
    headerSubtitle: { textAlign: "start", color: "var(--ink-3)" },
    formFieldLabel: { color: "var(--ink)" },
    formFieldInput: {
      minHeight: "var(--control-touch)",
      // Clerk renders the border as a shadow that is too light to be seen.
      "&&&&:not([aria-invalid=true])": { boxShadow: "0 0 0 1px var(--line-control)" },
      "&&&&:focus-visible": focusRing,
    },
    identityPreview: { justifyContent: "flex-start" },
    formButtonPrimary: {
      minHeight: "var(--control-touch)",
      "&&&&": { boxShadow: "none" },
      "&&&&:focus-visible": focusRing,
      "&::after": { display: "none" },
      "&:hover": { background: "var(--accent-hover)" },
    },
    footer: { background: "var(--sunken)" },
  },
} as const;

/** Clerk's form in our colours. The box has its final size before the form loads, so nothing shifts. */
export function SignInForm() {
  const skeleton = <Skeleton className={styles["skeleton"] ?? ""} />;
  return (
    <div className={styles["form"]}>
      <AfterHydration fallback={skeleton}>
        <SignIn
          appearance={look}
          fallbackRedirectUrl={paths.meetings}
          withSignUp={false}
          fallback={skeleton}
        />
      </AfterHydration>
    </div>
  );
}
