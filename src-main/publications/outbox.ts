import type { HubPort } from '#main/hub/hub-port.ts';
import type { Every } from '#main/hub/pace.ts';
import type { EventRow } from '#main/store/event-store.ts';
import type { Moment, Seq } from '#shared/domain/ids.ts';
import {
  canBeOwed,
  isOpen,
  newlyOwed,
  type Publication,
  publicationsEntry,
  publicationsTopic,
  setTargets,
} from '#shared/domain/meet/publications.ts';
import type { DeliveryTargets, HubSettings } from '#shared/domain/people/people.ts';
import { createCourier, outboxDevice } from './courier.ts';
import { deliveryLines } from './delivery-lines.ts';
import { type Found, findPublished, foundIn, type Unreadable } from './find-published.ts';
import type { PublicationsOutbox } from './outbox-port.ts';

/** How often it is looked what is due, in milliseconds. */
const tickMs = 1_000;
/** So many rows looked through in vain are remembered, so that the next start needn't. */
const rememberAfter = 2_000;

/** What the outbox needs of what is around it. */
export interface OutboxSurroundings {
  readonly hub: Pick<HubPort, 'record' | 'of' | 'rowsAt' | 'rowsAfter' | 'topics' | 'onCommit' | 'head'>;
  readonly now: () => Moment;
  readonly every: Every;
  readonly log: OutboxLog;
  readonly dataDir: string;
  /** Asked anew for each try. */
  readonly settings: () => Pick<HubSettings, 'delivery'>;
}

/** The program's own log. */
export interface OutboxLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** The outbox as it was begun, with its end. */
export interface Outbox extends PublicationsOutbox {
  /** Begins no more deliveries, gives those on their way a moment, and ends them. */
  stop(): Promise<void>;
}

/**
 * Finds the publications of meets in the log, whenever they were recorded, and delivers each to every target once: an
 * arrival is recorded (topic `publications`) and never repeated. What fails is tried again, less and less often, until it
 * arrives, also by later runs of the hub. A webhook or mail server gets what was published while it was set or at most a
 * day before; what it was still owed when the organiser takes it away, it isn't any more.
 */
export function createOutbox({ hub, now, every, log, dataDir, settings }: OutboxSurroundings): Outbox {
  const listeners = new Set<(changed: { meet: string; publication: string }) => void>();
  /** Publications that were found and aren't recorded as such yet. */
  const found = new Map<Seq, Found>();
  const recording = { notices: false, debts: false };
  const work = new Set<Promise<void>>();
  let looked = false;
  let looking = false;
  let stopping = false;
  /** The targets, as text, for which it is recorded who gets what; empty before. */
  let settledFor = '';

  const state = () => hub.of(publicationsTopic);
  const tell = ({ id, meet }: Pick<Publication, 'id' | 'meet'>): void => {
    for (const listener of listeners) listener({ meet, publication: id });
  };
  const courier = createCourier({ hub, every, log, dataDir, settings, changed: tell });

  /** Errors of the outbox's own are bugs, which end the program as others do; refusals of the hub are tried again. */
  function run(task: () => Promise<void>): void {
    const running = task().finally(() => work.delete(running));
    work.add(running);
  }

  function take(one: Found | Unreadable): void {
    if ('id' in one) found.set(one.row, one);
    else log.warn({ row: one.row }, 'a publication in the log can’t be read; it isn’t delivered');
  }

  /** Looks through what was recorded since a publication was last noticed: what a run before this one left. */
  async function lookBack(): Promise<void> {
    looking = true;
    const head = hub.head();
    const back = await findPublished(hub, state().lookedAt, () => stopping);
    looking = false;
    if (stopping) return;
    looked = true;
    for (const one of back.found) take(one);
    if (back.looked > rememberAfter && back.found.length === 0) {
      const entries = [publicationsEntry({ type: 'looked', row: head })];
      await hub.record({
        topic: publicationsTopic,
        device: outboxDevice,
        decide: () => ({ entries, outcome: null }),
      });
    }
    begin();
  }

  /** Records what was found, in the order of the log: what is noticed has nothing unnoticed before it. */
  async function notice(): Promise<void> {
    recording.notices = true;
    const fresh = [...found.values()].toSorted((a, b) => a.row - b.row);
    const delivery = settings().delivery;
    const noticed = await hub.record({
      topic: publicationsTopic,
      device: outboxDevice,
      decide: ({ publications, lookedAt }, at) => ({
        entries: fresh
          .filter(({ id, row }) => row > lookedAt && publications[id] === undefined)
          .flatMap(({ id: publication, ...rest }) => [
            publicationsEntry({ type: 'noticed', publication, ...rest }),
            ...newlyOwed({ ...rest, owed: ['folder'] }, delivery, at).map((target) =>
              publicationsEntry({ type: 'owed', publication, target }),
            ),
          ]),
        outcome: null,
      }),
    });
    recording.notices = false;
    if (!noticed.ok) return;
    for (const { row } of fresh) found.delete(row);
    begin();
  }

  /** Records which targets get what, at the start and after the organiser set or took away some. */
  async function settle(delivery: DeliveryTargets, asked: string | null): Promise<void> {
    recording.debts = true;
    const isSet = setTargets(delivery);
    const settled = await hub.record({
      topic: publicationsTopic,
      device: outboxDevice,
      decide({ publications }, at) {
        const all = Object.values(publications);
        const waived = (['webhook', 'smtp'] as const).filter(
          (target) => !isSet.includes(target) && all.some((one) => isOpen(one, target)),
        );
        const owed = all.flatMap((one) =>
          (one.id === asked ? canBeOwed(one, delivery) : newlyOwed(one, delivery, at)).map((target) =>
            publicationsEntry({ type: 'owed', publication: one.id, target }),
          ),
        );
        const entries = [...waived.map((target) => publicationsEntry({ type: 'waived', target })), ...owed];
        return { entries, outcome: entries.length > 0 ? all : [] };
      },
    });
    recording.debts = false;
    if (!settled.ok) return;
    settledFor = JSON.stringify(delivery);
    for (const one of settled.value.outcome) tell(one);
    courier.hurry(asked === null ? () => true : ({ id }) => id === asked);
    deliver();
  }

  function deliver(): void {
    if (stopping) return;
    const isSet = setTargets(settings().delivery);
    for (const publication of Object.values(state().publications)) {
      for (const target of publication.owed) {
        if (isOpen(publication, target) && isSet.includes(target)) courier.take(publication, target);
      }
    }
    courier.deliver();
  }

  function begin(): void {
    if (stopping) return;
    if (!looked) {
      if (!looking) run(lookBack);
      return;
    }
    if (found.size > 0 && !recording.notices) run(notice);
    const { delivery } = settings();
    if (JSON.stringify(delivery) !== settledFor && !recording.debts) run(() => settle(delivery, null));
    deliver();
  }

  const stopListening = hub.onCommit((rows: readonly EventRow[]) => {
    let concerned = false;
    for (const row of rows) {
      const one = foundIn(row);
      if (one) take(one);
      concerned ||= one !== null || row.type === 'settingsChanged';
    }
    if (concerned) begin();
  });
  const stopTicking = every(tickMs, () => {
    courier.pass(tickMs);
    begin();
  });
  begin();

  return {
    wake: begin,
    deliveriesOf(id) {
      const { publications } = state();
      const fresh = [...found.values()].find((one) => one.id === id);
      const known = publications[id] ?? (fresh && { ...fresh, owed: ['folder' as const], delivered: {} });
      return known ? deliveryLines(known, settings().delivery, courier.tries, now()) : [];
    },
    retryNow(id) {
      if (!stopping && state().publications[id]) run(() => settle(settings().delivery, id));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      stopping = true;
      stopTicking();
      stopListening();
      await courier.stop();
      await Promise.all(work);
    },
  };
}
