import { Button } from '#ui/button.tsx';
import { LanguageField } from '#ui/language-field.tsx';
import type { Admission } from './session.ts';
import { useText } from './text.ts';

/** What is shown instead of the panel when there is no right to it, and how to get one. */
export function Gate({ admission }: { admission: Exclude<Admission, { kind: 'admitted' }> }) {
  const t = useText();
  return (
    <main className="gate">
      <h1>Touchline</h1>
      <p>{t(`gate.${admission.kind}`)}</p>
      <Button kind="main" onClick={() => location.reload()}>
        {t('gate.retry')}
      </Button>
      <LanguageField />
    </main>
  );
}
