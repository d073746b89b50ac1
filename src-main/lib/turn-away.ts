import type { Duplex } from 'node:stream';

/**
 * Answers an upgrade that isn't taken, and lets go of the socket once the answer is on its way: HTTP servers keep upgraded
 * sockets half open, so that a peer which never hangs up (or is gone) would have it for ever, and keep the server from
 * ending. `text`: plain, if nothing else is said.
 */
export function turnAway(
  socket: Duplex,
  status: string,
  text = '',
  contentType = 'text/plain; charset=utf-8',
): void {
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  const type = text === '' ? '' : `Content-Type: ${contentType}\r\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\n${type}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}
