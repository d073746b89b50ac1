import { describe, expect, test } from 'vitest';
import type { Identity } from '#main/hub/hub-port.ts';
import type { Command } from '#shared/protocol/command.ts';
import { keepingSink, m1, openCup, point } from '../support/cup-hub.ts';
import {
  chief,
  type cup,
  cupCommand,
  matchCommand,
  organiser,
  referee,
  spectator,
} from '../support/small-cup.ts';

describe('rights', () => {
  const put: Command = cupCommand({ type: 'put', records: {} });
  test.each<[string, Identity, Command, string]>([
    ['a spectator can’t score', spectator, matchCommand(m1, point('A')), 'NOT_JOINED'],
    ['a spectator can’t set up', spectator, put, 'NOT_JOINED'],
    ['a referee can’t set up', referee(0), put, 'NOT_ALLOWED'],
    [
      'a referee of another tournament can’t score here',
      { ...referee(0), tournament: 'other' as typeof cup.id },
      matchCommand(m1, point('A')),
      'NOT_ALLOWED',
    ],
    [
      'nobody scores in a match that isn’t there',
      organiser,
      matchCommand('none' as typeof m1, point('A')),
      'NO_SUCH_MATCH',
    ],
    [
      'a match command doesn’t fit a tournament',
      organiser,
      { ...put, body: { type: 'let' } } as unknown as Command,
      'UNKNOWN_TYPE',
    ],
  ])('[P7] %s', async (_name, by, command, code) => {
    const { hub, store } = await openCup();
    const head = store.head();
    expect(await hub.submit(command, by)).toMatchObject({ ok: false, error: { code } });
    expect(store.head()).toBe(head);
  });

  test('[P7] people and presence are for the organiser only', async () => {
    const { hub } = await openCup();
    for (const topic of ['people', 'presence'] as const) {
      for (const by of [spectator, referee(0), chief]) {
        expect(hub.watch(topic, undefined, by, keepingSink())).toMatchObject({
          ok: false,
          error: { code: 'NOT_ALLOWED' },
        });
      }
      expect(hub.watch(topic, undefined, organiser, keepingSink()).ok).toBe(true);
    }
  });
});
