import { expect, onTestFinished, test } from 'vitest';
import { programFolder } from '#main/version.ts';
import { freshFolder } from '../support/folder.ts';
import { eventually, netnsMissing, openLaboratory } from '../support/netns.ts';

const missing = netnsMissing();
if (missing !== undefined) console.log(`not run here: a phone and a hub on two hosts: ${missing}`);

/** Asks a hub over HTTP from another host and prints each answer; runs with `node -e`. */
const asking = `
const { request } = require('node:http');
const ask = (path, method, host) => new Promise((resolve) => {
  const sent = request({ host: '10.8.1.2', port: 8000, path, method, headers: { ...(host ? { host } : {}), 'content-type': 'application/json' } }, (answer) => {
    answer.resume();
    answer.on('end', () => resolve(answer.statusCode));
  });
  sent.on('error', () => resolve(0));
  sent.end(method === 'POST' ? '{"once":"x"}' : undefined);
});
(async () => {
  const answers = {
    live: await ask('/api/hello', 'GET'),
    byName: await ask('/api/hello', 'GET', 'touchline.local:8000'),
    rebound: await ask('/api/hello', 'GET', 'evil.example:8000'),
    panel: await ask('/panel', 'GET'),
    panelAsLocal: await ask('/panel', 'GET', 'localhost:8000'),
    claim: await ask('/api/organiser/claim', 'POST'),
    claimAsLocal: await ask('/api/organiser/claim', 'POST', '127.0.0.1:8000'),
  };
  console.log(JSON.stringify(answers));
})();
`;

test.skipIf(missing !== undefined)(
  `[P8, P9] from another host the hub is found and watched, and its panel stays shut ${missing ?? ''}`,
  async () => {
    const lab = openLaboratory();
    onTestFinished(() => lab.close());
    const hall = lab.network();
    const laptop = lab.host('hub', [{ card: 'eth0', network: hall, address: '10.8.1.2/24' }]);
    const phone = lab.host('phone', [{ card: 'eth0', network: hall, address: '10.8.1.3/24' }]);
    const cli = `${programFolder}/src-main/cli.ts`;
    const hub = laptop.start(process.execPath, [cli, 'hub', '--port', '8000', '--data', freshFolder()]);
    await eventually('the hub runs', () => hub.lines.some((line) => line.includes('10.8.1.2:8000')), {
      explain: () => hub.lines.join('\n'),
    });

    const finding = await eventually(
      'the hub is found by mDNS',
      async () => {
        const find = phone.start(process.execPath, [cli, 'find', '--seconds', '1.5']);
        return (await find.ended) === 0 ? find.lines.join('\n') : undefined;
      },
      { withinMs: 20_000 },
    );
    expect(finding).toContain('http://10.8.1.2:8000');
    expect(finding).toContain('Touchline');

    const ask = phone.start(process.execPath, ['-e', asking]);
    expect(await ask.ended).toBe(0);
    expect(JSON.parse(ask.lines.at(-1) ?? '')).toEqual({
      live: 200,
      byName: 200,
      rebound: 421,
      panel: 403,
      panelAsLocal: 403,
      claim: 403,
      claimAsLocal: 403,
    });
    expect(await hub.end()).toBe(0);
  },
);
