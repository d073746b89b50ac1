import { comingAfter, lineOf } from '#pages/overlay/model/judged.ts';
import { otherUnitText, weightText } from '#pages/overlay/model/weights.ts';
import { useText } from '#pages/overlay/text/overlay-text.ts';
import type { Lift } from '#shared/domain/meet/lifting-state.ts';
import type { Judged, LifterName, LiftingView, Turn } from '#shared/domain/meet/lifting-view.ts';
import { FitText } from '#ui/fit-text.tsx';
import { useConfirmed } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';
import { Attempt } from './attempt-cell.tsx';
import { Fade } from './fade.tsx';
import { Lights } from './lights.tsx';
import { useJudged } from './use-judged.ts';
import { useShows } from './use-shows.ts';

/** A meet over a video: the decision while it is fresh, else who lifts; nothing while nobody does. */
export function MeetOverlay({ meet, view: kind }: { meet: string; view: 'lower' | 'corner' }) {
  const view = useConfirmed(`lifting/${meet}`) ?? null;
  const judged = useJudged(view);
  const shows = useShows();
  const turn = judged ?? view?.current ?? null;
  const lift = view?.lift ?? null;
  if (!shows || !view || !turn || lift === null) return <Fade>{null}</Fade>;
  const shown = { view, turn, judged, lift };
  // Another lifter is another plate: it comes as a whole rather than change under the viewer's eyes.
  const key = `${turn.lifter.id}/${turn.attempt}`;
  return (
    <Fade>{kind === 'corner' ? <MeetBug key={key} {...shown} /> : <MeetThird key={key} {...shown} />}</Fade>
  );
}

/** How many who follow have room in the lower third. */
const mostNext = 3;

interface Shown {
  readonly view: LiftingView;
  readonly turn: Turn;
  readonly judged: Judged | null;
  readonly lift: Lift;
}

/** "River Club · Juniors · 59 kg". */
export const lifterWords = ({ team, division, weightClass }: LifterName, inKg: boolean): string =>
  [team, division, weightClass && `${weightClass}\u202f${inKg ? 'kg' : 'lb'}`].filter(Boolean).join(' · ');

/** The lower third: the lifter, the bar, the attempts of this lift, who follows. */
function MeetThird({ view, turn, judged, lift }: Shown) {
  const t = useText();
  const language = useLanguage();
  const attempts = lineOf(view, turn.lifter.id)?.attempts[lift] ?? [];
  const otherUnit = turn.weight && otherUnitText(turn.weight, language);
  return (
    <section className="plate third meet">
      <div className="meet-main comes">
        <div className="meet-who">
          <FitText text={turn.lifter.name} max={6} maxOfTwo={3.4} min={2.6} className="meet-name" />
          <p className="meet-of">{lifterWords(turn.lifter, view.inKg)}</p>
        </div>
        <div className="meet-attempts">
          <p className="meet-lift">{t('attempt.of', { lift: t(`lift.${lift}`), n: turn.attempt })}</p>
          <p className="meet-row">
            {attempts.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an attempt is known by its number
              <span key={at} className="meet-attempt" data-now={at + 1 === turn.attempt}>
                <Attempt cell={cell} />
              </span>
            ))}
          </p>
        </div>
        <div className="meet-bar">
          {judged ? (
            <span className="comes">
              <Lights good={judged.good} />
            </span>
          ) : (
            turn.weight && (
              <>
                <span className="figures meet-weight">{weightText(turn.weight, language)}</span>
                {otherUnit && <span className="meet-other">{otherUnit}</span>}
              </>
            )
          )}
        </div>
      </div>
      <Next turns={comingAfter(view, judged)} />
    </section>
  );
}

/** The bug: the lifter and the bar, or the lights. */
function MeetBug({ turn, judged, lift }: Shown) {
  const t = useText();
  const language = useLanguage();
  return (
    <section className="plate bug meet">
      <div className="comes">
        <FitText text={turn.lifter.name} max={3.6} maxOfTwo={2.6} min={2.1} className="meet-name" />
        <p className="bug-lift">
          <span>{t('attempt.of', { lift: t(`lift.${lift}`), n: turn.attempt })}</span>
          {turn.weight && <span className="figures bug-weight">{weightText(turn.weight, language)}</span>}
        </p>
        {judged && (
          <p className="bug-lights comes">
            <Lights good={judged.good} />
          </p>
        )}
      </div>
    </section>
  );
}

/** Who follows, with the bar they will lift. */
function Next({ turns }: { turns: readonly Turn[] }) {
  const t = useText();
  const language = useLanguage();
  if (turns.length === 0) return null;
  return (
    <p className="meet-next">
      <span className="meet-next-word">{t('next.up')}</span>
      {turns.slice(0, mostNext).map(({ lifter, attempt, weight }) => (
        <span key={`${lifter.id}/${attempt}`} className="meet-next-one">
          <span className="meet-next-name">{lifter.name}</span>
          {weight && <span className="figures">{weightText(weight, language)}</span>}
        </span>
      ))}
    </p>
  );
}
