import { type FormEvent, useState } from 'react';
import { checkAccount } from '#pages/panel/model/account-form.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import type { NewAccount } from '#pages/panel/programs-api.ts';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { Button } from '#ui/button.tsx';
import { Field, SelectField } from '#ui/field.tsx';
import { accountRoles } from './account-dialogs.tsx';
import { PasswordField } from './password-field.tsx';

const empty: NewAccount = { username: '', email: '', password: '', role: 'official' };

/** A new account, made by the organiser whether or not signing up is open. */
export function AccountForm() {
  const t = useText();
  const { programs } = usePanel().api;
  const { ask, busy } = useRequest();
  const [account, setAccount] = useState(empty);
  const [tried, setTried] = useState(false);
  const wrong = tried ? checkAccount(account) : {};
  const change = (part: Partial<NewAccount>): void => setAccount({ ...account, ...part });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(checkAccount(account)).length > 0) return;
    const made = await ask(
      programs.createAccount(account),
      t('accounts.saidCreated', { name: account.username }),
    );
    if (!made) return;
    setAccount(empty);
    setTried(false);
  };
  return (
    <details className="add-details">
      <summary>{t('accounts.add')}</summary>
      <form className="form account-form" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={t('accounts.username')}
          hint={t('accounts.usernameHint')}
          error={wrong.username ? t('accounts.usernameWrong') : null}
          value={account.username}
          maxLength={20}
          autoComplete="off"
          onChange={(event) => change({ username: event.target.value })}
        />
        <Field
          label={t('accounts.email')}
          hint={t('accounts.emailHint')}
          error={wrong.email ? t('accounts.emailWrong') : null}
          type="email"
          value={account.email}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => change({ email: event.target.value })}
        />
        <PasswordField
          value={account.password}
          isWrong={wrong.password === true}
          onChange={(password) => change({ password })}
        />
        <SelectField
          label={t('accounts.role')}
          hint={t(`accounts.may.${account.role}`)}
          value={account.role}
          onChange={(event) =>
            change({ role: accountRoles.find((role) => role === event.target.value) ?? 'viewer' })
          }
        >
          {accountRoles.map((role) => (
            <option key={role} value={role}>
              {t(`accounts.role.${role}`)}
            </option>
          ))}
        </SelectField>
        <div className="buttons">
          <Button kind="main" type="submit" disabled={busy}>
            {t('accounts.add')}
          </Button>
        </div>
      </form>
    </details>
  );
}
