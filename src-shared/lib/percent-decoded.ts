/**
 * A user or password as it stands in an address (RFC 3986, 2.1), decoded. A percent sign that begins no escape is one:
 * people paste passwords into addresses as they are.
 */
export function percentDecoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
