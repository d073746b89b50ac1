import type { HubPort } from '#main/hub/hub-port.ts';
import type { Passwords } from '#main/lib/passwords.ts';
import { triesPerMinute } from '#main/lib/rate-limit.ts';
import type { Moment } from '#shared/domain/ids.ts';
import { type Account, accountsTopic, accountWithEmail } from '#shared/domain/people/accounts.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Sessions } from './sessions.ts';

/** Wrong passwords for one account from one address in a minute, and tries from one address for all accounts. */
const wrongPerMinute = 5;
const triesFromAddress = 100;
/** Longer ones are nobody's; what is remembered of a try stays small. */
const longestEmail = 254;

/** Lets people log in. */
export interface Logins {
  /**
   * Opens a session. Unknown address, wrong password and revoked account are one refusal, TOKEN_UNKNOWN, after one and
   * the same time. TRY_LATER after five wrong passwords a minute for one account from one address; TOO_MANY while too
   * many others log in.
   */
  logIn(
    email: string,
    password: string,
    address: string,
  ): Promise<Result<{ readonly account: Account; readonly token: string }, Refusal>>;
}

export function createLogins(
  hub: Pick<HubPort, 'of'>,
  {
    passwords,
    sessions,
    now,
  }: { readonly passwords: Passwords; readonly sessions: Sessions; readonly now: () => Moment },
): Logins {
  const wrong = triesPerMinute(wrongPerMinute);
  const all = triesPerMinute(triesFromAddress);

  return {
    async logIn(email, password, address) {
      const at = now();
      const key = `${address} ${email.slice(0, longestEmail).toLowerCase()}`;
      // Counted before the password is looked at, so that many tries at once are many tries, too.
      const seconds = all.take(address, at) || wrong.take(key, at);
      if (seconds > 0) {
        return err(refusal('TRY_LATER', 'Too many tries. Try again in {seconds} s.', { seconds }));
      }
      const account = accountWithEmail(hub.of(accountsTopic), email);
      const isRight = await passwords.matches(password, account?.passwordHash ?? passwords.decoy);
      if (!isRight.ok) return isRight;
      if (!account || !isRight.value || account.revoked) return err(notKnown);
      const opened = await sessions.open(account);
      if (!opened.ok) return opened;
      if (!opened.value) return err(notKnown);
      wrong.forget(key);
      return ok({ account, token: opened.value.token });
    },
  };
}

const notKnown = refusal('TOKEN_UNKNOWN', 'The e-mail address or the password is wrong.');
