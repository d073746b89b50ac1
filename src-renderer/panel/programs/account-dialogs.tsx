import { type FormEvent, useState } from 'react';
import { isLongEnough } from '#pages/panel/model/account-form.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { ConfirmDialog } from '#pages/panel/parts/confirm-dialog.tsx';
import { Dialog } from '#pages/panel/parts/dialog.tsx';
import { RadioSet } from '#pages/panel/parts/radio-set.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { AccountRole } from '#shared/protocol/clients.ts';
import { Button } from '#ui/button.tsx';
import type { Account } from './account-table.tsx';
import { PasswordField } from './password-field.tsx';

/** What is to be done with an account. */
export interface AccountQuestion {
  readonly kind: 'role' | 'reset' | 'revoke';
  readonly account: string;
}

/** Roles from the least to the most that one may do. */
export const accountRoles = ['viewer', 'official', 'organiser'] as const satisfies readonly AccountRole[];

/** Asks before an account is changed, and says what follows from it. */
export function AccountDialog({
  kind,
  account,
  onClose,
}: {
  kind: AccountQuestion['kind'];
  account: Account;
  onClose: () => void;
}) {
  switch (kind) {
    case 'role':
      return <RoleDialog account={account} onClose={onClose} />;
    case 'reset':
      return <ResetDialog account={account} onClose={onClose} />;
    case 'revoke':
      return <RevokeDialog account={account} onClose={onClose} />;
    default:
      return unreachable(kind);
  }
}

function RoleDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useText();
  const { programs } = usePanel().api;
  const { ask, busy } = useRequest();
  const [role, setRole] = useState(account.role);
  const { username: name } = account;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const words = t('accounts.saidRole', { name, role: t(`accounts.role.${role}`) });
    if (await ask(programs.setRole(account.id, role), words)) onClose();
  };
  return (
    <Dialog title={t('accounts.changeRoleOf', { name })} onClose={onClose}>
      <form className="import" onSubmit={(event) => void submit(event)}>
        <RadioSet
          legend={t('accounts.role')}
          value={role}
          options={accountRoles.map(
            (one) => [one, `${t(`accounts.role.${one}`)}: ${t(`accounts.may.${one}`)}`] as const,
          )}
          onChange={setRole}
        />
        <div className="buttons">
          <Button kind="main" type="submit" disabled={busy || role === account.role}>
            {t('save')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function ResetDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useText();
  const { programs } = usePanel().api;
  const { ask, busy } = useRequest();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const { username: name } = account;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (!isLongEnough(password)) return;
    if (await ask(programs.resetPassword(account.id, password), t('accounts.saidReset', { name }))) onClose();
  };
  return (
    <Dialog title={t('accounts.resetOf', { name })} onClose={onClose}>
      <form className="import" onSubmit={(event) => void submit(event)} noValidate>
        <p>{t('accounts.resetAsked', { name })}</p>
        <PasswordField value={password} isWrong={tried && !isLongEnough(password)} onChange={setPassword} />
        <p>
          <strong>{t('noFinal')}</strong>
        </p>
        <div className="buttons">
          <Button kind="danger" type="submit" disabled={busy}>
            {t('accounts.reset')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function RevokeDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useText();
  const { programs } = usePanel().api;
  const { ask, busy } = useRequest();
  const { username: name } = account;
  const revoke = async (): Promise<void> => {
    if (await ask(programs.revokeAccount(account.id), t('accounts.saidRevoked', { name }))) onClose();
  };
  return (
    <ConfirmDialog
      title={t('accounts.revokeOf', { name })}
      action={t('accounts.revoke')}
      busy={busy}
      onConfirm={() => void revoke()}
      onClose={onClose}
    >
      <p>{t('accounts.revokeAsked', { name })}</p>
    </ConfirmDialog>
  );
}
