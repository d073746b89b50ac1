import type { WirePacket, WireRecord } from './dns.ts';
import { eventually, type Host, type Running } from './netns.ts';

/** A hub's announcement that runs in a host. */
export interface HubProcess {
  readonly process: Running;
  /** Waits until it has a name and returns it. */
  readonly announced: () => Promise<Names>;
  /** Every name it took after the first. */
  readonly renamed: () => { readonly host: string; readonly instance: string }[];
  readonly problems: () => string[];
}

export interface Names {
  readonly host: string;
  readonly name: string;
}

/** One datagram that an ear heard. */
export interface HeardPacket {
  readonly from: string;
  readonly port: number;
  readonly packet: WirePacket;
}

/** What a hub is started with; the script's defaults do for the rest. */
export interface HubWish {
  readonly name?: string;
  readonly hubId?: string;
  readonly port?: number;
  /** From 0 up to 1; 0 leaves out the random pause before the first probe. */
  readonly random?: number;
  /** Announce this card only. */
  readonly only?: string;
  /** An address in 24 bits that no card has. */
  readonly stray?: string;
}

const linesAs = <T>(running: Running, key: string): T[] =>
  running.lines.flatMap((line) => {
    if (!line.startsWith('{')) return [];
    const parsed = JSON.parse(line) as Record<string, T>;
    const value = parsed[key];
    return value === undefined ? [] : [value];
  });

/** Starts a hub's announcement in `host`. */
export const startHub = (host: Host, wish: HubWish = {}): HubProcess => {
  const process_ = host.start(process.execPath, [
    'test/support/announcer.ts',
    JSON.stringify({ random: 0, ...wish }),
  ]);
  return {
    process: process_,
    announced: () =>
      eventually('the hub has a name', () => linesAs<Names>(process_, 'announced')[0], {
        explain: () => process_.lines.join('\n'),
      }),
    renamed: () => linesAs(process_, 'renamed'),
    problems: () => linesAs(process_, 'problem'),
  };
};

/** Listens to everything that is said to the multicast group in `host`'s network. `address` is the host's own there. */
export const startEar = async (host: Host, address: string): Promise<() => HeardPacket[]> => {
  const ear = host.start(process.execPath, ['test/support/ear.ts', 'listen', address]);
  await eventually('the ear listens', () => linesAs<boolean>(ear, 'listening')[0], {
    explain: () => ear.lines.join('\n'),
  });
  return () => linesAs<HeardPacket>(ear, 'heard');
};

/** Every record that the heard answers state. */
export const statedIn = (heard: readonly HeardPacket[]): (WireRecord & { readonly from: string })[] =>
  heard.flatMap(({ from, packet }) =>
    packet.isResponse
      ? [...packet.answers, ...packet.additionals].map((record) => ({ ...record, from }))
      : [],
  );

/** Asks once from a port of its own, as Android's resolver does, and returns the replies. */
export const askOnce = async (
  host: Host,
  address: string,
  name: string,
  type: 'A' | 'AAAA' | 'PTR',
): Promise<HeardPacket[]> => {
  const asking = host.start(process.execPath, ['test/support/ear.ts', 'ask', address, name, type]);
  await eventually(`a reply for ${name} ${type}`, () => linesAs(asking, 'heard')[0], {
    explain: () => asking.lines.join('\n'),
  });
  await asking.end();
  return linesAs<HeardPacket>(asking, 'heard');
};

/** Runs `touchline find` without its printing. */
export const findFrom = async (host: Host, ms: number): Promise<Record<string, unknown>[]> => {
  const finding = host.start(process.execPath, ['test/support/finder.ts', String(ms)]);
  await finding.ended;
  return JSON.parse(finding.lines.at(-1) ?? '[]') as Record<string, unknown>[];
};
