import type { NewAccount } from '#pages/panel/programs-api.ts';

/** Shortest password of an account, in characters. */
export const shortestPassword = 8;

/** Fields of a new account that have something wrong. */
export type AccountErrors = Partial<Record<'username' | 'email' | 'password', true>>;

/** What is wrong with a new account; the hub checks besides whether name and address are taken. */
export function checkAccount({ username, email, password }: NewAccount): AccountErrors {
  return {
    ...(/^[a-zA-Z0-9_-]{3,20}$/.test(username) ? {} : { username: true }),
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? {} : { email: true }),
    ...(isLongEnough(password) ? {} : { password: true }),
  };
}

/** Whether a password of an account is long enough. */
export const isLongEnough = (password: string): boolean => [...password].length >= shortestPassword;
