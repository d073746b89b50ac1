import { isDeepStrictEqual } from 'node:util';
import type { HubAddress } from './addresses.ts';
import { isSameName } from './names.ts';
import type { DnsPacket, DnsRecord } from './packet.ts';

/** Who asks from another port than 5353 is an ordinary resolver and keeps an answer for at most this long (RFC 6762 §6.7). */
const LEGACY_TTL_SECONDS = 10;

const HOST_TTL_SECONDS = 120;

/** What the hub has to say to a question. */
export interface Found {
  readonly answers: readonly DnsRecord[];
  readonly additionals: readonly DnsRecord[];
  /** Said instead of an answer: the name is ours and has no record of the type that was asked for. */
  readonly negative: readonly DnsRecord[];
}

/** The A and AAAA records of `host` for the addresses that one network is told. `ttl` is in seconds, 0 for a goodbye. */
export const addressRecords = (
  host: string,
  told: readonly HubAddress[],
  ttl = HOST_TTL_SECONDS,
): DnsRecord[] =>
  told.map(({ family, address }) => ({ name: host, type: family === 4 ? 'A' : 'AAAA', ttl, data: address }));

/**
 * What is really said of a service's records as the library makes them: the addresses of this network instead of all
 * cards' addresses, and no goodbye for `_services._dns-sd._udp`, which every printer in the hall shares.
 */
export const ownRecords = (
  records: readonly DnsRecord[],
  host: string,
  told: readonly HubAddress[],
): DnsRecord[] => {
  const kept = records.filter(
    ({ type, name, ttl }) =>
      type !== 'A' && type !== 'AAAA' && !(ttl === 0 && name.startsWith('_services._dns-sd.')),
  );
  const service = kept.find(({ type }) => type === 'SRV');
  return service === undefined ? kept : [...kept, ...addressRecords(host, told, service.ttl)];
};

/**
 * Marks what is ours alone with the cache-flush bit (RFC 6762 §10.2); PTR records are shared. A goodbye has no such bit:
 * it would also flush what another hub says under the name.
 */
export const withFlush = (records: readonly DnsRecord[]): DnsRecord[] =>
  records.map((record) => ({ ...record, flush: record.type !== 'PTR' && record.ttl !== 0 }));

/**
 * What to say when our host name is asked for a type that it has no record of (RFC 6762 §6.1), such as AAAA in a network
 * without IPv6: phones that hear nothing wait for seconds before they use the address they have.
 */
export const nothingElse = (host: string, told: readonly HubAddress[]): DnsRecord => ({
  name: host,
  type: 'NSEC',
  ttl: HOST_TTL_SECONDS,
  data: { nextDomain: host, rrtypes: [...new Set(told.map(({ family }) => (family === 4 ? 'A' : 'AAAA')))] },
});

const isKnown = (record: DnsRecord, known: readonly DnsRecord[]): boolean =>
  known.some(
    (other) =>
      other.type === record.type &&
      isSameName(other.name, record.name) &&
      (other.ttl ?? 0) * 2 >= (record.ttl ?? 0) &&
      isDeepStrictEqual(other.data, record.data),
  );

/** The answer to everybody on the link. Undefined when there is none, or the asker says that it knows it (RFC 6762 §7.1). */
export const multicastReply = (query: DnsPacket, found: Found): DnsPacket | undefined => {
  const answers = [...found.answers, ...found.negative].filter(
    (record) => !isKnown(record, query.answers ?? []),
  );
  if (answers.length === 0) return undefined;
  return { answers: withFlush(answers), additionals: withFlush(found.additionals) };
};

/**
 * The answer to an ordinary resolver, sent to it alone (RFC 6762 §6.7): its id and questions again, at most ten seconds to
 * live, no cache-flush bit. A negative answer is an empty one, as in any DNS. Undefined when nothing asked for is ours.
 */
export const legacyReply = (query: DnsPacket, found: Found): DnsPacket | undefined => {
  if (found.answers.length === 0 && found.negative.length === 0) return undefined;
  const plain = (record: DnsRecord): DnsRecord => ({
    ...record,
    flush: false,
    ttl: Math.min(record.ttl ?? 0, LEGACY_TTL_SECONDS),
  });
  return {
    id: query.id ?? 0,
    questions: (query.questions ?? []).map(({ name, type }) => ({ name, type })),
    answers: found.answers.map(plain),
    additionals: found.additionals.map(plain),
  };
};
