import type { NatsConnection, Status } from '@nats-io/transport-node';
import type { DialectContext } from '#main/dialects/dialect.ts';
import { budget } from '#main/lib/rate-limit.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { percentDecoded } from '#shared/lib/percent-decoded.ts';
import { recordBatch } from './record-events.ts';
import { receivedEvent, textOf } from './wire.ts';

/** A NATS server, as a URL (`nats://user:password@host:4222`), and the subject whose messages are events. */
export interface NatsSource {
  readonly server: string;
  readonly subject: string;
}

/** What reads a subject of a NATS server and records its messages. The hub works the same whether it is there or not. */
export interface NatsReader {
  start(): void;
  /** Why nothing comes from there now; null while it is connected. */
  problem(): string | null;
  stop(): Promise<void>;
}

/** How long a handshake is waited for, and how long until the next try, in milliseconds. */
const handshakeMs = 5_000;
const tryAgainMs = 1_000;
/** The server is asked so often whether it is still there, in milliseconds. */
const pingMs = 10_000;
/** Messages that may wait for their commit; more than that are dropped, since NATS can't be told to wait. */
const mostWaiting = 5_000;
/** Notes about messages that were dropped: so many at once, and per second. */
const notes = { burst: 20, perSecond: 1 };

/** The device that messages are recorded for. */
const natsDevice = 'nats' as DeviceId;

/** A reader that isn't started. */
export function natsReader(
  { hub, now, log }: Pick<DialectContext, 'hub' | 'now' | 'log'>,
  { server, subject }: NatsSource,
): NatsReader {
  const url = new URL(server.includes('://') ? server : `nats://${server}`);
  const noted = budget(notes.burst, notes.perSecond, now());
  let running: { stopped: boolean; connection: NatsConnection | null; wake: () => void } | null = null;
  let problem: string | null = null;
  let waiting = 0;

  const away = (why: string): void => {
    const sentence = `No connection to the NATS server ${url.host}: ${why}. It is tried again every second.`;
    if (problem !== sentence) log.warn({ server: url.host, why }, 'the NATS server is away');
    problem = sentence;
  };
  const there = (): void => {
    if (problem !== null) log.info({ server: url.host, subject }, 'connected to the NATS server');
    problem = null;
  };
  const drop = (on: string, why: string): void => {
    if (noted.take(now())) log.warn({ subject: on, why }, 'a NATS message was dropped');
  };

  /** Takes a message; gives why it isn't taken, or null. */
  function receive(on: string, bytes: Uint8Array): string | null {
    const text = textOf(bytes)?.trim();
    if (text === undefined) return 'it isn’t UTF-8';
    const event = receivedEvent(text);
    if (!event.ok) return event.error;
    if (waiting >= mostWaiting) return 'more came than can be recorded';
    waiting += 1;
    const { competition } = event.value.event;
    void recordBatch(hub, { competition, events: [event.value], device: natsDevice, key: null }).then(
      (kept) => {
        waiting -= 1;
        if (!kept.ok) drop(on, kept.error.message);
      },
    );
    return null;
  }

  function heed(status: Status): void {
    if (status.type === 'disconnect' || status.type === 'staleConnection') away('the line broke');
    else if (status.type === 'error') away(status.error.message);
    else if (status.type === 'reconnect') there();
  }

  async function connect(): Promise<NatsConnection> {
    // Loaded only by a hub that was asked to: it is large.
    const nats = await import('@nats-io/transport-node');
    return nats.connect({
      servers: url.host,
      name: 'touchline',
      ...(url.username === '' ? {} : { user: percentDecoded(url.username) }),
      ...(url.password === '' ? {} : { pass: percentDecoded(url.password) }),
      ...(url.protocol === 'tls:' ? { tls: {} } : {}),
      timeout: handshakeMs,
      maxReconnectAttempts: -1,
      reconnectTimeWait: tryAgainMs,
      ignoreAuthErrorAbort: true,
      pingInterval: pingMs,
    });
  }

  async function follow(run: NonNullable<typeof running>): Promise<void> {
    const connection = await connect();
    if (run.stopped) {
      await connection.close();
      return;
    }
    run.connection = connection;
    there();
    connection.subscribe(subject, {
      callback(error, message) {
        if (error) {
          away(error.message);
          return;
        }
        const why = receive(message.subject, message.data);
        if (why !== null) drop(message.subject, why);
      },
    });
    for await (const status of connection.status()) heed(status);
    const why = await connection.closed();
    run.connection = null;
    if (!run.stopped) away(why instanceof Error ? why.message : 'it was closed');
  }

  async function keepFollowing(run: NonNullable<typeof running>): Promise<void> {
    while (!run.stopped) {
      try {
        await follow(run);
      } catch (cause) {
        away(cause instanceof Error ? cause.message : String(cause));
      }
      if (run.stopped) return;
      await new Promise<void>((resolve) => {
        run.wake = resolve;
        setTimeout(resolve, tryAgainMs).unref();
      });
    }
  }

  return {
    start() {
      if (running) return;
      running = { stopped: false, connection: null, wake: () => {} };
      problem = `The NATS server ${url.host} isn’t reached yet.`;
      void keepFollowing(running);
    },
    problem: () => (running ? problem : null),
    async stop() {
      const run = running;
      running = null;
      problem = null;
      if (!run) return;
      run.stopped = true;
      run.wake();
      await run.connection?.close();
    },
  };
}
