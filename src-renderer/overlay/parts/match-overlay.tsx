import { useMemo } from 'react';
import type { OverlayWish } from '#pages/overlay/model/wish.ts';
import { useText } from '#pages/overlay/text/overlay-text.ts';
import type { MatchId, TournamentId } from '#shared/domain/ids.ts';
import { FitText } from '#ui/fit-text.tsx';
import { useConfirmed, useNow } from '#ui/hub.tsx';
import { type MatchLine, type MatchSay, matchLine, type SideLine, sayOf } from '#ui/match-line.ts';
import { sayWords } from '#ui/watching-words.ts';
import { Fade } from './fade.tsx';
import { useShows } from './use-shows.ts';

/** The most tournaments of a hub in which the match is looked for. */
const mostLookedIn = 30;

/** A match over a video: nothing until it is known, nothing when what is known may be old. */
export function MatchOverlay({ match, wish }: { match: MatchId; wish: OverlayWish }) {
  const lines = useConfirmed('tournaments');
  const asked = wish.tournament;
  const lookedIn = (lines ?? [])
    .filter((line) => asked === null || line.id === asked)
    .sort((a, b) => Number(a.status === 'closed') - Number(b.status === 'closed'))
    .slice(0, mostLookedIn);
  return lookedIn.map((line) => (
    <MatchIn key={line.id} tournament={line.id} match={match} isBug={wish.view === 'corner'} />
  ));
}

function MatchIn({ tournament, match, isBug }: { tournament: TournamentId; match: MatchId; isBug: boolean }) {
  const state = useConfirmed(`tournament/${tournament}`);
  const plan = state?.matches[match] ?? null;
  const scores = useConfirmed(plan ? `scores/${tournament}` : null);
  const shows = useShows();
  const line = useMemo(() => {
    if (!state || !plan || !scores) return null;
    return matchLine(state, plan, scores.find(({ id }) => id === match) ?? null);
  }, [state, plan, scores, match]);
  const isKnown = line !== null && (line.sides.A.name !== null || line.sides.B.name !== null);
  if (!isKnown || !shows) return <Fade>{null}</Fade>;
  return <Fade>{isBug ? <MatchBug line={line} /> : <MatchThird line={line} />}</Fade>;
}

/** The lower third: both sides with everything that is known of them. */
function MatchThird({ line }: { line: MatchLine }) {
  const t = useText();
  const say = sayOf(line, useNow(1000));
  const where = [line.draw, line.plan.round, line.court].filter(Boolean).join(' · ');
  const words = sayWords(line, say, t);
  return (
    <section className="plate third">
      <div className="plate-head">
        <span className="plate-where">{where}</span>
        <span key={words.replace(/\d/g, '')} className="plate-say comes" data-say={say.kind}>
          {words}
        </span>
      </div>
      <Row side={line.sides.A} isBug={false} />
      <Row side={line.sides.B} isBug={false} />
    </section>
  );
}

/** The bug: names, sets and points; a word only for what viewers would miss. */
function MatchBug({ line }: { line: MatchLine }) {
  const t = useText();
  const say = sayOf(line, useNow(1000));
  const words = isWorthAWord(say) ? sayWords(line, say, t) : '';
  return (
    <section className="plate bug">
      <Row side={line.sides.A} isBug />
      <Row side={line.sides.B} isBug />
      {words && (
        <p key={words.replace(/\d/g, '')} className="plate-say comes" data-say={say.kind}>
          <FitText text={words} max={2.8} maxOfTwo={0} min={2.4} />
        </p>
      )}
    </section>
  );
}

const isWorthAWord = (say: MatchSay): boolean =>
  say.kind !== 'inSet' &&
  !(say.kind === 'schedule' && (say.schedule === 'planned' || say.schedule === 'running'));

function Row({ side, isBug }: { side: SideLine; isBug: boolean }) {
  const t = useText();
  return (
    <div className="row" data-winner={side.winner}>
      <span className="side-mark" data-side={side.side} />
      <FitText
        text={side.name ?? t('side.unknown')}
        max={isBug ? 3.6 : 5}
        maxOfTwo={isBug ? 2.2 : 2.9}
        min={isBug ? 2.1 : 2.4}
        className="row-name"
      />
      {!isBug && side.club && <span className="row-club">{side.club}</span>}
      {side.mark && <span className="row-mark">{t(`mark.${side.mark}`)}</span>}
      <span className="row-sign" data-winner={side.winner}>
        {side.serving && (
          <span role="img" aria-label={t(`serves.${side.serving}`)}>
            ◆
          </span>
        )}
        {side.winner && (
          <span role="img" aria-label={t('winner')}>
            ✓
          </span>
        )}
      </span>
      {isBug ? (
        side.sets.length > 0 && <span className="figures row-won">{side.setsWon}</span>
      ) : (
        <span className="figures row-sets">
          {side.sets.map((set, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a set's place is what it is known by
            <span key={index} className="row-set" data-won={set.won}>
              {set.points}
            </span>
          ))}
        </span>
      )}
      {side.figure !== null && (
        <span className="figures figure row-figure">
          <span key={side.figure} className="figure-flip">
            {side.figure}
          </span>
        </span>
      )}
    </div>
  );
}
