import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { comingAfter } from '#pages/overlay/model/judged.ts';
import { otherUnitText, weightText } from '#pages/overlay/model/weights.ts';
import { meetNumber } from '#pages/overlay/model/wish.ts';
import { useText } from '#pages/overlay/text/overlay-text.ts';
import type { Judged, LiftingView, Turn } from '#shared/domain/meet/lifting-view.ts';
import { Clock } from '#ui/clock.tsx';
import { FitText } from '#ui/fit-text.tsx';
import { useConfirmed, useStatus } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';
import { keepScreenOn, useFullscreenKeys } from '#ui/screen.ts';
import { StaleBand, useStaleness } from '#ui/stale.tsx';
import { FlightTable } from './flight-table.tsx';
import { Lights } from './lights.tsx';
import { lifterWords } from './meet-overlay.tsx';
import { useJudged } from './use-judged.ts';

/** How many who follow have room beside the platform. */
const mostNext = 4;

/** A meet names no time zone: its screens stand where it is. */
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A meet on a screen of its own: who lifts, the last decision, who follows, the flight. */
export function MeetDisplay({ meet }: { meet: string }) {
  const t = useText();
  const { ended } = useStatus();
  const { isStale } = useStaleness();
  const view = useConfirmed(`lifting/${meet}`);
  const judged = useJudged(view ?? null);
  useFullscreenKeys();
  useEffect(keepScreenOn, []);

  if (ended) return <Says words={t('ended.page')} />;
  if (view === undefined) return <Says words={t('loading')} />;
  if (view === null) {
    return <Says words={t('meet.unknown', { number: meetNumber(meet) })} hint={t('meet.unknownHint')} />;
  }
  return (
    <div className="display" data-stale={isStale}>
      <Head view={view} />
      <main className="display-main">
        <OnPlatform view={view} judged={judged} />
        <aside className="display-side">
          <LastAttempt view={view} />
          <NextUp turns={comingAfter(view, judged)} />
        </aside>
      </main>
      <FlightTable view={view} judged={judged} />
      <StaleBand timeZone={timeZone} hint={t('stale.hint')} />
    </div>
  );
}

/** For an address that names no meet. */
export function NoMeetInAddress() {
  const t = useText();
  return <Says words={t('address.unknown')} />;
}

/** A screen that has only a sentence to show. */
function Says({ words, hint }: { words: string; hint?: string }) {
  return (
    <div className="display-says">
      <p role="status">{words}</p>
      {hint && <p className="display-hint">{hint}</p>}
      <div className="display-band">
        <StaleBand timeZone={timeZone} />
      </div>
    </div>
  );
}

function Head({ view }: { view: LiftingView }) {
  const t = useText();
  const { federation, lift, round, flight, platform, day } = view;
  const now = [
    lift !== null && round !== null ? t('attempt.of', { lift: t(`lift.${lift}`), n: round }) : '',
    flight ? t('flight.named', { flight }) : '',
    platform === null ? '' : t('platform.named', { n: platform }),
    day === null ? '' : t('day.named', { n: day }),
  ];
  return (
    <header className="display-head">
      <span className="display-meet figures">{view.meet || federation}</span>
      <span className="display-now">{now.filter(Boolean).join(' · ')}</span>
      <Clock timeZone={timeZone} />
    </header>
  );
}

/** The lifter who is called, with the bar; the lights while the decision is fresh. */
function OnPlatform({ view, judged }: { view: LiftingView; judged: Judged | null }) {
  const t = useText();
  const language = useLanguage();
  const turn: Turn | null = judged ?? view.current;
  if (!turn || view.lift === null) {
    const isEmpty = view.lift === null || view.flightTable.length === 0;
    return (
      <section className="platform platform-nobody">
        <p className="figures">{t(isEmpty ? 'empty.title' : 'nobody.title')}</p>
        <p className="display-hint">{t(isEmpty ? 'empty.hint' : 'nobody.hint')}</p>
      </section>
    );
  }
  const otherUnit = turn.weight && otherUnitText(turn.weight, language);
  return (
    <section key={`${turn.lifter.id}/${turn.attempt}`} className="platform comes">
      <p className="platform-word">{[t('now.word'), t('attempt.number', { n: turn.attempt })].join(' · ')}</p>
      <FitText text={turn.lifter.name} max={11} maxOfTwo={6.2} min={4} className="platform-name" />
      <p className="platform-of">{lifterWords(turn.lifter, view.inKg)}</p>
      <p className="platform-bar">
        {turn.weight && (
          <span className="figures figure platform-weight">{weightText(turn.weight, language)}</span>
        )}
        {otherUnit && <span className="platform-other">{otherUnit}</span>}
        {judged && (
          <span className="comes">
            <Lights good={judged.good} />
          </span>
        )}
      </p>
    </section>
  );
}

function LastAttempt({ view }: { view: LiftingView }) {
  const t = useText();
  const { last } = view;
  if (!last) return null;
  return (
    <Aside title={t('last.word')}>
      <p className="aside-line" data-good={last.good}>
        <FitText text={last.lifter.name} max={4} maxOfTwo={0} min={2.7} />
        <Bar turn={last} />
        <span className="aside-decision">
          <span aria-hidden="true">{last.good ? '✓ ' : '✕ '}</span>
          {t(last.good ? 'decision.good' : 'decision.noLift')}
        </span>
      </p>
    </Aside>
  );
}

function NextUp({ turns }: { turns: readonly Turn[] }) {
  const t = useText();
  if (turns.length === 0) return null;
  return (
    <Aside title={t('next.up')}>
      <ol>
        {turns.slice(0, mostNext).map((turn) => (
          <li key={`${turn.lifter.id}/${turn.attempt}`} className="aside-line">
            <FitText text={turn.lifter.name} max={4} maxOfTwo={0} min={2.7} />
            <Bar turn={turn} />
          </li>
        ))}
      </ol>
    </Aside>
  );
}

function Bar({ turn }: { turn: Turn }) {
  const language = useLanguage();
  return turn.weight && <span className="figures figure aside-bar">{weightText(turn.weight, language)}</span>;
}

function Aside({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="aside">
      <h2 className="aside-title">{title}</h2>
      {children}
    </section>
  );
}
