import { type FormEvent, useEffect, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { checkDetails, type DetailsErrors, DetailsFields } from '#pages/panel/start/details-fields.tsx';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';

/** Name, day and time zone; closing and opening again. */
export function TournamentBlock() {
  const t = useText();
  const { tournament } = usePanel();
  const edits = useEdits();
  const [details, setDetails] = useState(tournament.details);
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
            <Button kind="danger" onClick={() => void edits.close(t('venue.saidClosed'))}>
              {t('venue.close')}
            </Button>
            <span className="quiet">{t('venue.closeHint')}</span>
          </div>
        </>
      )}
    </Block>
  );
}
