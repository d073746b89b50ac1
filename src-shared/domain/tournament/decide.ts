import type { MatchId } from '#shared/domain/ids.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { checkRules } from '#shared/domain/sports/table.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { TournamentCommandBody, TournamentEventBody } from './events.ts';
import { withoutRecords, withRecords } from './fold.ts';
import type { MatchPlan, Setup } from './records.ts';
import type { Records, TournamentState } from './state.ts';

/**
 * Decides a set-up command: the events to record, or why not. `hasStarted` tells whether anything has been played in a
 * match, since its sides, draw and existence are then fixed.
 */
export function decideTournament(
  state: TournamentState | null,
  body: TournamentCommandBody,
  hasStarted: (match: MatchId) => boolean,
): Result<readonly TournamentEventBody[], Refusal> {
  if (body.type === 'create') {
    if (state) return err(refusal('TOURNAMENT_EXISTS', 'This tournament has been created already.'));
    return ok([body]);
  }
  if (!state) return err(refusal('NO_SUCH_TOURNAMENT', 'This tournament isn’t on this hub.'));
  if (body.type === 'reopen') return ok([body]);
  if (state.status === 'closed') {
    return err(refusal('TOURNAMENT_CLOSED', 'The tournament is closed. Open it again to change it.'));
  }
  switch (body.type) {
    case 'put':
      return decidePut(state, body.records, hasStarted);
    case 'remove': {
      const rest = withoutRecords(state, body.records);
      const started = body.records.matches?.find(hasStarted);
      if (started) return err(hasStartedRefusal(state.matches[started]));
      const dangling = danglingReference(rest);
      return dangling
        ? err(refusal('IN_USE', '{what} is still used by {by}. Remove that first.', dangling))
        : ok([body]);
    }
    default:
      return ok([body]);
  }
}

const hasStartedRefusal = (plan: MatchPlan | undefined): Refusal =>
  refusal('HAS_STARTED', 'Match {number} has been started, so its sides and draw stay as they are.', {
    number: plan?.number ?? 0,
  });

function decidePut(
  state: TournamentState,
  setup: Setup,
  hasStarted: (match: MatchId) => boolean,
): Result<readonly TournamentEventBody[], Refusal> {
  const numbered = withNumbers(state, setup);
  for (const draw of numbered.draws ?? []) {
    const rules = checkRules(draw.rules);
    if (!rules.ok) return rules;
  }
  for (const plan of numbered.matches ?? []) {
    const known = state.matches[plan.id];
    const [a, b] = plan.sides;
    if (a !== null && a === b) {
      return err(
        refusal('SAME_SIDE_TWICE', 'Match {number} has the same side twice.', { number: plan.number }),
      );
    }
    if (known && hasStarted(plan.id) && !samePlay(known, plan)) return err(hasStartedRefusal(known));
  }
  const next = withRecords(state, numbered);
  const twice = numberTakenTwice(next);
  if (twice) {
    return err(refusal('NUMBER_TAKEN', 'Match number {number} is taken. Choose another.', { number: twice }));
  }
  const dangling = danglingReference(next);
  if (dangling) {
    return err(refusal('NO_SUCH_RECORD', '{by} names {what}, which isn’t in this tournament.', dangling));
  }
  return ok([{ type: 'put', records: numbered }]);
}

const samePlay = (a: MatchPlan, b: MatchPlan): boolean =>
  a.draw === b.draw && a.sides[0] === b.sides[0] && a.sides[1] === b.sides[1];

/** Gives matches that ask for one (number 0) the next free number. */
function withNumbers(state: TournamentState, setup: Setup): Setup {
  if (!setup.matches?.some((plan) => plan.number === 0)) return setup;
  const taken = [...Object.values(state.matches), ...setup.matches].map((plan) => plan.number);
  let free = taken.reduce((most, number) => Math.max(most, number), 0);
  const matches = setup.matches.map((plan) => {
    if (plan.number !== 0) return plan;
    const known = state.matches[plan.id];
    if (known) return { ...plan, number: known.number };
    free += 1;
    return { ...plan, number: free };
  });
  return { ...setup, matches };
}

function numberTakenTwice(records: Records): number | null {
  const seen = new Set<number>();
  for (const { number } of Object.values(records.matches)) {
    if (seen.has(number)) return number;
    seen.add(number);
  }
  return null;
}

/** The kinds that a record's fields name. */
function referencesOf(records: Records): { by: string; kind: keyof Records; id: string }[] {
  const all: { by: string; kind: keyof Records; id: string | null }[] = [];
  for (const court of Object.values(records.courts))
    all.push({ by: court.name, kind: 'venues', id: court.venue });
  for (const entry of Object.values(records.entries)) {
    all.push({ by: entry.name, kind: 'draws', id: entry.draw });
    for (const member of entry.members) all.push({ by: entry.name, kind: 'people', id: member });
  }
  for (const pool of Object.values(records.pools)) {
    all.push({ by: pool.name, kind: 'draws', id: pool.draw });
    for (const entry of pool.entries) all.push({ by: pool.name, kind: 'entries', id: entry });
  }
  for (const plan of Object.values(records.matches)) {
    const by = `match ${plan.number}`;
    all.push({ by, kind: 'draws', id: plan.draw }, { by, kind: 'pools', id: plan.pool });
    all.push({ by, kind: 'courts', id: plan.court }, { by, kind: 'officials', id: plan.official });
    for (const side of plan.sides) all.push({ by, kind: 'entries', id: side });
  }
  return all.flatMap((reference) => (reference.id === null ? [] : [{ ...reference, id: reference.id }]));
}

/** The first reference to a record that isn't there. */
function danglingReference(records: Records): { what: string; by: string } | null {
  const missing = referencesOf(records).find(({ kind, id }) => records[kind][id] === undefined);
  return missing ? { what: `${singular[missing.kind]} ${missing.id}`, by: missing.by } : null;
}

const singular: Record<keyof Records, string> = {
  venues: 'venue',
  courts: 'court',
  draws: 'draw',
  people: 'person',
  entries: 'entry',
  pools: 'pool',
  officials: 'official',
  matches: 'match',
};
