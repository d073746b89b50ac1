import type { LocationField } from '#pages/panel/model/meet-form.ts';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';

/** A place of a new meet: its name as it is typed into the program there, and whose word counts more. */
export function PlaceFields({
  place,
  number,
  wrongName,
  wrongPriority,
  onChange,
  onRemove,
}: {
  place: LocationField;
  number: number;
  wrongName: 'empty' | 'twice' | null;
  wrongPriority: boolean;
  onChange: (part: Partial<LocationField>) => void;
  /** Null for the last one: a meet has at least one place. */
  onRemove: (() => void) | null;
}) {
  const t = useText();
  const wrong = { empty: t('meets.placeEmpty'), twice: t('meets.placeTwice') };
  return (
    <fieldset className="place">
      <legend className="visually-hidden">{t('meets.placeNumber', { number })}</legend>
      <Field
        label={t('meets.place')}
        value={place.name}
        maxLength={80}
        error={wrongName === null ? null : wrong[wrongName]}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <Field
        label={t('meets.priority')}
        value={place.onlyShows ? '' : place.priority}
        disabled={place.onlyShows}
        inputMode="numeric"
        maxLength={3}
        error={wrongPriority ? t('meets.priorityWrong') : null}
        onChange={(event) => onChange({ priority: event.target.value })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={place.onlyShows}
          onChange={(event) => onChange({ onlyShows: event.target.checked })}
        />
        <span>{t('meets.onlyShows')}</span>
      </label>
      {onRemove ? (
        <Button kind="plain" aria-label={`${t('remove')} ${place.name || number}`} onClick={onRemove}>
          {t('remove')}
        </Button>
      ) : null}
    </fieldset>
  );
}
