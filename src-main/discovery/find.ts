import { setTimeout as wait } from 'node:timers/promises';
import type { Service } from 'bonjour-service';
import { type HubAddress, hubAddresses, isNeighbour } from './addresses.ts';
import { type Library, openLibrary } from './library.ts';
import { SERVICE_TYPES } from './names.ts';

/** Wi-Fi drops multicast: the question is asked again this often. */
const ASK_AGAIN_MS = 1000;

/** Beyond this somebody makes hubs up. */
const MAX_HUBS = 100;
const MAX_ADDRESSES = 16;

/** A hub that answered. Everything in it was said by the network and is cleaned for printing. */
export interface FoundHub {
  readonly name: string;
  /** `touchline.local` */
  readonly host: string;
  /** The one to open first in front: in a network of this laptop, IPv4. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly id: string;
  readonly version: string;
  /** The hub's first page, by address. */
  readonly url: string;
}

/** Text from the network must not move the cursor or ring the bell of a terminal. */
const printable = (text: unknown, length: number): string =>
  typeof text === 'string'
    ? text
        .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
        .trim()
        .slice(0, length)
    : '';

const textOf = (service: Service): Record<string, unknown> => {
  const text: unknown = service.txt;
  return typeof text === 'object' && text !== null ? { ...text } : {};
};

const rankFrom =
  (own: readonly HubAddress[]) =>
  (address: string): number =>
    own.some((card) => isNeighbour(card, address)) ? 0 : address.includes(':') ? 2 : 1;

const urlOf = (address: string, port: number, path: string): string =>
  `http://${address.includes(':') ? `[${address}]` : address}:${port}${path}`;

/** Parses what a browser of services found; undefined when it is no hub of ours, without an id or an address. */
const parseHub = (service: Service, own: readonly HubAddress[]): FoundHub | undefined => {
  const { id, v, path } = textOf(service);
  const hubId = printable(id, 64);
  const rank = rankFrom(own);
  const addresses = (service.addresses ?? [])
    .map((address) => printable(address, 45))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MAX_ADDRESSES);
  const [first] = addresses;
  if (hubId === '' || first === undefined || !Number.isInteger(service.port)) return undefined;
  const page = printable(path, 64);
  return {
    name: printable(service.name, 63),
    host: printable(service.host, 255),
    addresses,
    port: service.port,
    id: hubId,
    version: printable(v, 32),
    url: urlOf(first, service.port, page.startsWith('/') ? page : '/'),
  };
};

const joined = (known: FoundHub, again: FoundHub, own: readonly HubAddress[]): FoundHub => {
  const rank = rankFrom(own);
  const addresses = [...new Set([...known.addresses, ...again.addresses])]
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MAX_ADDRESSES);
  const [first = ''] = addresses;
  const path = known.url.slice(known.url.indexOf('/', 'http://'.length));
  return { ...known, addresses, url: urlOf(first, known.port, path) };
};

const openOn = async (address: string): Promise<Library | undefined> => {
  const opened = await openLibrary(address, {
    onQuestion: () => undefined,
    onAnswer: () => undefined,
    onAnnounce: (_records, done) => done(),
    onError: () => undefined,
  });
  return opened.ok ? opened.value : undefined;
};

/**
 * Looks for hubs on every network of this laptop for `ms` milliseconds. A hub that is heard on several networks is one hub
 * with several addresses. Where the port can't be had or nothing answers, the list stays empty: there is no error.
 *
 * @param onFound called once for each hub, as soon as it answers.
 * @param cards where to look, from `hubAddresses`.
 */
export const findHubs = async ({
  ms,
  onFound = () => undefined,
  cards = hubAddresses(),
}: {
  readonly ms: number;
  readonly onFound?: (hub: FoundHub) => void;
  readonly cards?: readonly HubAddress[];
}): Promise<FoundHub[]> => {
  const hubs = new Map<string, FoundHub>();
  const hear = (service: Service): void => {
    const hub = parseHub(service, cards);
    if (hub === undefined) return;
    const known = hubs.get(hub.id);
    if (known === undefined && hubs.size >= MAX_HUBS) return;
    hubs.set(hub.id, known === undefined ? hub : joined(known, hub, cards));
    if (known === undefined) onFound(hub);
  };

  const speakers = cards.filter(
    ({ card, family }, index) =>
      family === 4 && cards.findIndex((other) => other.family === 4 && other.card === card) === index,
  );
  const opened = await Promise.all(speakers.map(({ address }) => openOn(address)));
  const libraries = opened.filter((library) => library !== undefined);
  const searches = libraries.map((library) => library.browse(SERVICE_TYPES[0], hear));
  const timer = setInterval(() => {
    for (const search of searches) search.again();
  }, ASK_AGAIN_MS);
  await wait(ms);
  clearInterval(timer);
  await Promise.all(libraries.map((library) => library.destroy()));
  return [...hubs.values()];
};

/**
 * The hubs as a table for a terminal, or the sentence that says why none may have been found and what works instead.
 * Ends without a line break.
 */
export const formatHubs = (hubs: readonly FoundHub[]): string => {
  if (hubs.length === 0) return NONE_FOUND;
  const rows = [
    ['ADDRESS', 'NAME', 'HOST', 'VERSION'],
    ...hubs.map(({ url, name, host, version }) => [url, name, host, version]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  const padded = (cell: string, column: number): string =>
    cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length));
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
};

const NONE_FOUND = `No hub answered on this network. What usually keeps it from being heard:
  - a guest network that keeps devices apart: join the same Wi-Fi as the organiser's laptop;
  - a VPN on this device or on the hub: switch it off;
  - a firewall on either that blocks UDP port 5353.
The hub can be running all the same: typing the address shown on the organiser's panel into a browser works without this search.`;
