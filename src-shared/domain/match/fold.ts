import type { DeviceId, MatchId, Moment } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { applyToCourse, type Course, isCourseEvent, noCourse } from './apply.ts';
import type { BranchedEvent, MatchEventBody, MatchEventMeta } from './events.ts';
import type { Branch, MatchRecord, MatchState } from './state.ts';

/** A match of which nothing has been recorded. */
export const newMatch = (id: MatchId): MatchState => ({
  id,
  ...noCourse,
  charge: null,
  records: [],
  branches: [],
  seq: 0,
});

/** Why replaying a list of events stopped, and at which of them. */
export interface Broken {
  readonly at: MatchRecord;
  readonly why: Refusal;
}

/** Folds the records that aren't voided, from the beginning; stops at the first that isn't legal. */
export function replay(records: readonly MatchRecord[]): Result<Course, Broken> {
  let course = noCourse;
  for (const record of records) {
    if (record.voidedBy !== null || !isCourseEvent(record.body)) continue;
    const next = applyToCourse(course, record.body, record.at);
    if (!next.ok) return err({ at: record, why: next.error });
    course = next.value;
  }
  return ok(course);
}

/** The records as they would be if the one with this event id were voided by the event `by`. */
export const withVoided = (
  records: readonly MatchRecord[],
  event: MatchRecord['event'],
  by: number,
): readonly MatchRecord[] =>
  records.map((record) => (record.event === event ? { ...record, voidedBy: by } : record));

/**
 * The records as they would be if a branch took the place of what came after its base: course events after the base
 * are voided by `by`, the branch's own follow, its voids carried out.
 */
export function withBranch(state: MatchState, branch: Branch, by: number): readonly MatchRecord[] {
  let records = state.records.map((record) =>
    record.seq > branch.base && isCourseEvent(record.body) && record.voidedBy === null
      ? { ...record, voidedBy: by }
      : record,
  );
  for (const kept of branch.records) {
    if (kept.body.type === 'void') records = [...withVoided(records, kept.body.event, by)];
    else records.push({ ...kept, seq: by });
  }
  return records;
}

/**
 * Folds one recorded event into the state of its match. The hub, the phones and the panel all use this function.
 * An event that isn't legal (only a log written by another version can hold one) is kept in the records and changes
 * nothing else.
 */
export function evolveMatch(state: MatchState, body: MatchEventBody, meta: MatchEventMeta): MatchState {
  const record = recordOf(body, meta);
  const next = { ...state, seq: meta.seq, records: [...state.records, record] };
  switch (body.type) {
    case 'void':
      return refolded({ ...next, records: withVoided(next.records, body.event, meta.seq) });
    case 'takeCharge':
      return { ...next, charge: { official: meta.official, device: meta.device, since: meta.seq } };
    case 'branched':
      return { ...state, seq: meta.seq, branches: withBranched(state.branches, body, meta) };
    case 'settle': {
      const branch = state.branches.find((b) => b.device === body.device && b.settled === 'open');
      if (!branch) return next;
      const branches = state.branches.map((b) => (b === branch ? { ...b, settled: body.keep } : b));
      if (body.keep === 'log') return { ...next, branches };
      return refolded({ ...next, branches, records: [...withBranch(state, branch, meta.seq), record] });
    }
    default: {
      const applied = applyToCourse(state, body, meta.at);
      if (!applied.ok) return next;
      // The course comes back with all that came in, so the new seq and records go over it.
      const moved = { ...next, ...applied.value, seq: next.seq, records: next.records };
      if (next.charge || !takesCharge(body)) return moved;
      return { ...moved, charge: { official: meta.official, device: meta.device, since: meta.seq } };
    }
  }
}

/** The first to do one of these is in charge, without having to say so. */
const takesCharge = (body: MatchEventBody): boolean => body.type === 'start' || body.type === 'warmUp';

function refolded(state: MatchState): MatchState {
  const course = replay(state.records);
  return course.ok ? { ...state, ...course.value } : state;
}

function withBranched(
  branches: readonly Branch[],
  body: BranchedEvent,
  meta: MatchEventMeta,
): readonly Branch[] {
  const kept = recordOfBranched(body, meta);
  const open = branches.find((branch) => branch.device === meta.device && branch.settled === 'open');
  if (!open) {
    const fresh = newBranch(meta.device, meta, body.base, kept);
    return [...branches, fresh];
  }
  return branches.map((branch) =>
    branch === open ? { ...branch, records: [...branch.records, kept] } : branch,
  );
}

function newBranch(device: DeviceId, meta: MatchEventMeta, base: number, first: MatchRecord): Branch {
  return { device, official: meta.official, base, records: [first], settled: 'open' };
}

function recordOfBranched(body: BranchedEvent, meta: MatchEventMeta): MatchRecord {
  // A start can't branch (nobody is in charge before it), so every command body kept here is an event body too.
  return { ...recordOf(body.body as MatchEventBody, meta), at: body.at };
}

/** Takes what a record holds and nothing else, since rows and frames carry more. */
function recordOf(
  body: MatchEventBody,
  { seq, event, command, device, official, at }: MatchEventMeta,
): MatchRecord {
  return { seq, event, command, device, official, at, body, voidedBy: null };
}

/** The last event of the course that still counts: what an undo takes back. Null if there is none. */
export function lastEvent(state: Pick<MatchState, 'records'>): MatchRecord | null {
  return state.records.findLast((record) => record.voidedBy === null && isCourseEvent(record.body)) ?? null;
}

/** Time of the last event of a match, voids included; null if there is none. */
export const changedAt = (state: Pick<MatchState, 'records'>): Moment | null =>
  state.records.at(-1)?.at ?? null;
