import { describe, expect, test } from 'vitest';
import { createAccounts } from '#main/accounts/accounts.ts';
import { createLogins } from '#main/accounts/logins.ts';
import { createProgramTokens } from '#main/accounts/program-tokens.ts';
import { createSessions } from '#main/accounts/sessions.ts';
import { createPasswords } from '#main/lib/passwords.ts';
import { endsRights } from '#main/server/callers.ts';
import { memoryStore } from '#main/store/memory-store.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { accountNamed, accountsTopic } from '#shared/domain/people/accounts.ts';
import { bareHub } from '../support/bare-hub.ts';

/** Cheap hashes: how long the real ones take is a matter of test/lib. */
const passwords = createPasswords(4);
const ownMachine = { address: '127.0.0.1', isOwnMachine: true };
const phone = { address: '192.168.1.7', isOwnMachine: false };
const heron = { username: 'Heron', email: 'heron@lake.example', password: 'long legs' };
const otter = { username: 'otter_2', email: 'otter@lake.example', password: 'quick paws' };

function opened(store = memoryStore('hub-1')) {
  const { hub, hand } = bareHub(store);
  const sessions = createSessions(hub, hand.now);
  return {
    hub,
    hand,
    store,
    sessions,
    accounts: createAccounts(hub, { passwords, now: hand.now }),
    logins: createLogins(hub, { passwords, sessions, now: hand.now }),
    tokens: createProgramTokens(hub),
    openSignUp: () =>
      hub.recordPeople(
        { type: 'settingsChanged', settings: { ...hub.people().settings, signUpOpen: true } },
        'hub' as DeviceId,
      ),
  };
}

const codeOf = (answer: { ok: true } | { ok: false; error: { code: string } }): string =>
  answer.ok ? 'ok' : answer.error.code;

describe('signing up', () => {
  test('[accounts] the first account is made on the hub’s own machine and is organiser', async () => {
    const { accounts, openSignUp } = opened();
    await openSignUp();
    expect(codeOf(await accounts.signUp(heron, phone))).toBe('NOT_ALLOWED');
    expect(await accounts.signUp(heron, ownMachine)).toMatchObject({
      ok: true,
      value: { id: '1', username: 'Heron', role: 'organiser' },
    });
    expect(await accounts.signUp(otter, phone)).toMatchObject({
      ok: true,
      value: { id: '2', role: 'viewer' },
    });
  });

  test('[accounts] signing up is open only while the organiser allows it, also on the hub’s machine', async () => {
    const { accounts, openSignUp } = opened();
    await accounts.signUp(heron, ownMachine);
    expect(codeOf(await accounts.signUp(otter, ownMachine))).toBe('NOT_ALLOWED');
    expect(codeOf(await accounts.signUp(otter, phone))).toBe('NOT_ALLOWED');
    await openSignUp();
    expect(codeOf(await accounts.signUp(otter, ownMachine))).toBe('ok');
  });

  test('[accounts] while signing up is closed, a stranger isn’t told who has an account', async () => {
    const { accounts, openSignUp } = opened();
    await accounts.signUp(heron, ownMachine);
    expect(codeOf(await accounts.signUp(heron, phone))).toBe('NOT_ALLOWED');
    expect(codeOf(await accounts.signUp({ ...heron, email: 'none' }, phone))).toBe('EMAIL_INVALID');
    expect(codeOf(await accounts.signUp(heron, ownMachine))).toBe('NAME_TAKEN');
    await openSignUp();
    expect(codeOf(await accounts.signUp(heron, phone))).toBe('NAME_TAKEN');
  });

  test('[accounts] names and addresses are unique whatever their case, also for two at the same time', async () => {
    const { accounts } = opened();
    const both = await Promise.all([accounts.create(heron, 'viewer'), accounts.create(heron, 'viewer')]);
    expect(both.map(codeOf).toSorted()).toEqual(['NAME_TAKEN', 'ok']);
    expect(codeOf(await accounts.create({ ...otter, username: 'hERON' }, 'viewer'))).toBe('NAME_TAKEN');
    expect(codeOf(await accounts.create({ ...otter, email: 'HERON@lake.example' }, 'viewer'))).toBe(
      'NAME_TAKEN',
    );
    expect(await accounts.create(otter, 'viewer')).toMatchObject({ ok: true, value: { id: '2' } });
  });

  test('[accounts] what isn’t an address, a username or a password is refused', async () => {
    const { accounts, hub } = opened();
    for (const email of [
      '',
      'heron',
      'heron@',
      '@lake',
      'a b@lake.example',
      'a@b@c',
      'a@-x.example',
      `${'a'.repeat(250)}@b.cd`,
    ]) {
      expect(codeOf(await accounts.create({ ...heron, email }, 'viewer')), email).toBe('EMAIL_INVALID');
    }
    for (const username of ['', 'ab', 'a'.repeat(21), 'a b c', 'Hér', 'heron\n', '__proto__.x']) {
      expect(codeOf(await accounts.create({ ...heron, username }, 'viewer')), username).toBe(
        'USERNAME_INVALID',
      );
    }
    for (const password of ['', '7 chars', 'x'.repeat(257)]) {
      expect(codeOf(await accounts.create({ ...heron, password }, 'viewer'))).toBe('PASSWORD_INVALID');
    }
    expect(hub.head()).toBe(0);
  });

  test('[accounts] passwords and sessions are stored as hashes', async () => {
    const { accounts, logins, store } = opened();
    await accounts.create(heron, 'viewer');
    const login = await logins.logIn(heron.email, heron.password, '10.0.0.1');
    const log = JSON.stringify([...store.read({})]);
    expect(log).toContain('scrypt$');
    expect(log).not.toContain(heron.password);
    expect(log).not.toContain(login.ok ? login.value.token : '?');
  });
});

describe('logging in', () => {
  test('[accounts] a wrong password, an unknown address and a revoked account are one and the same answer', async () => {
    const { accounts, logins } = opened();
    await accounts.create(heron, 'viewer');
    await accounts.create(otter, 'viewer');
    await accounts.revoke('2');
    const wrong = await logins.logIn(heron.email, 'short legs', '10.0.0.1');
    const unknown = await logins.logIn('nobody@lake.example', heron.password, '10.0.0.1');
    const revoked = await logins.logIn(otter.email, otter.password, '10.0.0.1');
    expect(codeOf(wrong)).toBe('TOKEN_UNKNOWN');
    expect(unknown).toEqual(wrong);
    expect(revoked).toEqual(wrong);
  });

  test('[accounts] an unknown address costs a comparison as well', async () => {
    const { hub, hand, sessions, accounts } = opened();
    await accounts.create(heron, 'viewer');
    const compared: string[] = [];
    const counting = {
      ...passwords,
      matches: (password: string, hash: string) => {
        compared.push(hash.split('$').slice(0, 4).join('$'));
        return passwords.matches(password, hash);
      },
    };
    const logins = createLogins(hub, { passwords: counting, sessions, now: hand.now });
    await logins.logIn(heron.email, 'short legs', '10.0.0.1');
    await logins.logIn('nobody@lake.example', 'short legs', '10.0.0.1');
    expect(compared).toEqual(['scrypt$4$8$1', 'scrypt$4$8$1']);
  });

  test('[accounts] five wrong passwords a minute from one address; the right one elsewhere is let in', async () => {
    const { accounts, logins, hand } = opened();
    await accounts.create(heron, 'viewer');
    const wrong = await Promise.all(
      Array.from({ length: 7 }, () => logins.logIn('HERON@LAKE.example', 'short legs', '10.0.0.1')),
    );
    expect(wrong.map(codeOf).toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'TOKEN_UNKNOWN'),
      'TRY_LATER',
      'TRY_LATER',
    ]);
    expect(await logins.logIn(heron.email, heron.password, '10.0.0.1')).toMatchObject({
      error: { code: 'TRY_LATER', params: { seconds: 60 } },
    });
    expect(codeOf(await logins.logIn(heron.email, heron.password, '10.0.0.2'))).toBe('ok');
    hand.pass(61_000);
    expect(codeOf(await logins.logIn(heron.email, heron.password, '10.0.0.1'))).toBe('ok');
  });

  test('[accounts] who knows the password isn’t counted', async () => {
    const { accounts, logins } = opened();
    await accounts.create(heron, 'viewer');
    for (let n = 0; n < 8; n += 1) {
      expect(codeOf(await logins.logIn(heron.email, heron.password, '10.0.0.1'))).toBe('ok');
    }
  });
});

describe('sessions', () => {
  async function loggedIn(at = opened()) {
    await at.accounts.create(heron, 'official');
    const login = await at.logins.logIn(heron.email, heron.password, '10.0.0.1');
    if (!login.ok) throw new Error(login.error.message);
    return { ...at, token: login.value.token };
  }

  test('[accounts] a session ends after an hour without use, and not before', async () => {
    const { sessions, hand, token } = await loggedIn();
    for (let n = 0; n < 4; n += 1) {
      hand.pass(58 * 60_000);
      expect(sessions.use(token)?.username).toBe('Heron');
      await new Promise((recorded) => setImmediate(recorded));
    }
    hand.pass(3_600_000);
    expect(sessions.use(token)).toBeNull();
  });

  test('[accounts] use is recorded once a minute at most', async () => {
    const { sessions, hub, hand, token } = await loggedIn();
    const head = hub.head();
    hand.pass(59_000);
    for (let n = 0; n < 10; n += 1) sessions.use(token);
    await new Promise((recorded) => setImmediate(recorded));
    expect(hub.head()).toBe(head);
    hand.pass(2_000);
    for (let n = 0; n < 10; n += 1) sessions.use(token);
    await new Promise((recorded) => setImmediate(recorded));
    expect(hub.head()).toBe(head + 1);
  });

  test('[accounts] a session outlives the hub', async () => {
    const { store, token, hub } = await loggedIn();
    await hub.stop();
    const again = opened(store);
    expect(again.sessions.use(token)).toMatchObject({ id: '1', role: 'official' });
  });

  test('[accounts] logging out, a new password and a revocation end it', async () => {
    const { sessions, accounts, logins, token } = await loggedIn();
    await sessions.close(token);
    expect(sessions.use(token)).toBeNull();

    const second = await logins.logIn(heron.email, heron.password, '10.0.0.1');
    await accounts.resetPassword('1', 'longer legs');
    expect(sessions.use(second.ok ? second.value.token : '')).toBeNull();
    expect(codeOf(await logins.logIn(heron.email, heron.password, '10.0.0.1'))).toBe('TOKEN_UNKNOWN');

    const third = await logins.logIn(heron.email, 'longer legs', '10.0.0.1');
    expect(codeOf(third)).toBe('ok');
    await accounts.revoke('1');
    expect(sessions.use(third.ok ? third.value.token : '')).toBeNull();
    await accounts.restore('1');
    expect(sessions.use(third.ok ? third.value.token : '')).toBeNull();
    expect(codeOf(await logins.logIn(heron.email, 'longer legs', '10.0.0.1'))).toBe('ok');
  });

  test('[accounts] a password that was changed while it was compared opens nothing', async () => {
    const { hub, accounts, sessions } = await loggedIn();
    const before = hub.of(accountsTopic).accounts['1'];
    if (!before) throw new Error('there is no account');
    await accounts.resetPassword('1', 'longer legs');
    expect(await sessions.open(before)).toEqual({ ok: true, value: null });
  });

  test('[accounts] an account has twenty sessions at most: a further one ends the oldest', async () => {
    const { sessions, hub, token } = await loggedIn();
    const account = hub.of(accountsTopic).accounts['1'];
    if (!account) throw new Error('there is no account');
    for (let n = 0; n < 19; n += 1) await sessions.open(account);
    expect(sessions.use(token)).not.toBeNull();
    const ending: string[] = [];
    hub.onCommit((rows) => ending.push(...rows.filter(endsRights).map(({ type }) => type)));
    await sessions.open(account);
    expect(sessions.use(token)).toBeNull();
    expect(Object.keys(hub.of(accountsTopic).sessions)).toHaveLength(20);
    // What was opened with it hears of its end.
    expect(ending).toEqual(['sessionClosed']);
  });
});

describe('names and tokens', () => {
  test('[accounts] no other spelling of an account’s name is somebody else', async () => {
    const { hub, accounts } = opened();
    await accounts.create(otter, 'viewer');
    const state = hub.of(accountsTopic);
    for (const name of [
      'otter_2',
      'OTTER_2',
      ' otter_2 ',
      'ot ter_2',
      'otter\u200b_2',
      'ｏｔｔｅｒ_2',
      'otter\u00ad_2',
    ]) {
      expect(accountNamed(state, name)?.id, name).toBe('1');
    }
    for (const name of ['otter', 'otter-2', 'constructor', '']) expect(accountNamed(state, name)).toBeNull();
  });

  test('[token] a name counts once; one that was revoked can be given again, and the old token stays dead', async () => {
    const { tokens } = opened();
    const first = await tokens.create('Gate');
    expect(codeOf(await tokens.create(' gate '))).toBe('NAME_TAKEN');
    expect(tokens.whose(first.ok ? first.value.token : '')?.name).toBe('Gate');
    expect(codeOf(await tokens.revoke('GATE'))).toBe('ok');
    expect(tokens.whose(first.ok ? first.value.token : '')).toBeNull();
    const second = await tokens.create('Gate');
    expect(tokens.whose(first.ok ? first.value.token : '')).toBeNull();
    expect(tokens.whose(second.ok ? second.value.token : '')?.name).toBe('Gate');
    expect(tokens.list()).toHaveLength(1);
  });

  test('[token] names of JavaScript’s own are names like others', async () => {
    const { tokens } = opened();
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(codeOf(await tokens.revoke(name))).toBe('NO_SUCH_RECORD');
      expect(codeOf(await tokens.create(name))).toBe('ok');
    }
    expect(tokens.list().map(({ name }) => name)).toEqual(['constructor', '__proto__', 'toString']);
    for (const name of ['', ' ', 'a\nb', 'x'.repeat(61)])
      expect(codeOf(await tokens.create(name))).toBe('BAD_FRAME');
  });
});
