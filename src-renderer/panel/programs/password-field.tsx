import { randomBelow, suggestPassword } from '#pages/panel/model/password.ts';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';

/** A new password for an account, shown as it is typed since it has to be passed on, with a suggestion. */
export function PasswordField({
  value,
  isWrong,
  onChange,
}: {
  value: string;
  isWrong: boolean;
  onChange: (password: string) => void;
}) {
  const t = useText();
  return (
    <div className="with-button">
      <Field
        label={t('venue.password')}
        hint={t('accounts.passwordHint')}
        error={isWrong ? t('accounts.passwordWrong') : null}
        value={value}
        maxLength={100}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <Button onClick={() => onChange(suggestPassword(randomBelow))}>{t('suggest')}</Button>
    </div>
  );
}
