/** The names a hub claims on the network. */
export interface HubNames {
  /** Full host name: `touchline.local`. */
  readonly host: string;
  /** Name of the service instance, what a person picks from a list: `Spring Cup`. */
  readonly instance: string;
}

/** How often each name was found taken: 1 is the name that was wished for. */
export interface Attempts {
  readonly host: number;
  readonly instance: number;
}

/** The service types a hub publishes under its instance name. */
export const SERVICE_TYPES = ['touchline', 'http'] as const;

/** A DNS label holds at most 63 bytes (RFC 1035 §2.3.4). */
const LABEL_BYTES = 63;

const cut = (text: string, bytes: number): string => {
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > bytes) break;
    kept += character;
  }
  return kept.trimEnd();
};

const instanceLabel = (name: string, attempt: number): string => {
  const suffix = attempt === 1 ? '' : ` (${attempt})`;
  // The encoder underneath cuts names at every dot, so a dot can't stand inside a label.
  const plain = name
    .replaceAll('.', '-')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return cut(plain === '' ? 'Touchline' : plain, LABEL_BYTES - suffix.length) + suffix;
};

const hostLabel = (host: string, attempt: number): string => {
  const suffix = attempt === 1 ? '' : `-${attempt}`;
  const plain = host
    .toLowerCase()
    .replace(/\.local\.?$/, '')
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return cut(plain === '' ? 'touchline' : plain, LABEL_BYTES - suffix.length) + suffix;
};

/**
 * The names for the given attempts (RFC 6762 §9, RFC 6763 appendix D): `touchline.local` and `Spring Cup` at first,
 * then `touchline-2.local` and `Spring Cup (2)`. Always valid labels, whatever was typed.
 */
export const namesFor = (
  wish: { readonly host: string; readonly name: string },
  attempts: Attempts,
): HubNames => ({
  host: `${hostLabel(wish.host, attempts.host)}.local`,
  instance: instanceLabel(wish.name, attempts.instance),
});

/** The full names of the service instances: `Spring Cup._touchline._tcp.local` and `Spring Cup._http._tcp.local`. */
export const serviceNames = (names: HubNames): string[] =>
  SERVICE_TYPES.map((type) => `${names.instance}._${type}._tcp.local`);

/** Whether two DNS names are the same: ASCII letters match whatever their case (RFC 6762 §16). */
export const isSameName = (a: string, b: string): boolean => foldCase(a) === foldCase(b);

const foldCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
