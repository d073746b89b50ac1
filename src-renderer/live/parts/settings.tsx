import { LanguageField } from '#ui/language-field.tsx';

/** At the foot of every screen: the language of this device. */
export function Settings() {
  return (
    <footer className="settings">
      <LanguageField />
    </footer>
  );
}
