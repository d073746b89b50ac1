import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { Every } from '#main/hub/pace.ts';
import type { PublicationsOutbox } from '#main/publications/outbox-port.ts';
import type { DeviceId, Moment, OfficialId, TournamentId } from '#shared/domain/ids.ts';
import type { AdapterName } from '#shared/domain/people/people.ts';
import type { Operation } from './operation.ts';

/**
 * Who stands behind a request, by its bearer token (`Authorization`, or `?access_token=` from clients that can't set
 * headers) or its session cookie. `official`: a program's token or an account of that role; `viewer`: an account
 * without rights; `nobody`: no token, or one that isn't known.
 */
export interface Caller {
  readonly role: 'organiser' | 'chief' | 'referee' | 'official' | 'viewer' | 'nobody';
  /** As people know them: an official's, a program's or an account's name; empty for nobody. */
  readonly name: string;
  /** The device that events are recorded for. */
  readonly device: DeviceId;
  /** Set for those who joined a tournament as its official. */
  readonly official: OfficialId | null;
  readonly tournament: TournamentId | null;
  /** The account's id, if it is one's session. */
  readonly account: string | null;
}

/** Whether a caller may publish results: everybody but viewers and nobody. */
export const mayPublish = ({ role }: Caller): boolean => role !== 'viewer' && role !== 'nobody';

/** What tells who asks: an HTTP request, or the like of one that another transport makes of its own. */
export type Asking = Pick<IncomingMessage, 'headers' | 'url'> & {
  readonly socket: Pick<Socket, 'remoteAddress'>;
};

/** Takes over an HTTP upgrade. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** One way in for clients of an older system. It can be turned off and on while the hub runs. */
export interface Adapter {
  readonly name: AdapterName;
  /**
   * Adds its HTTP routes, in a scope of its own: hooks, parsers and error handlers stay there. While the adapter is off
   * they answer 404.
   */
  readonly routes?: (app: FastifyInstance) => void;
  /** What takes the upgrades of a path (without its query); null when the path isn't its own. Never asked while off. */
  readonly upgrade?: (path: string) => Upgrade | null;
  /** Sockets and streams that are open now. */
  readonly clients: () => number;
  /**
   * It was turned on, or the hub starts: begins what runs beside its routes. Gives the port that it listens on if it has
   * one of its own. Rejects with a sentence for the organiser.
   */
  readonly open?: () => Promise<number | null>;
  /** What is wrong with it while it runs, in a sentence for the organiser; null when nothing is. */
  readonly problem?: () => string | null;
  /** It was turned off, or the hub stops: ends everything that is open. */
  readonly close: () => Promise<void>;
}

/** An older system whose clients the hub serves: its adapters, and what the panel may do with it. */
export interface Dialect {
  readonly adapters: readonly Adapter[];
  /** Adds routes of the panel, below `/api/organiser/`; only the organiser on this machine reaches them. */
  readonly panelRoutes?: (app: FastifyInstance) => void;
  /** Its calls over HTTP, described for those who write programs. */
  readonly operations?: readonly Operation[];
  /** Ends what runs beside the adapters (timers, deliveries). The adapters are closed by then. */
  readonly stop?: () => Promise<void>;
}

/** What a dialect is given. */
export interface DialectContext {
  readonly hub: HubPort;
  readonly now: () => Moment;
  readonly newId: () => string;
  readonly every: Every;
  readonly log: FastifyBaseLogger;
  /** Data folder of the hub, for files that leave it (publications). */
  readonly dataDir: string;
  readonly outbox: PublicationsOutbox;
  /**
   * Calls back when somebody's token, session, role or account has ended or changed: what a socket was opened with may
   * count no more, and `callerOf` says so. Gives its stop.
   */
  readonly onRevoked: (listener: () => void) => () => void;
  readonly callerOf: (request: Asking) => Caller;
  /** The peer's address without the IPv4-in-IPv6 prefix. */
  readonly addressOf: (request: Asking) => string;
  /** The request comes from this machine and was addressed to it as such. */
  readonly isLoopback: (request: Asking) => boolean;
  /** An `Origin` whose host is one of the hub's own names, whatever its port; true for none (programs send none). */
  readonly isOurOrigin: (origin: string | undefined) => boolean;
  /** Whether those without a token may publish through relay and rooms. */
  readonly openPublishing: () => boolean;
}
