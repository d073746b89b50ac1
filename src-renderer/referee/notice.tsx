import { useEffect, useRef } from 'react';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { matchPointFor, setPointFor } from '#shared/domain/sports/rally-sets.ts';
import type { Interval } from '#shared/domain/sports/rally-state.ts';
import { Button } from '#ui/button.tsx';
import { countdownText } from '#ui/format.ts';
import { useHub, useNow } from '#ui/hub.tsx';
import { type Around, capital, nameOf, unitOf } from './describe.ts';
import { signal } from './signals.ts';

/** One line of fixed height above the score: change of ends, interval, set and match point, the box to pick. */
export function Notice({
  state,
  around,
  blocked,
  onCommand,
}: {
  state: MatchState;
  around: Around;
  blocked: boolean;
  onCommand: (body: MatchCommandBody) => void;
}) {
  const { t } = around;
  const { play, start } = state;
  const interval = play?.interval ?? null;
  const intervalWords = useIntervalWords(interval, around);
  if (!play || !start) return <div className="notice" data-empty="true" />;
  const decisive = decisiveWords(state, around);
  const pickBox =
    start.rules.serviceCourt === 'picked' &&
    play.phase === 'set' &&
    play.serving &&
    play.serving.court === null;
  const parts = [play.endsChanged ? t('play.changeEnds') : null, intervalWords, decisive].filter(
    (part) => part !== null,
  );
  const strong = play.endsChanged || decisive !== null || interval !== null;
  return (
    <div className="notice" data-strong={strong} data-empty={parts.length === 0 && !pickBox}>
      <p className="notice-words">
        {play.endsChanged ? <span aria-hidden="true">⇄ </span> : null}
        {parts.join(' · ')}
        {parts.length === 0 && pickBox ? t('play.chooseBox') : null}
      </p>
      {interval && play.phase === 'set' && !blocked ? (
        <Button onClick={() => onCommand({ type: 'intervalEnd' })}>{t('play.endInterval')}</Button>
      ) : pickBox && play.serving && !blocked ? (
        (['left', 'right'] as const).map((court) => (
          <Button
            key={court}
            onClick={() => play.serving && onCommand({ type: 'service', side: play.serving.side, court })}
          >
            {t(court === 'left' ? 'open.boxLeft' : 'open.boxRight')}
          </Button>
        ))
      ) : null}
    </div>
  );
}

function decisiveWords({ play, start }: MatchState, around: Around): string | null {
  if (!play || !start) return null;
  const { t, sport } = around;
  const match = matchPointFor(start.rules, play);
  if (match) return t('play.matchPoint', { side: nameOf(around, match) });
  const set = setPointFor(start.rules, play);
  return set ? t('play.setPoint', { unit: capital(unitOf(t, sport)), side: nameOf(around, set) }) : null;
}

/** The running interval with its countdown, by the hub's clock; sounds once when it is over. */
function useIntervalWords(interval: Interval | null, around: Around): string | null {
  const { t } = around;
  useNow(interval ? 250 : 0);
  const hub = useHub();
  const leftMs = interval ? interval.since + interval.lengthMs - hub.now() : 0;
  const over = interval !== null && leftMs <= 0;
  const since = interval?.since ?? null;
  const ranFor = useRef<number | null>(null);
  useEffect(() => {
    // Only an interval that was seen running sounds: opening a match late isn't news.
    if (since !== null && !over) ranFor.current = since;
    if (since !== null && over && ranFor.current === since) {
      ranFor.current = null;
      signal('timeUp');
    }
  }, [over, since]);
  if (!interval) return null;
  const left = countdownText(leftMs);
  switch (interval.kind) {
    case 'interval':
      return over ? t('play.intervalOver') : t('play.interval', { left });
    case 'betweenSets':
      return over ? t('play.breakOver') : t('play.break', { left });
    case 'timeout':
      return over
        ? t('play.timeoutOver')
        : t('play.timeout', { side: interval.side ? nameOf(around, interval.side) : '', left });
  }
}
