import type { DeviceId, Moment, OfficialId } from '#shared/domain/ids.ts';
import type { DeliveryFailure } from '#shared/domain/meet/delivery-failure.ts';
import type { Account } from '#shared/domain/people/accounts.ts';
import type { AdapterName } from '#shared/domain/people/people.ts';

// What the panel shows of the older systems' clients: the snapshots of the status topics `adapters`, `relay`, `meets`,
// `rooms`, `accounts` and `competitions`. Lists hold the newest 200; `total` says how many there are.

/** Snapshot of `adapters`: the ways in, and who may publish through them. */
export interface AdaptersStatus {
  readonly adapters: readonly {
    readonly name: AdapterName;
    readonly on: boolean;
    /** Clients connected now: sockets and streams, not single requests. */
    readonly clients: number;
    /** Port of a listener of its own; null when it shares the hub's. */
    readonly port: number | null;
    /** Why it doesn't run although it is on; null when nothing is wrong. */
    readonly problem: string | null;
  }[];
  /** Whether those without a token may publish through relay and rooms. */
  readonly openPublishing: boolean;
}

/** Snapshot of `relay`: matches of the relay, live and newest first. */
export interface RelayStatus {
  readonly total: number;
  readonly matches: readonly {
    readonly id: string;
    /** A referee of it is connected. */
    readonly live: boolean;
    readonly events: number;
    readonly lastAt: Moment | null;
    readonly watchers: number;
    /** It is a match of the hub's own too. */
    readonly own: boolean;
    /** Who of the hub is in charge of it, so that nobody else's frames are taken; null: nobody, or it isn't the hub's own. */
    readonly charge: RelayCharge | null;
  }[];
}

/** Why a relayed match takes frames only of one official and the organiser. */
export interface RelayCharge {
  /** Null: the organiser is in charge. */
  readonly official: OfficialId | null;
  readonly device: DeviceId;
  /** When they took charge; null where the log can't tell any more. */
  readonly since: Moment | null;
  /** When a frame of somebody else was dropped last, since then and in this run of the hub; null: none was. */
  readonly droppedAt: Moment | null;
}

/** An event of the relay, as `GET /api/organiser/relay/<id>/events` lists them: newest first. */
export interface RelayEventLine {
  readonly seq: number;
  readonly at: Moment;
  /** The frame as it was received. */
  readonly text: string;
}

/** How a publication of a meet stands with one target. */
export interface DeliveryLine {
  readonly target: 'folder' | 'webhook' | 'smtp';
  readonly state: 'waiting' | 'delivered' | 'failing';
  /** Deliveries tried so far, of those of this run. */
  readonly tries: number;
  /** Where it went: a path or an address. Empty until it has arrived. */
  readonly to: string;
  /** Why the last try failed, or why there is none; null when nothing has failed. */
  readonly failure: DeliveryFailure | null;
  /** When it was delivered, or is tried next. */
  readonly at: Moment | null;
}

/** Snapshot of `meets`: meets, current ones first, newest first. */
export interface MeetsStatus {
  readonly total: number;
  readonly meets: readonly {
    /** Nine digits. */
    readonly id: string;
    /** `meet.name` of its state; empty while nobody gave one. */
    readonly name: string;
    readonly createdAt: Moment;
    readonly finished: boolean;
    /** Number of its newest update. */
    readonly newest: number;
    readonly locations: readonly {
      readonly name: string;
      /** A larger one overrules a smaller one; null: display only. */
      readonly priority: number | null;
      readonly connected: number;
      /** Updates that it hasn't been sent yet; null while it isn't connected. */
      readonly behind: number | null;
      readonly lastSeen: Moment | null;
    }[];
    readonly conflicts: number;
    /** It came back without its updates and asks the clients for them. */
    readonly recovering: boolean;
    readonly publications: readonly {
      readonly id: string;
      readonly at: Moment;
      readonly bytes: number;
      readonly returnEmail: string;
      readonly deliveries: readonly DeliveryLine[];
    }[];
  }[];
}

/** A conflict of a meet, as `GET /api/organiser/meets/<id>/conflicts` lists them: newest first. */
export interface MeetConflictLine {
  readonly at: Moment;
  readonly key: string;
  /** The update that stands: its number, location and value as JSON text. */
  readonly won: { readonly number: number; readonly location: string; readonly value: string };
  /** The one that was rejected or overruled; `number` null when it was never accepted. */
  readonly lost: { readonly number: number | null; readonly location: string; readonly value: string };
}

/** Snapshot of `rooms`: chat rooms and the rooms of the accounts' sockets, newest first. */
export interface RoomsStatus {
  readonly total: number;
  readonly rooms: readonly {
    readonly id: string;
    readonly messages: number;
    /** Streams open now. */
    readonly listeners: number;
    readonly lastAt: Moment | null;
  }[];
  readonly hubRooms: readonly {
    readonly id: string;
    readonly name: string;
    readonly members: number;
    readonly messages: number;
  }[];
}

/** A message of a room, as `GET /api/organiser/rooms/<id>/messages` lists them: newest first. */
export interface RoomMessageLine {
  readonly seq: number;
  readonly at: Moment;
  readonly user: string;
  readonly text: string;
}

/** What an account may do: an organiser everything the panel can, an official publish, a viewer watch. */
export type AccountRole = Account['role'];

/** Snapshot of `accounts`: accounts and the tokens of programs, oldest first. */
export interface AccountsStatus {
  readonly signUpOpen: boolean;
  readonly total: number;
  readonly accounts: readonly {
    readonly id: string;
    readonly username: string;
    readonly email: string;
    readonly role: AccountRole;
    readonly createdAt: Moment;
    readonly revoked: boolean;
    /** Sessions that count now. */
    readonly sessions: number;
  }[];
  readonly tokens: readonly {
    readonly name: string;
    readonly role: 'official';
    readonly createdAt: Moment;
    readonly revoked: boolean;
  }[];
}

/** Snapshot of `competitions`: competitions of the stream, newest activation first. */
export interface CompetitionsStatus {
  readonly total: number;
  readonly competitions: readonly {
    readonly id: string;
    /** As its activation says; empty if it says nothing. */
    readonly name: string;
    /** Activated and not deactivated since. */
    readonly live: boolean;
    readonly activatedAt: Moment | null;
    readonly lastAt: Moment | null;
    readonly events: number;
    readonly watchers: number;
    readonly distance: { readonly id: string; readonly name: string } | null;
    /** Live heats of the current distance, in order of activation. */
    readonly heats: readonly { readonly round: number; readonly number: number; readonly started: boolean }[];
  }[];
}

/** An event of a competition, as `GET /api/organiser/competitions/<id>/events` lists them: newest first. */
export interface CompetitionEventLine {
  readonly seq: number;
  readonly at: Moment;
  /** Its `typeName`. */
  readonly type: string;
  /** As it was received, up to 2,000 characters. */
  readonly text: string;
}
