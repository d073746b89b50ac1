/** The address that spectators' phones can reach: the first that isn't this computer's own; null if there is none. */
export function addressForPhones(addresses: readonly string[]): string | null {
  return addresses.find((address) => !isOwn(address)) ?? null;
}

function isOwn(address: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return host === '' || host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}
