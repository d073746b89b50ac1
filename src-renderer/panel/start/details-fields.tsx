import { useText } from '#pages/panel/text.ts';
import type { TournamentDetails } from '#shared/domain/tournament/records.ts';
import { Field } from '#ui/field.tsx';

/** What is wrong with a tournament's details, by field; empty when nothing is. */
export type DetailsErrors = Partial<
  Record<keyof TournamentDetails, 'start.nameWrong' | 'start.dateWrong' | 'start.zoneWrong'>
>;

/** Checks the details before they are sent. */
export function checkDetails(details: TournamentDetails): DetailsErrors {
  const errors: DetailsErrors = {};
  if (details.name.trim() === '') errors.name = 'start.nameWrong';
  if (!/^\d{4}-\d\d-\d\d$/.test(details.startsOn)) errors.startsOn = 'start.dateWrong';
  if (!isTimeZone(details.timeZone)) errors.timeZone = 'start.zoneWrong';
  return errors;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name !== '';
  } catch {
    return false;
  }
}

/** Name, first day and time zone of a tournament. */
export function DetailsFields({
  details,
  errors,
  onChange,
}: {
  details: TournamentDetails;
  errors: DetailsErrors;
  onChange: (details: TournamentDetails) => void;
}) {
  const t = useText();
  const said = (field: keyof TournamentDetails) => (errors[field] ? t(errors[field]) : null);
  return (
    <>
      <Field
        label={t('start.name')}
        value={details.name}
        maxLength={80}
        onChange={(event) => onChange({ ...details, name: event.target.value })}
        error={said('name')}
      />
      <Field
        label={t('start.date')}
        type="date"
        value={details.startsOn}
        onChange={(event) => onChange({ ...details, startsOn: event.target.value })}
        error={said('startsOn')}
      />
      <Field
        label={t('start.zone')}
        list="time-zones"
        value={details.timeZone}
        maxLength={60}
        hint={t('start.zoneHint')}
        onChange={(event) => onChange({ ...details, timeZone: event.target.value })}
        error={said('timeZone')}
      />
      <datalist id="time-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
