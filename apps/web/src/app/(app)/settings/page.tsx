import { redirect } from "next/navigation";
import { paths } from "@/paths.ts";

export default function Settings(): never {
  redirect(paths.profileSettings);
}
