import * as z from 'zod';
import type { DocumentedAnswer, DocumentedParameter, Operation } from '#main/dialects/operation.ts';

const Account = z.object({ id: z.string(), username: z.string(), email: z.string() });
const Room = z.object({ id: z.string(), name: z.string() });
const heron = { id: '1', username: 'heron', email: 'heron@hall.example' };
const password = 'a long password';

const json = (says: string, schema: z.ZodType, example: unknown): DocumentedAnswer => ({
  says,
  content: { type: 'application/json', schema, examples: { answer: example } },
});
const refused = (says: string, error: string): DocumentedAnswer =>
  json(says, z.object({ error: z.string() }), { error });

const room: DocumentedParameter = { in: 'path', name: 'roomId', says: 'The room.', example: '67' };
const foreign = refused('A page from elsewhere called.', 'This page isn’t one of this hub’s.');
const tooFast = refused('Too fast; try again after `Retry-After`.', 'Too many tries. Try again in 42 s.');
const later = refused('The hub can’t record it now.', 'The hub can’t write to its disk now.');

/** The calls of accounts and hub rooms. Bodies are read as JSON whatever the content type, their keys whatever their case. */
export const accountsOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/api/v1/user/signup',
    group: 'Accounts',
    summary: 'Make an account',
    says: 'The first is made on the hub’s own machine and is the organiser’s; later ones are viewers’, while the organiser lets people sign up.',
    takes: [
      {
        type: 'application/json',
        schema: z.object({
          username: z.string().regex(/^[a-zA-Z0-9_-]{3,20}$/),
          email: z.string(),
          password: z.string().min(8).max(256),
        }),
        examples: { heron: { username: 'heron', email: 'heron@hall.example', password } },
      },
    ],
    answers: {
      200: json('Made.', Account, heron),
      400: refused('Something can’t be so.', 'email address is not valid'),
      403: refused(
        'Nobody may sign up now, or a page from elsewhere called.',
        'Signing up is closed. Ask the organiser.',
      ),
      409: refused('Taken.', 'User with this username or email already exists'),
      429: tooFast,
      503: later,
    },
  },
  {
    method: 'POST',
    path: '/api/v1/user/login',
    group: 'Accounts',
    summary: 'Log in',
    takes: [
      {
        type: 'application/json',
        schema: z.object({ email: z.string(), password: z.string() }),
        examples: { heron: { email: 'heron@hall.example', password } },
      },
    ],
    answers: {
      200: json(
        'In. The cookie `access_token` lasts an hour from the last call.',
        z.object({ username: z.string(), id: z.string() }),
        { username: 'heron', id: '1' },
      ),
      400: refused('The body can’t be read.', 'The request’s body isn’t as it should be.'),
      401: refused('Wrong or unknown.', 'invalid email or password'),
      403: foreign,
      429: tooFast,
      503: later,
    },
  },
  {
    method: 'GET',
    path: '/api/v1/user/logout',
    group: 'Accounts',
    summary: 'Log out',
    by: ['session', 'nobody'],
    answers: {
      200: json('The session has ended.', z.object({ message: z.string() }), {
        message: 'Successfully logged out',
      }),
      403: foreign,
      503: later,
    },
  },
  {
    method: 'GET',
    path: '/api/v1/user/me',
    group: 'Accounts',
    summary: 'Who one is',
    by: ['session'],
    answers: {
      200: json('The account.', Account.extend({ role: z.enum(['organiser', 'official', 'viewer']) }), {
        ...heron,
        role: 'organiser',
      }),
      401: refused('Nobody.', 'not logged in'),
    },
  },
  {
    method: 'POST',
    path: '/api/v1/ws/createRoom',
    group: 'Hub rooms',
    summary: 'Make a room',
    takes: [{ type: 'application/json', schema: Room, examples: { finals: { id: '67', name: 'Finals' } } }],
    answers: {
      200: json('Made.', Room, { id: '67', name: 'Finals' }),
      400: refused('It exists, or can’t be called so.', 'Room already exists'),
      403: foreign,
      429: tooFast,
      503: later,
    },
  },
  {
    method: 'GET',
    path: '/api/v1/ws/getRooms',
    group: 'Hub rooms',
    summary: 'Which rooms there are',
    answers: {
      200: json('All rooms.', z.object({ rooms: z.array(Room) }), { rooms: [{ id: '67', name: 'Finals' }] }),
    },
  },
  {
    method: 'GET',
    path: '/api/v1/ws/get/:roomId',
    group: 'Hub rooms',
    summary: 'Who is in a room',
    parameters: [room],
    answers: {
      200: json(
        'Each connection; `null` when there is none.',
        z.nullable(z.array(z.object({ id: z.string(), username: z.string() }))),
        [{ id: '1', username: 'heron' }],
      ),
      404: refused('There is no such room.', 'Room not found'),
    },
  },
  {
    method: 'GET',
    path: '/api/v1/ws/joinRoom/:roomId',
    group: 'Hub rooms',
    summary: 'Join: a WebSocket',
    parameters: [
      room,
      { in: 'query', name: 'userId', says: 'Any id; several connections may have the same.', example: '1' },
      {
        in: 'query',
        name: 'username',
        says: 'As the others see one. An account’s name is for who is logged in to it.',
        example: 'heron',
        required: true,
      },
    ],
    answers: {
      400: refused('There is no such room, or no upgrade to a WebSocket.', 'Room does not exist'),
      401: refused('The name is an account’s.', 'This name belongs to an account. Log in to use it.'),
    },
  },
];
