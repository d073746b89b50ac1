import { useState } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { useText } from '#pages/panel/text.ts';
import { useRequest } from '#pages/panel/use-request.ts';
import type { AccountsStatus } from '#shared/protocol/clients.ts';
import { useConfirmed } from '#ui/hub.tsx';
import { AccountDialog, type AccountQuestion } from './account-dialogs.tsx';
import { AccountForm } from './account-form.tsx';
import { AccountTable } from './account-table.tsx';
import { SearchedList } from './searched-list.tsx';
import { ShutHint } from './shut-hint.tsx';
import { TokensBlock } from './tokens-block.tsx';

/** Tokens for programs, accounts for people, and whether people may make their own. */
export function AccountsTab() {
  const t = useText();
  const status = useConfirmed('accounts');
  if (!status) return <p className="quiet">{t('loading')}</p>;
  return (
    <>
      <TokensBlock tokens={status.tokens} />
      <Accounts status={status} />
      <SignUp open={status.signUpOpen} />
    </>
  );
}

function Accounts({ status }: { status: AccountsStatus }) {
  const t = useText();
  const [asked, setAsked] = useState<AccountQuestion | null>(null);
  const { accounts } = status;
  const still = asked ? accounts.find(({ id }) => id === asked.account) : undefined;
  return (
    <section className="block" aria-label={t('programs.accounts')}>
      <SearchedList
        title={t('programs.accounts')}
        rows={accounts}
        total={status.total}
        textOf={({ username, email }) => `${username} ${email}`}
        note={<ShutHint tab="accounts" />}
        none={<p>{t('accounts.none')}</p>}
      >
        {(found) => <AccountTable accounts={found} onAsk={setAsked} />}
      </SearchedList>
      <AccountForm />
      {asked && still ? (
        <AccountDialog kind={asked.kind} account={still} onClose={() => setAsked(null)} />
      ) : null}
    </section>
  );
}

function SignUp({ open }: { open: boolean }) {
  const t = useText();
  const { api } = usePanel();
  const { ask, busy } = useRequest();
  return (
    <Block title={t('accounts.signUp')}>
      <label className="check">
        <input
          type="checkbox"
          checked={open}
          disabled={busy}
          onChange={(event) => void ask(api.settings({ signUpOpen: event.target.checked }), t('venue.saved'))}
        />
        <span>{t('accounts.signUpOpen')}</span>
      </label>
      <p className="quiet lead-text">{open ? t('accounts.openMeans') : t('accounts.closedMeans')}</p>
    </Block>
  );
}
