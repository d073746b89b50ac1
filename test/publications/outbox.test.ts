import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryStore } from '#main/store/memory-store.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { meetTopic } from '#shared/domain/meet/meet.ts';
import { bareHub } from '../support/bare-hub.ts';
import { freshFolder } from '../support/folder.ts';
import { fillUp, mountMissing, smallDisk } from '../support/mounts.ts';
import { openStage, type Stage } from './stage.ts';
import { mailServer, webAddress } from './targets.ts';

const noMounts = mountMissing();

/** What changes on the way if anything treats the file as text: a BOM, both line ends, quotes, a lone CR, long lines. */
const csv = `\uFEFF"Näme";Größe\r\n"Otter ""Lutra""";"1,5\n2"\rend\r\n日本\t🏋️ ${'x'.repeat(2_000)}\r\n.\r\n..\r\n`;

const filesOf = ({ dataDir }: Stage, meet = '123456789'): string[] => {
  try {
    return readdirSync(join(dataDir, 'publications', meet));
  } catch {
    return [];
  }
};

/** Lets seconds pass until the mail is tried next, and gives their number; the try itself is real and takes its moment. */
async function secondsToNextMail(stage: Stage): Promise<number> {
  const tries = (): number => stage.line('P1', 'smtp')?.tries ?? 0;
  const before = tries();
  let waited = 0;
  while (tries() === before && waited < 5_000) {
    await stage.seconds(1);
    waited += 1;
  }
  await expect.poll(() => stage.line('P1', 'smtp')?.at).not.toBe(null);
  return waited;
}

describe('where publications go', () => {
  test('[publications] one at the end of a long meet, which no run of the hub has noticed, is found', async () => {
    const store = memoryStore('hub-1');
    const { hub } = bareHub(store);
    const updates = Array.from({ length: 1_200 }, () => ({ type: 'recovered', body: '{}' }));
    const published = { type: 'published', body: JSON.stringify({ id: 'P1', csv, returnEmail: '' }) };
    await hub.record({
      topic: meetTopic('123456789'),
      device: 'meet-test' as DeviceId,
      decide: () => ({ entries: [...updates, published], outcome: null }),
    });
    const stage = openStage({ store, dataDir: freshFolder() });
    await expect.poll(() => filesOf(stage).length).toBe(1);
  });

  test('[publications] the file arrives in the folder, at the web address and by mail, byte for byte', async () => {
    const web = await webAddress(200);
    const mail = await mailServer();
    const stage = openStage();
    stage.set({ webhook: web.url, smtp: { server: mail.url, from: 'Touchline <hub@hall.example>' } });
    await stage.publish('P1', csv);
    await expect
      .poll(() => stage.outbox.deliveriesOf('P1').map(({ state }) => state))
      .toEqual(['delivered', 'delivered', 'delivered']);
    const bytes = Buffer.from(csv, 'utf8');
    const [file = ''] = filesOf(stage);
    expect(file).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-P1\.csv$/);
    expect(readFileSync(join(stage.dataDir, 'publications/123456789', file)).equals(bytes)).toBe(true);
    expect(web.posted).toHaveLength(1);
    expect(web.posted[0]?.body.equals(bytes)).toBe(true);
    expect(web.posted[0]).toMatchObject({
      method: 'POST',
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'idempotency-key': 'P1',
        'touchline-meet': '123456789',
        'touchline-publication': 'P1',
      },
    });
    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]?.attachment.equals(bytes)).toBe(true);
    expect(mail.mails[0]).toMatchObject({ from: 'hub@hall.example', to: ['coach@hall.example'] });
    expect(mail.mails[0]?.head).toMatch(/^Subject: Results of meet 123 456 789\r$/m);
  });

  test('[publications] what has arrived is never sent again: not later, not on demand, not by another run', async () => {
    const web = await webAddress(200);
    const mail = await mailServer();
    const stage = openStage();
    stage.set({ webhook: web.url, smtp: { server: mail.url, from: 'hub@hall.example' } });
    await stage.publish('P1', csv);
    await expect.poll(() => stage.line('P1', 'smtp')?.state).toBe('delivered');
    await expect.poll(() => stage.line('P1', 'webhook')?.state).toBe('delivered');
    stage.outbox.retryNow('P1');
    await stage.seconds(30);
    await stage.outbox.stop();
    const again = openStage(stage);
    again.outbox.wake();
    await again.publish('P2', 'second\n');
    await expect.poll(() => again.line('P2', 'webhook')?.state).toBe('delivered');
    await expect.poll(() => again.line('P2', 'smtp')?.state).toBe('delivered');
    expect(web.posted.map(({ headers }) => headers['idempotency-key'])).toEqual(['P1', 'P2']);
    expect(mail.mails).toHaveLength(2);
    expect(again.line('P1', 'smtp')).toMatchObject({
      state: 'delivered',
      to: 'coach@hall.example',
      failure: null,
      tries: 0,
    });
  });

  test('[publications] a web address that fails gets it once it works; redirects aren’t followed', async () => {
    const web = await webAddress(503, 302, 204);
    const stage = openStage();
    stage.set({ webhook: web.url });
    await stage.publish('P1', csv);
    await expect
      .poll(() => stage.line('P1', 'webhook')?.failure)
      .toEqual({ code: 'status', where: web.url, status: 503 });
    expect(stage.line('P1', 'webhook')).toMatchObject({ state: 'failing', tries: 1 });
    await stage.seconds(3);
    await expect
      .poll(() => stage.line('P1', 'webhook')?.failure)
      .toEqual({ code: 'redirect', where: web.url, status: 302 });
    await stage.seconds(5);
    await expect.poll(() => stage.line('P1', 'webhook')).toMatchObject({ state: 'delivered', tries: 3 });
    expect(web.posted).toHaveLength(3);
    expect(new Set(web.posted.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  test('[publications] a web address that says nothing for 15 s is tried again', async () => {
    const web = await webAddress('silence', 200);
    const stage = openStage();
    stage.set({ webhook: web.url });
    await stage.publish('P1', csv);
    await expect.poll(() => web.posted.length).toBe(1);
    await stage.seconds(14);
    expect(stage.line('P1', 'webhook')).toMatchObject({ state: 'waiting', at: null });
    await stage.seconds(1);
    await expect
      .poll(() => stage.line('P1', 'webhook')?.failure)
      .toEqual({ code: 'timeout', where: web.url, detail: '' });
    await stage.seconds(3);
    await expect.poll(() => stage.line('P1', 'webhook')?.state).toBe('delivered');
  });

  test('[publications] a login in the address goes into a header; neither it nor a query is shown', async () => {
    const web = await webAddress(200);
    const stage = openStage();
    stage.set({ webhook: `${web.url.replace('//', '//lynx:p%40ss@')}?key=secret` });
    await stage.publish('P1', csv);
    await expect.poll(() => stage.line('P1', 'webhook')).toMatchObject({ state: 'delivered', to: web.url });
    expect(web.posted[0]?.headers.authorization).toBe(`Basic ${Buffer.from('lynx:p@ss').toString('base64')}`);
    expect(stage.logged.join()).not.toMatch(/secret|p@ss|p%40ss/);
  });

  test('[publications] a password with a percent sign that escapes nothing is sent as it was typed', async () => {
    const web = await webAddress(204);
    const stage = openStage();
    stage.set({ webhook: web.url.replace('//', '//lynx:100%@') });
    await stage.publish('P1', csv);
    await expect.poll(() => stage.line('P1', 'webhook')?.state).toBe('delivered');
    expect(web.posted[0]?.headers.authorization).toBe(`Basic ${btoa('lynx:100%')}`);
  });

  test('[publications] a mail server that refuses for now gets the mail later', async () => {
    const mail = await mailServer();
    mail.refuseWith(450);
    const stage = openStage();
    stage.set({ smtp: { server: mail.url, from: 'hub@hall.example' } });
    await stage.publish('P1', csv);
    await expect
      .poll(() => stage.line('P1', 'smtp')?.failure)
      .toEqual({ code: 'mailDeferred', where: `127.0.0.1:${mail.port}`, detail: '450 Come back later' });
    mail.refuseWith(null);
    await stage.seconds(3);
    await expect.poll(() => stage.line('P1', 'smtp')).toMatchObject({ state: 'delivered', tries: 2 });
    expect(mail.mails).toHaveLength(1);
    expect(mail.refusals).toBe(1);
  });

  test('[publications] a mail that is refused for good is tried once an hour, at once on demand, and says so', async () => {
    const mail = await mailServer();
    mail.refuseWith(550);
    const stage = openStage();
    stage.set({ smtp: { server: mail.url, from: 'hub@hall.example' } });
    await stage.publish('P1', csv);
    const failure = { code: 'mailRefused', where: `127.0.0.1:${mail.port}`, detail: '550 Come back later' };
    await expect.poll(() => stage.line('P1', 'smtp')).toMatchObject({ state: 'failing', tries: 1, failure });
    for (const tries of [2, 3]) {
      const waited = await secondsToNextMail(stage);
      expect(waited).toBeGreaterThanOrEqual(2_699);
      expect(waited).toBeLessThanOrEqual(3_601);
      expect(stage.line('P1', 'smtp')).toMatchObject({ state: 'failing', tries, failure });
    }
    expect(mail.refusals).toBe(3);
    mail.refuseWith(null);
    stage.outbox.retryNow('P1');
    await expect.poll(() => stage.line('P1', 'smtp')).toMatchObject({ state: 'delivered', tries: 4 });
    expect(mail.mails).toHaveLength(1);
  });

  test('[publications] a login that the mail server refuses is told as such; a corrected one is tried at once', async () => {
    const mail = await mailServer();
    const stage = openStage();
    const as = (login: string) => mail.url.replace('//', `//${login}@`);
    stage.set({ smtp: { server: as('lynx:whiskers'), from: 'hub@hall.example' } });
    await stage.publish('P1', csv);
    await expect
      .poll(() => stage.line('P1', 'smtp')?.failure)
      .toEqual({ code: 'mailLogin', where: `127.0.0.1:${mail.port}`, detail: '535 Wrong user or password' });
    await stage.seconds(2_600);
    expect(stage.line('P1', 'smtp')).toMatchObject({ tries: 1 });
    stage.set({ smtp: { server: as('lynx:tufts'), from: 'hub@hall.example' } });
    await expect.poll(() => stage.line('P1', 'smtp')).toMatchObject({ state: 'delivered', tries: 2 });
    expect(stage.logged.join()).not.toContain('whiskers');
  });

  test('[publications] a login that is corrected while the wrong one is tried is tried at once as well', async () => {
    const mail = await mailServer();
    const stage = openStage();
    const as = (login: string) => mail.url.replace('//', `//${login}@`);
    const stopListening = stage.outbox.onChange(() => {
      if (stage.line('P1', 'smtp')?.tries !== 1) return;
      stopListening();
      stage.set({ smtp: { server: as('lynx:tufts'), from: 'hub@hall.example' } });
    });
    stage.set({ smtp: { server: as('lynx:whiskers'), from: 'hub@hall.example' } });
    await stage.publish('P1', csv);
    await expect.poll(() => stage.line('P1', 'smtp')).toMatchObject({ state: 'delivered', tries: 2 });
  });

  test('[publications] a mail server that refuses now and for good later goes from minutes to hours, and back', async () => {
    const mail = await mailServer();
    mail.refuseWith(450);
    const stage = openStage();
    stage.set({ smtp: { server: mail.url, from: 'hub@hall.example' } });
    await stage.publish('P1', csv);
    await expect.poll(() => stage.line('P1', 'smtp')?.failure?.code).toBe('mailDeferred');
    mail.refuseWith(550);
    expect(await secondsToNextMail(stage)).toBeLessThanOrEqual(3);
    expect(stage.line('P1', 'smtp')?.failure?.code).toBe('mailRefused');
    mail.refuseWith(450);
    expect(await secondsToNextMail(stage)).toBeGreaterThanOrEqual(2_699);
    expect(stage.line('P1', 'smtp')?.failure?.code).toBe('mailDeferred');
    mail.refuseWith(null);
    expect(await secondsToNextMail(stage)).toBeLessThanOrEqual(10);
    expect(stage.line('P1', 'smtp')?.state).toBe('delivered');
  });

  test.for(['nobody', 'a@hall.example, b@hall.example', 'a@hall.example\r\nBcc: b@hall.example', ''])(
    '[publications] no mail to %j, which the panel says; the other targets get the file',
    async (returnEmail) => {
      const mail = await mailServer();
      const web = await webAddress(200);
      const stage = openStage();
      stage.set({ smtp: { server: mail.url, from: 'hub@hall.example' }, webhook: web.url });
      await stage.publish('P1', csv, returnEmail);
      await expect.poll(() => stage.line('P1', 'webhook')?.state).toBe('delivered');
      await expect.poll(() => stage.line('P1', 'folder')?.state).toBe('delivered');
      stage.outbox.retryNow('P1');
      await stage.seconds(5);
      expect(stage.line('P1', 'smtp')).toMatchObject({ state: 'failing', tries: 0, at: null });
      expect(stage.line('P1', 'smtp')?.failure).toEqual(
        returnEmail === ''
          ? { code: 'noReturnAddress' }
          : { code: 'badReturnAddress', address: returnEmail.replace('\r\n', ' ') },
      );
      expect(mail.mails).toEqual([]);
    },
  );
});

describe('when something is down', () => {
  test('[publications] waits grow to ten minutes and stay there; what is down holds nobody up', async () => {
    const web = await webAddress(500);
    const stage = openStage();
    stage.set({ webhook: web.url });
    await stage.publish('P1', csv);
    await expect.poll(() => stage.line('P1', 'folder')?.state).toBe('delivered');
    const waits: number[] = [];
    for (let failure = 1; failure <= 13; failure += 1) {
      await expect.poll(() => stage.line('P1', 'webhook')?.tries).toBe(failure);
      await expect.poll(() => stage.line('P1', 'webhook')?.at).not.toBe(null);
      const before = web.posted.length;
      let waited = 0;
      while (web.posted.length === before && waited < 700) {
        await stage.seconds(1);
        waited += 1;
        // The request itself is real and takes its moment.
        if (stage.line('P1', 'webhook')?.at === null)
          await expect.poll(() => web.posted.length).toBe(before + 1);
      }
      waits.push(waited);
    }
    expect(waits[0]).toBeLessThanOrEqual(2);
    expect(waits.slice(0, 9)).toEqual(waits.slice(0, 9).toSorted((a, b) => a - b));
    for (const wait of waits.slice(9)) {
      expect(wait).toBeGreaterThanOrEqual(449);
      expect(wait).toBeLessThanOrEqual(600);
    }
    // The same trouble is written down once.
    expect(stage.logged.filter((entry) => entry.includes('didn’t arrive'))).toHaveLength(1);
  });

  test('[publications] “again” tries at once', async () => {
    const web = await webAddress(500, 500, 500, 500, 500, 500, 200);
    const stage = openStage();
    stage.set({ webhook: web.url });
    await stage.publish('P1', csv);
    for (let n = 1; n <= 6; n += 1) {
      await expect.poll(() => stage.line('P1', 'webhook')).toMatchObject({ tries: n, state: 'failing' });
      stage.outbox.retryNow('P1');
    }
    await expect.poll(() => stage.line('P1', 'webhook')?.state).toBe('delivered');
  });

  test('[publications] a folder that can’t be made says so and is tried again', async () => {
    const stage = openStage();
    const inTheWay = join(stage.dataDir, 'publications');
    writeFileSync(inTheWay, '');
    await stage.publish('P1', csv);
    await expect.poll(() => stage.line('P1', 'folder')?.failure?.code).toBe('inTheWay');
    rmSync(inTheWay);
    await stage.seconds(3);
    await expect.poll(() => stage.line('P1', 'folder')?.state).toBe('delivered');
  });

  test.skipIf(noMounts !== undefined)(
    `[publications] a full disk says so, and leaves no half file ${noMounts ?? ''}`,
    async () => {
      const stage = openStage();
      const folder = join(stage.dataDir, 'publications');
      mkdirSync(folder);
      smallDisk(folder, '300k');
      fillUp(join(folder, 'film'));
      await stage.publish('P1', csv);
      await expect
        .poll(() => stage.line('P1', 'folder')?.failure)
        .toMatchObject({ code: 'diskFull', detail: 'ENOSPC' });
      expect(filesOf(stage).filter((name) => name.endsWith('.csv'))).toEqual([]);
      rmSync(join(folder, 'film'));
      await stage.seconds(3);
      await expect.poll(() => stage.line('P1', 'folder')?.state).toBe('delivered');
      expect(filesOf(stage)).toHaveLength(1);
    },
  );

  test('[publications] what arrived but couldn’t be recorded is recorded later, and not sent again', async () => {
    const web = await webAddress(200);
    const stage = openStage();
    stage.set({ webhook: web.url });
    await stage.seconds(1);
    stage.losing('delivered');
    await stage.publish('P1', csv);
    await expect.poll(() => stage.line('P1', 'webhook')?.failure).toEqual({ code: 'notRecorded' });
    await stage.seconds(10);
    stage.losing(null);
    await stage.seconds(20);
    await expect.poll(() => stage.line('P1', 'webhook')?.state).toBe('delivered');
    expect(web.posted).toHaveLength(1);
  });

  test('[publications] a hub that ended between arrival and record delivers again under the same name', async () => {
    const web = await webAddress(200);
    const mail = await mailServer();
    const stage = openStage();
    stage.set({ webhook: web.url, smtp: { server: mail.url, from: 'hub@hall.example' } });
    await stage.seconds(1);
    stage.losing('delivered');
    await stage.publish('P1', csv);
    await expect.poll(() => [web.posted.length, mail.mails.length, filesOf(stage).length]).toEqual([1, 1, 1]);
    await stage.outbox.stop();
    const again = openStage(stage);
    await expect
      .poll(() => again.outbox.deliveriesOf('P1').map(({ state }) => state))
      .toEqual(['delivered', 'delivered', 'delivered']);
    expect(web.posted.map(({ headers }) => headers['idempotency-key'])).toEqual(['P1', 'P1']);
    expect(mail.mails[0]?.messageId).toMatch(/^<P1\.123456789@/);
    expect(mail.mails[1]?.messageId).toBe(mail.mails[0]?.messageId);
    expect(filesOf(stage)).toHaveLength(1);
  });

  test('[publications] what waited when the hub ended is delivered by the next run', async () => {
    const web = await webAddress(500);
    const stage = openStage();
    stage.set({ webhook: web.url });
    await stage.publish('P1', csv);
    await expect.poll(() => stage.line('P1', 'webhook')?.state).toBe('failing');
    await stage.outbox.stop();
    // Recorded by a run whose outbox didn't get to see it any more.
    for (let n = 0; n < 1_200; n += 1) await stage.say('987654321', 'updated', { n });
    await stage.publish('P2', 'two\n', 'coach@hall.example', '987654321');
    web.answerWith(200);
    const again = openStage(stage);
    await expect.poll(() => again.line('P1', 'webhook')?.state).toBe('delivered');
    await expect.poll(() => again.line('P2', 'webhook')?.state).toBe('delivered');
    expect(filesOf(again, '987654321')).toHaveLength(1);
  });

  test('[publications] a hub that stops waits a moment for what is on its way, and not longer', async () => {
    const web = await webAddress('silence');
    const stage = openStage();
    stage.set({ webhook: web.url });
    await stage.publish('P1', csv);
    await expect.poll(() => web.posted.length).toBe(1);
    const stopped = stage.outbox.stop();
    await stage.seconds(3);
    await stopped;
    expect(stage.logged.filter((entry) => entry.includes('didn’t arrive'))).toEqual([]);
  });
});

describe('targets that are set, changed and taken away', () => {
  test('[publications] one that is set within a day gets what was published before; later ones don’t, unless asked', async () => {
    const web = await webAddress(200);
    const stage = openStage();
    await stage.publish('P1', 'one\n');
    await expect.poll(() => stage.line('P1', 'folder')?.state).toBe('delivered');
    stage.sleep(23);
    await stage.publish('P2', 'two\n');
    await expect.poll(() => stage.line('P2', 'folder')?.state).toBe('delivered');
    stage.sleep(1.5);
    stage.set({ webhook: web.url });
    await expect.poll(() => stage.line('P2', 'webhook')?.state).toBe('delivered');
    expect(stage.line('P1', 'webhook')).toBeUndefined();
    stage.outbox.retryNow('P1');
    await expect.poll(() => stage.line('P1', 'webhook')?.state).toBe('delivered');
    expect(web.posted.map(({ body }) => body.toString())).toEqual(['two\n', 'one\n']);
  });

  test('[publications] why a place isn’t reached has a code that the panel translates, and the system’s own for those who help', async () => {
    const gone = await webAddress(200);
    const mail = await mailServer();
    await mail.stop();
    gone.stop();
    const stage = openStage();
    stage.set({
      webhook: gone.url,
      smtp: { server: mail.url.replace('//', '//lynx:secret@'), from: 'hub@hall.example' },
    });
    await stage.publish('P1', csv);
    const detail = 'ECONNREFUSED';
    await expect
      .poll(() => stage.line('P1', 'webhook')?.failure)
      .toEqual({ code: 'refused', where: gone.url, detail });
    await expect
      .poll(() => stage.line('P1', 'smtp')?.failure)
      .toEqual({ code: 'refused', where: `127.0.0.1:${mail.port}`, detail });
    expect(stage.logged.join()).not.toContain('secret');
  });

  test('[publications] another address is tried at once', async () => {
    const wrong = await webAddress(404);
    const right = await webAddress(200);
    const stage = openStage();
    stage.set({ webhook: wrong.url });
    await stage.publish('P1', csv);
    await expect.poll(() => stage.line('P1', 'webhook')?.state).toBe('failing');
    stage.set({ webhook: right.url });
    await expect.poll(() => stage.line('P1', 'webhook')?.state).toBe('delivered');
    expect([wrong.posted.length, right.posted.length]).toEqual([1, 1]);
  });

  test('[publications] one that is taken away is owed nothing any more, also when it comes back after days', async () => {
    const web = await webAddress(500);
    const stage = openStage();
    stage.set({ webhook: web.url });
    await stage.publish('P1', csv);
    await expect.poll(() => stage.line('P1', 'webhook')?.state).toBe('failing');
    stage.set({ webhook: null });
    await expect.poll(() => stage.outbox.deliveriesOf('P1').map(({ target }) => target)).toEqual(['folder']);
    stage.sleep(25);
    const before = web.posted.length;
    web.answerWith(200);
    stage.set({ webhook: web.url });
    await stage.seconds(1_000);
    await stage.publish('P2', 'two\n');
    await expect.poll(() => stage.line('P2', 'webhook')?.state).toBe('delivered');
    expect(web.posted.slice(before).map(({ body }) => body.toString())).toEqual(['two\n']);
    expect(stage.line('P1', 'webhook')).toBeUndefined();
  });

  test('[publications] ids can’t lead out of the folder', async () => {
    const stage = openStage();
    await stage.publish('../../P1', csv, '', '..');
    await expect.poll(() => stage.line('../../P1', 'folder')?.state).toBe('delivered');
    expect(readdirSync(stage.dataDir)).toEqual(['publications']);
    expect(filesOf(stage, '__')).toHaveLength(1);
  });

  test('[publications] who asks is told of each change', async () => {
    const stage = openStage();
    const changes: string[] = [];
    stage.outbox.onChange(({ meet, publication }) => changes.push(`${meet} ${publication}`));
    await stage.publish('P1', csv);
    expect(stage.outbox.deliveriesOf('P1')).toMatchObject([{ target: 'folder' }]);
    await expect.poll(() => stage.line('P1', 'folder')?.state).toBe('delivered');
    await expect.poll(() => changes.at(-1)).toBe('123456789 P1');
    expect(stage.outbox.deliveriesOf('unknown')).toEqual([]);
  });
});
