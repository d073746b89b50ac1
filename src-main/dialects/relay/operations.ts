import * as z from 'zod';
import type { DocumentedAnswer, Operation } from '#main/dialects/operation.ts';
import { notAdmitted } from './matches.ts';
import { publishingClosed } from './rights.ts';

const Registration = z
  .object({ ID: z.string().min(1).max(200).describe('The match. Keys are matched whatever their case.') })
  .describe('Read as JSON whatever the content type.');

const text = (says: string, example: string): DocumentedAnswer => ({
  says,
  content: { type: 'text/plain', schema: z.string(), examples: { said: example } },
});

const noId = text(
  'The body names no match.',
  'the body names no match: it takes {"ID":"…"} of 1 to 200 characters\n',
);
const socketOnly = text('Without an upgrade to a WebSocket.', 'This address takes WebSockets only.\n');

/** The relay's calls: registering, and what is on. Its sockets are described in AsyncAPI. */
export const relayOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/referee/register',
    group: 'Relay',
    summary: 'Make a match known',
    says: 'Registering again keeps its watchers and its history. Needs a token unless the organiser lets everybody publish.',
    by: ['token', 'session', 'nobody'],
    takes: [{ type: 'application/json', schema: Registration, examples: { match: { ID: 'court-1' } } }],
    answers: {
      200: { says: 'Known. The body is empty.' },
      400: noId,
      403: text('Publishing needs a token now.', `${publishingClosed}\n`),
      429: text('Too many new matches came from this address.', `${notAdmitted.tooMany}\n`),
      503: text('The hub can’t record it now.', 'The hub can’t record this now. Try again.\n'),
    },
  },
  {
    method: 'GET',
    path: '/referee',
    group: 'Relay',
    summary: 'Publish: a WebSocket',
    answers: { 400: socketOnly },
  },
  {
    method: 'POST',
    path: '/spectateur/register',
    group: 'Relay',
    summary: 'Say which match the next `GET /spectateur` from this address will watch',
    says: 'While one is open from this address, another waits up to 3 s. New clients name the match in the address of their socket instead.',
    takes: [{ type: 'application/json', schema: Registration, examples: { match: { ID: 'court-1' } } }],
    answers: {
      200: { says: 'Noted. The body is empty.' },
      400: noId,
      429: text(
        'Too many wait at this address.',
        'Too many from this address wait to watch. Try again in a few seconds.\n',
      ),
      503: text('The relay was closed meanwhile.', 'The relay was closed.\n'),
    },
  },
  {
    method: 'GET',
    path: '/spectateur',
    group: 'Relay',
    summary: 'Watch: a WebSocket',
    answers: { 400: socketOnly },
  },
  {
    method: 'GET',
    path: '/live-match',
    group: 'Relay',
    summary: 'Ids of the matches, live and newest first',
    answers: {
      200: text('A JSON array. Open to pages of any origin.', '["court-1","court-2"]'),
    },
  },
];
