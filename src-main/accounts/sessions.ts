import type { HubPort } from '#main/hub/hub-port.ts';
import { freshSecret, hashOf } from '#main/lib/secrets.ts';
import type { Moment } from '#shared/domain/ids.ts';
import {
  type Account,
  type AccountsState,
  accountOf,
  accountsTopic,
  endedByAnother,
  sessionWithHash,
} from '#shared/domain/people/accounts.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import { accountsDevice, accountsEntry } from './program-tokens.ts';

/** A session ends when it wasn't used for so long, in seconds. */
export const sessionLastsS = 3_600;
/** Its use is recorded once in so long, in milliseconds: after a power failure it may end so much earlier. */
const renewEveryMs = 60_000;

/** Who is logged in. Sessions are in the log, so that they outlive the hub's process. */
export interface Sessions {
  /** Opens a session of an account; null when the account was revoked or its password changed since it was read. */
  open(account: Account): Promise<Result<{ readonly token: string } | null, Refusal>>;
  /** The account that a token is a session of, which lasts from now again; null when the token counts for none. */
  use(token: string): Account | null;
  /** Ends a session, if the token is one. */
  close(token: string): Promise<Result<void, Refusal>>;
}

export function createSessions(hub: Pick<HubPort, 'record' | 'of'>, now: () => Moment): Sessions {
  const expiresAt = (at: Moment): Moment => at + sessionLastsS * 1_000;

  function renew(tokenHash: string): void {
    const renewed = hub.record<AccountsState, null>({
      topic: accountsTopic,
      device: accountsDevice,
      decide(state, at) {
        const session = sessionWithHash(state, tokenHash, at);
        if (!session || session.expires > expiresAt(at) - renewEveryMs) return { entries: [], outcome: null };
        const entry = accountsEntry({ type: 'sessionRenewed', tokenHash, expires: expiresAt(at) });
        return { entries: [entry], outcome: null };
      },
    });
    // One that couldn't be recorded is tried again at the next use; the hub says itself what is wrong with its disk.
    void renewed;
  }

  return {
    async open(account) {
      const token = freshSecret(256);
      const kept = await hub.record<AccountsState, boolean>({
        topic: accountsTopic,
        device: accountsDevice,
        decide(state, at) {
          const known = accountOf(state, account.id);
          if (!known || known.revoked || known.passwordHash !== account.passwordHash) {
            return { entries: [], outcome: false };
          }
          const tokenHash = hashOf(token);
          const opened = {
            type: 'sessionOpened',
            account: account.id,
            tokenHash,
            expires: expiresAt(at),
          } as const;
          // Recorded as such, so that what was opened with them is ended, too.
          const closed = endedByAnother(state, account.id, at).map((ended) =>
            accountsEntry({ type: 'sessionClosed', tokenHash: ended }),
          );
          return { entries: [...closed, accountsEntry(opened)], outcome: true };
        },
      });
      if (!kept.ok) return kept;
      return ok(kept.value.outcome ? { token } : null);
    },
    use(token) {
      const tokenHash = hashOf(token);
      const at = now();
      const session = sessionWithHash(hub.of(accountsTopic), tokenHash, at);
      if (!session) return null;
      if (session.expires <= expiresAt(at) - renewEveryMs) renew(tokenHash);
      return session.account;
    },
    async close(token) {
      const tokenHash = hashOf(token);
      const kept = await hub.record<AccountsState, null>({
        topic: accountsTopic,
        device: accountsDevice,
        decide: (state) => ({
          entries: state.sessions[tokenHash] ? [accountsEntry({ type: 'sessionClosed', tokenHash })] : [],
          outcome: null,
        }),
      });
      return kept.ok ? ok(undefined) : kept;
    },
  };
}
