import { useMemo } from 'react';
import { courseOf } from '#pages/live/model/course.ts';
import { hashOf } from '#pages/live/model/routing.ts';
import { useText } from '#pages/live/text/live-text.ts';
import type { EntryId } from '#shared/domain/ids.ts';
import { scoreOf } from '#shared/domain/match/score.ts';
import type { MatchScore } from '#shared/domain/match/state.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { useConfirmed, useNow } from '#ui/hub.tsx';
import { type MatchLine, matchLine, sayOf } from '#ui/match-line.ts';
import { afterAnyClock, useStaleness } from '#ui/stale.tsx';
import { nameOf, sayWords } from '#ui/watching-words.ts';
import { Announcer } from './announcer.tsx';
import { CourseEvents } from './course-events.tsx';
import { StarButton } from './favourite.tsx';
import { ScoreRows } from './score-rows.tsx';
import { SetLegend, SetLine } from './set-line.tsx';
import { useWhen } from './when.ts';

/** One match: its score, how each set went, and what happened in it. */
export function MatchView({
  state,
  plan,
  score,
  favourites,
  onToggle,
}: {
  state: TournamentState;
  plan: MatchPlan;
  score: MatchScore | null;
  favourites: ReadonlySet<EntryId>;
  onToggle: (entry: EntryId) => void;
}) {
  const t = useText();
  const match = useConfirmed(`match/${plan.id}`);
  // The course comes at once, the lines once a second: score and course of one screen must be of the same moment.
  const newest = useMemo(() => (match && match.records.length > 0 ? scoreOf(match) : score), [match, score]);
  const line = useMemo(() => matchLine(state, plan, newest), [state, plan, newest]);
  const now = useNow(newest?.interval ? 1000 : 0);
  const course = useMemo(() => (match ? courseOf(match) : null), [match]);
  const { isStale } = useStaleness();
  const say = sayOf(line, isStale ? afterAnyClock : now);
  const isFavourite = (entry: EntryId | null): boolean => entry !== null && favourites.has(entry);
  return (
    <article className="match">
      <p className="match-back">
        <a href={hashOf({ page: 'matches' })}>‹ {t('match.back')}</a>
      </p>
      <header className="match-head">
        <h2 className="match-title">
          <span className="visually-hidden">
            {nameOf(line, 'A', t)} {t('versus')} {nameOf(line, 'B', t)},{' '}
          </span>
          {[line.court, line.draw, plan.round, t('match.number', { number: plan.number })]
            .filter(Boolean)
            .join(' · ')}
        </h2>
        <div className="match-score">
          <ScoreRows line={line} />
          <div className="match-stars">
            {(['A', 'B'] as const).map((side) => {
              const { entry } = line.sides[side];
              return entry === null ? (
                <span key={side} />
              ) : (
                <StarButton
                  key={side}
                  name={nameOf(line, side, t)}
                  isOn={isFavourite(entry)}
                  onToggle={() => onToggle(entry)}
                />
              );
            })}
          </div>
        </div>
        <p className="say" data-say={say.kind}>
          {sayWords(line, say, t)}
        </p>
        <Notes line={line} timeZone={state.details.timeZone} isCorrected={Boolean(match?.corrected)} />
        <Announcer line={line} />
      </header>
      <section className="match-course">
        <h3 className="group-title">{t('course.title')}</h3>
        {!course && <p role="status">{t('match.loading')}</p>}
        {course && course.sets.length === 0 && <p>{t('course.none')}</p>}
        {course && course.sets.length > 0 && <SetLegend line={line} />}
        {course?.sets.map((set) => (
          <SetLine key={set.number} set={set} line={line} />
        ))}
      </section>
      {course && course.events.length > 0 && (
        <section className="match-events">
          <h3 className="group-title">{t('events.title')}</h3>
          <CourseEvents events={course.events} line={line} timeZone={state.details.timeZone} />
        </section>
      )}
    </article>
  );
}

/** What the result is worth, or when the match is planned. */
function Notes({ line, timeZone, isCorrected }: { line: MatchLine; timeZone: string; isCorrected: boolean }) {
  const t = useText();
  const when = useWhen(timeZone);
  const result = line.score?.result;
  const waits = !['running', 'break', 'suspended', 'finished', 'abandoned', 'cancelled'].includes(
    line.schedule,
  );
  const time = when(line.plan.scheduled);
  return (
    <>
      {waits && time && <p className="quiet">{t('match.planned', { time })}</p>}
      {result === 'unconfirmed' && <p className="quiet">{t('match.unconfirmed')}</p>}
      {result === 'protested' && <p className="quiet">{t('match.protested')}</p>}
      {isCorrected && <p className="quiet">{t('match.corrected')}</p>}
    </>
  );
}
