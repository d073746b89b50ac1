import { useEdits } from '#pages/panel/edits.ts';
import { type BranchView, openBranches, type ShortScore } from '#pages/panel/model/course.ts';
import { useText } from '#pages/panel/text.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { pointsText, setsText } from '#ui/format.ts';
import { useRefusalText } from '#ui/text.ts';
import { useWho } from './who.ts';

/** Conflicts of a match: what the log has beside what the phone has, each with its score and its button. */
export function Branches({ plan, match }: { plan: MatchPlan; match: MatchState }) {
  return openBranches(match).map((view) => <BranchBlock key={view.branch.device} plan={plan} view={view} />);
}

const scoreText = ({ sets, points }: ShortScore): string =>
  [setsText(sets), points ? pointsText(points[0], points[1]) : ''].filter(Boolean).join(' ') || '0–0';

function BranchBlock({ plan, view }: { plan: MatchPlan; view: BranchView }) {
  const t = useText();
  const who = useWho();
  const refusal = useRefusalText();
  const edits = useEdits();
  const { branch } = view;
  const name = who(branch.official, branch.device);
  const settle = (keep: 'log' | 'branch') =>
    edits.match(
      plan.id,
      { type: 'settle', device: branch.device, keep },
      t(keep === 'log' ? 'branch.doneLog' : 'branch.doneBranch'),
    );
  return (
    <section className="branch" aria-label={t('branch.title')}>
      <h3>
        <span aria-hidden="true">≠</span> {t('branch.title')}
      </h3>
      <p>{t('branch.explain', { who: name })}</p>
      <div className="branch-pair">
        <div>
          <p>{t('branch.log')}</p>
          <p className="branch-score figures">{scoreText(view.log)}</p>
          <p className="quiet">{t('branch.taps', { count: view.taps.log })}</p>
          <Button onClick={() => void settle('log')}>{t('branch.keepLog')}</Button>
        </div>
        <div>
          <p>{t('branch.phone', { who: name })}</p>
          <p className="branch-score figures">{view.phone.ok ? scoreText(view.phone.score) : '–'}</p>
          <p className="quiet">{t('branch.taps', { count: view.taps.phone })}</p>
          <Button onClick={() => void settle('branch')} disabled={!view.phone.ok}>
            {t('branch.takePhone')}
          </Button>
        </div>
      </div>
      {view.phone.ok ? null : <p className="wrong">{t('branch.broken', { why: refusal(view.phone.why) })}</p>}
      <p className="quiet">{t('branch.final')}</p>
    </section>
  );
}
