import { SelectField } from '#ui/field.tsx';
import { LanguageField } from '#ui/language-field.tsx';
import { chooseTheme, type Theme, useTheme } from '#ui/theme.ts';
import { type Preferences, prefer, usePreferences } from './preferences.ts';
import { useText } from './text.ts';

const themes: readonly Theme[] = ['light', 'dark', 'system'];

/** How this page lies in this referee's hand. */
export function PreferenceSwitches() {
  const t = useText();
  const theme = useTheme();
  return (
    <div className="preferences">
      <Switch what="opposite" label={t('more.opposite')} />
      <Switch what="leftHand" label={t('more.leftHand')} />
      <Switch what="muted" label={t('more.muted')} />
      <LanguageField />
      <SelectField
        label={t('theme')}
        value={theme}
        onChange={(event) => chooseTheme(themes.find((known) => known === event.target.value) ?? 'light')}
      >
        {themes.map((known) => (
          <option key={known} value={known}>
            {t(`theme.${known}`)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function Switch({ what, label }: { what: keyof Preferences; label: string }) {
  const on = usePreferences()[what];
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      className="switch"
      onClick={() => prefer({ [what]: !on })}
    >
      <span>{label}</span>
      <span className="switch-knob" aria-hidden="true">
        {on ? '✓' : ''}
      </span>
    </button>
  );
}
