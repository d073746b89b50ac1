import type { HubPort } from '#main/hub/hub-port.ts';
import { freshSecret, hashOf } from '#main/lib/secrets.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import {
  type AccountsEvent,
  type AccountsState,
  accountsTopic,
  type ProgramToken,
  tokenNamed,
  tokenWithHash,
} from '#shared/domain/people/accounts.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** Tokens that count at a time. */
const mostTokens = 200;

/** Device of what the hub records of accounts and tokens. */
export const accountsDevice = 'hub' as DeviceId;

/** An event of the topic `accounts` as it is recorded. */
export const accountsEntry = (event: AccountsEvent): { readonly type: string; readonly body: string } => ({
  type: event.type,
  body: JSON.stringify(event),
});

/** The tokens with which programs publish (a timing program, a replayer, a script). */
export interface ProgramTokens {
  /**
   * Makes a token with the role official and gives it, this once. Refused with BAD_FRAME for a name that is empty, has
   * more than 60 characters or some that can't be seen, with NAME_TAKEN while a token of that name counts, with
   * TOO_MANY beyond 200, and as the hub refuses.
   */
  create(name: string): Promise<Result<{ readonly token: string }, Refusal>>;
  /** Ends a token's rights at once. Refused with NO_SUCH_RECORD when none of that name counts. */
  revoke(name: string): Promise<Result<void, Refusal>>;
  /** All of them, also those that were revoked, oldest first. */
  list(): readonly ProgramToken[];
  /** The one that a secret is; null for an unknown or revoked one. */
  whose(secret: string): ProgramToken | null;
}

export function createProgramTokens(hub: Pick<HubPort, 'record' | 'of'>): ProgramTokens {
  return {
    async create(typed) {
      const name = typed.trim();
      if (!/^[^\p{C}]{1,60}$/u.test(name)) {
        return err(refusal('BAD_FRAME', 'A token needs a name of at most 60 characters.', { path: 'name' }));
      }
      const token = freshSecret(256);
      const kept = await hub.record<AccountsState, Refusal | null>({
        topic: accountsTopic,
        device: accountsDevice,
        decide(state) {
          const known = tokenNamed(state, name);
          if (known && !known.revoked) {
            return {
              entries: [],
              outcome: refusal('NAME_TAKEN', 'There is “{name}” already. Choose another name.', { name }),
            };
          }
          if (Object.values(state.tokens).filter((other) => !other.revoked).length >= mostTokens) {
            return {
              entries: [],
              outcome: refusal('TOO_MANY', 'There are too many tokens. Revoke some that aren’t used.'),
            };
          }
          const event: AccountsEvent = {
            type: 'tokenCreated',
            name,
            role: 'official',
            tokenHash: hashOf(token),
          };
          return { entries: [accountsEntry(event)], outcome: null };
        },
      });
      if (!kept.ok) return kept;
      return kept.value.outcome ? err(kept.value.outcome) : ok({ token });
    },
    async revoke(name) {
      const kept = await hub.record({
        topic: accountsTopic,
        device: accountsDevice,
        decide(state) {
          const known = tokenNamed(state, name);
          if (!known || known.revoked) return { entries: [], outcome: false };
          return { entries: [accountsEntry({ type: 'tokenRevoked', name: known.name })], outcome: true };
        },
      });
      if (!kept.ok) return kept;
      if (!kept.value.outcome)
        return err(refusal('NO_SUCH_RECORD', 'There is no token “{name}” that counts.', { name }));
      return ok(undefined);
    },
    list: () => Object.values(hub.of(accountsTopic).tokens).toSorted((a, b) => a.createdAt - b.createdAt),
    whose: (secret) => tokenWithHash(hub.of(accountsTopic), hashOf(secret)),
  };
}
