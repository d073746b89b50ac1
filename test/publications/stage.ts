import { onTestFinished } from 'vitest';
import { createHub } from '#main/hub/hub.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import { createOutbox, type Outbox, type OutboxSurroundings } from '#main/publications/outbox.ts';
import { memoryStore } from '#main/store/memory-store.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { LogTopic } from '#shared/domain/log.ts';
import { publicationsTopic } from '#shared/domain/meet/publications.ts';
import type { DeliveryTargets } from '#shared/domain/people/people.ts';
import type { DeliveryLine } from '#shared/protocol/clients.ts';
import { freshFolder } from '../support/folder.ts';
import { handEvery } from '../support/hand-every.ts';

/** A meet's topic as far as the outbox knows it. */
const meetTopic = (id: string): LogTopic<{ readonly seq: number }> => ({
  name: `meet/${id}`,
  fold: { version: 1, empty: () => ({ seq: 0 }), evolve: (_state, { seq }) => ({ seq }) },
});

/** A hub with an outbox whose time the test passes. */
export interface Stage {
  readonly hub: HubPort;
  readonly outbox: Outbox;
  readonly dataDir: string;
  /** What it wrote to its log. */
  readonly logged: string[];
  /** Sets targets, as the organiser does. */
  set(delivery: Partial<DeliveryTargets>): void;
  /** Records something in a meet. */
  say(meet: string, type: string, body: unknown): Promise<void>;
  /** Records a publication. */
  publish(id: string, csv: string, returnEmail?: string, meet?: string): Promise<void>;
  /** Lets so many seconds pass, one by one, with what they bring. */
  seconds(count: number): Promise<void>;
  /** The clock goes on so many hours while nothing runs, as in a laptop that sleeps. */
  sleep(hours: number): void;
  line(id: string, target: DeliveryLine['target']): DeliveryLine | undefined;
  /** The hub can't record entries of the outbox's topic with this type, as when it is killed before it could. */
  losing(type: string | null): void;
}

/** Opens a hub on a log, the given one after a restart. */
export function openStage(earlier?: { store: ReturnType<typeof memoryStore>; dataDir: string }): Stage & {
  readonly store: ReturnType<typeof memoryStore>;
} {
  const store = earlier?.store ?? memoryStore('hub-1');
  const dataDir = earlier?.dataDir ?? freshFolder();
  const hand = handEvery();
  const logged: string[] = [];
  let ids = 0;
  let sleptMs = 0;
  const now = (): number => hand.now() + sleptMs;
  let losing: string | null = null;
  const failing: typeof store = {
    ...store,
    append(rows) {
      if (rows.some(({ topic, type }) => topic === publicationsTopic.name && type === losing)) {
        throw new Error('the disk is full');
      }
      store.append(rows);
    },
  };
  const newId = (): string => {
    ids += 1;
    return `id${store.head()}-${ids}`;
  };
  const hub = createHub(failing, { now, newId, report: () => {} }, hand.every);
  const write = (fields: object, message: string): void => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  const around: OutboxSurroundings = {
    hub,
    now,
    every: hand.every,
    log: { info: write, warn: write },
    dataDir,
    settings: () => hub.people().settings,
  };
  const outbox = createOutbox(around);
  onTestFinished(() => outbox.stop());
  const say: Stage['say'] = async (meet, type, body) => {
    const entries = [{ type, body: JSON.stringify(body) }];
    await hub.record({
      topic: meetTopic(meet),
      device: 'meet-test' as DeviceId,
      decide: () => ({ entries, outcome: null }),
    });
  };
  return {
    store,
    hub,
    outbox,
    dataDir,
    logged,
    set(delivery) {
      const { settings } = hub.people();
      void hub.recordPeople(
        {
          type: 'settingsChanged',
          settings: { ...settings, delivery: { ...settings.delivery, ...delivery } },
        },
        'panel' as DeviceId,
      );
    },
    say,
    publish: (id, csv, returnEmail = 'coach@hall.example', meet = '123456789') =>
      say(meet, 'published', { id, csv, returnEmail }),
    async seconds(count) {
      for (let n = 0; n < count; n += 1) {
        hand.pass(1_000);
        await new Promise((done) => setImmediate(done));
      }
    },
    sleep(hours) {
      sleptMs += hours * 3_600_000;
    },
    line: (id, target) => outbox.deliveriesOf(id).find((line) => line.target === target),
    losing(type) {
      losing = type;
    },
  };
}
