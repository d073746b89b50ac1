import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RoomMessage } from '#shared/domain/rooms/room.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Asker, RoomRefusal } from './asker.ts';
import type { ListenerLine } from './listeners.ts';
import type { LastRead, MessageIds } from './message-ids.ts';
import type { Rooms } from './rooms.ts';

/** A stream that was ended is cut after this time if its peer doesn't read on, in milliseconds. */
const cutAfterMs = 1_000;
/** TCP asks a silent peer whether it is there after this time, in milliseconds. */
const keepAliveMs = 30_000;

/** A comment: says that the line is alive, and browsers pass over it. */
const heartbeat = ':\n\n';

/**
 * A message as an event of a stream (WHATWG HTML, 9.2): each line of the text is a line of data, so that no text can end
 * the event or begin another one. Without a space after the colons, as chat clients of this kind know it; a line that
 * begins with a space gets one more, because the reader takes one off.
 */
export function eventText({ user, text }: RoomMessage, id: string): string {
  const lines = `${user} → ${text}`.split(/\r\n|\r|\n/);
  const data = lines.map((line) => `data:${line.startsWith(' ') ? ' ' : ''}${line}\n`).join('');
  return `id:${id}\nevent:message\n${data}\n`;
}

/** A response as a listener's line. */
export function lineOn(response: ServerResponse, { idOf }: Pick<MessageIds, 'idOf'>): ListenerLine {
  return {
    stream: response,
    chunkOf: (message, seq) => eventText(message, idOf(seq)),
    end(why) {
      if (why === 'slow') return void response.destroy();
      response.end();
      const cut = setTimeout(() => response.destroy(), cutAfterMs).unref();
      response.on('close', () => clearTimeout(cut));
    },
    beat() {
      if (!response.writableNeedDrain && !response.writableEnded) response.write(heartbeat);
    },
  };
}

/**
 * The last message that a reader has: `Last-Event-ID`, or `?lastEventId=` of one that can't set headers; null when there
 * is none, or nothing that a hub ever gave out.
 */
function lastEventId(
  { headers, query }: Pick<FastifyRequest, 'headers' | 'query'>,
  ids: Pick<MessageIds, 'read'>,
): LastRead | null {
  const inQuery = (query as Readonly<Record<string, unknown>>).lastEventId;
  const given = headers['last-event-id'] ?? inQuery;
  return typeof given === 'string' ? ids.read(given) : null;
}

/** Answers with a room's stream, whose headers are sent at once; or gives the refusal, and nothing was answered. */
export function answerWithStream(
  rooms: Rooms,
  to: { readonly room: string; readonly adapter: 'html' | 'rest' },
  by: Asker,
  request: FastifyRequest,
  reply: FastifyReply,
): Result<unknown, RoomRefusal> {
  const admitted = rooms.admit(to, lastEventId(request, rooms.ids), by);
  if (!admitted.ok) return admitted;
  reply.hijack();
  const response = reply.raw;
  response.on('error', () => response.destroy());
  request.raw.socket.setKeepAlive(true, keepAliveMs);
  request.raw.socket.setNoDelay(true);
  response.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
  });
  response.flushHeaders();
  admitted.value(lineOn(response, rooms.ids));
  return admitted;
}
