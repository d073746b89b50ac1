import * as z from 'zod/mini';
import { Moment, type Seq } from '#shared/domain/ids.ts';
import type { LogTopic } from '#shared/domain/log.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** SHA-256 of a secret, in lower-case hex. Secrets themselves are never stored. */
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** Sessions of one account that count at a time; a further one ends the oldest. */
const mostSessions = 20;

/** What an account may do: an organiser and an official publish, a viewer watches. */
export const AccountRole = z.enum(['organiser', 'official', 'viewer']);
export type AccountRole = z.infer<typeof AccountRole>;

/**
 * What is recorded of accounts, their sessions and the tokens of programs (topic `accounts`). Only the hub makes these,
 * after it has checked names and passwords; none of it is sent to watchers.
 */
export const AccountsEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('accountCreated'),
    account: z.string(),
    username: z.string(),
    email: z.string(),
    /** As `Passwords` makes it. */
    passwordHash: z.string(),
    role: AccountRole,
  }),
  z.object({ type: z.literal('roleChanged'), account: z.string(), role: AccountRole }),
  /** A new password; every session of the account has ended. */
  z.object({ type: z.literal('passwordChanged'), account: z.string(), passwordHash: z.string() }),
  /** It can't log in any more; its sessions have ended. */
  z.object({ type: z.literal('accountRevoked'), account: z.string() }),
  z.object({ type: z.literal('accountRestored'), account: z.string() }),
  z.object({ type: z.literal('sessionOpened'), account: z.string(), tokenHash: hash, expires: Moment }),
  z.object({ type: z.literal('sessionRenewed'), tokenHash: hash, expires: Moment }),
  z.object({ type: z.literal('sessionClosed'), tokenHash: hash }),
  z.object({
    type: z.literal('tokenCreated'),
    name: z.string(),
    role: z.literal('official'),
    tokenHash: hash,
  }),
  z.object({ type: z.literal('tokenRevoked'), name: z.string() }),
]);
export type AccountsEvent = z.infer<typeof AccountsEvent>;

/** Somebody with a name and a password. */
export interface Account {
  /** `1`, `2`, `3` … in order of creation. */
  readonly id: string;
  readonly username: string;
  /** As it was typed; compared without regard to case. */
  readonly email: string;
  readonly passwordHash: string;
  readonly role: AccountRole;
  readonly createdAt: Moment;
  readonly revoked: boolean;
}

/** Somebody who logged in. */
export interface Session {
  readonly account: string;
  readonly expires: Moment;
}

/** What a program proves with that it may publish. */
export interface ProgramToken {
  readonly name: string;
  readonly role: 'official';
  readonly tokenHash: string;
  readonly createdAt: Moment;
  readonly revoked: boolean;
}

/** The fold of the topic `accounts`. */
export interface AccountsState {
  readonly seq: Seq;
  /** By id. */
  readonly accounts: Readonly<Record<string, Account>>;
  /** By the hash of their token. */
  readonly sessions: Readonly<Record<string, Session>>;
  /** By their name in lower case. One that is made anew after it was revoked takes the place of the old one. */
  readonly tokens: Readonly<Record<string, ProgramToken>>;
}

const noAccounts: AccountsState = { seq: 0, accounts: {}, sessions: {}, tokens: {} };

/** The topic in which accounts and tokens are recorded. */
export const accountsTopic: LogTopic<AccountsState> = {
  name: 'accounts',
  fold: {
    version: 1,
    empty: () => noAccounts,
    evolve(state, { seq, body, hubAt }) {
      const event = AccountsEvent.safeParse(JSON.parse(body));
      return event.success ? evolve({ ...state, seq }, event.data, hubAt) : { ...state, seq };
    },
  },
};

function evolve(state: AccountsState, event: AccountsEvent, at: Moment): AccountsState {
  switch (event.type) {
    case 'accountCreated': {
      const { type: _, account: id, ...rest } = event;
      const account: Account = { id, ...rest, createdAt: at, revoked: false };
      return { ...state, accounts: { ...state.accounts, [id]: account } };
    }
    case 'roleChanged':
      return changed(state, event.account, { role: event.role });
    case 'passwordChanged':
      return withoutSessionsOf(
        changed(state, event.account, { passwordHash: event.passwordHash }),
        event.account,
      );
    case 'accountRevoked':
      return withoutSessionsOf(changed(state, event.account, { revoked: true }), event.account);
    case 'accountRestored':
      return changed(state, event.account, { revoked: false });
    case 'sessionOpened': {
      const session: Session = { account: event.account, expires: event.expires };
      // Earlier versions didn't record which sessions it ended.
      const ended = new Set(endedByAnother(state, event.account, at));
      const kept = Object.entries(state.sessions).filter(
        ([key, { expires }]) => expires > at && !ended.has(key),
      );
      return { ...state, sessions: { ...Object.fromEntries(kept), [event.tokenHash]: session } };
    }
    case 'sessionRenewed': {
      const known = state.sessions[event.tokenHash];
      if (!known) return state;
      const renewed: Session = { ...known, expires: event.expires };
      return { ...state, sessions: { ...state.sessions, [event.tokenHash]: renewed } };
    }
    case 'sessionClosed': {
      const { [event.tokenHash]: _, ...sessions } = state.sessions;
      return { ...state, sessions };
    }
    case 'tokenCreated': {
      const { name, role, tokenHash } = event;
      const token: ProgramToken = { name, role, tokenHash, createdAt: at, revoked: false };
      const { [tokenKey(name)]: _, ...others } = state.tokens;
      return { ...state, tokens: { ...others, [tokenKey(name)]: token } };
    }
    case 'tokenRevoked': {
      const known = tokenNamed(state, event.name);
      if (!known) return state;
      return { ...state, tokens: { ...state.tokens, [tokenKey(event.name)]: { ...known, revoked: true } } };
    }
    default:
      return unreachable(event);
  }
}

function changed(state: AccountsState, id: string, change: Partial<Account>): AccountsState {
  const known = accountOf(state, id);
  return known ? { ...state, accounts: { ...state.accounts, [id]: { ...known, ...change } } } : state;
}

function withoutSessionsOf(state: AccountsState, account: string): AccountsState {
  const others = Object.entries(state.sessions).filter(([, session]) => session.account !== account);
  return { ...state, sessions: Object.fromEntries(others) };
}

const tokenKey = (name: string): string => name.toLowerCase();

/** The account with an id; null when there is none. */
export const accountOf = (state: AccountsState, id: string): Account | null =>
  (Object.hasOwn(state.accounts, id) ? state.accounts[id] : null) ?? null;

/** The program's token of a name, whatever its case; null when there is none. */
export const tokenNamed = (state: AccountsState, name: string): ProgramToken | null =>
  (Object.hasOwn(state.tokens, tokenKey(name)) ? state.tokens[tokenKey(name)] : null) ?? null;

/** The program's token with a hash that counts; null when there is none. */
export const tokenWithHash = (state: AccountsState, tokenHash: string): ProgramToken | null =>
  Object.values(state.tokens).find((token) => token.tokenHash === tokenHash && !token.revoked) ?? null;

/** The account with an e-mail address, whatever its case; null when there is none. */
export const accountWithEmail = (state: AccountsState, email: string): Account | null =>
  Object.values(state.accounts).find((known) => known.email.toLowerCase() === email.toLowerCase()) ?? null;

/**
 * The account that a name belongs to; null when it is nobody's. Case, spaces, characters that can't be seen and other
 * forms of the same letter (Unicode's NFKC) make no other name: nobody is to pass for somebody else.
 */
export function accountNamed(state: AccountsState, name: string): Account | null {
  const plain = name
    .normalize('NFKC')
    .replace(/[\p{C}\p{Z}\p{DI}]/gu, '')
    .toLowerCase();
  // Usernames are plain ASCII.
  return Object.values(state.accounts).find(({ username }) => username.toLowerCase() === plain) ?? null;
}

/** Hashes of the tokens whose sessions a further one of an account ends: the oldest, beyond twenty. */
export function endedByAnother(state: AccountsState, account: string, at: Moment): readonly string[] {
  const own = Object.entries(state.sessions).filter(
    ([, session]) => session.account === account && session.expires > at,
  );
  return own.slice(0, Math.max(0, own.length + 1 - mostSessions)).map(([tokenHash]) => tokenHash);
}

/** The session with a token's hash, if it counts at a time, and its account. */
export function sessionWithHash(
  state: AccountsState,
  tokenHash: string,
  at: Moment,
): { readonly account: Account; readonly expires: Moment } | null {
  const session = state.sessions[tokenHash];
  const account = session && session.expires > at ? accountOf(state, session.account) : null;
  return session && account && !account.revoked ? { account, expires: session.expires } : null;
}
