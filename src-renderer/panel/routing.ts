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
  'programs',
] as const;
export type Screen = (typeof screens)[number];

/** Parts of the screen of other programs, in the order of its tabs. */
export const programTabs = ['ways', 'relay', 'meets', 'rooms', 'accounts', 'competitions'] as const;
export type ProgramTab = (typeof programTabs)[number];

/** What the panel shows: it stands in the address after `#`, so that back, forward and reload work. */
export interface Route {
  /** Null: the start screen with the list of tournaments. */
  readonly tournament: TournamentId | null;
  readonly screen: Screen;
  /** The match that is open beside the grid; none beside the other programs. */
  readonly match: MatchId | null;
  /** Which part of the other programs is shown. */
  readonly tab: ProgramTab;
  /** What is open of them, by its id in that part: a relayed match, a meet, a room. Any characters. */
  readonly item: string | null;
}

/** The start screen. */
export const startRoute: Route = { tournament: null, screen: 'live', match: null, tab: 'ways', item: null };

const isScreen = (word: string | undefined): word is Screen => screens.some((screen) => screen === word);
const isTab = (word: string | undefined): word is ProgramTab => programTabs.some((tab) => tab === word);

/**
 * Reads `#/<tournament>/<screen>[/<match>]` and `#/<tournament>/programs[/<tab>[/<item>]]`; anything else is the start
 * screen.
 */
export function parseRoute(fragment: string): Route {
  const [empty, tournament, screen, third, fourth] = fragment.replace(/^#/, '').split('/');
  const id = TournamentId.safeParse(tournament);
  if (empty !== '' || !id.success) return startRoute;
  const route: Route = { ...startRoute, tournament: id.data, screen: isScreen(screen) ? screen : 'live' };
  if (route.screen === 'programs') {
    return { ...route, tab: isTab(third) ? third : 'ways', item: isTab(third) ? decoded(fourth) : null };
  }
  const open = MatchId.safeParse(third);
  return { ...route, match: open.success ? open.data : null };
}

/** A part of an address as it was before it was put there; null when there is none or it isn't one. */
function decoded(part: string | undefined): string | null {
  if (!part) return null;
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** The fragment of a route, with its `#`. */
export function formatRoute(route: Route): string {
  const { tournament, screen, match, tab, item } = route;
  if (tournament === null) return '#/';
  if (screen !== 'programs') return `#/${tournament}/${screen}${match === null ? '' : `/${match}`}`;
  return `#/${tournament}/programs/${tab}${item === null ? '' : `/${encodeURIComponent(item)}`}`;
}

/** Where one comes to: another screen or part closes what was open, unless it says what to open. */
export function goneTo(from: Route, to: Partial<Route>): Route {
  const leaves = to.screen !== undefined && to.screen !== from.screen;
  const turns = to.tab !== undefined && to.tab !== from.tab;
  return { ...from, ...(leaves ? { match: null } : {}), ...(leaves || turns ? { item: null } : {}), ...to };
}

/** True when something is open beside the screen. A meet and accounts take the whole of it. */
export function hasAside({ screen, match, tab, item }: Route): boolean {
  if (screen !== 'programs') return match !== null;
  return item !== null && (tab === 'relay' || tab === 'rooms' || tab === 'competitions');
}

/** The one-time token of an address such as `/panel#<once>`; null for a route or nothing. */
export function onceOf(fragment: string): string | null {
  const text = fragment.replace(/^#/, '');
  return text === '' || text.startsWith('/') ? null : text;
}
