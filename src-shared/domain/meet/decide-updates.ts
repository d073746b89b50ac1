import type { Decision } from '#shared/domain/log.ts';
import { type Conflict, conflictOf, wins } from './conflict.ts';
import { type AcceptedUpdate, meetEntry, type RejectedUpdate } from './events.ts';
import { indexOver } from './growing-list.ts';
import { isFinished, type MeetConflict, type MeetState, newestOf } from './meet.ts';
import { type Asked, type OfferedUpdate, type ToldList, toldList } from './told.ts';
import { numberOf, numberOfTold, updateIndexOf } from './update-index.ts';

/** A client's number of an update and the hub's. */
export interface UpdateAck {
  readonly local: number;
  readonly number: number;
}

/** An update that wasn't taken. */
export interface UpdateRejection {
  readonly local: number;
  /** It lost against another one; the sender is sent the log from there on. */
  readonly conflict: boolean;
  readonly reason: string;
}

/** What a frame of updates came to. */
export type UpdatesOutcome =
  | {
      readonly kind: 'decided';
      readonly acks: readonly UpdateAck[];
      readonly rejections: readonly UpdateRejection[];
      /** Number of the first accepted one; null if none was. */
      readonly first: number | null;
      /** Number from which on the sender is sent the log; null if it needs nothing. */
      readonly sendFrom: number | null;
      /** It was the client's answer to being asked what it knows. */
      readonly told: boolean;
    }
  /** The hub has lost what these were made after: they are to wait until the clients have been asked. */
  | { readonly kind: 'ahead' };

/** A frame of updates. */
export interface UpdatesOffered {
  readonly session: number;
  readonly updates: readonly OfferedUpdate[];
  readonly asked: Asked;
  /** Whether updates may wait for what they were made after. */
  readonly mayWait: boolean;
}

/** Decides on a frame of updates, in its order. */
export function decideUpdates(state: MeetState, offered: UpdatesOffered): Decision<UpdatesOutcome> {
  const { session, updates, asked } = offered;
  const location = state.sessions[session]?.location;
  const priority = location === undefined ? null : priorityOf(state, location);
  const barred = barredBy(state, location === undefined || priority === null);
  const told = isFinished(state) ? null : toldList(state, updates, asked);
  if (location === undefined || (barred !== null && !told)) return refusedAll(state, offered, barred ?? '');
  if (!told && offered.mayWait && isAhead(state, updates)) {
    return { entries: [], outcome: { kind: 'ahead' } };
  }
  return taken(state, offered, told, location, priority);
}

/** Whether updates were made after ones that the hub hasn't, in a meet that is known to have lost some. */
const isAhead = (state: MeetState, updates: readonly OfferedUpdate[]): boolean =>
  state.recovery !== null && updates.some(({ after }, n) => after > newestOf(state) + n);

/** Why a location's updates aren't taken at all; null if they are. */
function barredBy(state: MeetState, showsOnly: boolean): string | null {
  if (isFinished(state)) return 'the meet is finished, its results were published';
  return showsOnly ? 'this location is display-only' : null;
}

/** Nothing is taken; what had been accepted before is acknowledged all the same. */
function refusedAll(
  state: MeetState,
  { session, updates }: UpdatesOffered,
  reason: string,
): Decision<UpdatesOutcome> {
  const index = updateIndexOf(state.updates);
  const numbers = updates.map((update) => numberOf(index, session, update));
  return {
    entries: [],
    outcome: {
      kind: 'decided',
      acks: updates.flatMap(({ local }, n) => ackOf(local, numbers[n] ?? null)),
      rejections: updates.flatMap(({ local }, n) =>
        (numbers[n] ?? null) === null ? { local, conflict: false, reason } : [],
      ),
      first: null,
      sendFrom: null,
      told: false,
    },
  };
}

const ackOf = (local: number, number: number | null): readonly UpdateAck[] =>
  number === null ? [] : [{ local, number }];

function taken(
  state: MeetState,
  { session, updates: offered }: UpdatesOffered,
  told: ToldList | null,
  location: number,
  priority: number | null,
): Decision<UpdatesOutcome> {
  const index = updateIndexOf(state.updates);
  const first = newestOf(state) + 1;
  const updates: AcceptedUpdate[] = [];
  const rejected: RejectedUpdate[] = [];
  const acks: UpdateAck[] = [];
  const rejections: UpdateRejection[] = [];
  const locals = new Map<number, number>();
  let sendFrom = told?.missing ?? null;

  for (const [n, { key, steps, value, print, local, after, fault }] of offered.entries()) {
    const same = { local, key, print };
    const known = told
      ? (told.known[n] ?? numberOfTold(index, session, same))
      : (locals.get(local) ?? numberOf(index, session, same));
    if (known !== null) {
      acks.push({ local, number: known });
      continue;
    }
    if (fault !== null) {
      rejections.push({ local, conflict: false, reason: fault });
      continue;
    }
    const conflict = conflictOf(index, { steps, print }, location, told?.seen ?? after, (other) =>
      priorityOf(state, other),
    );
    if (conflict && !wins(priority, conflict)) {
      rejections.push({ local, conflict: true, reason: lostTo(state, conflict) });
      if (!lostBefore(state, session, local)) rejected.push({ key, value, local, by: conflict.newest });
      sendFrom = Math.min(sendFrom ?? conflict.earliest, conflict.earliest);
      continue;
    }
    const number = first + updates.length;
    updates.push({ key, value, print, local, ...(conflict ? { over: conflict.named } : {}) });
    acks.push({ local, number });
    if (!told) locals.set(local, number);
  }

  const isSurer = told !== null && told.certain > (state.recovery?.certain ?? 0);
  const changes = updates.length > 0 || rejected.length > 0 || isSurer;
  const entry = meetEntry({
    type: 'updates',
    body: {
      session,
      location,
      first,
      updates,
      rejected,
      ...(told ? { told: { certain: told.certain } } : {}),
    },
  });
  return {
    entries: changes ? [entry] : [],
    outcome: {
      kind: 'decided',
      acks,
      rejections,
      first: updates.length > 0 ? first : null,
      sendFrom,
      told: told !== null,
    },
  };
}

const priorityOf = (state: MeetState, location: number): number | null =>
  state.created?.locations[location]?.priority ?? null;

function lostTo(state: MeetState, { newest }: Conflict): string {
  const location = state.updates.items[newest - 1]?.location ?? -1;
  const name = state.created?.locations[location]?.name ?? '';
  return `conflict: update ${newest} from ${name} stands`;
}

/** Whether an update of a client was already rejected in a conflict: repeating it isn't another conflict. */
const lostBefore = (state: MeetState, session: number, local: number): boolean =>
  rejectedIn(state.conflicts).has(`${session}/${local}`);

const rejectedIn = indexOver<MeetConflict, Set<string>>(
  () => new Set(),
  (known, { session, local, lost }) => {
    if (lost === null) known.add(`${session}/${local}`);
  },
);
