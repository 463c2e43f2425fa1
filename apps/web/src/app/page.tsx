import { redirect } from "next/navigation";
import { paths } from "@/paths.ts";

export default function Home(): never {
  redirect(paths.meetings);
}
