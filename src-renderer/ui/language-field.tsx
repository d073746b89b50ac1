import { SelectField } from './field.tsx';
import { bestLanguage, chooseLanguage, languages, useLanguage } from './language.ts';
import { useSharedText } from './text.ts';

/** Chooses the language of this device. */
export function LanguageField() {
  const t = useSharedText();
  const language = useLanguage();
  return (
    <SelectField
      label={t('language')}
      value={language}
      onChange={(event) => chooseLanguage(bestLanguage([event.target.value]))}
    >
      {Object.entries(languages).map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
