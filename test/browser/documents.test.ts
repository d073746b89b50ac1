import { expect, test } from 'vitest';
import { freshContext } from '../support/browser.ts';
import { startHub } from '../support/hub-app.ts';

test('[docs] the page for programs’ authors shows the calls and makes one, without the internet', async () => {
  const app = await startHub();
  const page = await (await freshContext()).newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${app.port}/docs`);
  await page.getByRole('heading', { name: 'Rooms for programs' }).waitFor();
  await page.getByText('/health').click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();
  await page.locator('.live-responses-table').getByText('Healthy').first().waitFor();
  expect(
    asked.filter((url) => !url.startsWith(`http://127.0.0.1:${app.port}/`) && !url.startsWith('data:')),
  ).toEqual([]);
  expect(complaints).toEqual([]);
});
