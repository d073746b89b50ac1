import { describe, expect, test } from 'vitest';
import { ask } from '../support/http.ts';
import { startHub } from '../support/hub-app.ts';

describe('what programs’ authors read', () => {
  test('[docs] the page, its scripts and the document come from the hub, and may load nothing else', async () => {
    const app = await startHub();
    const page = await ask(app.port, '/docs');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    for (const [, path = ''] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(path).toMatch(/^\/docs\//);
      expect((await ask(app.port, path)).status).toBe(200);
    }
    expect(page.text).not.toMatch(/https?:/);
    const document = await ask(app.port, '/docs/openapi.json');
    expect((await ask(app.port, '/docs/json')).text).toBe(document.text);
  });

  test('[docs] the documents’ policy is theirs alone', async () => {
    const app = await startHub();
    expect((await ask(app.port, '/health')).headers['content-security-policy']).toBeUndefined();
    expect((await ask(app.port, '/')).headers['content-security-policy']).toMatch(/script-src 'sha256-/);
  });
});
