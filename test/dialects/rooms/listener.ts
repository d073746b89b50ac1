import { type IncomingMessage, request } from 'node:http';
import { onTestFinished } from 'vitest';

/** An event of a stream, as it was sent. */
export interface StreamEvent {
  readonly id: string;
  readonly data: string;
}

/** Someone who listens to a stream of events. */
export interface StreamListener {
  readonly response: IncomingMessage;
  readonly events: readonly StreamEvent[];
  /** Everything that came, to the letter. */
  text(): string;
  ended(): boolean;
  leave(): void;
}

/** Opens a stream on loopback and resolves when its headers are there; it ends with the test. */
export function listenTo(
  port: number,
  path: string,
  headers: Record<string, string> = {},
): Promise<StreamListener> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      let text = '';
      let unread = '';
      let ended = false;
      const events: StreamEvent[] = [];
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        const blocks = (unread + chunk).split('\n\n');
        unread = blocks.pop() ?? '';
        events.push(...blocks.flatMap(eventIn));
      });
      response.on('close', () => {
        ended = true;
      });
      response.on('error', () => {});
      resolve({
        response,
        events,
        text: () => text,
        ended: () => ended,
        leave: () => asked.destroy(),
      });
    });
    asked.on('error', reject);
    asked.end();
    onTestFinished(() => void asked.destroy());
  });
}

/** The event in a block of lines; none in a comment. */
function eventIn(block: string): StreamEvent[] {
  const id = /^id:(.+)$/m.exec(block)?.[1];
  if (id === undefined) return [];
  const data = [...block.matchAll(/^data:(.*)$/gm)].map(([, line]) => line).join('\n');
  return [{ id, data }];
}
