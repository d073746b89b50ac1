import type { HubPort } from '#main/hub/hub-port.ts';
import type { Passwords } from '#main/lib/passwords.ts';
import { triesPerMinute } from '#main/lib/rate-limit.ts';
import type { Moment } from '#shared/domain/ids.ts';
import type { Decision } from '#shared/domain/log.ts';
import {
  type Account,
  type AccountRole,
  type AccountsEvent,
  type AccountsState,
  accountNamed,
  accountOf,
  accountsTopic,
  accountWithEmail,
} from '#shared/domain/people/accounts.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Credentials, refuseCredentials, refusePassword } from './credentials.ts';
import { accountsDevice, accountsEntry } from './program-tokens.ts';

/** Accounts on one hub. */
const mostAccounts = 5_000;
/** Sign-ups from one address in a minute: each costs some tenths of a second of a processor. */
const signUpsPerMinute = 20;

/** Where a sign-up comes from. */
export interface SignUpFrom {
  readonly address: string;
  /** It was made on the hub's own machine. */
  readonly isOwnMachine: boolean;
}

/** The accounts of people with a password. Roles are changed by the organiser only. */
export interface Accounts {
  /**
   * Makes somebody an account. The very first is an organiser's and is made on the hub's own machine; later ones are
   * viewers', while the organiser lets people sign up. Refused with NOT_ALLOWED, EMAIL_INVALID, USERNAME_INVALID,
   * PASSWORD_INVALID, NAME_TAKEN, TRY_LATER, TOO_MANY, and as the hub refuses.
   */
  signUp(credentials: Credentials, from: SignUpFrom): Promise<Result<Account, Refusal>>;
  /** Makes an account for somebody, on the panel. Refused as a sign-up, but never as not allowed. */
  create(credentials: Credentials, role: AccountRole): Promise<Result<Account, Refusal>>;
  changeRole(id: string, role: AccountRole): Promise<Result<void, Refusal>>;
  /** Gives an account a new password and ends its sessions. */
  resetPassword(id: string, password: string): Promise<Result<void, Refusal>>;
  /** Ends an account's sessions; it can't log in until it is restored, and keeps its name. */
  revoke(id: string): Promise<Result<void, Refusal>>;
  restore(id: string): Promise<Result<void, Refusal>>;
}

export function createAccounts(
  hub: Pick<HubPort, 'record' | 'of' | 'people'>,
  { passwords, now }: { readonly passwords: Passwords; readonly now: () => Moment },
): Accounts {
  const signUps = triesPerMinute(signUpsPerMinute);

  /** Decides on the accounts; the outcome is why nothing was done, or what was made. */
  async function settle<T>(
    decide: (state: AccountsState, at: Moment) => Decision<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    const kept = await hub.record({ topic: accountsTopic, device: accountsDevice, decide });
    return kept.ok ? kept.value.outcome : kept;
  }

  async function make(
    credentials: Credentials,
    isTrusted: boolean,
    roleFor: (state: AccountsState) => Result<AccountRole, Refusal>,
  ): Promise<Result<Account, Refusal>> {
    const { username, email } = credentials;
    const check = (state: AccountsState): Result<AccountRole, Refusal> => {
      // What is wrong with the entry itself is said first, whether or not signing up is open: clients show it at the field.
      const wrong = refuseCredentials(credentials);
      if (wrong) return err(wrong);
      const role = roleFor(state);
      // Strangers who may not sign up aren't told either who has an account here.
      const taken = role.ok || isTrusted ? refuseTaken(state, credentials) : null;
      return taken ? err(taken) : role;
    };
    const early = check(hub.of(accountsTopic));
    if (!early.ok) return early;
    const hash = await passwords.hash(credentials.password);
    if (!hash.ok) return hash;
    return settle<Account>((state, at) => {
      // Somebody else may have taken the name meanwhile.
      const role = check(state);
      if (!role.ok) return { entries: [], outcome: role };
      const id = String(Object.keys(state.accounts).length + 1);
      const made = { username, email, passwordHash: hash.value, role: role.value };
      const event: AccountsEvent = { type: 'accountCreated', account: id, ...made };
      return { entries: [accountsEntry(event)], outcome: ok({ id, ...made, createdAt: at, revoked: false }) };
    });
  }

  /** Records something about an account that is there; nothing when it is so already. */
  const change = (
    id: string,
    event: AccountsEvent,
    isSo: (account: Account) => boolean = () => false,
  ): Promise<Result<void, Refusal>> =>
    settle<void>((state) => {
      const known = accountOf(state, id);
      if (!known) {
        return { entries: [], outcome: err(refusal('NO_SUCH_RECORD', 'There is no such account.')) };
      }
      return { entries: isSo(known) ? [] : [accountsEntry(event)], outcome: ok(undefined) };
    });

  return {
    async signUp(credentials, { address, isOwnMachine }) {
      if (!isOwnMachine) {
        const seconds = signUps.take(address, now());
        if (seconds > 0)
          return err(refusal('TRY_LATER', 'Too many tries. Try again in {seconds} s.', { seconds }));
      }
      return make(credentials, isOwnMachine, (state) => {
        const isFirst = Object.keys(state.accounts).length === 0;
        if (isFirst && isOwnMachine) return ok('organiser');
        if (!isFirst && hub.people().settings.signUpOpen) return ok('viewer');
        const why = isFirst
          ? 'The first account is made on the hub’s own machine.'
          : 'Signing up is closed. Ask the organiser.';
        return err(refusal('NOT_ALLOWED', why));
      });
    },
    create: (credentials, role) => make(credentials, true, () => ok(role)),
    changeRole: (account, role) =>
      change(account, { type: 'roleChanged', account, role }, (known) => known.role === role),
    async resetPassword(account, password) {
      const barred = refusePassword(password);
      if (barred) return err(barred);
      const hash = await passwords.hash(password);
      if (!hash.ok) return hash;
      return change(account, { type: 'passwordChanged', account, passwordHash: hash.value });
    },
    revoke: (account) => change(account, { type: 'accountRevoked', account }, ({ revoked }) => revoked),
    restore: (account) => change(account, { type: 'accountRestored', account }, ({ revoked }) => !revoked),
  };
}

function refuseTaken(state: AccountsState, { username, email }: Credentials): Refusal | null {
  if (accountNamed(state, username)) return taken(username);
  if (accountWithEmail(state, email)) return taken(email);
  if (Object.keys(state.accounts).length < mostAccounts) return null;
  return refusal('TOO_MANY', 'There are too many accounts on this hub.');
}

const taken = (name: string): Refusal =>
  refusal('NAME_TAKEN', 'There is “{name}” already. Choose another name.', { name });
