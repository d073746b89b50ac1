import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { freshContext, phoneScreen } from '../../support/browser.ts';
import { ask } from '../../support/http.ts';
import { panelOf } from './panel.ts';
import { startRooms } from './rooms-hub.ts';

const messagesOn = (page: Page): Promise<string[]> => page.locator('#messages li').allTextContents();

const say = (port: number, room: string, body: object) =>
  ask(port, `/api/room/${encodeURIComponent(room)}`, { body });

describe('the page of a room', () => {
  test('[rooms] no room, user or text becomes part of the page', async () => {
    const app = await startRooms();
    const context = await freshContext();
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    page.on('dialog', (dialog) => {
      throw new Error(`a script ran: ${dialog.message()}`);
    });
    const attack = `"'><script>alert(1)</script><img src=/evil onerror=alert(2)>{{style}}\${1}</title>&lt;`;
    await page.goto(`http://127.0.0.1:${app.port}/room/${encodeURIComponent(attack)}`);
    await page.locator('#state[data-state=live]').waitFor();
    expect(await page.locator('h1').textContent()).toBe(`Room ${attack}`);
    expect(await page.title()).toBe(`Room ${attack}`);
    await page.fill('#user', `<b>${attack}`);
    await page.fill('#message', attack);
    await page.press('#message', 'Enter');
    await say(app.port, attack, {
      userId: attack,
      text: `</li><script>alert(3)</script>\nid:1\n\n<svg onload=alert(4)>`,
    });
    await expect
      .poll(() => messagesOn(page))
      .toEqual([
        `<b>${attack} → ${attack}`,
        `${attack} → </li><script>alert(3)</script>\nid:1\n\n<svg onload=alert(4)>`,
      ]);
    expect(await page.locator('main b, main img, main svg, main script').count()).toBe(0);
    expect(await page.evaluate(() => document.scripts.length)).toBe(1);
    // Nothing but the page itself, its stream and its post: no other file, from nowhere.
    const path = encodeURIComponent(attack);
    expect(new Set(asked.map(decodeURIComponent))).toEqual(
      new Set([`/room/${path}`, `/stream/${path}`].map(decodeURIComponent)),
    );
  });

  test('[rooms] it comes back by itself after the stream ended, with what it missed', async () => {
    const app = await startRooms();
    const panel = await panelOf(app);
    const page = await (await freshContext()).newPage();
    await page.goto(`http://127.0.0.1:${app.port}/room/hall`);
    await page.locator('#state[data-state=live]').waitFor();
    await say(app.port, 'hall', { userId: 'Heron', text: 'one' });
    await expect.poll(() => messagesOn(page)).toEqual(['Heron → one']);
    await panel.post('/api/organiser/settings', { adapters: ['rest'] });
    await page.locator('#state[data-state=lost]').waitFor();
    expect(await page.locator('#state').textContent()).toBe('Not connected');
    expect(await page.locator('#lost').textContent()).toMatch(/^For \d+ s\. This page tries again by itself/);
    await say(app.port, 'hall', { userId: 'Heron', text: 'two' });
    await panel.post('/api/organiser/settings', { adapters: ['rest', 'html'] });
    await page.locator('#state[data-state=live]').waitFor();
    await say(app.port, 'hall', { userId: 'Heron', text: 'three' });
    await expect.poll(() => messagesOn(page)).toEqual(['Heron → one', 'Heron → two', 'Heron → three']);
  });

  test('[rooms] on a phone, in its language: nothing is cut off, and a refusal keeps the text', async () => {
    const app = await startRooms({ openByDefault: false });
    const page = await (await freshContext({ ...phoneScreen, locale: 'fr-FR' })).newPage();
    await page.goto(`http://127.0.0.1:${app.port}/room/${'x'.repeat(80)}`);
    await page.locator('#state', { hasText: 'En direct' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.getByLabel('Votre nom').fill('Otter');
    await page.getByRole('textbox', { name: 'Message' }).fill('bonjour');
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await page.locator('#said[data-wrong=yes]', { hasText: 'Non envoyé' }).waitFor();
    expect(await page.locator('#message').inputValue()).toBe('bonjour');
  });

  test('[rooms] without scripts the form still sends', async () => {
    const app = await startRooms();
    const panel = await panelOf(app);
    const page = await (await freshContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`http://127.0.0.1:${app.port}/room/hall`);
    await page.fill('#user', 'Otter');
    await page.fill('#message', 'hi');
    await page.click('button');
    await page.waitForURL('**/room/hall');
    await expect.poll(async () => (await panel.room('hall'))?.messages).toBe(1);
  });
});
