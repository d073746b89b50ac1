import type { Seq } from '#shared/domain/ids.ts';
import type { StateOf } from '#shared/protocol/down.ts';
import { isStatusTopic, type Up, type WatchTopic } from '#shared/protocol/up.ts';
import { foldEvent, isFolded, isMatch, isScores, readState, withNewerScores } from './fold-topic.ts';
import type { TopicFrame } from './link.ts';
import { type Alarm, alarmOn, type Timers } from './timers.ts';

/** A topic nobody watches any more is kept up to date this long, since pages come back to it at once, in milliseconds. */
export const lingerMs = 3_000;
/** A changed topic is put into the cache at most this often, in milliseconds. */
export const saveEveryMs = 2_000;

/** A topic's state as a device keeps it across reloads. */
export interface CachedTopic {
  /** Identity of the hub it came from. */
  readonly hub: string;
  readonly seq: Seq;
  readonly state: unknown;
}

/**
 * Where a device keeps the last state of what it watched, so that a page reloaded while the hub is away shows it. It may
 * be emptied at any time; a promise that rejects costs nothing but that.
 */
export interface TopicCache {
  load(topic: string): Promise<CachedTopic | null>;
  save(topic: string, cached: CachedTopic): Promise<void>;
}

/** What a mirror needs of what is around it. */
export interface MirrorSurroundings {
  readonly timers: Timers;
  readonly cache: TopicCache | null;
  /** Sends a frame; false, and nothing is sent, without a connection. */
  send(up: Up): boolean;
  /** The state of a topic has changed. */
  changed(): void;
}

/** The watched topics as the hub has confirmed them (rule P10): the state, then every later event, once, in order. */
export interface Mirror {
  /** Keeps a topic up to date until the returned stop is called; watching twice is counted. */
  watch(topic: WatchTopic): () => void;
  /** Undefined until it is known; the same object while nothing changed. */
  confirmed<T extends WatchTopic>(topic: T): StateOf<T> | undefined;
  /** The last event of a topic that is folded in; 0 while nothing is known of it. */
  seqOf(topic: string): Seq;
  /** Topics that are held now. */
  topics(): Iterable<WatchTopic>;
  /** A connection is there: asks for everything that is watched, from where it was left if it is the same hub. */
  connected(hub: string): void;
  disconnected(): void;
  heard(frame: TopicFrame): void;
  /** Something may have been missed: the next connection asks for every state anew. */
  distrust(): void;
  /** Saves what hasn't been saved. */
  saveAll(): void;
  /** Saves what hasn't been saved; nothing rings any more. */
  stop(): void;
}

interface Held {
  readonly topic: WatchTopic;
  watchers: number;
  /** Undefined while it isn't known. */
  state: unknown;
  seq: Seq;
  /** The hub that `state` came from; null while nothing has come. */
  hub: string | null;
  /** Events are of no use until the snapshot that was asked for has come. */
  awaitsSnapshot: boolean;
  /** Events up to `seq` may be missing in `state`. */
  mayLack: boolean;
  readonly linger: Alarm;
  readonly save: Alarm;
}

/** A mirror that watches nothing yet. */
export function createMirror(around: MirrorSurroundings): Mirror {
  const { timers, cache } = around;
  const held = new Map<string, Held>();
  let hub: string | null = null;
  /** Topics that were asked for on this connection: late events of an ended watch may still come of these. */
  let asked = new Set<WatchTopic>();

  function hold(topic: WatchTopic): Held {
    const known = held.get(topic);
    if (known) return known;
    const fresh: Held = {
      topic,
      watchers: 0,
      state: undefined,
      seq: 0,
      hub: null,
      awaitsSnapshot: false,
      mayLack: false,
      linger: alarmOn(timers),
      save: alarmOn(timers),
    };
    held.set(topic, fresh);
    ask(fresh);
    recall(fresh);
    return fresh;
  }

  function ask(topic: Held): void {
    if (hub === null) return;
    // Within one connection only a snapshot tells where late events of an ended watch stop and the new ones begin.
    const known = isFolded(topic.topic) && topic.hub !== null && !topic.mayLack;
    const resumes = known && !asked.has(topic.topic);
    asked.add(topic.topic);
    topic.awaitsSnapshot = !resumes;
    around.send({ t: 'watch', topic: topic.topic, ...(resumes ? { after: topic.seq } : {}) });
  }

  function recall(topic: Held): void {
    if (!cache || !isKept(topic.topic)) return;
    cache.load(topic.topic).then((cached) => {
      if (!cached || topic.hub !== null || held.get(topic.topic) !== topic) return;
      if (hub !== null && hub !== cached.hub) return;
      topic.state = cached.state;
      topic.seq = cached.seq;
      topic.hub = cached.hub;
      around.changed();
    }, ignored);
  }

  function drop(topic: Held): void {
    held.delete(topic.topic);
    if (topic.save.isSet()) save(topic);
    around.send({ t: 'unwatch', topic: topic.topic });
  }

  function set(topic: Held, state: unknown, seq: Seq): void {
    topic.state = state;
    topic.seq = seq;
    around.changed();
    if (cache && isKept(topic.topic) && !topic.save.isSet()) topic.save.set(saveEveryMs, () => save(topic));
  }

  function save(topic: Held): void {
    topic.save.clear();
    if (topic.hub === null || topic.state === undefined) return;
    cache?.save(topic.topic, { hub: topic.hub, seq: topic.seq, state: topic.state }).catch(ignored);
  }

  function foldAll(frame: Extract<TopicFrame, { t: 'events' }>): void {
    for (const event of frame.events) {
      const topic = held.get(event.topic);
      if (!topic || topic.awaitsSnapshot || event.seq <= topic.seq) continue;
      const folded = foldEvent(topic.topic, topic.state, event);
      if (folded.ok) set(topic, folded.value, event.seq);
      else ask(topic);
    }
  }

  function saveAll(): void {
    for (const topic of held.values()) {
      if (topic.save.isSet()) save(topic);
    }
  }

  return {
    watch(topic) {
      const mine = hold(topic);
      mine.watchers += 1;
      mine.linger.clear();
      let stopped = false;
      return () => {
        if (stopped) return;
        stopped = true;
        mine.watchers -= 1;
        if (mine.watchers === 0) mine.linger.set(lingerMs, () => drop(mine));
      };
    },
    confirmed: (topic) => readState(topic, held.get(topic)?.state),
    seqOf: (topic) => held.get(topic)?.seq ?? 0,
    *topics() {
      for (const { topic } of held.values()) yield topic;
    },
    connected(id) {
      hub = id;
      asked = new Set();
      for (const topic of held.values()) {
        if (topic.hub !== null && topic.hub !== id) {
          topic.hub = null;
          topic.state = undefined;
          topic.seq = 0;
          around.changed();
        }
        ask(topic);
      }
    },
    disconnected() {
      hub = null;
    },
    heard(frame) {
      if (frame.t === 'events') return foldAll(frame);
      const topic = held.get(frame.topic);
      if (!topic) return;
      if (frame.t === 'snapshot') {
        topic.hub = hub;
        topic.awaitsSnapshot = false;
        topic.mayLack = false;
        // A match that isn't on the hub has no state; its first event would begin one.
        const state = frame.state === null && isMatch(topic.topic) ? undefined : frame.state;
        set(topic, state, frame.seq);
        return;
      }
      if (!isScores(topic.topic)) return;
      const known = readState(topic.topic, topic.state);
      const lines = readState(topic.topic, frame.scores);
      if (known && lines) set(topic, withNewerScores(known, lines), frame.seq);
    },
    distrust() {
      for (const topic of held.values()) {
        topic.awaitsSnapshot = true;
        topic.mayLack = true;
      }
    },
    saveAll,
    stop() {
      for (const topic of held.values()) topic.linger.clear();
      saveAll();
    },
  };
}

/** What is worth keeping on the device: neither secrets' hashes and people's addresses nor who is connected. */
const isKept = (topic: WatchTopic): boolean => topic !== 'people' && !isStatusTopic(topic);

const ignored = (): void => {};
