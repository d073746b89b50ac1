/** A DNS record as `multicast-dns` reads and writes it. What `data` holds depends on `type` and is parsed where it is used. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  /** Seconds; 0 is a goodbye (RFC 6762 §10.1). */
  readonly ttl?: number;
  /** The cache-flush bit: this replaces what was known under the name and type (RFC 6762 §10.2). */
  readonly flush?: boolean;
  readonly data?: unknown;
}

/** What is asked. */
export interface DnsQuestion {
  readonly name: string;
  readonly type: string;
}

/** One datagram, asked or answered. */
export interface DnsPacket {
  readonly id?: number;
  readonly questions?: readonly DnsQuestion[];
  readonly answers?: readonly DnsRecord[];
  readonly authorities?: readonly DnsRecord[];
  readonly additionals?: readonly DnsRecord[];
}

/** Who sent a datagram. */
export interface Sender {
  readonly address: string;
  readonly port: number;
}

/** Where a service is: the data of an SRV record. Undefined when it is malformed. */
export const parseService = (
  data: unknown,
): { readonly target: string; readonly port: number } | undefined => {
  if (typeof data !== 'object' || data === null || !('target' in data) || !('port' in data)) return undefined;
  const { target, port } = data;
  return typeof target === 'string' && typeof port === 'number' ? { target, port } : undefined;
};

/** The `key=value` strings of a TXT record; what is no string or buffer is left out. */
export const parseText = (data: unknown): string[] =>
  (Array.isArray(data) ? data : [data]).flatMap((item: unknown) =>
    typeof item === 'string' || Buffer.isBuffer(item) ? [item.toString()] : [],
  );
