import type { Caller } from '#main/dialects/dialect.ts';
import type { Identity } from '#main/hub/hub-port.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import {
  type Account,
  type AccountsEvent,
  accountsTopic,
  type ProgramToken,
} from '#shared/domain/people/accounts.ts';

/** Somebody without a token, or with one that isn't known. */
export const nobody: Caller = {
  role: 'nobody',
  name: '',
  device: 'older-client' as DeviceId,
  official: null,
  tournament: null,
  account: null,
};

/** Somebody who joined the tournament, or the panel, as a caller. */
export const joinedCaller = (identity: Identity, name: string): Caller => ({
  role: identity.role === 'spectator' ? 'nobody' : identity.role,
  name,
  device: identity.device,
  official: identity.official,
  tournament: identity.tournament,
  account: null,
});

/** A program with a token of its own. */
export const programCaller = ({ name, role, tokenHash }: ProgramToken): Caller => ({
  role,
  name,
  device: `token-${tokenHash.slice(0, 16)}` as DeviceId,
  official: null,
  tournament: null,
  account: null,
});

/** Somebody who is logged in to an account. */
export const accountCaller = ({ id, username, role }: Account): Caller => ({
  role,
  name: username,
  device: `account-${id}` as DeviceId,
  official: null,
  tournament: null,
  account: id,
});

/** Events after which somebody may do less than before: a new account takes its name from those who used it. */
const rightsOfAccounts: ReadonlySet<string> = new Set([
  'accountCreated',
  'tokenRevoked',
  'sessionClosed',
  'passwordChanged',
  'roleChanged',
  'accountRevoked',
] satisfies AccountsEvent['type'][]);

/** Whether an event ends or changes what somebody may do, by its topic and type. */
export function endsRights({ topic, type }: { readonly topic: string; readonly type: string }): boolean {
  switch (topic) {
    case 'people':
      return type === 'deviceRevoked';
    case accountsTopic.name:
      return rightsOfAccounts.has(type);
    default:
      return false;
  }
}
