import * as z from 'zod';
import type { DocumentedAnswer, DocumentedParameter, Operation } from '#main/dialects/operation.ts';

const competition: DocumentedParameter = {
  in: 'path',
  name: 'id',
  says: 'The competition, whatever the case of its letters.',
  example: 'c1',
};

const Event = z
  .looseObject({
    typeName: z.string(),
    competitionId: z.string(),
    distanceId: z.string().optional(),
    heat: z.looseObject({ round: z.number(), number: z.number() }).optional(),
  })
  .describe('An event; it is passed on to the letter, whatever else it holds.');

const examples = {
  activated: {
    typeName: 'CompetitionActivatedEvent',
    competitionId: 'c1',
    competition: { name: 'Frost Cup' },
  },
};

const problem = (says: string, error: string, index?: number): DocumentedAnswer => ({
  says,
  content: {
    type: 'application/json',
    schema: z.object({
      error: z.string(),
      index: z.number().optional().describe('The first event that is wrong, from 0.'),
    }),
    examples: { refused: { ...(index === undefined ? {} : { index }), error } },
  },
});

const socketOnly: DocumentedAnswer = {
  says: 'Without an upgrade to a WebSocket.',
  content: {
    type: 'text/plain',
    schema: z.string(),
    examples: { said: 'This address is for WebSockets.\n' },
  },
};

/** The calls of competitions: publishing. What watches them are sockets, described in AsyncAPI. */
export const streamOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/competitions',
    group: 'Competitions',
    summary: 'Watch which competitions there are: a WebSocket',
    answers: { 400: socketOnly },
  },
  {
    method: 'GET',
    path: '/v1/competitions/:id',
    group: 'Competitions',
    summary: 'Watch a competition: a WebSocket',
    parameters: [competition],
    answers: { 400: socketOnly },
  },
  {
    method: 'POST',
    path: '/v1/competitions/:id/events',
    group: 'Competitions',
    summary: 'Publish events: all of a body, or none',
    by: ['token', 'session'],
    parameters: [
      competition,
      {
        in: 'header',
        name: 'Idempotency-Key',
        says: 'The sender’s own name for this body: the same key again records nothing and is answered as the first time.',
        example: 'heat-3-lap-7',
      },
    ],
    takes: [
      { type: 'application/json', schema: z.union([Event, z.array(Event)]), examples },
      {
        type: 'application/x-ndjson',
        schema: z.string().describe('An event on each line.'),
        examples: {
          two: '{"typeName":"HeatClearedEvent","competitionId":"c1"}\n{"typeName":"HeatStartedEvent","competitionId":"c1"}\n',
        },
      },
    ],
    answers: {
      200: {
        says: 'All are on the hub’s disk.',
        content: {
          type: 'application/json',
          schema: z.object({ accepted: z.number() }),
          examples: { accepted: { accepted: 2 } },
        },
      },
      400: problem(
        'Something isn’t an event of this competition; nothing was recorded.',
        'Event 1 isn’t taken: it belongs to another competition, c2. Nothing was recorded.',
        1,
      ),
      401: problem('There is no token.', 'Publishing needs a token: send it as Authorization: Bearer TOKEN.'),
      403: problem('The account is a viewer’s.', 'This account may watch, but not publish.'),
      413: problem('The body is too large.', 'A body takes at most 8388608 bytes. Nothing was recorded.'),
      429: problem(
        'Too fast; try again after `Retry-After`.',
        'Too many requests at once. Send several events in one.',
      ),
      503: problem('Busy; try again after `Retry-After`.', 'The hub is busy. Send it again.'),
    },
  },
];
