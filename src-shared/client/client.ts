import { CommandId, MatchId, type Seq } from '#shared/domain/ids.ts';
import type { Actor } from '#shared/domain/match/decide.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { type Refusal, type RefusalCode, refusal } from '#shared/domain/refusal.ts';
import type { TournamentCommandBody } from '#shared/domain/tournament/events.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { closeCodes } from '#shared/protocol/close-codes.ts';
import type { Welcome } from '#shared/protocol/down.ts';
import type { Up, WatchTopic } from '#shared/protocol/up.ts';
import { protocolVersions } from '#shared/protocol/version.ts';
import { drafted } from './drafted.ts';
import { isMatch } from './fold-topic.ts';
import type { HubClient, HubClientOptions, LinkStatus, Submitted } from './hub-client.ts';
import { type AnswerFrame, createLink, type LinkPlatform, type TopicFrame } from './link.ts';
import { createMirror, type TopicCache } from './mirror.ts';
import { createOutbox, mostKept, NotStored } from './outbox.ts';
import type { Draft, OutboxStore } from './outbox-store.ts';
import { createShown } from './shown.ts';
import { alarmOn } from './timers.ts';

/** A storage that hasn't answered by then doesn't keep the page from connecting, in milliseconds. */
const connectAnywayAfterMs = 1_000;

/** What a client needs of the platform it runs on. */
export interface ClientPlatform extends LinkPlatform {
  /** A fresh ULID. */
  newId(): string;
  readonly outbox: OutboxStore;
  /** Null where nothing is to be kept across reloads. */
  readonly cache: TopicCache | null;
}

/**
 * Connects a page to the hub and keeps it connected until `stop`. What the device has kept from before is read first
 * and sent as soon as there is a connection.
 */
export function createHubClient(options: HubClientOptions, platform: ClientPlatform): HubClient {
  const listeners = new Set<() => void>();
  const patience = alarmOn(platform);
  let welcome: Welcome | null = null;
  let actor: Actor | null =
    options.token === null ? null : { role: 'referee', device: options.device, official: null };
  let match: MatchId | null = null;
  let lastStatus: LinkStatus | null = null;
  let announced = false;
  let started = false;
  let stopped = false;

  const link = createLink(platform, {
    addresses: options.addresses,
    hello,
    beat: () => ({ t: 'beat', waiting: outbox.waiting(), match }),
    welcomed,
    heard,
    unreadable: () => mirror.distrust(),
    lost() {
      mirror.disconnected();
      outbox.disconnected();
    },
    changed,
  });
  const mirror = createMirror({ timers: platform, cache: platform.cache, send: link.send, changed });
  const outbox = createOutbox({
    store: platform.outbox,
    timers: platform,
    waitsWhileClosed: options.client !== 'panel',
    send: (command) => link.send({ t: 'submit', command }),
    halfOpen: link.reconnect,
    changed,
  });
  const shown = createShown(mirror, outbox, () => actor);

  function hello(): Extract<Up, { t: 'hello' }> {
    return {
      t: 'hello',
      versions: [...protocolVersions],
      client: options.client,
      device: options.device,
      ...(options.build === null ? {} : { build: options.build }),
      ...(options.token === null ? {} : { token: options.token }),
    };
  }

  function welcomed(frame: Welcome): void {
    if (welcome && welcome.hub.id !== frame.hub.id) shown.forget();
    welcome = frame;
    const { role } = frame;
    const device = frame.device ?? options.device;
    const official = frame.official?.id ?? null;
    const isSame = actor?.role === role && actor.device === device && actor.official === official;
    if (role === 'spectator') actor = null;
    else if (!isSame) actor = { role, device, official };
    mirror.connected(frame.hub.id);
    outbox.connected();
  }

  function heard(frame: TopicFrame | AnswerFrame): void {
    switch (frame.t) {
      case 'kept':
        kept(frame.command, frame.seq, frame.aside ?? false);
        return;
      case 'refused':
        if (frame.command !== null) outbox.refusedByHub(frame.command, readRefusal(frame));
        return;
      case 'events':
        mirror.heard(frame);
        for (const event of frame.events) kept(event.command, event.seq, event.body.type === 'branched');
        shown.arrived();
        // Taps for a closed tournament waited for this.
        if (frame.events.some((event) => event.body.type === 'reopen')) outbox.tryNow();
        return;
      case 'snapshot':
        mirror.heard(frame);
        keptInState(frame.topic);
        shown.arrived();
        return;
      case 'scores':
        mirror.heard(frame);
        shown.arrived();
        return;
      default:
        unreachable(frame);
    }
  }

  /**
   * A state may hold commands that still wait here: their answer was lost with the connection. They count as confirmed
   * at once, or they would be shown twice until the hub repeats its answer.
   */
  function keptInState(topic: WatchTopic): void {
    const state = isMatch(topic) ? mirror.confirmed(topic) : undefined;
    if (!state || outbox.waiting() === 0) return;
    for (const { command, seq } of state.records) kept(command, seq, false);
    for (const branch of state.branches) {
      for (const { command, seq } of branch.records) kept(command, seq, true);
    }
  }

  function kept(command: CommandId, seq: Seq, aside: boolean): void {
    const draft = outbox.kept(command, seq, aside);
    if (draft && !aside) shown.settled(draft, seq);
  }

  /** Tells the listeners once per turn, however much has changed in it. */
  function changed(): void {
    lastStatus = null;
    if (announced || stopped) return;
    announced = true;
    void Promise.resolve().then(() => {
      announced = false;
      if (stopped) return;
      for (const listener of [...listeners]) listener();
    });
  }

  function statusNow(): LinkStatus {
    const ended = link.ended();
    const served = welcome?.build ?? null;
    const isOlder = served !== null && options.build !== null && served !== options.build;
    return {
      state: link.state(),
      lastHeard: link.lastHeard(),
      waiting: outbox.waiting(),
      refused: outbox.refused(),
      keptAside: outbox.keptAside(),
      heldBack: outbox.heldBack(),
      role: welcome?.role ?? null,
      official: welcome?.official ?? null,
      tournament: welcome?.tournament ?? null,
      hub: welcome ? { id: welcome.hub.id, name: welcome.hub.name } : null,
      addresses: link.addresses(),
      ended,
      newPage: isOlder || ended?.code === closeCodes.version.code,
    };
  }

  /** Why a command is refused here and now: a tap that can't count must not wait. */
  function refusedHere(draft: Draft): Refusal | null {
    if (outbox.isFull()) return outboxFull;
    if (!welcome) return null;
    return welcome.role === 'spectator' ? notJoined : shown.refusal(draft);
  }

  function submit(
    ...[topic, body]:
      | [topic: `match/${string}`, body: MatchCommandBody]
      | [topic: `tournament/${string}`, body: TournamentCommandBody]
  ): Submitted {
    const id = CommandId.parse(platform.newId());
    const draft = drafted({ id, topic, base: mirror.seqOf(topic), at: link.now(), body });
    if (!draft.ok) return notTaken(id, draft.error);
    const why = refusedHere(draft.value);
    return why ? notTaken(id, why) : { id, ...outbox.add(draft.value) };
  }

  function start(): void {
    patience.clear();
    if (!stopped && !started) link.start();
    started = true;
  }

  patience.set(connectAnywayAfterMs, start);
  outbox.load().then(start, start);

  return {
    status() {
      if (lastStatus === null || lastStatus.state !== link.state()) lastStatus = statusNow();
      return lastStatus;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch: mirror.watch,
    confirmed: mirror.confirmed,
    shown: shown.of,
    waitingIn: outbox.waitingIn,
    submit,
    dismiss: outbox.dismiss,
    now: link.now,
    wake: link.wake,
    showing(shownMatch) {
      match = MatchId.safeParse(shownMatch).data ?? null;
      link.beat();
    },
    keepNow: mirror.saveAll,
    stop() {
      stopped = true;
      patience.clear();
      link.stop();
      outbox.stop();
      mirror.stop();
      listeners.clear();
    },
  };
}

/** What becomes of a command that isn't taken: neither stored nor sent. */
function notTaken(id: CommandId, why: Refusal): Submitted {
  const stored = Promise.reject(new NotStored(why));
  stored.catch(() => {});
  return { id, stored, outcome: Promise.resolve({ kind: 'refused', why }) };
}

const outboxFull = refusal(
  'TOO_MANY',
  'This device keeps {count} entries that the hub hasn’t taken. Bring it to the hub before you go on.',
  { count: mostKept },
);

const notJoined = refusal(
  'NOT_JOINED',
  'This phone hasn’t joined as an official. Scan the QR code on the organiser’s screen.',
);

/** Reads the refusal out of its frame; a newer hub may give a code that this page has no words for. */
const readRefusal = (frame: Extract<AnswerFrame, { t: 'refused' }>): Refusal => ({
  code: frame.code as RefusalCode,
  message: frame.message,
  ...(frame.params ? { params: frame.params } : {}),
});
