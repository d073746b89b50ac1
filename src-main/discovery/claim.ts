import { SocketAddress } from 'node:net';
import type { HubAddress } from './addresses.ts';
import { type HubNames, isSameName, serviceNames } from './names.ts';
import { type DnsPacket, type DnsRecord, parseService, parseText } from './packet.ts';

/** What a hub claims for itself on every card. */
export interface Claim {
  readonly names: HubNames;
  readonly port: number;
  /** The TXT record's strings, `id=…` among them. */
  readonly text: readonly string[];
  /** Every address of this laptop, on whatever card: what names one of these was said by ourselves. */
  readonly addresses: readonly string[];
}

/** Which of the names somebody else has. */
export interface Taken {
  readonly host: boolean;
  readonly instance: boolean;
}

const TYPE_NUMBERS: Readonly<Record<string, number>> = { A: 1, TXT: 16, AAAA: 28, SRV: 33 };

/** One spelling per address: `fd00:0:0::1` and `fd00::1` are the same. Unchanged when it is no address. */
const plainAddress = (address: string): string => {
  if (!address.includes(':')) return address;
  try {
    return new SocketAddress({ address, family: 'ipv6' }).address;
  } catch {
    return address;
  }
};

const isAddress = ({ type }: DnsRecord): boolean => type === 'A' || type === 'AAAA';

const isOurAddress = (claim: Claim, data: unknown): boolean =>
  typeof data === 'string' && claim.addresses.some((own) => plainAddress(own) === plainAddress(data));

const isOurService = (claim: Claim, { type, data }: DnsRecord): boolean => {
  if (type === 'TXT') {
    const heard = parseText(data);
    return claim.text.filter((item) => item.startsWith('id=')).every((item) => heard.includes(item));
  }
  const service = parseService(data);
  return service?.port === claim.port && isSameName(service.target, claim.names.host);
};

/**
 * Which of our names an answer shows in somebody else's hands (RFC 6762 §9). Our own words come back to us, from another
 * card in the same network or through a reflector: an address of ours, our hub id in the TXT record and an SRV record
 * with our host and port are no conflict. Neither is a goodbye.
 */
export const takenBy = (packet: DnsPacket, claim: Claim): Taken => {
  const alive = [...(packet.answers ?? []), ...(packet.additionals ?? [])].filter(({ ttl = 0 }) => ttl > 0);
  const services = serviceNames(claim.names);
  return {
    host: alive.some(
      (record) =>
        isAddress(record) && isSameName(record.name, claim.names.host) && !isOurAddress(claim, record.data),
    ),
    instance: alive.some(
      (record) =>
        (record.type === 'SRV' || record.type === 'TXT') &&
        services.some((name) => isSameName(name, record.name)) &&
        !isOurService(claim, record),
    ),
  };
};

/** The records whose names are unique to this hub, as they stand in a probe's authority section (RFC 6762 §8.2). */
export const proposal = (claim: Claim, told: readonly HubAddress[]): DnsRecord[] => [
  ...told.map(({ family, address }) => ({
    name: claim.names.host,
    type: family === 4 ? 'A' : 'AAAA',
    ttl: 120,
    data: address,
  })),
  ...serviceNames(claim.names).flatMap((name) => [
    {
      name,
      type: 'SRV',
      ttl: 120,
      data: { priority: 0, weight: 0, port: claim.port, target: claim.names.host },
    },
    { name, type: 'TXT', ttl: 4500, data: claim.text.map((item) => Buffer.from(item)) },
  ]),
];

const addressBytes = (address: string): number[] => {
  if (!address.includes(':')) return address.split('.').map(Number);
  const [head = '', tail] = plainAddress(address).split('::');
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const left = groups(head);
  const right = groups(tail ?? '');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => 0);
  return [...left, ...zeros, ...right].flatMap((group) => [group >> 8, group & 255]);
};

const labelBytes = (text: string): Buffer => Buffer.from([Buffer.byteLength(text), ...Buffer.from(text)]);

/** A record's data as it travels, names uncompressed (RFC 6762 §8.2). */
const rawData = ({ type, data }: DnsRecord): Buffer => {
  if (isAddress({ name: '', type })) return Buffer.from(addressBytes(String(data)));
  if (type === 'TXT') return Buffer.concat(parseText(data).map(labelBytes));
  const service = parseService(data);
  if (service === undefined) return Buffer.alloc(0);
  const fixed = Buffer.alloc(6);
  fixed.writeUInt16BE(service.port & 0xffff, 4);
  return Buffer.concat([fixed, ...service.target.split('.').map(labelBytes), Buffer.alloc(1)]);
};

const compareRecords = (a: DnsRecord, b: DnsRecord): number =>
  (TYPE_NUMBERS[a.type] ?? 0) - (TYPE_NUMBERS[b.type] ?? 0) || Buffer.compare(rawData(a), rawData(b));

const compareSets = (ours: readonly DnsRecord[], theirs: readonly DnsRecord[]): number => {
  const [a, b] = [ours.toSorted(compareRecords), theirs.toSorted(compareRecords)];
  for (const [index, record] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareRecords(record, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

/**
 * Whether somebody who probes for one of our names at the same moment goes before us: the records that come later in
 * the alphabet win (RFC 6762 §8.2). Our own probe, heard again, is a draw.
 */
export const goesFirst = (probe: DnsPacket, claim: Claim, told: readonly HubAddress[]): boolean => {
  const theirs = (probe.authorities ?? []).filter(({ type }) => type in TYPE_NUMBERS);
  const ours = proposal(claim, told);
  return [claim.names.host, ...serviceNames(claim.names)].some((name) => {
    const under = theirs.filter((record) => isSameName(record.name, name));
    // Another card of this laptop probes with its own addresses, all of them ours.
    if (under.every((record) => isAddress(record) && isOurAddress(claim, record.data))) return false;
    return (
      compareSets(
        ours.filter((record) => isSameName(record.name, name)),
        under,
      ) < 0
    );
  });
};
