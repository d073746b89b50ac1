import { type ReactNode, useEffect, useState } from 'react';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import { chargeOf, sideOnLeft, stepOf, undoCommand, undoOf } from '#shared/domain/match/steps.ts';
import { matchTopic } from '#shared/domain/topic.ts';
import { Button } from '#ui/button.tsx';
import { useLanguage } from '#ui/language.ts';
import { refusalText } from '#ui/text.ts';
import { ActionBar } from './action-bar.tsx';
import { type Asked, AskSheet } from './ask-sheets.tsx';
import { ChargeBar } from './charge-bar.tsx';
import { type Around, scoreAcross } from './describe.ts';
import { HappenedLine } from './happened-line.tsx';
import { MatchEnd } from './match-end.tsx';
import { MatchHeader } from './match-header.tsx';
import type { InMatch } from './match-page.tsx';
import { MoreSheet } from './more-sheet.tsx';
import { Notice } from './notice.tsx';
import { OpeningForm } from './opening-form.tsx';
import { usePreferences } from './preferences.ts';
import { ScoreField } from './score-field.tsx';
import { SetStrip } from './set-strip.tsx';
import { signal } from './signals.ts';
import { useText } from './text.ts';
import { useHappenings } from './use-happenings.ts';
import { useKeys } from './use-keys.ts';
import { useMatchCommands } from './use-match-commands.ts';

/** A match with everything the referee can do in it. */
export function MatchInHand(match: InMatch) {
  const { state, context, me, tournament } = match;
  const t = useText();
  const language = useLanguage();
  const { opposite, leftHand } = usePreferences();
  const [sheet, setSheet] = useState<Asked | 'more' | null>(null);
  const around: Around = {
    t,
    sport: state.start?.sport ?? context.draw.sport,
    names: state.start?.sides ?? context.names,
    left: sideOnLeft(state.play, opposite),
  };
  const rules = state.start?.rules ?? context.draw.rules;
  const { happened, lastPoint, say } = useHappenings(state, around, me.device);
  const { send, cannotStore } = useMatchCommands(state.id, (why) => {
    signal('refused');
    say(t('did.notCounted', { why: refusalText(why, language) }));
  });
  const command = (body: MatchCommandBody) => {
    setSheet(null);
    send([body]);
  };
  const step = stepOf(state);
  const blocked = chargeOf(state, me) === 'other';
  const undo = undoOf(state, me);
  const takeBack = undo?.own && !blocked ? () => send([undoCommand(undo.record)]) : null;
  useKeys({ onUndo: takeBack });
  // A sheet was opened for the step before: another phone or the hub has moved the match on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these two are the reason to run, not what it reads
  useEffect(() => setSheet(null), [step, blocked]);

  const bar = (
    <ActionBar
      state={state}
      rules={rules}
      around={around}
      undo={undo}
      onUndo={takeBack}
      onCommand={command}
      onAsk={setSheet}
    />
  );
  return (
    <main className="page match" data-step={step} data-hand={leftHand ? 'left' : 'right'}>
      <MatchHeader
        tournament={tournament}
        plan={context.plan}
        onBack={match.onBack}
        onStatus={match.onStatus}
      />
      <SetStrip state={state} around={around} />
      <Notice state={state} around={around} blocked={blocked} onCommand={command} />
      <HappenedLine
        topic={matchTopic(state.id)}
        tournament={tournament}
        happened={happened}
        cannotStore={cannotStore}
      />
      {body()}
      {blocked ? <ChargeBar match={match} onTake={() => send([{ type: 'takeCharge' }])} /> : bar}
      {sheet === 'more' ? (
        <MoreSheet
          state={state}
          rules={rules}
          onAsk={setSheet}
          onCommand={command}
          onClose={() => setSheet(null)}
        />
      ) : sheet ? (
        <AskSheet
          what={sheet}
          around={around}
          rules={rules}
          play={state.play}
          onAnswer={command}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </main>
  );

  function body(): ReactNode {
    switch (step) {
      case 'play':
        return state.play ? (
          <ScoreField
            state={state}
            play={state.play}
            around={around}
            blocked={blocked}
            lastPoint={lastPoint}
            onPoint={(side) => send([{ type: 'point', side }])}
          />
        ) : null;
      case 'prepare':
      case 'betweenSets':
        return (
          <OpeningForm
            // The answers begin anew when the match has moved on: another set, or service or ends given by a tap.
            key={[state.play?.sets.length, state.play?.left, state.play?.opener, blocked].join()}
            state={state}
            rules={rules}
            around={around}
            opposite={opposite}
            officials={officialLines()}
            blocked={blocked}
            onBegin={send}
          />
        );
      case 'suspended':
        return (
          <div className="opening">
            <p className="big-words">{t('end.suspended')}</p>
            <p className="figures huge">{state.play ? scoreAcross(state.play.points, around.left) : ''}</p>
            {blocked ? null : (
              <Button kind="main" className="wide tall" onClick={() => command({ type: 'resume' })}>
                {t('end.resume')}
              </Button>
            )}
          </div>
        );
      case 'confirm':
      case 'official':
      case 'protested':
      case 'abandoned':
      case 'cancelled':
        return (
          <MatchEnd
            match={match}
            around={around}
            step={step}
            blocked={blocked}
            onConfirm={() => send([{ type: 'confirm' }])}
          />
        );
    }
  }

  function officialLines(): readonly string[] {
    const planned = context.plan.official;
    const mine = me.official === null ? null : tournament.officials[me.official]?.name;
    const lines = mine ? [t('open.official', { name: mine })] : [];
    const other = planned && planned !== me.official ? tournament.officials[planned]?.name : null;
    return other && !state.start ? [...lines, t('open.otherOfficial', { name: other })] : lines;
  }
}
