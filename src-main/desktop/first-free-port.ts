import type { Result } from '#shared/lib/result.ts';

/** The port in the addresses on the organiser's posters. */
export const usualPort = 8000;
const neighbours = [8001, 8002, 8003, 8004, 8005];

/**
 * Starts something on the usual port, or on the next one that no other program uses; in the end on any. Another refusal
 * than a used port is final.
 */
export async function onFirstFreePort<T, E extends { readonly code: string }>(
  start: (port: number) => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  for (const port of [usualPort, ...neighbours]) {
    const started = await start(port);
    if (started.ok || started.error.code !== 'PORT_IN_USE') return started;
  }
  return start(0);
}
