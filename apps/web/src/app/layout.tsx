import "./globals.css"; // before the styles of components: it says which layer wins
import { ClerkProvider } from "@clerk/nextjs";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import "@/components/frame/broken-page.tsx"; // once for all error pages, not once for each
import { parseTheme } from "@/components/frame/theme.ts";
import { themeCookie } from "@/cookies.ts";
import { serverMessages } from "@/copy/server-messages.ts";
import { getReading } from "@/server/reading.ts";

const inter = localFont({
  src: "./fonts/inter-latin.woff2",
  weight: "100 900",
  // Never swapped in after the first lines were drawn with another font, which moves them.
  display: "optional",
  variable: "--font-inter",
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverMessages("frame");
  const product = t("product");
  return {
    title: { default: product, template: `%s · ${product}` },
    description: t("description"),
    // A title or a reason that looks like an address or a number is no link.
    formatDetection: { telephone: false, date: false, address: false, email: false, url: false },
  };
}

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
  const t = await serverMessages("frame");
  const { language } = await getReading();
  return (
    <html
      lang={language}
      className={inter.variable}
      data-theme={theme === "system" ? undefined : theme}
    >
      <body>
        <ClerkProvider dynamic appearance={clerkLook}>
          <a className="skip" href="#main">
            {t("skip")}
          </a>
          {children}
        </ClerkProvider>
      </body>
    </html>
  );
}
