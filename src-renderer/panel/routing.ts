import { MatchId, TournamentId } from '#shared/domain/ids.ts';

/** The panel's screens in the order of the rail. */
export const screens = [
  'live',
  'schedule',
  'draws',
  'entries',
  'heats',
  'devices',
  'results',
  'history',
  'venue',
] as const;
export type Screen = (typeof screens)[number];

/** What the panel shows: it stands in the address after `#`, so that back, forward and reload work. */
export interface Route {
  /** Null: the start screen with the list of tournaments. */
  readonly tournament: TournamentId | null;
  readonly screen: Screen;
  /** The match that is open beside the grid. */
  readonly match: MatchId | null;
}

/** The start screen. */
export const startRoute: Route = { tournament: null, screen: 'live', match: null };

const isScreen = (word: string | undefined): word is Screen => screens.some((screen) => screen === word);

/** Reads `#/<tournament>/<screen>[/<match>]`; anything else is the start screen. */
export function parseRoute(fragment: string): Route {
  const [empty, tournament, screen, match] = fragment.replace(/^#/, '').split('/');
  const id = TournamentId.safeParse(tournament);
  if (empty !== '' || !id.success) return startRoute;
  const open = MatchId.safeParse(match);
  return {
    tournament: id.data,
    screen: isScreen(screen) ? screen : 'live',
    match: open.success ? open.data : null,
  };
}

/** The fragment of a route, with its `#`. */
export function formatRoute(route: Route): string {
  if (route.tournament === null) return '#/';
  const match = route.match === null ? '' : `/${route.match}`;
  return `#/${route.tournament}/${route.screen}${match}`;
}

/** The one-time token of an address such as `/panel#<once>`; null for a route or nothing. */
export function onceOf(fragment: string): string | null {
  const text = fragment.replace(/^#/, '');
  return text === '' || text.startsWith('/') ? null : text;
}
