import { useCallback, useState } from 'react';
import { favouritesKey, readFavourites, toggled, writtenFavourites } from '#pages/live/model/favourites.ts';
import { useText } from '#pages/live/text/live-text.ts';
import type { EntryId, TournamentId } from '#shared/domain/ids.ts';
import { readStored, writeStored } from '#ui/stored.ts';

/** The entries that this device follows, and what changes them. */
export function useFavourites(
  tournament: TournamentId,
): readonly [ReadonlySet<EntryId>, (entry: EntryId) => void] {
  const key = favouritesKey(tournament);
  const [favourites, setFavourites] = useState(() => readFavourites(readStored(key)));
  const toggle = useCallback(
    (entry: EntryId) =>
      setFavourites((before) => {
        const after = toggled(before, entry);
        writeStored(key, writtenFavourites(after));
        return after;
      }),
    [key],
  );
  return [favourites, toggle];
}

/** The star beside a name. */
export function StarButton({ name, isOn, onToggle }: { name: string; isOn: boolean; onToggle: () => void }) {
  const t = useText();
  return (
    <button
      type="button"
      className="star"
      aria-pressed={isOn}
      aria-label={t('favourite.add', { name })}
      onClick={onToggle}
    >
      <span aria-hidden="true">{isOn ? '★' : '☆'}</span>
    </button>
  );
}

/** The mark of a followed entry in a list. */
export function StarMark() {
  const t = useText();
  return (
    <span className="star-mark">
      <span aria-hidden="true">★</span>
      <span className="visually-hidden">{t('favourite.mark')}</span>
    </span>
  );
}
