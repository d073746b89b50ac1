import { desktop } from '#pages/panel/desktop.ts';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/field.tsx';
import { LanguageField } from '#ui/language-field.tsx';
import { chooseTheme, type Theme, useTheme } from '#ui/theme.ts';

const themes = ['light', 'dark', 'system'] as const satisfies readonly Theme[];

/** Language and colours of this panel; the data folder where the desktop app can show it. */
export function LaptopBlock() {
  const t = useText();
  const theme = useTheme();
  const bridge = desktop();
  return (
    <Block title={t('venue.laptop')}>
      <div className="field-row">
        <LanguageField />
        <SelectField
          label={t('theme')}
          value={theme}
          onChange={(event) => chooseTheme(themes.find((known) => known === event.target.value) ?? 'system')}
        >
          {themes.map((known) => (
            <option key={known} value={known}>
              {t(`theme.${known}`)}
            </option>
          ))}
        </SelectField>
        {bridge ? (
          <Button onClick={() => void bridge.showDataFolder()}>{t('venue.dataFolder')}</Button>
        ) : null}
      </div>
    </Block>
  );
}
