import "@/app/globals.css";

// next/link reads this, which bundlers for browsers put in its place.
Reflect.set(globalThis, "process", { env: {} });
