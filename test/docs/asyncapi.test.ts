import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as z from 'zod';
import { frameOf } from '#main/dialects/accounts/frames.ts';
import { readFrame as readMeetFrame } from '#main/dialects/meet/frames-in.ts';
import {
  invalidSession,
  joinRejected,
  malformedMessage,
  meetCreated,
  meetJoined,
  publishAck,
  relayedUpdate,
  serverPull,
  unknownMessageType,
  updateAck,
  updateRejected,
  updateRelay,
} from '#main/dialects/meet/frames-out.ts';
import { readFrame as readRefereeFrame } from '#main/dialects/relay/wire.ts';
import { programFolder } from '#main/version.ts';
import { readEvent } from '#shared/domain/competition/event.ts';
import { parseDown } from '#shared/protocol/down.ts';
import { parseUp } from '#shared/protocol/up.ts';
import { ask, organiserOf } from '../support/http.ts';
import { onceOf, startHub } from '../support/hub-app.ts';

const Ref = z.object({ $ref: z.string() });
const Document = z.object({
  asyncapi: z.literal('3.0.0'),
  channels: z.record(z.string(), z.object({ address: z.string(), messages: z.record(z.string(), Ref) })),
  operations: z.record(
    z.string(),
    z.object({ action: z.enum(['send', 'receive']), channel: Ref, messages: z.array(Ref) }),
  ),
  components: z.object({
    messages: z.record(
      z.string(),
      z.object({
        name: z.string(),
        payload: z.record(z.string(), z.unknown()),
        examples: z.array(z.object({ name: z.string(), payload: z.unknown() })).min(1),
      }),
    ),
  }),
});

const text = readFileSync(join(programFolder, 'resources/asyncapi.json'), 'utf8');
const document = Document.parse(JSON.parse(text));

/** What a `$ref` of the document leads to. */
function at(ref: string): unknown {
  let here: unknown = JSON.parse(text);
  for (const part of ref.replace(/^#\//, '').split('/')) {
    here = (here as Record<string, unknown>)[part.replaceAll('~1', '/')];
  }
  return here;
}

/** Examples of what goes through a channel in one direction, as texts of frames. */
function framesOf(channel: string, action: 'send' | 'receive'): readonly string[] {
  return Object.values(document.operations)
    .filter((one) => one.action === action && one.channel.$ref === `#/channels/${channel}`)
    .flatMap(({ messages }) => messages)
    .flatMap(({ $ref }) => document.components.messages[$ref.split('/').at(-1) ?? '']?.examples ?? [])
    .map(({ payload }) => (typeof payload === 'string' ? payload : JSON.stringify(payload)));
}

const nameOf = (frame: string): string => z.object({ msgType: z.string() }).parse(JSON.parse(frame)).msgType;

/** A frame's members and their kinds, without what they say. */
function shapeOf(frame: string): unknown {
  const look = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(look);
    if (typeof value !== 'object' || value === null) return typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, look(held)]));
  };
  const { msgType, ...rest } = JSON.parse(frame) as Record<string, unknown>;
  return { msgType, rest: look(rest) };
}

/** One frame of each kind that the hub says to a meet's computers, as it says it. */
const sentToMeets = [
  meetCreated('123456789', 't'),
  meetJoined('t'),
  joinRejected('invalid meetId/Password'),
  invalidSession('t'),
  malformedMessage('no JSON'),
  unknownMessageType('HELLO'),
  serverPull(0),
  publishAck(),
  updateAck([{ local: 1, number: 1 }]),
  updateRejected([{ local: 2, conflict: true, reason: 'overruled' }]),
  updateRelay([relayedUpdate('meet.name', '"River Open"', 1)]),
];

describe('the description of the sockets', () => {
  test('[docs] every reference leads somewhere, every message is used', () => {
    const refs = [...text.matchAll(/"\$ref": "([^"]+)"/g)].map(([, ref = '']) => ref);
    expect(refs.filter((ref) => at(ref) === undefined)).toEqual([]);
    const used = new Set(
      Object.values(document.operations).flatMap(({ messages }) =>
        messages.map(({ $ref }) => $ref.split('/').at(-1)),
      ),
    );
    expect(Object.keys(document.components.messages).filter((name) => !used.has(name))).toEqual([]);
  });

  test('[docs] every example fits the schema beside it', () => {
    for (const [name, { payload, examples }] of Object.entries(document.components.messages)) {
      for (const example of examples) {
        const parsed = z.fromJSONSchema(payload).safeParse(example.payload);
        expect([name, example.name, parsed.error?.issues ?? []]).toEqual([name, example.name, []]);
      }
    }
  });

  test('[docs] the examples are frames that the program takes and sends', () => {
    const good = [{ ok: true }];
    const results = (frames: readonly string[], read: (frame: string) => { ok: boolean }) => {
      expect(frames.length).toBeGreaterThan(0);
      return [...new Set(frames.map((frame) => read(frame).ok))].map((ok) => ({ ok }));
    };
    expect(results(framesOf('native', 'receive'), parseUp)).toEqual(good);
    expect(results(framesOf('native', 'send'), parseDown)).toEqual(good);
    const referee = (frame: string) => readRefereeFrame(Buffer.from(frame));
    expect(results(framesOf('referee', 'receive'), referee)).toEqual(good);
    expect(results(framesOf('spectator', 'send'), referee)).toEqual(good);
    expect(results(framesOf('competitions', 'send'), readEvent)).toEqual(good);
    expect(results(framesOf('competition', 'send'), readEvent)).toEqual(good);
    expect(
      results(framesOf('meet', 'receive'), (frame) => ({ ok: readMeetFrame(frame).kind === 'frame' })),
    ).toEqual(good);
    expect(framesOf('meet', 'send').map(nameOf).toSorted()).toEqual(sentToMeets.map(nameOf).toSorted());
    for (const frame of sentToMeets)
      expect(framesOf('meet', 'send').map(shapeOf)).toContainEqual(shapeOf(frame));
    const heron = { id: '1', username: 'heron' };
    expect(framesOf('hubRoom', 'send').map((frame) => `${frame}\n`)).toEqual([
      frameOf('67', { type: 'said', ...heron, content: framesOf('hubRoom', 'receive')[0] ?? '' }),
      frameOf('67', { type: 'joined', ...heron }),
      frameOf('67', { type: 'left', ...heron }),
    ]);
  });

  test('[docs] every channel is a socket of the hub', async () => {
    const app = await startHub();
    const organiser = await organiserOf(app.port, onceOf(app));
    await organiser.post('/api/organiser/settings', { openPublishing: true });
    await ask(app.port, '/api/v1/ws/createRoom', { body: { id: '67', name: 'Finals' } });
    for (const { address } of Object.values(document.channels)) {
      const path = address.replace('{roomId}', '67?username=heron').replace('{id}', 'c1');
      const socket = new WebSocket(`ws://127.0.0.1:${app.port}${path}`);
      const opened = await new Promise((resolve) => {
        socket.on('open', () => resolve('open'));
        socket.on('error', (error) => resolve(error.message));
      });
      socket.terminate();
      expect([address, opened]).toEqual([address, 'open']);
    }
    expect((await ask(app.port, '/docs/asyncapi.json')).text).toBe(text);
  });
});
