import type { WebSocket } from 'ws';
import type { Caller } from '#main/dialects/dialect.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { Every } from '#main/hub/pace.ts';
import { budget } from '#main/lib/rate-limit.ts';
import type { DeviceId, Moment } from '#shared/domain/ids.ts';
import { frameEntry, type RelayId, relayTopic } from '#shared/domain/relay/relay-match.ts';
import type { DroppedFrames } from './dropped.ts';
import { type NotAdmitted, notAdmitted } from './matches.ts';
import type { RefereeHere } from './referees.ts';
import { type RefereeFrame, readFrame } from './wire.ts';

/** Frames that a referee may send at once and per second; one counts once for each 4 KB that it has. */
const pace = { burst: 5_000, perSecond: 2_000, bytesOfOne: 4 * 1024 };
/** How long one who sends more isn't read, and when a commit that failed is tried again, in milliseconds. */
const slowDownMs = 100;
const againMs = 500;
/** Frames that were read and aren't recorded yet: when there are as many, no more are read. */
const mostUnrecorded = { frames: 200, bytes: 2 * 1024 * 1024 };
/** Frames that are recorded at a time. */
const mostAtOnce = 100;

/** What a referee's line needs of what is around it. */
export interface RefereeLineContext {
  readonly hub: Pick<HubPort, 'record'>;
  readonly now: () => Moment;
  readonly every: Every;
  /** Why a match that isn't known can't be taken; null if it can. */
  readonly admit: (id: RelayId) => NotAdmitted | null;
  /** Who sends, asked anew each time: a token may be revoked while the line is open. */
  readonly caller: () => Caller;
  /** Why this caller's frames for a match aren't taken; null if they are. */
  readonly refuse: (caller: Caller, id: RelayId) => string | null;
  readonly here: RefereeHere;
  readonly dropped: ReturnType<DroppedFrames['of']>;
}

/** A referee's line. */
export interface RefereeLine {
  /** Resolves when everything that was read so far is recorded. */
  done(): Promise<void>;
  /** Records what was read, without waiting for better times; resolves when that is done. */
  finish(): Promise<void>;
}

/**
 * Takes a referee's frames and records them in their order. Nothing is sent back: old referees never read. One who sends
 * faster than frames can be recorded is read more slowly, so that their own side waits; no good frame is dropped, also
 * while the disk is full. What was read before the line closed is recorded, too.
 */
export function serveReferee(socket: WebSocket, context: RefereeLineContext): RefereeLine {
  const { hub, now, every, here, dropped } = context;
  const allowed = budget(pace.burst, pace.perSecond, now());
  const unread: Buffer[] = [];
  let bytes = 0;
  let closed = false;
  let finishing = false;
  let work: Promise<void> | null = null;
  let wakeUp: (() => void) | null = null;

  socket.on('message', (frame) => {
    // Always one: `ws` gives other things only when its binaryType is changed.
    if (!Buffer.isBuffer(frame)) return;
    unread.push(frame);
    bytes += frame.length;
    if (unread.length >= mostUnrecorded.frames || bytes >= mostUnrecorded.bytes) socket.pause();
    work ??= workOff();
  });
  socket.on('close', () => {
    closed = true;
    here.left();
    if (!work) dropped.end();
  });

  function wait(ms: number): Promise<void> {
    if (finishing) return Promise.resolve();
    return new Promise((resolve) => {
      wakeUp = () => {
        wakeUp = null;
        stop();
        resolve();
      };
      const stop = every(ms, () => wakeUp?.());
    });
  }

  async function workOff(): Promise<void> {
    while (unread.length > 0) {
      await keep(await takeSome());
      if (unread.length < mostAtOnce) socket.resume();
    }
    work = null;
    if (closed) dropped.end();
  }

  /** The next frames, as many as the pace allows; waits while it allows none. */
  async function takeSome(): Promise<readonly Buffer[]> {
    const some: Buffer[] = [];
    while (some.length < mostAtOnce) {
      const [next] = unread;
      if (!next) break;
      if (!allowed.take(now(), Math.ceil(next.length / pace.bytesOfOne)) && !finishing) {
        if (some.length > 0) break;
        await wait(slowDownMs);
        continue;
      }
      unread.shift();
      bytes -= next.length;
      some.push(next);
    }
    return some;
  }

  /** Records the good ones among these frames, in their order. */
  async function keep(frames: readonly Buffer[]): Promise<void> {
    const caller = context.caller();
    const good = frames.flatMap((frame) => readGood(frame, caller) ?? []);
    let left = inRuns(good);
    while (left.length > 0) {
      // All in one turn of the event loop, so that they stand in one commit: what fails is all of it, or its end.
      const kept = await Promise.all(left.map((run) => record(run, caller.device)));
      left = left.filter((_, i) => !kept[i]);
      if (left.length === 0) return;
      if (finishing) {
        for (const { texts } of left)
          for (const _ of texts) dropped.note('the hub stopped before it was recorded');
        return;
      }
      await wait(againMs);
    }
  }

  function readGood(bytes: Buffer, caller: Caller): RefereeFrame | null {
    const frame = readFrame(bytes);
    const why = frame.ok ? whyNot(frame.value.id, caller) : frame.error;
    if (why !== null) dropped.note(why);
    return frame.ok && why === null ? frame.value : null;
  }

  function whyNot(id: RelayId, caller: Caller): string | null {
    const refused = context.refuse(caller, id);
    if (refused !== null) return refused;
    const barred = context.admit(id);
    if (barred !== null) return notAdmitted[barred];
    if (!closed) here.has(id);
    return null;
  }

  async function record({ id, texts }: Run, device: DeviceId): Promise<boolean> {
    const kept = await hub.record({
      topic: relayTopic(id),
      device,
      decide: () => ({ entries: texts.map(frameEntry), outcome: null }),
    });
    return kept.ok;
  }

  return {
    async done() {
      await work;
    },
    async finish() {
      finishing = true;
      wakeUp?.();
      await work;
    },
  };
}

/** Frames of one match that follow upon each other. */
interface Run {
  readonly id: RelayId;
  readonly texts: string[];
}

function inRuns(frames: readonly RefereeFrame[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { id, text } of frames) {
    const last = runs.at(-1);
    if (last?.id === id) last.texts.push(text);
    else runs.push({ id, texts: [text] });
  }
  return runs;
}
