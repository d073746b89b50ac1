import { useState } from 'react';
import { answerTo, useEdits } from '#pages/panel/edits.ts';
import { sideName } from '#pages/panel/model/lookups.ts';
import { type Played, unconfirmed } from '#pages/panel/model/results.ts';
import { useSay } from '#pages/panel/notices.tsx';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import { matchTopic } from '#shared/domain/topic.ts';
import { Button } from '#ui/button.tsx';
import { setsText } from '#ui/format.ts';
import { useHub } from '#ui/hub.tsx';
import { useRefusalText } from '#ui/text.ts';

/** Results that wait for a word: one by one, or all of them in turn. */
export function ConfirmBlock() {
  const t = useText();
  const client = useHub();
  const say = useSay();
  const refusal = useRefusalText();
  const { tournament, scores, go } = usePanel();
  const edits = useEdits();
  const [busy, setBusy] = useState(false);
  const waiting = unconfirmed(tournament, scores);
  if (waiting.length === 0) return null;
  const confirmAll = async (): Promise<void> => {
    setBusy(true);
    let done = 0;
    let why = '';
    for (const { plan } of waiting) {
      const answer = await answerTo(client, client.submit(matchTopic(plan.id), { type: 'confirm' }));
      if (answer.kind === 'kept') done += 1;
      else if (answer.kind === 'refused') why = `#${plan.number}: ${refusal(answer.why)}`;
    }
    setBusy(false);
    if (done === waiting.length) say({ words: t('results.confirmedAll', { count: done }), tone: 'done' });
    else say({ words: t('say.partly', { done, all: waiting.length, why }), tone: 'wrong' });
  };
  return (
    <Block title={t('results.unconfirmed')}>
      <ul className="confirm-list">
        {waiting.map((played) => (
          <Line
            key={played.plan.id}
            played={played}
            onOpen={() => go({ match: played.plan.id })}
            onConfirm={() =>
              void edits.match(
                played.plan.id,
                { type: 'confirm' },
                t('act.confirmDone', { number: played.plan.number }),
              )
            }
          />
        ))}
      </ul>
      <div className="buttons">
        <Button disabled={busy} onClick={() => void confirmAll()}>
          {t('results.confirmAll', { count: waiting.length })}
        </Button>
        <span className="quiet">{t('act.final.confirm')}</span>
      </div>
    </Block>
  );
}

function Line({
  played: { plan, score },
  onOpen,
  onConfirm,
}: {
  played: Played;
  onOpen: () => void;
  onConfirm: () => void;
}) {
  const t = useText();
  const { tournament } = usePanel();
  const mark = score.marks.A ?? score.marks.B;
  return (
    <li>
      <Button kind="plain" onClick={onOpen}>
        #{plan.number}
      </Button>
      <span className="confirm-sides">
        {sideName(tournament, plan, 'A')} {t('versus')} {sideName(tournament, plan, 'B')}
      </span>
      <span className="figures confirm-score">{setsText(score.sets)}</span>
      <span>
        {mark ? `${t(`mark.${mark}`)} · ` : ''}
        {score.winner ? t('live.wins', { side: sideName(tournament, plan, score.winner) }) : ''}
      </span>
      <Button aria-label={t('results.confirmOf', { number: plan.number })} onClick={onConfirm}>
        {t('results.confirm')}
      </Button>
    </li>
  );
}
