import { EntryId, type TournamentId } from '#shared/domain/ids.ts';

/** The most favourites that are kept. */
const mostKept = 200;

/** Where a tournament's favourites are kept on the device. */
export const favouritesKey = (tournament: TournamentId): string => `favourites.${tournament}`;

/** Reads what `writtenFavourites` wrote; whatever else is there counts as none. */
export function readFavourites(stored: string | null): ReadonlySet<EntryId> {
  const ids = (stored ?? '').split(' ').flatMap((id) => {
    const parsed = EntryId.safeParse(id);
    return parsed.success ? [parsed.data] : [];
  });
  return new Set(ids);
}

/** The favourites as one line; null when there are none. The oldest are left out when there are too many. */
export const writtenFavourites = (favourites: ReadonlySet<EntryId>): string | null =>
  favourites.size === 0 ? null : [...favourites].slice(-mostKept).join(' ');

/** With an entry added, or without it if it was there. */
export function toggled(favourites: ReadonlySet<EntryId>, entry: EntryId): ReadonlySet<EntryId> {
  const changed = new Set(favourites);
  if (!changed.delete(entry)) changed.add(entry);
  return changed;
}
