import type { HubClient } from './hub-client.ts';

/** Resolves with what `look` gives as soon as it gives something, looking again after each change of the client. */
export function until<T>(
  client: Pick<HubClient, 'subscribe'>,
  look: () => T | null | undefined | false,
): Promise<T> {
  return new Promise((resolve) => {
    let stop = (): void => {};
    const check = (): boolean => {
      const found = look();
      if (found === null || found === undefined || found === false) return false;
      stop();
      resolve(found);
      return true;
    };
    if (!check()) stop = client.subscribe(check);
  });
}
