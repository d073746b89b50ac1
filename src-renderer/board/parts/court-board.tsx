import { type BoardTranslate, useText } from '#pages/board/text/board-text.ts';
import { courtNow, plansOn } from '#shared/domain/tournament/court-now.ts';
import type { Court, MatchPlan } from '#shared/domain/tournament/records.ts';
import { Clock } from '#ui/clock.tsx';
import { FitText } from '#ui/fit-text.tsx';
import { dayKey, dayText, timeText } from '#ui/format.ts';
import { useNow } from '#ui/hub.tsx';
import { type Language, useLanguage } from '#ui/language.ts';
import { courtLabel, type MatchLine, matchLine, sayOf } from '#ui/match-line.ts';
import { StaleBand, useStaleness } from '#ui/stale.tsx';
import { nameOf, sayWords } from '#ui/watching-words.ts';
import type { BoardData } from './board-page.tsx';
import { Qr } from './qr.tsx';
import { SideRow } from './side-row.tsx';

/** One court on the whole screen: what is played there, or what comes next. */
export function CourtBoard({ data, court }: { data: BoardData; court: Court }) {
  const { state, scores, wish } = data;
  const t = useText();
  const language = useLanguage();
  const { isStale } = useStaleness();
  const { timeZone } = state.details;
  const now = useNow(1000);
  const on = courtNow(plansOn(state, court.id), scores, now);
  const shown = on.match ?? on.next;
  const line = shown ? matchLine(state, shown, scores.get(shown.id) ?? null) : null;
  const say = line ? sayOf(line, now) : null;
  const after = on.match ? on.next : null;
  const at = (plan: MatchPlan): string => plannedText(plan, now, timeZone, language);
  return (
    <div className="court">
      <header className="court-head">
        <span className="court-name figures">{courtLabel(state, court)}</span>
        <span className="court-draw">{line && [line.draw, line.plan.round].filter(Boolean).join(' · ')}</span>
        <Clock timeZone={timeZone} />
      </header>
      {line ? (
        <main className="court-sides" data-kind={on.kind}>
          <SideRow side={line.sides.A} />
          <SideRow side={line.sides.B} />
        </main>
      ) : (
        <main className="court-nothing">
          <p className="figures">{t('court.nothing')}</p>
          <p>{t('court.nothingHint')}</p>
        </main>
      )}
      <footer className="court-foot">
        <div className="court-words">
          {isStale ? (
            <StaleBand timeZone={timeZone} />
          ) : (
            <>
              {line && say && (
                <p className="court-say" data-say={say.kind} data-schedule={line.schedule}>
                  <FitText
                    text={
                      on.kind === 'free'
                        ? [t('court.free'), at(line.plan)].filter(Boolean).join(' · ')
                        : sayWords(line, say, t)
                    }
                    max={9}
                    maxOfTwo={4.6}
                    min={3.75}
                  />
                </p>
              )}
              {after && (
                <p className="court-next figures">{nextText(matchLine(state, after, null), at(after), t)}</p>
              )}
            </>
          )}
        </div>
        {wish.qr && <Qr />}
      </footer>
    </div>
  );
}

/** "Next 14:30: Ito / Berg v Kim / Ndiaye". */
function nextText(line: MatchLine, at: string, t: BoardTranslate): string {
  const names = `${nameOf(line, 'A', t)} ${t('versus')} ${nameOf(line, 'B', t)}`;
  return `${at ? t('next.at', { time: at }) : t('next.word')}: ${names}`;
}

/** A planned time, with its day if that isn't today; empty for none. */
function plannedText(plan: MatchPlan, now: number, timeZone: string, language: Language): string {
  if (plan.scheduled === null) return '';
  const time = timeText(plan.scheduled, timeZone, language);
  const isToday = dayKey(plan.scheduled, timeZone) === dayKey(now, timeZone);
  return isToday ? time : `${dayText(plan.scheduled, timeZone, language)} ${time}`;
}
