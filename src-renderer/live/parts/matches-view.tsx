import { useMemo, useState } from 'react';
import {
  everything,
  filterOptions,
  firstToCome,
  type Groups,
  groupMatches,
  isFiltering,
} from '#pages/live/model/matches.ts';
import { useText } from '#pages/live/text/live-text.ts';
import type { EntryId } from '#shared/domain/ids.ts';
import type { ScoresById } from '#shared/domain/tournament/court-now.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { Button } from '#ui/button.tsx';
import type { MatchLine } from '#ui/match-line.ts';
import { nameOf } from '#ui/watching-words.ts';
import { FilterFields } from './filter-fields.tsx';
import { LiveCard } from './live-card.tsx';
import { MatchRow } from './match-row.tsx';
import { useWhen } from './when.ts';

/** Rows of a group that are shown before one asks for more: a phone needn't draw five hundred. */
const shownAtFirst = 30;

/** All matches of a tournament: live, up next, finished. */
export function MatchesView({
  state,
  scores,
  favourites,
}: {
  state: TournamentState;
  scores: ScoresById;
  favourites: ReadonlySet<EntryId>;
}) {
  const t = useText();
  const [filter, setFilter] = useState(everything);
  const options = useMemo(() => filterOptions(state), [state]);
  const groups = useMemo(
    () => groupMatches(state, scores, filter, favourites),
    [state, scores, filter, favourites],
  );
  const isEmpty = Object.values(groups).every((lines) => lines.length === 0);
  const rest = { timeZone: state.details.timeZone, favourites };
  return (
    <>
      {Object.keys(state.matches).length > 0 && (
        <FilterFields filter={filter} options={options} onChange={setFilter} />
      )}
      {isEmpty && isFiltering(filter) ? (
        <div className="section">
          <p role="status">
            {filter.favouritesOnly && favourites.size === 0 ? t('filter.noFavourites') : t('filter.nothing')}
          </p>
          <Button onClick={() => setFilter(everything)}>{t('filter.clear')}</Button>
        </div>
      ) : (
        <>
          <section className="section" aria-labelledby="live-title">
            <h2 id="live-title" className="group-title">
              {t('group.live')} <span className="figures count">{groups.live.length}</span>
            </h2>
            {groups.live.length === 0 ? (
              <NothingLive groups={groups} timeZone={state.details.timeZone} />
            ) : (
              <ul className="cards">
                {groups.live.map((line) => (
                  <li key={line.plan.id}>
                    <LiveCard line={line} favourites={favourites} />
                  </li>
                ))}
              </ul>
            )}
          </section>
          <Group title={t('group.next')} lines={groups.next} {...rest} />
          <Group title={t('group.finished')} lines={groups.finished} {...rest} />
          <Group title={t('group.off')} lines={groups.off} {...rest} />
        </>
      )}
    </>
  );
}

/** Nobody plays: says so, and what comes next. */
function NothingLive({ groups, timeZone }: { groups: Groups; timeZone: string }) {
  const t = useText();
  const when = useWhen(timeZone);
  const next = firstToCome(groups.next);
  if (next) {
    const names = `${nameOf(next, 'A', t)} ${t('versus')} ${nameOf(next, 'B', t)}`;
    const parts = [when(next.plan.scheduled), next.court].filter(Boolean).join(' · ');
    return <p>{t('live.noneNext', { when: [parts, names].filter(Boolean).join(', ') })}</p>;
  }
  const never = groups.finished.length === 0 && groups.off.length === 0;
  return <p>{never ? t('live.noneAtAll') : t('live.allOver')}</p>;
}

function Group({
  title,
  lines,
  timeZone,
  favourites,
}: {
  title: string;
  lines: readonly MatchLine[];
  timeZone: string;
  favourites: ReadonlySet<EntryId>;
}) {
  const t = useText();
  const [most, setMost] = useState(shownAtFirst);
  if (lines.length === 0) return null;
  const hidden = lines.length - most;
  return (
    <section className="section">
      <h2 className="group-title">
        {title} <span className="figures count">{lines.length}</span>
      </h2>
      <ul className="rows">
        {lines.slice(0, most).map((line) => (
          <li key={line.plan.id}>
            <MatchRow line={line} timeZone={timeZone} favourites={favourites} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button onClick={() => setMost(most + 100)}>{t('more', { count: Math.min(hidden, 100) })}</Button>
      )}
    </section>
  );
}
