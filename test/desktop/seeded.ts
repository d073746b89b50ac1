import { startApp } from '#main/app.ts';
import { withCup } from '../support/hub-app.ts';
import { beginning, cup, matchCommand } from '../support/small-cup.ts';

/** Opens a hub on a folder without a window, does something with it and closes it again. */
export async function withHub<T>(
  dataDir: string,
  use: (hub: Parameters<typeof withCup>[0]) => Promise<T> | T,
): Promise<T> {
  const hub = await startApp({ dataDir, host: '127.0.0.1', port: 0, pagesDir: dataDir, mdns: false });
  if (!hub.ok) throw new Error(hub.error.message);
  try {
    return await use(hub.value);
  } finally {
    await hub.value.stop();
  }
}

/** Puts the small cup into a data folder, with its first match being played. */
export async function seedLiveMatch(dataDir: string): Promise<void> {
  await withHub(dataDir, async (hub) => {
    const { panel } = await withCup(hub);
    const [match] = cup.matches;
    if (match === undefined) throw new Error('the small cup has no match');
    for (const body of beginning) {
      const command = matchCommand(match, body);
      panel.send({ t: 'submit', command });
      await panel.next('kept', (kept) => kept.command === command.id);
    }
  });
}
