import { type FormEvent, useEffect, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { goingOn } from '#pages/panel/model/day.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { Dialog } from '#pages/panel/parts/dialog.tsx';
import { checkDetails, type DetailsErrors, DetailsFields } from '#pages/panel/start/details-fields.tsx';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';

/** Name, day and time zone; closing and opening again. */
export function TournamentBlock() {
  const t = useText();
  const { tournament, scores, hub } = usePanel();
  const edits = useEdits();
  const [details, setDetails] = useState(tournament.details);
  const [asked, setAsked] = useState(false);
  const [errors, setErrors] = useState<DetailsErrors>({});
  useEffect(() => setDetails(tournament.details), [tournament.details]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = checkDetails(details);
    setErrors(wrong);
    if (Object.keys(wrong).length === 0) {
      void edits.change({ ...details, name: details.name.trim() }, t('venue.saved'));
    }
  };
  const closed = tournament.status === 'closed';
  const { playing, waiting } = goingOn(tournament, scores, hub?.devices ?? []);
  const close = async (): Promise<void> => {
    await edits.close(t('venue.saidClosed'));
    setAsked(false);
  };
  const askOrClose = (): void => {
    if (playing + waiting > 0) setAsked(true);
    else void close();
  };
  return (
    <Block title={t('venue.tournament')}>
      {closed ? (
        <div className="buttons">
          <p>{t('venue.closed')}</p>
          <Button kind="main" onClick={() => void edits.reopen(t('venue.saidOpen'))}>
            {t('venue.reopen')}
          </Button>
        </div>
      ) : (
        <>
          <form className="form" onSubmit={submit} noValidate>
            <DetailsFields details={details} errors={errors} onChange={setDetails} />
            <div className="buttons">
              <Button type="submit">{t('save')}</Button>
            </div>
          </form>
          <div className="buttons close-row">
            <Button kind="danger" onClick={askOrClose}>
              {t('venue.close')}
            </Button>
            <span className="quiet">{t('venue.closeHint')}</span>
          </div>
        </>
      )}
      {asked && !closed ? (
        <Dialog title={t('venue.close')} onClose={() => setAsked(false)}>
          <div className="import">
            {playing > 0 ? <p>{t('venue.closing.playing', { count: playing })}</p> : null}
            {waiting > 0 ? <p>{t('venue.closing.waiting', { count: waiting })}</p> : null}
            <p>{t('venue.closing.kept')}</p>
            <div className="buttons">
              <Button kind="danger" onClick={() => void close()}>
                {t('venue.close')}
              </Button>
              <Button onClick={() => setAsked(false)}>{t('cancel')}</Button>
            </div>
          </div>
        </Dialog>
      ) : null}
    </Block>
  );
}
