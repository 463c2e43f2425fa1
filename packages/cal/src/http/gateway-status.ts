/** 502, 503 and 504 come from a gateway in front of Cal.com, not from its own handlers. */
export function isGatewayStatus(status: number | undefined): boolean {
  return status === 502 || status === 503 || status === 504;
}
