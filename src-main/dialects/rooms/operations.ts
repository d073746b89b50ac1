import * as z from 'zod';
import type {
  DocumentedAnswer,
  DocumentedContent,
  DocumentedParameter,
  Operation,
} from '#main/dialects/operation.ts';

const room: DocumentedParameter = {
  in: 'path',
  name: 'roomid',
  says: 'The room. It needs no making.',
  example: 'hall',
};
const since: readonly DocumentedParameter[] = [
  {
    in: 'header',
    name: 'Last-Event-ID',
    says: 'The last message one has: those after it come first; all there are if it is from before a backup was restored. Left out: only what is said from now on.',
  },
  { in: 'query', name: 'lastEventId', says: 'The same, where headers can’t be set.' },
];

const Said = z.object({ message: z.string(), status: z.enum(['success', 'error']) });
const Done = z.object({ success: z.literal(true) });
const Problem = z.object({ code: z.number(), message: z.string() });

const stream: DocumentedAnswer = {
  says: 'Messages as server-sent events, with a comment every 15 s. The text comes as it was sent: escape it before it goes into a page.',
  content: {
    type: 'text/event-stream',
    schema: z.string(),
    examples: { message: 'id:4260183\nevent:message\ndata:heron → ready\n\n' },
  },
};

/** Why something wasn't done, by status. */
const reasons = {
  400: 'The message has no text.',
  403: 'The organiser lets only those with a token write here. Reading is open to everybody.',
  429: 'Too many messages at once. Wait a second, then send again.',
  503: 'The hub can’t record anything now. Nothing was changed; try again in a moment.',
} as const;
type Status = keyof typeof reasons;
const whenWriting: readonly Status[] = [400, 403, 429, 503];
const whenListening: readonly Status[] = [400, 429, 503];

const problems = (
  statuses: readonly Status[],
  schema: DocumentedContent['schema'],
  example: (status: Status, message: string) => unknown,
): Operation['answers'] =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        says: 'Nothing was changed; `message` says why.',
        content: {
          type: 'application/json',
          schema,
          examples: { refused: example(status, reasons[status]) },
        },
      },
    ]),
  );
const inHtml = (statuses: readonly Status[]): Operation['answers'] =>
  problems(statuses, Said, (_status, message) => ({ message, status: 'error' }));
const inRest = (statuses: readonly Status[]): Operation['answers'] =>
  problems(statuses, Problem, (code, message) => ({ code, message }));

const Form = z.object({ user: z.string(), message: z.string() });
const fields = { user: 'heron', message: 'ready' };

/** The rooms' calls: those of browsers and those of programs. Both speak of the same rooms, as the service for gRPC does. */
export const roomsOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/room/:roomid',
    group: 'Rooms for browsers',
    summary: 'A page with a form and what is said',
    parameters: [room],
    answers: {
      200: { says: 'The page.', content: { type: 'text/html', schema: z.string() } },
      ...inHtml([400]),
    },
  },
  {
    method: 'POST',
    path: '/room/:roomid',
    group: 'Rooms for browsers',
    summary: 'Say something',
    by: ['token', 'session', 'nobody'],
    parameters: [room],
    takes: [
      { type: 'application/x-www-form-urlencoded', schema: Form, examples: { said: fields } },
      { type: 'multipart/form-data', schema: Form, examples: { said: fields } },
    ],
    answers: {
      200: {
        says: 'Recorded. It comes to everybody who listens, its sender too.',
        content: {
          type: 'application/json',
          schema: Said,
          examples: { said: { message: 'ready', status: 'success' } },
        },
      },
      ...inHtml(whenWriting),
    },
  },
  {
    method: 'DELETE',
    path: '/room/:roomid',
    group: 'Rooms for browsers',
    summary: 'End a room’s streams and remove what was said',
    by: ['token', 'session', 'nobody'],
    parameters: [room],
    answers: { 200: { says: 'Done. The body is empty.' }, ...inHtml(whenWriting) },
  },
  {
    method: 'GET',
    path: '/stream/:roomid',
    group: 'Rooms for browsers',
    summary: 'Listen',
    parameters: [room, ...since],
    answers: { 200: stream, ...inHtml(whenListening) },
  },
  {
    method: 'POST',
    path: '/api/room/:roomid',
    group: 'Rooms for programs',
    summary: 'Say something',
    says: 'Read as JSON whatever the content type; `data` means `text` as well.',
    by: ['token', 'session', 'nobody'],
    parameters: [room],
    takes: [
      {
        type: 'application/json',
        schema: z.object({ userId: z.string(), text: z.string() }),
        examples: { said: { userId: 'heron', text: 'ready' } },
      },
    ],
    answers: {
      200: {
        says: 'Recorded. It comes to everybody who listens, its sender too.',
        content: { type: 'application/json', schema: Done, examples: { done: { success: true } } },
      },
      ...inRest(whenWriting),
    },
  },
  {
    method: 'DELETE',
    path: '/api/room/:roomid',
    group: 'Rooms for programs',
    summary: 'End a room’s streams and remove what was said',
    by: ['token', 'session', 'nobody'],
    parameters: [room],
    answers: {
      200: {
        says: 'Done.',
        content: { type: 'application/json', schema: Done, examples: { done: { success: true } } },
      },
      ...inRest(whenWriting),
    },
  },
  {
    method: 'GET',
    path: '/api/stream/:roomid',
    group: 'Rooms for programs',
    summary: 'Listen',
    parameters: [room, ...since],
    answers: { 200: stream, ...inRest(whenListening) },
  },
];
