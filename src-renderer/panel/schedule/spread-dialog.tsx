import { type FormEvent, useMemo, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { courtName, courtsInOrder } from '#pages/panel/model/lookups.ts';
import { spreadMatches, usualFirstTime, usualSlotMinutes } from '#pages/panel/model/spreading.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Dialog } from '#pages/panel/parts/dialog.tsx';
import { useText } from '#pages/panel/text.ts';
import type { CourtId } from '#shared/domain/ids.ts';
import { momentInZone } from '#shared/lib/time-zone.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { dayText, timeText } from '#ui/format.ts';
import { useHub } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';

const minutes = (typed: string): number | null =>
  /^\d{1,3}$/.test(typed.trim()) ? Number(typed.trim()) : null;

/** Gives matches a court and a time; what would come of it is said before it is written. */
export function SpreadDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const language = useLanguage();
  const { tournament, scores } = usePanel();
  const edits = useEdits();
  const client = useHub();
  const { timeZone, startsOn } = tournament.details;
  const courts = courtsInOrder(tournament);
  const [date, setDate] = useState(startsOn);
  const [time, setTime] = useState(() => usualFirstTime(startsOn, timeZone, client.now()));
  const [slot, setSlot] = useState(String(usualSlotMinutes));
  const [rest, setRest] = useState('10');
  const [chosen, setChosen] = useState<ReadonlySet<CourtId>>(() => new Set(courts.map((court) => court.id)));
  const [again, setAgain] = useState(false);
  const from = momentInZone(date, time, timeZone);
  const slotMinutes = minutes(slot);
  const restMinutes = minutes(rest);
  const result = useMemo(() => {
    if (from === null || !slotMinutes || restMinutes === null || chosen.size === 0) return null;
    const inOrder = courtsInOrder(tournament).flatMap((court) => (chosen.has(court.id) ? [court.id] : []));
    return spreadMatches(tournament, scores, { from, slotMinutes, restMinutes, courts: inOrder, again });
  }, [tournament, scores, from, slotMinutes, restMinutes, chosen, again]);
  const last = result?.placed.reduce((latest, plan) => Math.max(latest, plan.scheduled ?? 0), 0) ?? 0;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!result || result.placed.length === 0) return;
    const words = t('spread.done', { count: result.placed.length });
    if (await edits.put({ matches: [...result.placed] }, words)) onClose();
  };
  const toggle = (court: CourtId): void => {
    const next = new Set(chosen);
    if (!next.delete(court)) next.add(court);
    setChosen(next);
  };
  return (
    <Dialog title={t('schedule.spread')} onClose={onClose}>
      <form className="import" onSubmit={(event) => void submit(event)} noValidate>
        <div className="field-row">
          <Field
            label={t('schedule.date')}
            type="date"
            value={date}
            onChange={(event) => setDate(event.target.value)}
          />
          <Field
            label={t('spread.from')}
            type="time"
            value={time}
            onChange={(event) => setTime(event.target.value)}
          />
        </div>
        <div className="field-row">
          <Field
            label={t('spread.slot')}
            inputMode="numeric"
            value={slot}
            onChange={(event) => setSlot(event.target.value)}
            error={slotMinutes ? null : t('spread.numbers')}
          />
          <Field
            label={t('spread.rest')}
            inputMode="numeric"
            value={rest}
            onChange={(event) => setRest(event.target.value)}
            error={restMinutes === null ? t('spread.numbers') : null}
          />
        </div>
        <fieldset className="radio-set court-choice">
          <legend>{t('spread.courts')}</legend>
          {courts.map((court) => (
            <label key={court.id}>
              <input type="checkbox" checked={chosen.has(court.id)} onChange={() => toggle(court.id)} />
              <span>{courtName(tournament, court)}</span>
            </label>
          ))}
        </fieldset>
        {chosen.size === 0 ? <p className="field-error">{t('spread.noCourts')}</p> : null}
        <label className="check">
          <input type="checkbox" checked={again} onChange={(event) => setAgain(event.target.checked)} />
          <span>{t('spread.again')}</span>
        </label>
        {result ? (
          <p role="status">
            {result.lacking === 0
              ? t('spread.nothing')
              : t('spread.preview', {
                  placed: result.placed.length,
                  all: result.lacking,
                  last:
                    last === 0
                      ? '–'
                      : `${dayText(last, timeZone, language)} ${timeText(last, timeZone, language)}`,
                })}
          </p>
        ) : null}
        <div className="buttons">
          <Button kind="main" type="submit" disabled={!result || result.placed.length === 0}>
            {t('spread.do', { count: result?.placed.length ?? 0 })}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
