import "@/app/globals.css";

// next/link reads this, which bundlers for browsers put in its place.
Reflect.set(globalThis, "process", { env: {} });

// The layout of the application loads it in the same way; other fonts have other widths.
const file = new URL("../../src/app/fonts/inter-latin.woff2", import.meta.url).href;
const inter = await new FontFace("Inter", `url(${file})`, { weight: "100 900" }).load();
document.fonts.add(inter);
document.documentElement.style.setProperty("--font-inter", "Inter");
