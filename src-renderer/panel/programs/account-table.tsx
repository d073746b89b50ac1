import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import type { AccountsStatus } from '#shared/protocol/clients.ts';
import { Button } from '#ui/button.tsx';
import { dayText } from '#ui/format.ts';
import { useLanguage } from '#ui/language.ts';
import type { AccountQuestion } from './account-dialogs.tsx';

export type Account = AccountsStatus['accounts'][number];

/** Accounts with what may be done with each. */
export function AccountTable({
  accounts,
  onAsk,
}: {
  accounts: readonly Account[];
  onAsk: (question: AccountQuestion) => void;
}) {
  const t = useText();
  return (
    <table className="table accounts-table">
      <caption className="visually-hidden">{t('programs.accounts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('accounts.username')}</th>
          <th scope="col">{t('accounts.email')}</th>
          <th scope="col">{t('accounts.role')}</th>
          <th scope="col">{t('accounts.created')}</th>
          <th scope="col">{t('programs.state')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('edit')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <Row key={account.id} account={account} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ account, onAsk }: { account: Account; onAsk: (question: AccountQuestion) => void }) {
  const t = useText();
  const language = useLanguage();
  const { api, tournament } = usePanel();
  const { ask, busy } = useRequest();
  const { id, username: name, email, role, createdAt, revoked, sessions } = account;
  const restore = (): void => {
    void ask(api.programs.restoreAccount(id), t('accounts.saidRestored', { name }));
  };
  return (
    <tr data-revoked={revoked}>
      <td className="any-text">
        <bdi>{name}</bdi>
      </td>
      <td className="any-text">
        <bdi>{email}</bdi>
      </td>
      <td>{t(`accounts.role.${role}`)}</td>
      <td className="nowrap">{dayText(createdAt, tournament.details.timeZone, language)}</td>
      <td>
        {revoked ? (
          <span className="lost nowrap">✕ {t('accounts.revoked')}</span>
        ) : sessions > 0 ? (
          <span className="here nowrap">● {t('accounts.sessions', { count: sessions })}</span>
        ) : (
          <span className="quiet nowrap">○ {t('accounts.signedOut')}</span>
        )}
      </td>
      <td className="end">
        <Button
          kind="plain"
          aria-label={t('accounts.changeRoleOf', { name })}
          onClick={() => onAsk({ kind: 'role', account: id })}
        >
          {t('accounts.changeRole')}
        </Button>
        <Button
          kind="plain"
          aria-label={t('accounts.resetOf', { name })}
          onClick={() => onAsk({ kind: 'reset', account: id })}
        >
          {t('accounts.reset')}
        </Button>
        {revoked ? (
          <Button
            kind="plain"
            disabled={busy}
            aria-label={t('accounts.restoreOf', { name })}
            onClick={restore}
          >
            {t('accounts.restore')}
          </Button>
        ) : (
          <Button
            kind="plain"
            aria-label={t('accounts.revokeOf', { name })}
            onClick={() => onAsk({ kind: 'revoke', account: id })}
          >
            {t('accounts.revoke')}
          </Button>
        )}
      </td>
    </tr>
  );
}
