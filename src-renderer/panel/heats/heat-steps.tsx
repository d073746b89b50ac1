import { useState } from 'react';
import { useText } from '#pages/panel/text.ts';
import type { Heat } from '#shared/domain/timed/heat.ts';
import type { TimedEvent } from '#shared/domain/timed/records.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { useHub } from '#ui/hub.tsx';

/** What can be done with a heat as a whole at its stage. `allDone`: everybody has a time or a reason for none. */
export function HeatSteps({
  heat,
  allDone,
  enter,
}: {
  heat: Heat;
  allDone: boolean;
  enter: (entry: TimedEvent) => void;
}) {
  const t = useText();
  const hub = useHub();
  const { id } = heat.plan;
  const { stage } = heat.course;
  // With keys: one step's button doesn't become the next one's under a key that is pressed twice.
  switch (stage) {
    case 'planned':
      return (
        <>
          <Button key="call" kind="main" onClick={() => enter({ type: 'activate', heat: id })}>
            {t('heats.call')}
          </Button>
          {heat.revision === 0 ? (
            <Button onClick={() => enter({ type: 'heatRemoved', heat: id })}>{t('heats.remove')}</Button>
          ) : null}
        </>
      );
    case 'active':
      return (
        <>
          <Button
            key="start"
            kind="main"
            onClick={() => enter({ type: 'start', heat: id, at: hub.now() })}
            // It gets the focus when the heat is called: the key that called it may still be held.
            onKeyDown={(event) => {
              if (event.repeat) event.preventDefault();
            }}
          >
            {t('heats.start')}
          </Button>
          <Button onClick={() => enter({ type: 'deactivate', heat: id })}>{t('heats.back')}</Button>
        </>
      );
    case 'running':
      return (
        <>
          <Button
            key="commit"
            kind="main"
            disabled={!allDone}
            onClick={() => enter({ type: 'commit', heat: id })}
          >
            {t('heats.commit')}
          </Button>
          <FalseStart onSure={() => enter({ type: 'falseStart', heat: id })} />
        </>
      );
    case 'committed':
      return <Reopen onReopen={(reason) => enter({ type: 'reopen', heat: id, reason })} />;
    default:
      return unreachable(stage);
  }
}

/** A false start takes the times back, so it asks once. */
function FalseStart({ onSure }: { onSure: () => void }) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  if (!asked) return <Button onClick={() => setAsked(true)}>{t('heats.falseStart')}</Button>;
  return (
    <>
      <Button kind="danger" onClick={onSure}>
        {t('heats.falseStartSure')}
      </Button>
      <Button onClick={() => setAsked(false)}>{t('cancel')}</Button>
    </>
  );
}

/** An official result is opened again with a reason, which is kept. */
function Reopen({ onReopen }: { onReopen: (reason: string) => void }) {
  const t = useText();
  const [reason, setReason] = useState('');
  return (
    <form
      className="field-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onReopen(reason.trim().slice(0, 80));
      }}
    >
      <Field
        label={t('heats.reason')}
        value={reason}
        maxLength={80}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="submit" disabled={reason.trim() === ''}>
        {t('heats.reopen')}
      </Button>
    </form>
  );
}
