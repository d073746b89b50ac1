import type { DialectContext } from '#main/dialects/dialect.ts';
import { type TriesPerMinute, triesPerMinute } from '#main/lib/rate-limit.ts';
import type { DeviceId, Moment } from '#shared/domain/ids.ts';
import { decidePull, decideRecovered } from '#shared/domain/meet/decide-meet.ts';
import { decideUpdates, type UpdatesOutcome } from '#shared/domain/meet/decide-updates.ts';
import { type MeetState, meetTopic, newestOf } from '#shared/domain/meet/meet.ts';
import type { OfferedUpdate } from '#shared/domain/meet/told.ts';
import type { Joined, MeetClient } from './client.ts';
import { updateAck, updateRejected } from './frames-out.ts';
import { askClient, askClients } from './recovery.ts';

/** Frames that may wait for the end of a recovery, and updates in them. */
const mostHeld = { frames: 200, updates: 200_000 };
/** Rounds of questions that one session may start within a minute. */
const roundsPerMinute = 6;

interface Held {
  readonly client: MeetClient;
  readonly joined: Joined;
  readonly updates: readonly OfferedUpdate[];
}

/** A meet with the clients that are connected to it now. */
export interface MeetRoom {
  readonly clients: ReadonlySet<MeetClient>;
  come(client: MeetClient, joined: Joined): void;
  leave(client: MeetClient): void;
  /** Somebody of a location was heard. */
  seen(location: number): void;
  lastSeen(location: number): Moment | null;
  /** Takes a frame of updates; resolves when it is answered. */
  take(client: MeetClient, joined: Joined, updates: readonly OfferedUpdate[]): Promise<void>;
  /** Answers a pull; resolves when it was decided how. */
  pull(client: MeetClient, joined: Joined, known: number): Promise<void>;
}

/** What a room needs of its surroundings. `failed` tells a client that the hub couldn't do it now. */
export interface RoomContext extends Pick<DialectContext, 'hub' | 'now' | 'log'> {
  readonly device: DeviceId;
  readonly failed: (client: MeetClient) => void;
}

/** A meet's room, with nobody in it yet; what was recorded before is the hub's to know. */
export function meetRoom(meet: string, { hub, now, log, device, failed }: RoomContext): MeetRoom {
  const topic = meetTopic(meet);
  const clients = new Set<MeetClient>();
  /** Sessions whose numbers are this log's: they were sent some of it, or told what they knew. */
  const settled = new Set<number>();
  const seenAt = new Map<number, Moment>();
  const rounds: TriesPerMinute = triesPerMinute(roundsPerMinute);
  let round: Promise<void> | null = null;
  let held: Held[] = [];
  const state = (): MeetState => hub.of(topic);

  /**
   * Keeps what is recorded from a client that is still to be asked what it knows: its numbers may be those from before
   * the loss, and what comes under the same numbers now would overwrite what only this client knows.
   */
  function spare(client: MeetClient): void {
    if (client.joined && !settled.has(client.joined.session)) client.joined.line.hold();
  }

  async function take(client: MeetClient, joined: Joined, updates: readonly OfferedUpdate[]): Promise<void> {
    if (joined.line.isHeld()) {
      // First what it is asked for. Where too much waits, it goes on as if it had been asked.
      if (canWait(updates)) return void held.push({ client, joined, updates });
      joined.line.release();
    }
    const outcome = await decide(client, joined, updates, canWait(updates));
    if (outcome?.kind !== 'ahead') return;
    // What these were made after has been lost: the clients are asked first, else they would get the lost numbers.
    if (!round && rounds.take(String(joined.session), now()) > 0) {
      await decide(client, joined, updates, false);
      return;
    }
    held.push({ client, joined, updates });
    begin(state().recovery?.base ?? 0);
  }

  const canWait = (updates: readonly OfferedUpdate[]): boolean =>
    held.length < mostHeld.frames &&
    held.reduce((sum, frame) => sum + frame.updates.length, updates.length) <= mostHeld.updates;

  async function decide(
    client: MeetClient,
    joined: Joined,
    updates: readonly OfferedUpdate[],
    mayWait: boolean,
  ): Promise<UpdatesOutcome | null> {
    let expected: number | null = null;
    const recorded = await hub.record({
      topic,
      device,
      decide(before) {
        const asked = { waiting: client.waiting, claim: client.claim };
        const decision = decideUpdates(before, { session: joined.session, updates, asked, mayWait });
        const { outcome } = decision;
        if (outcome.kind === 'decided' && outcome.first !== null) {
          // Acknowledged in its place in the log, so that whoever has seen a number was sent all before it.
          joined.line.expect(outcome.first, updateAck(outcome.acks));
          expected = outcome.first;
        }
        return decision;
      },
    });
    if (!recorded.ok) {
      if (expected !== null) joined.line.forget(expected);
      failed(client);
      return null;
    }
    const { outcome } = recorded.value;
    if (outcome.kind === 'decided') answer(client, joined, outcome, updates.length);
    return outcome;
  }

  function answer(
    client: MeetClient,
    joined: Joined,
    outcome: Extract<UpdatesOutcome, { kind: 'decided' }>,
    offered: number,
  ): void {
    const { acks, rejections, first, sendFrom, told } = outcome;
    const { line } = joined;
    if (first === null && (acks.length > 0 || offered === 0)) line.say(updateAck(acks));
    if (rejections.length > 0) line.say(updateRejected(rejections));
    if (sendFrom !== null) line.resend(sendFrom - 1);
    if (!told && offered > 0) return;
    settled.add(joined.session);
    client.waiting = false;
    client.answered();
  }

  async function pull(client: MeetClient, joined: Joined, known: number): Promise<void> {
    const mayAsk = known <= newestOf(state()) || rounds.take(String(joined.session), now()) === 0;
    const recorded = await hub.record({
      topic,
      device,
      decide: (before) =>
        decidePull(before, mayAsk ? known : Math.min(known, newestOf(before)), !settled.has(joined.session)),
    });
    if (!recorded.ok) return failed(client);
    const { outcome } = recorded.value;
    if (outcome.kind === 'send') {
      settled.add(joined.session);
      return joined.line.resend(outcome.after);
    }
    client.claim = known;
    if (outcome.everybody) begin(outcome.base);
    client.alsoBusy(answerPull(client, joined, known, outcome));
  }

  /** Answers a pull after the clients have been asked: with the rest if the client told what it knows, else with all. */
  async function answerPull(
    client: MeetClient,
    { line, session }: Joined,
    known: number,
    { base, everybody }: { readonly base: number; readonly everybody: boolean },
  ): Promise<void> {
    if (everybody) await round;
    else await askClient(client, base);
    client.claim = null;
    const certain = everybody ? known : (state().recovery?.certain ?? base);
    line.resend(settled.has(session) ? Math.min(known, certain) : base);
    settled.add(session);
  }

  /** Begins to ask the clients, unless they are being asked already. */
  function begin(base: number): void {
    if (round) return;
    for (const client of clients) spare(client);
    round = ask(base).catch((cause: unknown) => log.error({ err: cause, meet }, 'a recovery failed'));
  }

  async function ask(base: number): Promise<void> {
    log.warn({ meet, base }, 'clients know updates that the hub has lost: they are asked for them');
    await askClients({ base, clients: () => clients, isIncomplete });
    // Before anything is waited for: whoever pulls from now on starts a round of its own.
    round = null;
    for (const { joined } of clients) joined?.line.release();
    await hub.record({ topic, device, decide: decideRecovered });
    const waiting = held;
    held = [];
    for (const { client, joined, updates } of waiting) await decide(client, joined, updates, false);
  }

  const isIncomplete = (): boolean =>
    [...clients].some(({ claim }) => claim !== null && claim > newestOf(state()));

  return {
    clients,
    come(client, joined) {
      clients.add(client);
      seenAt.set(joined.location, now());
      if (round) spare(client);
    },
    leave(client) {
      clients.delete(client);
      if (client.joined) seenAt.set(client.joined.location, now());
    },
    seen: (location) => void seenAt.set(location, now()),
    lastSeen: (location) => seenAt.get(location) ?? null,
    take,
    pull,
  };
}
