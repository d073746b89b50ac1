import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import type { Caller, Dialect } from '#main/dialects/dialect.ts';
import { streamDialect } from '#main/dialects/stream/stream.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { bareHub } from '../../support/bare-hub.ts';
import type { handEvery } from '../../support/hand-every.ts';

/** The dialect alone on a port of loopback, with time in the test's hand and a caller of its choice. */
export interface SmallHub {
  readonly port: number;
  readonly hub: HubPort;
  readonly hand: ReturnType<typeof handEvery>;
  readonly dialect: Dialect;
  /** Entries of the log, as text. */
  readonly noted: () => readonly string[];
}

export const callerOf = (role: Caller['role']): Caller => ({
  role,
  name: role,
  device: `${role}-1` as DeviceId,
  official: null,
  tournament: null,
  account: null,
});

/** Starts it; `nats` as for a hub. Everything ends with the test. */
export async function smallHub(
  role: Caller['role'] = 'official',
  nats: { server: string; subject: string } | null = null,
): Promise<SmallHub> {
  const { hub, hand } = bareHub();
  const noted: string[] = [];
  const log = pino({ level: 'info' }, { write: (entry: string) => noted.push(entry) });
  const app = Fastify({ loggerInstance: log });
  const dialect = streamDialect(
    {
      hub,
      now: hand.now,
      every: hand.every,
      log: app.log,
      callerOf: () => callerOf(role),
      addressOf: (request) => request.socket.remoteAddress ?? '',
      isLoopback: () => true,
    },
    nats,
  );
  for (const adapter of dialect.adapters) {
    app.register(async (scope) => adapter.routes?.(scope));
    app.server.on('upgrade', (request, socket, head) => {
      const path = new URL(request.url ?? '/', 'http://hub').pathname;
      const upgrade = adapter.upgrade?.(path);
      if (upgrade) upgrade(request, socket, head);
      else socket.destroy();
    });
  }
  await app.listen({ host: '127.0.0.1', port: 0 });
  for (const adapter of dialect.adapters) await adapter.open?.();
  onTestFinished(async () => {
    for (const adapter of dialect.adapters) await adapter.close();
    await dialect.stop?.();
    await app.close();
    await hub.stop();
  });
  // The cast: a server on a port has such an address.
  return { port: (app.server.address() as AddressInfo).port, hub, hand, dialect, noted: () => noted };
}
