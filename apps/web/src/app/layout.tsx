import { ClerkProvider } from "@clerk/nextjs";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { parseTheme } from "@/components/frame/theme.ts";
import { themeCookie } from "@/cookies.ts";
import { en } from "@/copy/en.ts";
import "./globals.css";

const inter = localFont({
  src: "./fonts/inter-latin.woff2",
  weight: "100 900",
  display: "swap",
  variable: "--font-inter",
});

export const metadata: Metadata = {
  title: { default: en.frame.product, template: `%s · ${en.frame.product}` },
  description: "Move a 1:1 meeting to a time when both of you are free.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  colorScheme: "light dark",
};

const clerkLook = {
  variables: {
    colorPrimary: "var(--accent)",
    colorPrimaryForeground: "var(--on-accent)",
    colorBackground: "var(--raised)",
    colorForeground: "var(--ink)",
    colorMutedForeground: "var(--ink-3)",
    colorMuted: "var(--sunken)",
    colorNeutral: "var(--ink)",
    colorInput: "var(--surface)",
    colorInputForeground: "var(--ink)",
    colorDanger: "var(--danger-ink)",
    colorRing: "var(--focus)",
    borderRadius: "8px",
    fontFamily: "var(--font)",
  },
} as const;

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" className={inter.variable} data-theme={theme === "system" ? undefined : theme}>
      <body>
        <ClerkProvider dynamic appearance={clerkLook}>
          <a className="skip" href="#main">
            {en.frame.skip}
          </a>
          {children}
        </ClerkProvider>
      </body>
    </html>
  );
}
