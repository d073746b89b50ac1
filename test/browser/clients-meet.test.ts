import { expect, test } from 'vitest';
import { connect, update } from '../dialects/meet/meet-client.ts';
import { goTo, hubWithPanel, openPanel } from './panel-stage.ts';

test('[panel] a meet is created on the panel, joined by its programs, disagreed about and published', async () => {
  const app = await hubWithPanel();
  const page = await openPanel(app);
  await page.getByLabel('Name of the tournament').fill('Fjord Cup');
  await page.getByRole('button', { name: 'Create tournament' }).click();
  await goTo(page, 'other programs');
  await page.getByRole('button', { name: 'Lifting meets', exact: true }).click();
  await page.getByRole('button', { name: 'New meet' }).click();
  // The list that it takes the place of has a password of its own, the mail server's.
  await page.getByRole('heading', { name: 'New meet' }).waitFor();
  await page.getByLabel('Password', { exact: true }).fill('a long enough password');
  await page.getByRole('group', { name: 'Place 1' }).getByLabel('Name of the place').fill('Desk');
  await page.getByRole('button', { name: 'Add place' }).click();
  await page.getByRole('group', { name: 'Place 3' }).getByLabel('Name of the place').fill('Platform');
  await page.getByRole('button', { name: 'Create meet' }).click();
  const shownId = await page.getByLabel('Meet id', { exact: true }).inputValue();
  expect(shownId).toMatch(/^\d{3} \d{3} \d{3}$/);
  const desk = await connect(app.port);
  const platform = await connect(app.port);
  await desk.join(shownId, 'Desk');
  await platform.join(shownId, 'Platform');
  await expect.poll(() => page.getByText('● 1 connected').count()).toBe(2);
  desk.update(update('meet.name', 'River Open', 1, 0));
  await desk.acks();
  await page.getByRole('heading', { name: 'River Open' }).waitFor();
  platform.update(update('meet.name', 'Marsh Classic', 1, 0));
  await platform.rejected();
  const conflict = page.getByRole('row', { name: /meet\.name/ });
  await conflict.getByText('"River Open"').waitFor();
  await conflict.getByText('"Marsh Classic"').waitFor();
  await conflict.getByText('never counted').waitFor();
  desk.say('PUBLISH_MEET', { returnEmail: '', oplCsv: 'Name\nHeron\n' });
  await desk.next('PUBLISH_ACK');
  await page.getByText('✓ finished').waitFor();
  await page.getByText('delivered', { exact: true }).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV of publication 1' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^meet-\d{9}-1\.csv$/);
});
