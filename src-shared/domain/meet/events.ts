import type { Moment } from '#shared/domain/ids.ts';

/** A place from which updates come (a platform, the weigh-in), as the meet's creator named it. */
export interface MeetLocation {
  readonly name: string;
  /** A larger one overrules a smaller one; null: it only shows, and sends nothing. */
  readonly priority: number | null;
}

/** The body of `created`: the meet's first event. */
export interface MeetCreated {
  /** Hash of it, as `Passwords` makes it. */
  readonly password: string;
  readonly locations: readonly MeetLocation[];
  /** Location of the client that created it, an index into `locations`; null when the organiser did. */
  readonly creator: number | null;
  /** As the organiser calls it; empty when nobody gave a name. */
  readonly name: string;
  /** A client brought back a meet that this hub didn't know any more. */
  readonly restored: boolean;
}

/** The body of `session`: a client has joined. */
export interface SessionOpened {
  /** Its number in the meet, from 1. */
  readonly session: number;
  /** Hash of its token. */
  readonly token: string;
  /** An index into the meet's locations. */
  readonly location: number;
  readonly expiresAt: Moment;
}

/** An accepted update. Its number is `first` of its event and its place in the list. */
export interface AcceptedUpdate {
  readonly key: string;
  /** JSON text, as it was sent. */
  readonly value: string;
  /** Equal for equal values. */
  readonly print: string;
  /** Its sender's own number for it. */
  readonly local: number;
  /** Numbers of updates that it overruled, newest first; the ten newest if there are more. */
  readonly over?: readonly number[];
}

/** An update that lost against one that the log has. */
export interface RejectedUpdate {
  readonly key: string;
  readonly value: string;
  readonly local: number;
  /** Number of the newest update that it was in conflict with. */
  readonly by: number;
}

/** The body of `updates`: what one frame of a client came to. */
export interface UpdatesTaken {
  readonly session: number;
  readonly location: number;
  /** Number of the first accepted one. */
  readonly first: number;
  readonly updates: readonly AcceptedUpdate[];
  /** Only those that the client hadn't sent and lost before. */
  readonly rejected: readonly RejectedUpdate[];
  /** Set when the client told what it knew of a log that the hub had lost: up to where its numbers are the old ones. */
  readonly told?: { readonly certain: number };
}

/** The body of `published`. The texts are as they were sent. */
export interface MeetPublished {
  readonly id: string;
  readonly csv: string;
  readonly returnEmail: string;
}

/** The body of `recovering`: a client has seen numbers that the hub hasn't; those after `base` are asked for. */
export interface MeetRecovering {
  readonly base: number;
}

/** Every event of a meet's topic, by its type. `recovered`: all clients have been asked. */
export type MeetEvent =
  | { readonly type: 'created'; readonly body: MeetCreated }
  | { readonly type: 'session'; readonly body: SessionOpened }
  | { readonly type: 'updates'; readonly body: UpdatesTaken }
  | { readonly type: 'recovering'; readonly body: MeetRecovering }
  | { readonly type: 'recovered'; readonly body: Record<string, never> }
  | { readonly type: 'published'; readonly body: MeetPublished };

/** An event as it is recorded. */
export const meetEntry = (event: MeetEvent): { type: string; body: string } => ({
  type: event.type,
  body: JSON.stringify(event.body),
});

/** An event of a meet's topic as it was recorded; null for a type that this program doesn't know. */
export function readMeetEvent({ type, body }: { type: string; body: string }): MeetEvent | null {
  switch (type) {
    case 'created':
    case 'session':
    case 'updates':
    case 'recovering':
    case 'recovered':
    case 'published':
      return { type, body: JSON.parse(body) } as MeetEvent;
    default:
      return null;
  }
}
