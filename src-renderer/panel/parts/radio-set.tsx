import { useId } from 'react';
import { useText } from '#pages/panel/text.ts';

/** A question with few answers, all of them to be seen; the browser's own radio buttons for the keyboard. */
export function RadioSet<Value extends string>({
  legend,
  value,
  options,
  onChange,
  missing,
}: {
  legend: string;
  value: Value | null;
  options: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
  missing?: boolean;
}) {
  const t = useText();
  const name = useId();
  return (
    <fieldset className="radio-set" aria-invalid={missing ?? false}>
      <legend>{legend}</legend>
      {options.map(([option, words]) => (
        <label key={option}>
          <input type="radio" name={name} checked={value === option} onChange={() => onChange(option)} />
          <span>{words}</span>
        </label>
      ))}
      {missing ? <p className="field-error">{t('choose')}</p> : null}
    </fieldset>
  );
}
