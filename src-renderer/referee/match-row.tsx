import type { Me } from '#shared/domain/match/steps.ts';
import { otherSide, type Side } from '#shared/domain/sports/rally-events.ts';
import { namesOfMatch } from '#shared/domain/tournament/fold.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import { dayKey, dayText, setsText, timeText } from '#ui/format.ts';
import { useHub } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';
import { Unbroken } from '#ui/unbroken.tsx';
import type { ListedMatch } from './my-matches.ts';
import { useText, type Words } from './text.ts';

/** One match of the list: when and where, who plays, and what is to be done with it. */
export function MatchRow({
  tournament,
  match,
  me,
  onOpen,
}: {
  tournament: TournamentState;
  match: ListedMatch;
  me: Me;
  onOpen: () => void;
}) {
  const t = useText();
  const language = useLanguage();
  const hub = useHub();
  const { plan, score } = match;
  const { timeZone } = tournament.details;
  const names = namesOfMatch(tournament, plan.id);
  const court = plan.court ? tournament.courts[plan.court]?.name : null;
  const today = dayKey(hub.now(), timeZone);
  const day = plan.scheduled !== null && dayKey(plan.scheduled, timeZone) !== today;
  const when =
    plan.scheduled === null
      ? ''
      : [day ? dayText(plan.scheduled, timeZone, language) : '', timeText(plan.scheduled, timeZone, language)]
          .filter(Boolean)
          .join(' ');
  const planned =
    plan.official && plan.official !== me.official ? tournament.officials[plan.official]?.name : null;
  return (
    <li>
      <button type="button" className="row" onClick={onOpen}>
        <span className="row-when">
          <span className="figures row-time">{when}</span>
          <span>{t('match.number', { n: plan.number })}</span>
          <span className="clip">{court}</span>
        </span>
        <span className="row-what">
          <span className="clip row-side" data-winner={score?.winner === 'A'}>
            {names.A?.name ?? t('side.unknown')}
          </span>
          <span className="clip row-side" data-winner={score?.winner === 'B'}>
            {names.B?.name ?? t('side.unknown')}
          </span>
          <span className="clip row-sub">
            {[tournament.draws[plan.draw]?.name, plan.round, planned].filter(Boolean).join(' · ')}
          </span>
        </span>
        <span className="row-state" data-schedule={score?.schedule ?? 'planned'}>
          <span>{stateWords(t, match)}</span>
          <span className="figures">
            <Unbroken text={scoreWords(match)} />
          </span>
        </span>
      </button>
    </li>
  );
}

function stateWords(t: Words, { score }: ListedMatch): string {
  if (!score || score.schedule === 'planned') return '';
  const marked: readonly Side[] = ['A', otherSide('A')];
  const mark = marked.map((side) => score.marks[side]).find((m) => m !== null && m !== 'ABD');
  if (score.schedule === 'finished') return mark ? t(`mark.${mark}`) : t(`result.${score.result}`);
  return t(`schedule.${score.schedule}`);
}

function scoreWords({ score }: ListedMatch): string {
  if (!score) return '';
  const running = score.points && score.schedule !== 'finished' ? [score.points] : [];
  return setsText([...score.sets, ...running]);
}
