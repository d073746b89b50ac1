import type { HubPort } from '#main/hub/hub-port.ts';
import type { Every } from '#main/hub/pace.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { type DeliveryFailure, isForGood } from '#shared/domain/meet/delivery-failure.ts';
import {
  isOpen,
  type Publication,
  publicationsEntry,
  publicationsTopic,
  setTargets,
  type Target,
} from '#shared/domain/meet/publications.ts';
import type { HubSettings } from '#shared/domain/people/people.ts';
import { err, type Result } from '#shared/lib/result.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { backOffMs } from './back-off.ts';
import { csvOf } from './find-published.ts';
import { toFolder } from './folder-target.ts';
import { byMail } from './mail-target.ts';
import type { Deliver } from './parcel.ts';
import { toWebhook } from './webhook-target.ts';

/** The device that the outbox's entries are recorded for. */
export const outboxDevice = 'outbox' as DeviceId;
/** How long a try may take in all, in milliseconds. A mail is a conversation of several turns. */
const longestTryMs = { folder: 60_000, webhook: 15_000, smtp: 60_000 };
/** How long deliveries on their way get when the hub stops, in milliseconds. */
const graceMs = 2_000;

/** How the tries of a delivery went in this run. */
export interface Tries {
  readonly tries: number;
  /** Failures since it last went well or was hurried. */
  readonly failures: number;
  /** Why the last one failed; null before. */
  readonly failure: DeliveryFailure | null;
  /** It is tried now. */
  readonly running: boolean;
  /** Milliseconds until the next try. */
  readonly dueInMs: number;
}

interface Delivery {
  readonly publication: Publication;
  readonly target: Target;
  tries: number;
  failures: number;
  failure: DeliveryFailure | null;
  running: boolean;
  /** Milliseconds of this run at which it is tried next. */
  dueAt: number;
  /** Where it went, once it has arrived; while this couldn't be recorded yet it isn't tried again. */
  arrived: string | null;
}

/** Carries what is owed: one parcel at a time to each target. */
export interface Courier {
  /** A delivery to be made; one that it has already is left as it is. */
  take(publication: Publication, target: Target): void;
  /** So many milliseconds have passed. They are counted and not read, since a laptop's clock may be set. */
  pass(ms: number): void;
  /** Begins what is due. */
  deliver(): void;
  /** Makes deliveries due at once that have failed, as if they never had. */
  hurry(which: (publication: Publication) => boolean): void;
  /** How a delivery went in this run; null when it wasn't tried in it. */
  tries(publication: string, target: Target): Tries | null;
  stop(): Promise<void>;
}

/** What a courier needs of what is around it. */
export interface CourierSurroundings {
  readonly hub: Pick<HubPort, 'record' | 'of' | 'rowsAt'>;
  readonly every: Every;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
  readonly dataDir: string;
  readonly settings: () => Pick<HubSettings, 'delivery'>;
  readonly changed: (publication: Publication) => void;
}

const keyOf = (publication: string, target: Target): string => `${publication} ${target}`;

/** A courier with nothing to carry; how often it has tried is forgotten with the run. */
export function createCourier(around: CourierSurroundings): Courier {
  const { hub, every, log, changed } = around;
  const deliveries = new Map<string, Delivery>();
  const running = new Map<Target, Promise<void>>();
  const ending = new AbortController();
  let passed = 0;
  let stopping = false;

  function deliver(): void {
    if (stopping) return;
    for (const target of ['folder', 'webhook', 'smtp'] as const) {
      if (running.has(target)) continue;
      const due = [...deliveries.values()]
        .filter((one) => one.target === target && one.dueAt <= passed && isWanted(one))
        .sort((a, b) => a.dueAt - b.dueAt || a.publication.row - b.publication.row)[0];
      if (!due) continue;
      running.set(
        target,
        carry(due).finally(() => {
          running.delete(target);
          deliver();
        }),
      );
    }
  }

  function isWanted({ publication, target }: Delivery): boolean {
    const known = hub.of(publicationsTopic).publications[publication.id];
    const isSet = setTargets(around.settings().delivery).includes(target);
    return isSet && known !== undefined && isOpen(known, target);
  }

  async function carry(delivery: Delivery): Promise<void> {
    const { publication, target } = delivery;
    delivery.running = true;
    if (delivery.arrived === null) {
      delivery.tries += 1;
      changed(publication);
      const triedWith = settingOf(target);
      const went = await tryOnce(publication, target);
      if (went.ok) delivery.arrived = went.value;
      else failed(delivery, went.error);
      // What failed may be what was corrected meanwhile.
      if (settingOf(target) !== triedWith) tryNext(delivery);
    }
    if (delivery.arrived !== null) await record(delivery, delivery.arrived);
    delivery.running = false;
    changed(publication);
  }

  /** What the organiser has set for a target, as text. */
  const settingOf = (target: Target): string =>
    target === 'folder' ? '' : JSON.stringify(around.settings().delivery[target]);

  function tryNext(delivery: Delivery): void {
    Object.assign(delivery, { dueAt: passed, failures: 0, failure: null });
  }

  async function tryOnce(publication: Publication, target: Target): Promise<Result<string, DeliveryFailure>> {
    const way = wayTo(target);
    const csv = csvOf(hub, publication.row);
    if (way === null || csv === null) return err({ code: 'nothing' });
    const tooLong = new AbortController();
    const stopWaiting = every(longestTryMs[target], () => tooLong.abort());
    const { id, meet, at, returnEmail } = publication;
    const parcel = { id, meet, publishedAt: at, csv, returnEmail };
    return way(parcel, AbortSignal.any([tooLong.signal, ending.signal])).finally(stopWaiting);
  }

  function wayTo(target: Target): Deliver | null {
    const { webhook, smtp } = around.settings().delivery;
    switch (target) {
      case 'folder':
        return toFolder(around.dataDir);
      case 'webhook':
        return webhook === null ? null : toWebhook(webhook);
      case 'smtp':
        return smtp === null ? null : byMail(smtp);
      default:
        return unreachable(target);
    }
  }

  function failed(delivery: Delivery, failure: DeliveryFailure): void {
    const { publication, target } = delivery;
    const isNews = JSON.stringify(delivery.failure) !== JSON.stringify(failure);
    delivery.failures += 1;
    delivery.failure = failure;
    const key = keyOf(publication.id, target);
    delivery.dueAt = passed + backOffMs(key, delivery.failures, isForGood(failure));
    if (!isNews || ending.signal.aborted) return;
    log.warn(
      { meet: publication.meet, publication: publication.id, target, failure },
      'a publication didn’t arrive',
    );
  }

  async function record(delivery: Delivery, to: string): Promise<void> {
    const { publication, target } = delivery;
    const recorded = await hub.record({
      topic: publicationsTopic,
      device: outboxDevice,
      decide: ({ publications }) => ({
        entries: publications[publication.id]?.delivered[target]
          ? []
          : [publicationsEntry({ type: 'delivered', publication: publication.id, target, to })],
        outcome: null,
      }),
    });
    if (!recorded.ok) return failed(delivery, { code: 'notRecorded' });
    log.info({ meet: publication.meet, publication: publication.id, target, to }, 'a publication arrived');
  }

  return {
    take(publication, target) {
      const key = keyOf(publication.id, target);
      if (deliveries.has(key)) return;
      deliveries.set(key, {
        publication,
        target,
        tries: 0,
        failures: 0,
        failure: null,
        running: false,
        dueAt: passed,
        arrived: null,
      });
    },
    pass(ms) {
      passed += ms;
    },
    deliver,
    hurry(which) {
      for (const delivery of deliveries.values()) {
        if (which(delivery.publication) && !delivery.running) tryNext(delivery);
      }
    },
    tries(publication, target) {
      const delivery = deliveries.get(keyOf(publication, target));
      return delivery ? { ...delivery, dueInMs: Math.max(0, delivery.dueAt - passed) } : null;
    },
    async stop() {
      stopping = true;
      const stopGrace = every(graceMs, () => ending.abort());
      await Promise.all(running.values());
      stopGrace();
    },
  };
}
