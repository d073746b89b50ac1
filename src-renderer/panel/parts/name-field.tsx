import { useEffect, useState } from 'react';

/**
 * A name that is edited where it stands: it is saved when the field is left or Enter is pressed, Escape brings the old
 * one back. An empty name is never saved.
 */
export function NameField({
  label,
  value,
  max = 80,
  mayBeEmpty = false,
  onSave,
}: {
  label: string;
  value: string;
  max?: number;
  mayBeEmpty?: boolean;
  onSave: (name: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const save = (): void => {
    const name = typed.trim();
    if (name === value) setTyped(value);
    else if (name === '' && !mayBeEmpty) setTyped(value);
    else onSave(name);
  };
  return (
    <input
      className="name-field"
      aria-label={label}
      value={typed}
      maxLength={max}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setTyped(value);
      }}
    />
  );
}
