import type { Moment } from '#shared/domain/ids.ts';
import type { AdapterName, PeopleState } from '#shared/domain/people/people.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { AdaptersStatus, DeliveryLine, MeetsStatus } from '#shared/protocol/clients.ts';
import type { HubStatus, JoinRequest } from '#shared/protocol/down.ts';
import { hasNoNetwork } from './addresses.ts';
import { matchesByNumber, type Scores } from './lookups.ts';
import { failingDeliveries, isRefused, type Meet } from './meets.ts';
import { isCalledOrUnderWay, type Need, needsOf } from './needs.ts';

/** One line of the list of what needs attention. */
export type Attention =
  | { readonly kind: 'match'; readonly plan: MatchPlan; readonly need: Need }
  | { readonly kind: 'joinRequest'; readonly request: JoinRequest }
  | { readonly kind: 'noNetwork' }
  | { readonly kind: 'newAddress'; readonly from: string; readonly to: string }
  | { readonly kind: 'nobodyCame'; readonly expected: number }
  | { readonly kind: 'refused'; readonly count: number }
  | { readonly kind: 'way'; readonly name: AdapterName; readonly problem: string }
  | {
      readonly kind: 'delivery';
      readonly meet: Meet;
      readonly target: DeliveryLine['target'];
      /** Until the organiser corrects something. */
      readonly refused: boolean;
    }
  | { readonly kind: 'recovering'; readonly meet: Meet }
  | { readonly kind: 'problem'; readonly code: string; readonly message: string };

const rank: Record<Need['kind'], number> = {
  conflict: 0,
  silent: 1,
  protested: 2,
  noReferee: 3,
  suspended: 4,
  unconfirmed: 5,
  overdue: 6,
};

/** What the list is made from. */
export interface AttentionInput {
  readonly tournament: TournamentState;
  readonly scores: Scores;
  readonly hub: HubStatus | null;
  /** Who was given a QR code; null until it is known. */
  readonly people: Pick<PeopleState, 'seats'> | null;
  /** The hub's clock. */
  readonly now: Moment;
  /** The address in the QR codes has changed and nobody has seen it; null: it hasn't. */
  readonly newAddress?: { readonly from: string; readonly to: string } | null;
}

/** What a hub can't do its work with stands before everything: nothing else counts until it is put right. */
const isUrgent = ({ code }: HubStatus['problems'][number]): boolean => code === 'STORE_FAILED';

/** Officials here: how many of them have a phone connected now. */
export function officialsHere(hub: Pick<HubStatus, 'devices'> | null): number {
  const here = hub?.devices.filter((device) => device.connected && device.official !== null) ?? [];
  return new Set(here.map((device) => device.official)).size;
}

/** Officials are set up, a QR code has been shown, and no phone has ever connected. */
export function nobodyCame(
  tournament: TournamentState,
  hub: Pick<HubStatus, 'devices'> | null,
  people: Pick<PeopleState, 'seats'> | null,
): boolean {
  const expected = Object.keys(tournament.officials).length;
  const isShown = Object.values(people?.seats ?? {}).some((seat) => seat.tournament === tournament.id);
  if (!hub || expected === 0 || !isShown) return false;
  return !hub.devices.some((device) => device.client === 'referee');
}

/** What other programs need: ways in that can't be opened, meets that lack something, files that don't arrive. */
export function programsNeed(
  adapters: AdaptersStatus | null,
  meets: MeetsStatus | null,
): readonly Attention[] {
  const all = meets?.meets ?? [];
  return [
    ...all.filter(({ recovering }) => recovering).map((meet) => ({ kind: 'recovering' as const, meet })),
    ...(adapters?.adapters ?? []).flatMap(({ name, on, problem }): readonly Attention[] =>
      on && problem !== null ? [{ kind: 'way', name, problem }] : [],
    ),
    ...all.flatMap((meet) =>
      failingDeliveries(meet).map((line) => ({
        kind: 'delivery' as const,
        meet,
        target: line.target,
        refused: isRefused(line),
      })),
    ),
  ];
}

/** Everything that waits for the organiser, the most pressing first. Overdue matches stay in the grid's words. */
export function attentionList({
  tournament,
  scores,
  hub,
  people,
  now,
  newAddress = null,
}: AttentionInput): readonly Attention[] {
  const devices = hub?.devices ?? [];
  const ofMatches = matchesByNumber(tournament)
    .filter((plan) => {
      const score = scores.get(plan.id);
      return score && (isCalledOrUnderWay(score) || score.result !== 'none' || score.openBranches > 0);
    })
    .flatMap((plan) =>
      needsOf(plan, scores.get(plan.id), devices, now)
        .filter((need) => need.kind !== 'overdue')
        .map((need): Attention => ({ kind: 'match', plan, need })),
    )
    .toSorted((a, b) =>
      a.kind === 'match' && b.kind === 'match' ? rank[a.need.kind] - rank[b.need.kind] : 0,
    );
  const expected = Object.keys(tournament.officials).length;
  const problems = hub?.problems ?? [];
  const lines = (some: HubStatus['problems']): readonly Attention[] =>
    some.map((problem) => ({ kind: 'problem', ...problem }));
  return [
    ...lines(problems.filter(isUrgent)),
    ...(hasNoNetwork(hub) ? [{ kind: 'noNetwork' as const }] : []),
    ...lines(problems.filter((problem) => !isUrgent(problem))),
    ...(newAddress ? [{ kind: 'newAddress' as const, from: newAddress.from, to: newAddress.to }] : []),
    ...(hub?.joinRequests ?? []).map((request): Attention => ({ kind: 'joinRequest', request })),
    ...(nobodyCame(tournament, hub, people) ? [{ kind: 'nobodyCame' as const, expected }] : []),
    ...ofMatches,
  ];
}
