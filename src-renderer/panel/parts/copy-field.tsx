import { useId, useRef } from 'react';
import { useSay } from '#pages/panel/notices.tsx';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';

/** A text to be taken to another program: selected by a click, copied by the button, typed from when neither works. */
export function CopyField({ label, text, large }: { label: string; text: string; large?: boolean }) {
  const t = useText();
  const id = useId();
  const copy = useCopy();
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className="field copy-field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="copy-line">
        <input
          id={id}
          ref={field}
          readOnly
          value={text}
          className={large ? 'copy-large' : 'copy-text'}
          spellCheck={false}
          onFocus={(event) => event.target.select()}
        />
        <Button aria-label={`${t('copy')}: ${label}`} onClick={() => void copy(text, field.current)}>
          {t('copy')}
        </Button>
      </div>
    </div>
  );
}

/**
 * Copies a text and says so. Without the browser's clipboard (an address that isn't secure, no permission) it is
 * selected in the field and copied as a key press would; when that doesn't work either, it says which keys to press.
 */
export function useCopy(): (text: string, field: HTMLInputElement | null) => Promise<void> {
  const t = useText();
  const say = useSay();
  return async (text, field) => {
    const copied = (await withClipboard(text)) || selected(field);
    if (copied) say({ words: t('copied'), tone: 'done' });
    else say({ words: t('copyByHand'), tone: 'wrong' });
  };
}

async function withClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function selected(field: HTMLInputElement | null): boolean {
  if (!field) return false;
  field.focus();
  field.select();
  return document.execCommand('copy');
}
