import type { AdapterName } from '#shared/domain/people/people.ts';
import type { AdaptersStatus } from '#shared/protocol/clients.ts';

/** A way in as the panel lists it. */
export type Way = AdaptersStatus['adapters'][number];

/** What somebody types into a program to reach a way in; `what` says for which of the program's roles. */
export interface WayAddress {
  readonly what: 'referees' | 'watchers' | 'any';
  readonly address: string;
}

/**
 * Addresses to give to the programs of a way in. `origin` is the hub's own, `http://192.168.1.20:8000`; `room` stands
 * for the name of a room, which people choose. Empty while a listener of its own isn't running, since its port isn't
 * known.
 */
export function addressesOf(
  way: Pick<Way, 'name' | 'port'>,
  origin: string,
  room: string,
): readonly WayAddress[] {
  const socket = origin.replace(/^http/, 'ws');
  const any = (address: string): readonly WayAddress[] => [{ what: 'any', address }];
  switch (way.name) {
    case 'relay':
      return [
        { what: 'referees', address: `${socket}/referee` },
        { what: 'watchers', address: `${socket}/spectateur` },
      ];
    case 'meet':
      return any(`${socket}/ws`);
    case 'html':
      return any(`${origin}/room/${room}`);
    case 'rest':
      return any(`${origin}/api/room/${room}`);
    case 'grpc':
      return way.port === null ? [] : any(`${new URL(origin).hostname}:${way.port}`);
    case 'accounts':
      return any(`${origin}/api/v1`);
    case 'stream':
      return any(`${socket}/v1/competitions`);
  }
}

/**
 * The port that another program has, if that is why a way in can't be opened; null for any other reason. The hub gives its
 * reasons as English sentences.
 */
export function takenPort(problem: string): string | null {
  return /^Port (\d+) is used by another program\./.exec(problem)?.[1] ?? null;
}

/** The ways that are to be open when one of them is switched. */
export const switched = (ways: readonly Way[], name: AdapterName, on: boolean): readonly AdapterName[] =>
  ways.filter((way) => (way.name === name ? on : way.on)).map((way) => way.name);

/** Which ways in the parts of the screen are about. Without any of them nothing new can come there. */
export const waysOf = {
  relay: ['relay'],
  meets: ['meet'],
  rooms: ['html', 'rest', 'grpc', 'accounts'],
  accounts: ['accounts'],
  competitions: ['stream'],
} as const satisfies Readonly<Record<string, readonly AdapterName[]>>;

/** True when none of these ways in is open. False while that isn't known, or the hub has none of them. */
export function allShut(status: AdaptersStatus | undefined, names: readonly AdapterName[]): boolean {
  const known = status?.adapters.filter(({ name }) => names.includes(name)) ?? [];
  return known.length > 0 && !known.some(({ on }) => on);
}
