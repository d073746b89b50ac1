import { type Refusal, refusal } from '#shared/domain/refusal.ts';

/** What somebody wants to log in with. */
export interface Credentials {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

const usernames = /^[a-zA-Z0-9_-]{3,20}$/;
/** What the HTML standard calls a valid e-mail address (html.spec.whatwg.org, “E-mail state”). */
const emails =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const shortestPassword = 8;
const longestPassword = 256;

/** Why credentials can't be anybody's: EMAIL_INVALID, USERNAME_INVALID or PASSWORD_INVALID; null when they can. */
export function refuseCredentials({ username, email, password }: Credentials): Refusal | null {
  if (email.length > 254 || !emails.test(email)) {
    return refusal('EMAIL_INVALID', 'This isn’t an e-mail address.');
  }
  if (!usernames.test(username)) {
    return refusal('USERNAME_INVALID', 'A username has 3 to 20 characters: letters, digits, _ and -.');
  }
  return refusePassword(password);
}

/** PASSWORD_INVALID for a password that is too short or too long; null for one that may be used. */
export function refusePassword(password: string): Refusal | null {
  if (password.length >= shortestPassword && password.length <= longestPassword) return null;
  return refusal('PASSWORD_INVALID', 'A password has 8 to 256 characters.');
}
