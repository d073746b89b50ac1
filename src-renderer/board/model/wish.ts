import type { Court, Venue } from '#shared/domain/tournament/records.ts';
import type { Records } from '#shared/domain/tournament/state.ts';
import { byOrder } from '#ui/order.ts';
import { plain } from '#ui/search.ts';

/** What a board's address asks for. */
export interface BoardWish {
  readonly court: string | null;
  readonly venue: string | null;
  readonly tournament: string | null;
  /** Seconds that each court is shown when they take turns; null: all at once in a grid. */
  readonly turnSeconds: number | null;
  /** Seconds that a page of the grid is shown. */
  readonly pageSeconds: number;
  /** Whether the hub's address is shown as a QR code. */
  readonly qr: boolean;
  readonly theme: 'light' | 'dark' | null;
  readonly language: string | null;
}

/** Reads the board's address (`location.search`). A number that isn't one counts as not given; times are 3 to 120 s. */
export function boardWish(search: string): BoardWish {
  const params = new URLSearchParams(search);
  const text = (name: string): string | null => params.get(name)?.trim() || null;
  const seconds = (name: string): number | null => {
    const value = Number(text(name) ?? Number.NaN);
    return Number.isFinite(value) && value > 0 ? Math.min(120, Math.max(3, value)) : null;
  };
  const theme = text('theme');
  return {
    court: text('court'),
    venue: text('venue'),
    tournament: text('tournament'),
    turnSeconds: seconds('turn'),
    pageSeconds: seconds('page') ?? 10,
    qr: text('qr') !== '0',
    theme: theme === 'light' || theme === 'dark' ? theme : null,
    language: text('lang'),
  };
}

/** What the board has to show. */
export type BoardShow =
  | { readonly kind: 'court'; readonly court: Court }
  | { readonly kind: 'venue'; readonly venue: Venue; readonly courts: readonly Court[] }
  /** Nothing was asked for. */
  | { readonly kind: 'choose' }
  /** There is no such court or venue, or several: the board says so and offers what there is. */
  | {
      readonly kind: 'unknown';
      readonly what: 'court' | 'venue';
      readonly asked: string;
      readonly several: boolean;
    };

const same = (a: string, b: string): boolean => bare(a) === bare(b);
const bare = (text: string): string => plain(text).replace(/\s+/g, ' ').trim();

/** Venues with their courts, in their real order. */
export const venuesWithCourts = (
  records: Pick<Records, 'venues' | 'courts'>,
): readonly { readonly venue: Venue; readonly courts: readonly Court[] }[] =>
  Object.values(records.venues)
    .sort(byOrder)
    .map((venue) => ({
      venue,
      courts: Object.values(records.courts)
        .filter((court) => court.venue === venue.id)
        .sort(byOrder),
    }));

/** Finds what was asked for: by id, else by name, whatever its case and accents. A court is looked for in the venue, if one is given. */
export function boardShow(
  records: Pick<Records, 'venues' | 'courts'>,
  wish: Pick<BoardWish, 'court' | 'venue'>,
): BoardShow {
  const all = venuesWithCourts(records);
  const venues = wish.venue === null ? all : found(all, wish.venue, ({ venue }) => venue);
  if (wish.venue !== null && venues.length !== 1) return unknown('venue', wish.venue, venues.length);
  if (wish.court === null) {
    const [only] = venues;
    return wish.venue === null || !only ? { kind: 'choose' } : { kind: 'venue', ...only };
  }
  const courts = found(
    venues.flatMap((row) => row.courts),
    wish.court,
    (court) => court,
  );
  const [court] = courts;
  return court && courts.length === 1
    ? { kind: 'court', court }
    : unknown('court', wish.court, courts.length);
}

const unknown = (what: 'court' | 'venue', asked: string, matches: number): BoardShow => ({
  kind: 'unknown',
  what,
  asked,
  several: matches > 1,
});

function found<T>(
  all: readonly T[],
  asked: string,
  record: (item: T) => { id: string; name: string },
): readonly T[] {
  const byId = all.filter((item) => record(item).id === asked);
  return byId.length > 0 ? byId : all.filter((item) => same(record(item).name, asked));
}

/** The same address with other parameters; a null takes one out. */
export function addressWith(search: string, changes: Readonly<Record<string, string | null>>): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  return `?${params.toString()}`;
}
