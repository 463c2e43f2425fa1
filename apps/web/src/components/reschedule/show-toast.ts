/** An echo of what the page says too; its code is loaded when the first one is shown. */
export async function showToast(text: string): Promise<void> {
  const { toast } = await import("sonner");
  toast.success(text);
}
