import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { Button } from '#ui/button.tsx';

/** Whether anybody may publish without a token, and what that means. */
export function OpenPublishing({ open }: { open: boolean }) {
  const t = useText();
  const { api, go } = usePanel();
  const { ask, busy } = useRequest();
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={open}
          disabled={busy}
          onChange={(event) =>
            void ask(api.settings({ openPublishing: event.target.checked }), t('venue.saved'))
          }
        />
        <span>{t('ways.openPublishing')}</span>
      </label>
      {open ? (
        <p className="lost lead-text">▲ {t('ways.openMeans')}</p>
      ) : (
        <p className="quiet lead-text">{t('ways.closedMeans')}</p>
      )}
      <div className="buttons">
        <Button onClick={() => go({ tab: 'accounts' })}>{t('ways.toTokens')}</Button>
      </div>
    </>
  );
}
