import type { HubPort } from '#main/hub/hub-port.ts';
import type { Moment } from '#shared/domain/ids.ts';
import { accountsTopic } from '#shared/domain/people/accounts.ts';
import type { AccountsStatus } from '#shared/protocol/clients.ts';

/** Accounts and tokens that the panel is shown at most. */
const mostShown = 200;

/** What the panel shows of accounts and tokens: the newest of them, oldest first. */
export function accountsStatus(hub: Pick<HubPort, 'of' | 'people'>, now: Moment): AccountsStatus {
  const { accounts, sessions, tokens } = hub.of(accountsTopic);
  const live = Object.values(sessions).filter(({ expires }) => expires > now);
  const perAccount = Map.groupBy(live, ({ account }) => account);
  const all = Object.values(accounts);
  return {
    signUpOpen: hub.people().settings.signUpOpen,
    total: all.length,
    accounts: all.slice(-mostShown).map(({ id, username, email, role, createdAt, revoked }) => ({
      id,
      username,
      email,
      role,
      createdAt,
      revoked,
      sessions: perAccount.get(id)?.length ?? 0,
    })),
    tokens: Object.values(tokens)
      .toSorted((a, b) => a.createdAt - b.createdAt)
      .slice(-mostShown)
      .map(({ name, role, createdAt, revoked }) => ({ name, role, createdAt, revoked })),
  };
}
