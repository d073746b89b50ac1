import { venueRows } from '#pages/panel/model/lookups.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import type { TournamentId } from '#shared/domain/ids.ts';

/** Addresses of the boards: one for each venue and each court. */
export function BoardLinks() {
  const t = useText();
  const { tournament, hub } = usePanel();
  const origin = hub?.chosen ?? location.origin;
  const link = (params: Record<string, string>): string => boardAddress(origin, tournament.id, params);
  return (
    <Block title={t('venue.screens')}>
      <p className="quiet">{t('venue.screensHint')}</p>
      <ul className="links">
        <li>
          <a href={`${origin}/?tournament=${tournament.id}`} target="_blank" rel="noreferrer">
            {t('venue.live')}
          </a>
        </li>
        {venueRows(tournament).map(({ venue, courts }) => (
          <li key={venue.id}>
            <a href={link({ venue: venue.id })} target="_blank" rel="noreferrer">
              {venue.name}: {t('venue.wholeVenue')}
            </a>
            <ul className="links-inner">
              {courts.map((court) => (
                <li key={court.id}>
                  <a href={link({ court: court.id })} target="_blank" rel="noreferrer">
                    {court.name}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <p className="quiet">{t('overlay.where')}</p>
    </Block>
  );
}

/** `/board` for a venue or a court of this tournament. */
const boardAddress = (origin: string, tournament: TournamentId, params: Record<string, string>): string =>
  `${origin}/board?${new URLSearchParams({ tournament, ...params })}`;
