import type { Socket, SocketHandlers } from '#shared/client/link.ts';
import type { DeviceId, MatchId, Moment, OfficialId } from '#shared/domain/ids.ts';
import { eventIdOf } from '#shared/domain/ids.ts';
import { matchContext } from '#shared/domain/match/context.ts';
import { decideMatch } from '#shared/domain/match/decide.ts';
import type { MatchEventBody } from '#shared/domain/match/events.ts';
import { evolveMatch, newMatch } from '#shared/domain/match/fold.ts';
import { scoreOf } from '#shared/domain/match/score.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { matchOf } from '#shared/domain/topic.ts';
import { decideTournament } from '#shared/domain/tournament/decide.ts';
import type { TournamentEventBody } from '#shared/domain/tournament/events.ts';
import { evolveTournament } from '#shared/domain/tournament/fold.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Command } from '#shared/protocol/command.ts';
import { type Down, type Role, refusedFrame, type WireEvent } from '#shared/protocol/down.ts';
import { parseUp, type Up } from '#shared/protocol/up.ts';
import { cup, cupCommands } from './small-cup.ts';

/** Who stands behind a token. */
export interface Member {
  readonly role: Role;
  readonly device: DeviceId;
  readonly official: { readonly id: OfficialId; readonly name: string } | null;
}

/**
 * One socket between a client and the fake hub. Nothing moves by itself: frames lie on their way up or down until the
 * test delivers them, loses them with a cut, or swallows them.
 */
export interface Line {
  readonly url: string;
  /** `opening` until the test accepts it; `closed` by either end. */
  state(): 'opening' | 'open' | 'closed';
  /** Frames of the client that the hub hasn't got, oldest first. */
  readonly up: string[];
  /** Frames of the hub that the client hasn't got, oldest first. */
  readonly down: string[];
  /** Everything that the hub got, oldest first. */
  readonly said: Up[];
  /** Opens the socket. */
  accept(): void;
  /** Delivers the oldest frame on its way up; false if there is none. */
  deliverUp(): boolean;
  /** Delivers the oldest frame on its way down; false if there is none. */
  deliverDown(): boolean;
  /** Delivers everything both ways until nothing is left. */
  flush(): void;
  /** Ends the socket; what was on its way is lost. */
  cut(code?: number, reason?: string): void;
  /** From now on nothing gets through, and neither end is told: a phone out of reach. */
  swallow(): void;
  /** Puts a frame of the hub on its way down. */
  send(frame: Down | string): void;
}

/** A hub in memory that decides and folds with the domain's functions. */
export interface FakeHub {
  /** For a client's platform. */
  openSocket(url: string, handlers: SocketHandlers): Socket;
  /** Every socket ever opened, oldest first. */
  readonly lines: Line[];
  /** The newest socket. */
  line(): Line;
  readonly log: readonly WireEvent[];
  /** Commands that were refused, with the reason; a repeated one stands here again. */
  readonly refusals: readonly { readonly command: Command; readonly why: Refusal }[];
  match(id: MatchId): MatchState;
  tournament(): TournamentState | null;
  /** Sends everyone who has been welcomed a beat. */
  beat(): void;
  /** Records something as somebody who has no socket here. */
  record(command: Command, by: Member): Result<number, Refusal>;
  /** Accepts and delivers everything that isn't swallowed, until nothing is left. */
  flush(): void;
}

/** What a test may set, also while it runs. */
export interface FakeHubRules {
  id: string;
  now: () => Moment;
  /** By token. */
  readonly members: Map<string, Member>;
  addresses: readonly string[];
  build: string | null;
  version: number;
  /** Refuses every command with this while it is set. */
  failing: Refusal | null;
  /** Sends `kept` before the events instead of after them. */
  keptFirst: boolean;
}

/** The organiser, who set the cup up. */
export const panel: Member = { role: 'organiser', device: 'panel-1' as DeviceId, official: null };

interface Watcher {
  readonly line: Line;
  member: Member | null;
  readonly topics: Set<string>;
}

const isOfMatch = (command: Command): command is Extract<Command, { topic: `match/${string}` }> =>
  command.topic.startsWith('match/');

/** A hub with the small cup on it. */
export function fakeHub(change: Partial<FakeHubRules> = {}): FakeHub & { readonly rules: FakeHubRules } {
  const rules: FakeHubRules = {
    id: 'hub-1',
    now: () => 1_778_918_400_000,
    members: new Map(),
    addresses: ['http://192.168.1.20:8000'],
    build: null,
    version: 1,
    failing: null,
    keptFirst: false,
    ...change,
  };
  const log: WireEvent[] = [];
  const refusals: { command: Command; why: Refusal }[] = [];
  const matches = new Map<MatchId, MatchState>();
  const watchers: Watcher[] = [];
  let tournament: TournamentState | null = null;

  const match = (id: MatchId): MatchState => matches.get(id) ?? newMatch(id);

  function decide(command: Command, by: Member): Result<readonly { type: string }[], Refusal> {
    if (!isOfMatch(command)) {
      return decideTournament(tournament, command.body, (other) => match(other).start !== null);
    }
    const id = matchOf(command.topic);
    const context = tournament && id !== null ? matchContext(tournament, id) : null;
    if (id === null || !context) return err(refusal('NO_SUCH_MATCH', 'This match isn’t on this hub.'));
    if (by.role === 'spectator') return err(refusal('NOT_JOINED', 'This phone hasn’t joined.'));
    const actor = { role: by.role, device: by.device, official: by.official?.id ?? null };
    return decideMatch(match(id), command, actor, context);
  }

  function fold(event: WireEvent): void {
    const id = matchOf(event.topic);
    if (id !== null) matches.set(id, evolveMatch(match(id), event.body as MatchEventBody, event));
    else tournament = evolveTournament(tournament, cup.id, event.body as TournamentEventBody, event.seq);
  }

  function record(command: Command, by: Member, answer?: (frame: Down) => void): Result<number, Refusal> {
    const before = log.filter((event) => event.command === command.id);
    const first = before[0];
    if (first) {
      const aside = first.body.type === 'branched';
      answer?.({ t: 'kept', command: command.id, seq: first.seq, ...(aside ? { aside } : {}) });
      return ok(first.seq);
    }
    const decided = rules.failing ? err(rules.failing) : decide(command, by);
    if (!decided.ok) {
      refusals.push({ command, why: decided.error });
      answer?.(refusedFrame(command.id, decided.error));
      return decided;
    }
    const fresh = decided.value.map(
      (body, n): WireEvent => ({
        seq: log.length + n + 1,
        topic: command.topic,
        event: eventIdOf(command.id, n),
        command: command.id,
        device: by.device,
        deviceSeq: command.deviceSeq,
        official: by.official?.id ?? null,
        at: command.at,
        hubAt: rules.now(),
        body: { ...body },
      }),
    );
    log.push(...fresh);
    for (const event of fresh) fold(event);
    const aside = decided.value.some((body) => body.type === 'branched');
    const kept: Down = { t: 'kept', command: command.id, seq: log.length, ...(aside ? { aside } : {}) };
    if (rules.keptFirst) answer?.(kept);
    for (const { line, topics } of watchers) {
      if (topics.has(command.topic)) line.send({ t: 'events', events: fresh });
      if (matchOf(command.topic) && topics.has(`scores/${cup.id}`)) line.send(scoresFrame(command.topic));
    }
    if (!rules.keptFirst) answer?.(kept);
    return ok(log.length);
  }

  const scoresFrame = (topic: string): Down => {
    const line = scoreOf(match(matchOf(topic) ?? ('' as MatchId)));
    return { t: 'scores', topic: `scores/${cup.id}`, seq: log.length, scores: [{ ...line }] };
  };

  function stateOf(topic: string): { seq: number; state: unknown } {
    const id = matchOf(topic);
    if (id !== null) {
      const known = tournament?.matches[id];
      return { seq: match(id).seq, state: known ? match(id) : null };
    }
    if (topic === `tournament/${cup.id}`) return { seq: tournament?.seq ?? 0, state: tournament };
    if (topic === `scores/${cup.id}`) {
      const ids = Object.values(tournament?.matches ?? {}).map((plan) => plan.id);
      return { seq: log.length, state: ids.map((each) => scoreOf(match(each))) };
    }
    return { seq: 0, state: null };
  }

  function serve(watcher: Watcher, up: Up): void {
    const { line } = watcher;
    switch (up.t) {
      case 'hello': {
        watcher.member = rules.members.get(up.token ?? '') ?? {
          role: 'spectator',
          device: up.device ?? ('spectator' as DeviceId),
          official: null,
        };
        line.send({
          t: 'welcome',
          version: rules.version,
          hub: { id: rules.id, name: 'River Hall', version: '0.1.0' },
          role: watcher.member.role,
          device: watcher.member.role === 'spectator' ? null : watcher.member.device,
          official: watcher.member.official,
          tournament: cup.id,
          addresses: [...rules.addresses],
          now: rules.now(),
          head: log.length,
          build: rules.build,
        });
        return;
      }
      case 'watch': {
        const { seq, state } = stateOf(up.topic);
        watcher.topics.add(up.topic);
        const { after } = up;
        if (after === undefined || after === 0 || after > seq) {
          line.send({ t: 'snapshot', topic: up.topic, seq, state });
          return;
        }
        const events = log.filter((event) => event.topic === up.topic && event.seq > after);
        line.send({ t: 'events', events });
        return;
      }
      case 'unwatch':
        watcher.topics.delete(up.topic);
        return;
      case 'submit':
        if (watcher.member) record(up.command, watcher.member, line.send);
        return;
      default:
        line.send({ t: 'beat', now: rules.now(), head: log.length });
    }
  }

  function connect(url: string, handlers: SocketHandlers): Socket {
    let state: 'opening' | 'open' | 'closed' = 'opening';
    let swallows = false;
    const line: Line = {
      url,
      state: () => state,
      up: [],
      down: [],
      said: [],
      accept() {
        if (state !== 'opening') return;
        state = 'open';
        handlers.opened();
      },
      deliverUp() {
        const frame = swallows ? undefined : line.up.shift();
        if (frame === undefined) return false;
        const up = parseUp(frame);
        if (!up.ok) throw new Error(`the hub can’t read ${frame}: ${up.error.message}`);
        line.said.push(up.value);
        serve(watcher, up.value);
        return true;
      },
      deliverDown() {
        const frame = swallows ? undefined : line.down.shift();
        if (frame === undefined) return false;
        handlers.heard(frame);
        return true;
      },
      flush() {
        while (line.deliverUp() || line.deliverDown()) {}
      },
      cut(code = 1006, reason = '') {
        if (state === 'closed') return;
        end();
        handlers.closed(code, reason);
      },
      swallow() {
        swallows = true;
        watcher.topics.clear();
      },
      send(frame) {
        if (state === 'open' && !swallows)
          line.down.push(typeof frame === 'string' ? frame : JSON.stringify(frame));
      },
    };
    const watcher: Watcher = { line, member: null, topics: new Set() };
    const end = (): void => {
      state = 'closed';
      line.up.length = 0;
      line.down.length = 0;
      watcher.topics.clear();
    };
    watchers.push(watcher);
    lines.push(line);
    return {
      send(frame) {
        if (state === 'open') line.up.push(frame);
      },
      close: end,
    };
  }

  const lines: Line[] = [];
  for (const command of cupCommands()) record(command, panel);

  return {
    rules,
    openSocket: connect,
    lines,
    line() {
      const last = lines.at(-1);
      if (!last) throw new Error('no socket has been opened');
      return last;
    },
    log,
    refusals,
    match,
    tournament: () => tournament,
    beat() {
      for (const { line, member } of watchers) {
        if (member) line.send({ t: 'beat', now: rules.now(), head: log.length });
      }
    },
    record: (command, by) => record(command, by),
    flush() {
      for (let moved = true; moved; ) {
        moved = false;
        for (const line of [...lines]) {
          if (line.state() === 'opening') line.accept();
          while (line.deliverUp() || line.deliverDown()) moved = true;
        }
      }
    },
  };
}
