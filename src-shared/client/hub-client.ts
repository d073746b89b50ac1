import type { CommandId, DeviceId, Moment, OfficialId, TournamentId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { TournamentCommandBody } from '#shared/domain/tournament/events.ts';
import type { Command } from '#shared/protocol/command.ts';
import type { Role, StateOf } from '#shared/protocol/down.ts';
import type { ClientKind, WatchTopic } from '#shared/protocol/up.ts';

/**
 * How things stand between this page and the hub. `live`: something was heard less than `staleAfterMs` ago; `stale`: a
 * socket is there and silent for longer, or it was lost less than that ago; `away`: no connection.
 */
export interface LinkStatus {
  readonly state: 'connecting' | 'live' | 'stale' | 'away';
  /** When the hub was last heard, by this device's clock; null if never. */
  readonly lastHeard: Moment | null;
  /** Commands kept on this device that the hub hasn't confirmed. */
  readonly waiting: number;
  /** Commands that the hub refused and the user hasn't dismissed yet, oldest first. */
  readonly refused: readonly RefusedCommand[];
  /** Commands that the hub has put aside for the organiser because somebody else had taken the match over. */
  readonly keptAside: number;
  /**
   * Why the hub doesn't take what waits here just now: the tournament is closed, its disk fails, it is stopping. The
   * commands stay and are sent again. Null while it takes them, or while that isn't known.
   */
  readonly heldBack: Refusal | null;
  readonly role: Role | null;
  readonly official: { readonly id: OfficialId; readonly name: string } | null;
  readonly tournament: TournamentId | null;
  readonly hub: { readonly id: string; readonly name: string } | null;
  /** Address in use, then the others that the hub named. */
  readonly addresses: readonly string[];
  /** Set when the hub ended the connection for good (token revoked, versions too far apart). */
  readonly ended: { readonly code: number; readonly reason: string } | null;
  /** The hub serves a newer page; reload when nothing waits. */
  readonly newPage: boolean;
}

/** A command that the hub refused. (What the page's own rules refuse is never kept: see `Submitted`.) */
export interface RefusedCommand {
  readonly command: Command;
  readonly why: Refusal;
}

/** What became of a command. `aside`: kept for the organiser to settle. */
export type Outcome =
  | { readonly kind: 'kept'; readonly seq: number }
  | { readonly kind: 'aside'; readonly seq: number }
  | { readonly kind: 'refused'; readonly why: Refusal };

/** A tap as handed over: it is stored on the device before `stored` resolves, and decided by the hub later. */
export interface Submitted {
  readonly id: CommandId;
  /** Resolves when it lies in the device's storage; rejects if the device can't store it (then nothing is shown as saved). */
  readonly stored: Promise<void>;
  /** Resolves when the hub has answered, however long that takes. */
  readonly outcome: Promise<Outcome>;
}

/**
 * A page's connection to the hub: topics are folded here with the same functions as on the hub, taps wait here until
 * they are confirmed. Pages see only this interface.
 */
export interface HubClient {
  status(): LinkStatus;
  /** Calls back after every change of status or of a watched topic, at most once per turn of the event loop. Returns its stop. */
  subscribe(listener: () => void): () => void;
  /** Keeps a topic up to date until the returned stop is called; watching twice is counted. */
  watch(topic: WatchTopic): () => void;
  /**
   * State of a watched topic as confirmed by the hub; undefined until it is known. The same object as long as nothing
   * changed.
   */
  confirmed<T extends WatchTopic>(topic: T): StateOf<T> | undefined;
  /** The same with the waiting commands of this device applied on top: what the referee sees. */
  shown<T extends WatchTopic>(topic: T): StateOf<T> | undefined;
  /** Waiting commands of a topic, oldest first. */
  waitingIn(topic: string): readonly Command[];
  /** Asks the hub to record something. Never waits for the hub. */
  submit(topic: `match/${string}`, body: MatchCommandBody): Submitted;
  submit(topic: `tournament/${string}`, body: TournamentCommandBody): Submitted;
  /** Forgets a refused command after the user has read why. */
  dismiss(command: CommandId): void;
  /** This device's clock set to the hub's. */
  now(): Moment;
  /** Tries to connect at once: called when the page becomes visible or the network comes back. */
  wake(): void;
  /** Tells the hub which match this page shows (null: none), for the panel's list of devices. */
  showing(match: string | null): void;
  /** Keeps the watched topics on the device at once: called when the page may be about to go. */
  keepNow(): void;
  /** Ends it; nothing is lost, the outbox stays on the device. */
  stop(): void;
}

/** What a client is started with. */
export interface HubClientOptions {
  readonly client: ClientKind;
  /** Origins to try, best first: `http://192.168.1.20:8000`. */
  readonly addresses: readonly string[];
  readonly token: string | null;
  readonly device: DeviceId;
  readonly build: string | null;
}
