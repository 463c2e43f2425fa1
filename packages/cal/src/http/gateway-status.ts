/** 502, 503 and 504 come from whatever stands before Cal.com, not from its own handlers. */
export function isGatewayStatus(status: number | undefined): boolean {
  return status === 502 || status === 503 || status === 504;
}
