import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from 'react';

interface Said {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it, in words; shown and read out at the field. */
  readonly error?: string | null | undefined;
}

/** A line to type in, with its label, a hint and what is wrong with it. */
export function Field({ label, hint, error, ...input }: Said & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Around label={label} hint={hint} error={error}>
      {(ids) => <input {...input} {...ids} />}
    </Around>
  );
}

/** The same with a list to choose from; the options are its children. */
export function SelectField({
  label,
  hint,
  error,
  ...select
}: Said & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Around label={label} hint={hint} error={error}>
      {(ids) => <select {...select} {...ids} />}
    </Around>
  );
}

interface Ids {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

function Around({ label, hint, error, children }: Said & { children: (ids: Ids) => ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': `${id}-said`, 'aria-invalid': Boolean(error) })}
      <div id={`${id}-said`}>
        {error ? <p className="field-error">{error}</p> : hint ? <p className="field-hint">{hint}</p> : null}
      </div>
    </div>
  );
}
