import type { ButtonHTMLAttributes } from 'react';

/** A button: `main` for the one next step, `danger` for what ends something, `plain` for what looks like a link. */
export function Button({
  kind,
  className,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { kind?: 'main' | 'danger' | 'plain' }) {
  const classes = ['button', kind ? `button-${kind}` : '', className ?? ''].filter(Boolean).join(' ');
  return <button type="button" {...rest} className={classes} />;
}
