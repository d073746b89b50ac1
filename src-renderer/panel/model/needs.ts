import type { Moment } from '#shared/domain/ids.ts';
import type { MatchScore, ScheduleStatus } from '#shared/domain/match/state.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { Presence } from '#shared/protocol/down.ts';

/** Why a match needs somebody. The panel says each of them in words. */
export type Need =
  | { readonly kind: 'conflict'; readonly branches: number }
  | { readonly kind: 'silent'; readonly name: string; readonly forMs: number; readonly waiting: number }
  | { readonly kind: 'protested' }
  | { readonly kind: 'noReferee' }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'overdue'; readonly byMs: number };

/** A lost phone is called silent after this long: a locked screen or a changed access point comes back by itself. */
export const silentAfterMs = 10_000;
/** A match that hasn't begun this long after its planned time is overdue. */
export const overdueAfterMs = 10 * 60_000;

const underWay: readonly ScheduleStatus[] = ['called', 'warmUp', 'running', 'break', 'suspended'];
const played: readonly ScheduleStatus[] = ['running', 'break'];

/** True from the call until the match ends. */
export const isCalledOrUnderWay = (score: Pick<MatchScore, 'schedule'> | undefined): boolean =>
  score !== undefined && underWay.includes(score.schedule);

/** True while rallies are played or could be. */
export const isPlayed = (score: Pick<MatchScore, 'schedule'> | undefined): boolean =>
  score !== undefined && played.includes(score.schedule);

/** The phone that referees a match: the one that shows it, of the official in charge first. */
export function phoneOf(
  plan: Pick<MatchPlan, 'id' | 'official'>,
  score: Pick<MatchScore, 'official'> | undefined,
  devices: readonly Presence[],
): Presence | null {
  const showing = devices.filter((device) => device.match === plan.id && device.client === 'referee');
  const inCharge = score?.official ?? null;
  const ofCharge = showing.filter((device) => inCharge !== null && device.official === inCharge);
  const best = (list: readonly Presence[]): Presence | null =>
    list.toSorted((a, b) => Number(b.connected) - Number(a.connected) || b.lastSeen - a.lastSeen)[0] ?? null;
  return best(ofCharge) ?? best(showing);
}

/** Everything that a match needs, the most pressing first. */
export function needsOf(
  plan: MatchPlan,
  score: MatchScore | undefined,
  devices: readonly Presence[],
  now: Moment,
): readonly Need[] {
  const needs: Need[] = [];
  if (score && score.openBranches > 0) needs.push({ kind: 'conflict', branches: score.openBranches });
  const phone = phoneOf(plan, score, devices);
  if (isCalledOrUnderWay(score)) {
    const sinceMs = phone ? now - phone.lastSeen : 0;
    // Seen later than now: the clock was set back since, and it has been silent for nobody knows how long.
    const forMs = sinceMs <= -silentAfterMs ? silentAfterMs : sinceMs;
    // The hub drops a connection after 25 s without a sound, so a connected phone was heard lately.
    if (phone && !phone.connected && forMs >= silentAfterMs)
      needs.push({ kind: 'silent', name: phone.name, forMs, waiting: phone.waiting });
    if (phone === null && (plan.official === null || isPlayed(score))) needs.push({ kind: 'noReferee' });
  }
  if (score?.schedule === 'suspended') needs.push({ kind: 'suspended' });
  if (score?.result === 'protested') needs.push({ kind: 'protested' });
  if (score?.result === 'unconfirmed') needs.push({ kind: 'unconfirmed' });
  const notBegun = score === undefined || score.schedule === 'planned' || score.schedule === 'called';
  if (notBegun && plan.scheduled !== null && now - plan.scheduled >= overdueAfterMs) {
    needs.push({ kind: 'overdue', byMs: now - plan.scheduled });
  }
  return needs;
}
