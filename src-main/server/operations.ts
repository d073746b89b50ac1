import * as z from 'zod';
import type { DocumentedAnswer, Operation } from '#main/dialects/operation.ts';
import { AskByCode, Join } from './routes.ts';

const Refused = z.object({ code: z.string(), message: z.string() });
const Addresses = z.array(z.string()).describe('All origins of the hub, best first.');
const Admitted = z.object({
  token: z.string().describe('For the native socket’s `hello`.'),
  device: z.string().describe('Another than the one given when that id was somebody else’s.'),
  official: z.object({ id: z.string(), name: z.string() }),
  tournament: z.string(),
  addresses: Addresses,
});
const Requested = z.object({ request: z.string(), key: z.string() });

const refused = (says: string, code: string, message: string): DocumentedAnswer => ({
  says,
  content: { type: 'application/json', schema: Refused, examples: { refused: { code, message } } },
});

const tooMany = refused('Too many tries.', 'TRY_LATER', 'Too many tries. Try again in 42 seconds.');

/** The hub's own calls that need no right. */
export const hubOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/health',
    group: 'Hub',
    summary: 'Whether the hub is up',
    answers: {
      200: {
        says: 'It is.',
        content: { type: 'text/plain', schema: z.literal('Healthy'), examples: { up: 'Healthy' } },
      },
    },
  },
  {
    method: 'GET',
    path: '/api/hello',
    group: 'Hub',
    summary: 'Which hub this is, and by which addresses it can be reached',
    answers: {
      200: {
        says: 'Open to pages of any origin.',
        content: {
          type: 'application/json',
          schema: z.object({
            hub: z.object({ id: z.string(), name: z.string(), version: z.string() }),
            addresses: Addresses,
          }),
          examples: {
            hub: {
              hub: { id: '01JV6ZQ2X8R5T3D7M4K9B1C0EF', name: 'Touchline', version: '0.1.0' },
              addresses: ['http://192.168.1.20:8000', 'http://touchline.local:8000'],
            },
          },
        },
      },
    },
  },
  {
    method: 'POST',
    path: '/api/join',
    group: 'Hub',
    summary: 'Join with the secret of a QR code',
    takes: [
      {
        type: 'application/json',
        schema: Join,
        examples: { named: { secret: 'hN3pXyQ0b7V1sW5kZ9cT2g', device: 'phone-7', name: 'Heron' } },
      },
    ],
    answers: {
      200: { says: 'In.', content: { type: 'application/json', schema: Admitted } },
      400: refused(
        'A field isn’t as it should be, or the QR code is too old (`SEAT_EXPIRED`).',
        'BAD_FRAME',
        'The field “device” isn’t as it should be.',
      ),
      404: refused(
        'The secret isn’t one of an open QR code.',
        'SEAT_UNKNOWN',
        'This QR code isn’t known here. Scan the one on the organiser’s screen.',
      ),
      409: refused('The QR code is for anybody: say a name.', 'NAME_NEEDED', 'Please give your name.'),
      429: tooMany,
    },
  },
  {
    method: 'POST',
    path: '/api/join/code',
    group: 'Hub',
    summary: 'Ask to join with the six digits that the organiser’s panel shows',
    takes: [
      {
        type: 'application/json',
        schema: AskByCode,
        examples: { asking: { code: '402913', name: 'Heron', device: 'phone-7' } },
      },
    ],
    answers: {
      202: {
        says: 'The organiser is asked.',
        content: {
          type: 'application/json',
          schema: Requested,
          examples: { asked: { request: 'r1', key: 'k1' } },
        },
      },
      400: refused(
        'The code is wrong, or a field isn’t as it should be.',
        'CODE_WRONG',
        'This isn’t the code on the organiser’s screen.',
      ),
      429: tooMany,
    },
  },
  {
    method: 'GET',
    path: '/api/join/code/:request',
    group: 'Hub',
    summary: 'Whether the organiser has answered',
    says: 'Waits up to 20 s for the answer.',
    parameters: [
      { in: 'path', name: 'request', says: 'As `POST /api/join/code` gave it.', example: 'r1' },
      { in: 'query', name: 'key', says: 'As `POST /api/join/code` gave it.', example: 'k1', required: true },
    ],
    answers: {
      200: {
        says: '`admitted` comes with what `POST /api/join` gives.',
        content: {
          type: 'application/json',
          schema: z.union([
            z.object({ state: z.enum(['waiting', 'declined']) }),
            Admitted.extend({ state: z.literal('admitted') }),
          ]),
          examples: { waiting: { state: 'waiting' } },
        },
      },
      404: refused(
        'There is no such request, or it has another key.',
        'SEAT_UNKNOWN',
        'This request isn’t known any more. Type the code again.',
      ),
    },
  },
];
