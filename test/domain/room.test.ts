import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventText } from '#main/dialects/rooms/event-stream.ts';
import { languageFor } from '#main/dialects/rooms/words.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { deletedEntry, postedEntry, roomTopic, tidyMessage } from '#shared/domain/rooms/room.ts';

/** What a reader makes of a stream, by the rules of WHATWG HTML, 9.2.6. */
function readEvents(stream: string): { id: string; event: string; data: string }[] {
  const events: { id: string; event: string; data: string }[] = [];
  let id = '';
  let event = 'message';
  let data: string[] = [];
  for (const line of stream.split(/\r\n|\r|\n/)) {
    if (line === '') {
      if (data.length > 0) events.push({ id, event, data: data.join('\n') });
      event = 'message';
      data = [];
      continue;
    }
    const [field = '', ...rest] = line.split(':');
    const value = rest.join(':');
    const held = value.startsWith(' ') ? value.slice(1) : value;
    if (field === 'id') id = held;
    else if (field === 'event') event = held;
    else if (field === 'data') data.push(held);
  }
  return events;
}

describe('rooms', () => {
  test('[rooms] a room counts what was said since it was last deleted', () => {
    const { fold, name } = roomTopic('hall');
    const said = postedEntry({ user: 'Heron', text: 'hi' });
    const state = [said, said, deletedEntry, said].reduce(
      (before, entry, n) =>
        fold.evolve(before, { ...entry, seq: 10 + n, hubAt: 1_000 + n, device: 'd' as DeviceId }),
      fold.empty(name),
    );
    expect(state).toEqual({ seq: 13, deletedAt: 12, messages: 1, lastAt: 1_003 });
  });

  test('[rooms] whatever user and text hold, a stream gives one event with just that', () => {
    const nasty = fc.oneof(
      fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
      fc.string({ unit: fc.constantFrom('\r', '\n', ' ', ':', 'data:', 'id:1', '\u0000', 'a', '\u2028') }),
    );
    fc.assert(
      fc.property(nasty, nasty, (user, text) => {
        const tidy = tidyMessage({ user, text });
        expect(readEvents(eventText(tidy, '7'))).toEqual([
          {
            id: '7',
            event: 'message',
            data: `${tidy.user} → ${tidy.text}`.replace(/\r\n|\r/g, '\n'),
          },
        ]);
      }),
    );
  });

  test('[rooms] the page speaks the language that a browser likes best', () => {
    expect(languageFor('')).toBe('en');
    expect(languageFor('de-CH,de;q=0.9,en;q=0.8')).toBe('de');
    expect(languageFor('nl, en;q=0.5, fr;q=0.7')).toBe('fr');
    expect(languageFor('es;q=0, it')).toBe('en');
    expect(languageFor('constructor, ES')).toBe('es');
  });
});
