import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tokensOfFolder } from '#main/commands/tokens-of-folder.ts';
import { controlFile, readControlFile, writeControlFile } from '#main/control-file.ts';
import { freshFolder } from '../support/folder.ts';
import { ask } from '../support/http.ts';
import { type HubProcess, runCli, spawnHub } from '../support/running-hub.ts';

async function startedHub(data: string): Promise<HubProcess> {
  const hub = await spawnHub(data);
  onTestFinished(() => hub.kill());
  return hub;
}

const create = (name: string, data: string) =>
  runCli(['token', 'create', '--role', 'official', '--name', name, '--data', data]);

/** Whether any file of a data folder holds a text. */
const isStored = (data: string, text: string): boolean =>
  readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(text));

describe('the tokens of programs, by the command', () => {
  test('[token] without a hub and with one: printed once, stored as a hash, listed, revoked', async () => {
    const data = freshFolder();
    const first = await create('Gate', data);
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^[\w-]{43}\n$/) });
    await startedHub(data);
    const second = await create('Replayer 2', data);
    expect(second).toMatchObject({ code: 0, out: expect.stringMatching(/^[\w-]{43}\n$/) });
    expect(second.out).not.toBe(first.out);
    expect(isStored(data, first.out.trim())).toBe(false);
    expect(isStored(data, second.out.trim())).toBe(false);

    const tokens = tokensOfFolder(data);
    expect(await tokens.create('gate')).toMatchObject({ ok: false, error: { code: 'NAME_TAKEN' } });
    expect(await tokens.revoke('Gate')).toMatchObject({ ok: true });
    expect(await tokens.revoke('Gate')).toMatchObject({ ok: false, error: { code: 'NO_SUCH_RECORD' } });
    const { out } = await runCli(['token', 'list', '--data', data]);
    expect(out).toMatch(/^Gate\tofficial\t\S+Z\trevoked\nReplayer 2\tofficial\t\S+Z\n$/);
  });

  test('[token] a control file that a killed hub left behind misleads nobody', async () => {
    const data = freshFolder();
    const hub = await startedHub(data);
    const left = readControlFile(data);
    expect(left).not.toBeNull();
    expect(statSync(controlFile(data)).mode & 0o777).toBe(0o600);
    await hub.kill();
    expect(readControlFile(data)).toEqual(left);
    const tokens = tokensOfFolder(data);
    expect((await tokens.create('While it is dead')).ok).toBe(true);

    // The next hub takes its place; until then the command finds the folder in use and the old file in it.
    const again = await startedHub(data);
    expect(readControlFile(data)?.secret).not.toBe(left?.secret);
    const now = readControlFile(data);
    if (!left || !now) throw new Error('a control file is missing');
    writeControlFile(data, { ...left, port: again.port });
    const created = tokens.create('While it comes back');
    setTimeout(() => writeControlFile(data, now), 500);
    expect((await created).ok).toBe(true);
    const listed = await tokens.list();
    expect(listed.ok && listed.value.map(({ name }) => name)).toEqual([
      'While it is dead',
      'While it comes back',
    ]);
    expect(await again.stop()).toBe(0);
    expect(readControlFile(data)).toBeNull();
  });

  test('[token] a folder without data is said to be one, and left alone', async () => {
    const data = join(freshFolder(), 'elsewhere');
    const tokens = tokensOfFolder(data);
    const noData = { ok: false, error: { code: 'NO_DATA' } };
    expect(await tokens.list()).toMatchObject(noData);
    expect(await tokens.revoke('Gate')).toMatchObject(noData);
    expect(() => statSync(data)).toThrow();
  });

  test('[token] a wrong role or a missing name is a slip of the one who types', async () => {
    const data = freshFolder();
    const organiser = ['token', 'create', '--role', 'organiser', '--name', 'Gate', '--data', data];
    expect(await runCli(organiser)).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringMatching(/official/),
    });
    expect((await runCli(['token', 'create', '--data', data])).code).toBe(2);
    expect(readdirSync(data)).toEqual([]);
  });

  test('[token] the hub’s own calls for the command need its secret, and no page gets there', async () => {
    const data = freshFolder();
    const hub = await startedHub(data);
    const secret = readControlFile(data)?.secret ?? '';
    const call = (headers: Record<string, string>) => ask(hub.port, '/api/control/tokens', { headers });
    expect((await call({})).status).toBe(403);
    expect((await call({ authorization: 'Bearer x' })).status).toBe(403);
    expect((await call({ authorization: `Bearer ${secret}` })).json).toEqual({ tokens: [] });
    const origin = `http://127.0.0.1:${hub.port}`;
    expect((await call({ authorization: `Bearer ${secret}`, origin })).status).toBe(403);
  });
});
