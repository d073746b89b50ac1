import type { Screen } from '#pages/panel/routing.ts';
import type { Records } from '#shared/domain/tournament/state.ts';

/** What is still missing before a tournament can be played; the next one is offered on empty screens. */
export type NextStep = 'noCourts' | 'noDraws' | 'noEntries' | 'noMatches' | 'noOfficials';

const isEmpty = (records: object): boolean => Object.keys(records).length === 0;

/** The first thing that is missing; null when matches can be played. */
export function nextStep(records: Records): NextStep | null {
  if (isEmpty(records.courts)) return 'noCourts';
  if (isEmpty(records.draws)) return 'noDraws';
  if (isEmpty(records.entries)) return 'noEntries';
  if (isEmpty(records.matches)) return 'noMatches';
  return isEmpty(records.officials) ? 'noOfficials' : null;
}

/** The screen where each step is done. */
export const stepScreen = {
  noCourts: 'venue',
  noDraws: 'draws',
  noEntries: 'entries',
  noMatches: 'schedule',
  noOfficials: 'devices',
} as const satisfies Record<NextStep, Screen>;
