import type { CommandId, Moment, Seq } from '#shared/domain/ids.ts';
import { type Refusal, type RefusalCode, refusal } from '#shared/domain/refusal.ts';
import type { Command } from '#shared/protocol/command.ts';
import { acknowledgeWithinMs } from '#shared/protocol/version.ts';
import type { Outcome, RefusedCommand } from './hub-client.ts';
import type { Draft, OutboxStore } from './outbox-store.ts';
import { alarmOn, type Timers } from './timers.ts';

/**
 * Commands that one device keeps, waiting and refused together: some sixty hours of tapping without a hub. When it is
 * full, new commands are refused at once with TOO_MANY and those that are kept stay.
 */
export const mostKept = 20_000;
/** Commands that are on their way at once. */
export const mostInFlight = 32;
/** When the hub can't record anything just now, everything is sent again after this long, in milliseconds. */
export const sendAgainAfterMs = 2_000;
/** While the tournament is closed, which may last, what waits is sent again after this long, in milliseconds. */
export const closedAgainAfterMs = 5_000;

/** Refusals that say "later", not "no": the command stays where it is. */
const passing: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['STORE_FAILED', 'HUB_STOPPING', 'TOO_MANY']);

/** Why `stored` was rejected: the command was not kept and will not be sent. */
export class NotStored extends Error {
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(why.message);
    this.name = 'NotStored';
    this.why = why;
  }
}

/** What an outbox needs of what is around it. */
export interface OutboxSurroundings {
  readonly store: OutboxStore;
  readonly timers: Timers;
  /**
   * A match's commands wait while their tournament is closed, since the organiser can open it again. False where the
   * organiser sits: they closed it, and need the answer.
   */
  readonly waitsWhileClosed: boolean;
  /** Sends a command; false if there is no connection. */
  send(command: Command): boolean;
  /** A command hasn't been acknowledged in time (rule P21). */
  halfOpen(): void;
  /** What waits or was refused has changed. */
  changed(): void;
}

/** Commands on their way to the hub, oldest first; `stored` of them, counted from the first, lie in the storage. */
export interface Pending {
  readonly drafts: readonly Draft[];
  readonly stored: number;
}

/** What this device has done and the hub hasn't confirmed: kept on the device first, sent in order, until answered. */
export interface Outbox {
  /** Reads what the device has kept; rejects if it can't. Until it has been read nothing is sent. */
  load(): Promise<void>;
  /** True when no more commands are taken. */
  isFull(): boolean;
  /** Stores a command, then sends it. Both promises are the ones of `Submitted`. */
  add(draft: Draft): { readonly stored: Promise<void>; readonly outcome: Promise<Outcome> };
  /** A connection is there: sends everything that waits, in order, since what was sent before may be lost. */
  connected(): void;
  /** The connection is gone. */
  disconnected(): void;
  /** The hub has recorded it as event `seq`. Gives the command, or null if it isn't one that waits here. */
  kept(id: CommandId, seq: Seq, aside: boolean): Draft | null;
  /** The hub has answered with a refusal. */
  refusedByHub(id: CommandId, why: Refusal): void;
  /** What held it back may be over: sends at once what waits. */
  tryNow(): void;
  dismiss(id: CommandId): void;
  /** Commands in the storage that the hub hasn't confirmed. */
  waiting(): number;
  /** Those of one topic, oldest first; the same array while nothing changed. */
  waitingIn(topic: string): readonly Command[];
  /** The same with those that are just being stored. */
  pendingIn(topic: string): Pending;
  refused(): readonly RefusedCommand[];
  /** Why the hub doesn't take what waits just now; null while it does, or nothing is known. */
  heldBack(): Refusal | null;
  /** How many the hub has put aside since this outbox was made. */
  keptAside(): number;
  stop(): void;
}

interface Entry {
  readonly draft: Draft;
  /** Null while the storage is at it. */
  command: Command | null;
  sentAt: Moment | null;
  readonly settle: (outcome: Outcome) => void;
}

const storeFailed = refusal(
  'STORE_FAILED',
  'This device can’t store entries (its storage is full or switched off). This one was not saved.',
);

/** An outbox over a device's storage; `load` has to be called before anything is sent. */
export function createOutbox(around: OutboxSurroundings): Outbox {
  const { store, timers } = around;
  const unanswered = alarmOn(timers);
  const holdBack = alarmOn(timers);
  let entries: readonly Entry[] = [];
  let storing = 0;
  let refused: readonly RefusedCommand[] = [];
  let keptAside = 0;
  let heldBack: Refusal | null = null;
  let loading: Promise<void> | null = null;
  let loaded = false;
  let online = false;
  let byTopic = new Map<string, { pending: Pending; waiting: readonly Command[] }>();

  function changed(): void {
    byTopic = new Map();
    around.changed();
  }

  function load(): Promise<void> {
    loading ??= store.load().then(
      (kept) => {
        const known = new Set(entries.map((entry) => entry.draft.id));
        const older = kept.waiting.filter((command) => !known.has(command.id));
        older.sort((a, b) => a.deviceSeq - b.deviceSeq);
        entries = [...older.map(entryOf), ...entries];
        refused = kept.refused;
        loaded = true;
        changed();
        sendSome();
      },
      (cause: unknown) => {
        // Tried again with the next connection or command.
        loading = null;
        throw cause;
      },
    );
    return loading;
  }

  /** Sends what may be sent: in order, never past one that isn't stored yet, at most so many at once. */
  function sendSome(): void {
    if (!online || !loaded || holdBack.isSet()) return;
    // Those in flight are always the first ones, since nothing overtakes.
    for (const entry of entries.slice(0, mostInFlight)) {
      if (!entry.command) break;
      if (entry.sentAt !== null) continue;
      if (!around.send(entry.command)) return;
      entry.sentAt = timers.now();
    }
    watchForAnswer();
  }

  function watchForAnswer(): void {
    const oldest = entries[0];
    if (!oldest || oldest.sentAt === null) {
      unanswered.clear();
      return;
    }
    const left = oldest.sentAt + acknowledgeWithinMs - timers.now();
    unanswered.set(Math.max(0, left), around.halfOpen);
  }

  function forgetSent(): void {
    for (const entry of entries.slice(0, mostInFlight)) entry.sentAt = null;
    unanswered.clear();
  }

  function take(id: CommandId): Entry | null {
    const entry = entries.find((each) => each.draft.id === id);
    if (!entry) return null;
    entries = entries.filter((each) => each !== entry);
    return entry;
  }

  /** True if the hub says "later": the command stays where it is. */
  const isPassing = ({ draft }: Entry, { code }: Refusal): boolean =>
    code === 'TOURNAMENT_CLOSED'
      ? around.waitsWhileClosed && draft.topic.startsWith('match/')
      : passing.has(code);

  function view(topic: string): { pending: Pending; waiting: readonly Command[] } {
    const known = byTopic.get(topic);
    if (known) return known;
    const ofTopic = entries.filter((entry) => entry.draft.topic === topic);
    const storing = ofTopic.findIndex((entry) => entry.command === null);
    const made = {
      pending: {
        drafts: ofTopic.map((entry) => entry.draft),
        stored: storing === -1 ? ofTopic.length : storing,
      },
      waiting: ofTopic.flatMap((entry) => entry.command ?? []),
    };
    byTopic.set(topic, made);
    return made;
  }

  return {
    load,
    isFull: () => entries.length + refused.length >= mostKept,
    add(draft) {
      let settle: Entry['settle'] = ignored;
      const outcome = new Promise<Outcome>((resolve) => {
        settle = resolve;
      });
      const entry: Entry = { draft, command: null, sentAt: null, settle };
      entries = [...entries, entry];
      storing += 1;
      const stored = store.put(draft).then(
        (command) => {
          entry.command = command;
          storing -= 1;
          changed();
          if (!loaded) load().catch(ignored);
          sendSome();
        },
        () => {
          take(draft.id);
          storing -= 1;
          settle({ kind: 'refused', why: storeFailed });
          changed();
          sendSome();
          throw new NotStored(storeFailed);
        },
      );
      stored.catch(ignored);
      changed();
      return { stored, outcome };
    },
    connected() {
      online = true;
      holdBack.clear();
      if (!loaded) load().catch(ignored);
      sendSome();
    },
    disconnected() {
      online = false;
      heldBack = null;
      forgetSent();
    },
    kept(id, seq, aside) {
      const entry = take(id);
      if (!entry) return null;
      heldBack = null;
      if (aside) keptAside += 1;
      // If this fails the command is sent once more after a reload, and the hub knows it by its id.
      store.remove(id).catch(ignored);
      entry.settle(aside ? { kind: 'aside', seq } : { kind: 'kept', seq });
      changed();
      sendSome();
      return entry.draft;
    },
    refusedByHub(id, why) {
      const entry = entries.find((each) => each.draft.id === id);
      if (!entry) return;
      if (isPassing(entry, why)) {
        heldBack = why;
        forgetSent();
        holdBack.set(why.code === 'TOURNAMENT_CLOSED' ? closedAgainAfterMs : sendAgainAfterMs, sendSome);
        changed();
        return;
      }
      take(id);
      if (entry.command) refused = [...refused, { command: entry.command, why }];
      store.refuse(id, why).catch(ignored);
      entry.settle({ kind: 'refused', why });
      changed();
      sendSome();
    },
    tryNow() {
      holdBack.clear();
      sendSome();
    },
    dismiss(id) {
      refused = refused.filter((each) => each.command.id !== id);
      store.dismiss(id).catch(ignored);
      changed();
    },
    waiting: () => entries.length - storing,
    waitingIn: (topic) => view(topic).waiting,
    pendingIn: (topic) => view(topic).pending,
    refused: () => refused,
    heldBack: () => heldBack,
    keptAside: () => keptAside,
    stop() {
      online = false;
      unanswered.clear();
      holdBack.clear();
    },
  };
}

const entryOf = (command: Command): Entry => {
  const { deviceSeq: _, ...draft } = command;
  return { draft, command, sentAt: null, settle: ignored };
};

const ignored = (): void => {};
