import { percentDecoded } from '#shared/lib/percent-decoded.ts';
import { err, ok } from '#shared/lib/result.ts';
import { type Deliver, plain, unreached } from './parcel.ts';

/**
 * Posts the file to a web address. Whoever gets it twice (the hub was killed after the answer and before it could record
 * it) sees that by `Idempotency-Key`, which is the publication's id. A status of 200 to 299 is a delivery; redirects
 * aren't followed, since they could lead anywhere; the answer's body isn't read.
 */
export const toWebhook =
  (address: string): Deliver =>
  async ({ id, meet, csv }, signal) => {
    const url = URL.parse(address);
    if (url === null) return err({ code: 'badWebAddress' });
    const { username, password } = url;
    url.username = '';
    url.password = '';
    // What stands behind the path may be a secret.
    const where = `${url.origin}${url.pathname}`;
    const login = `${percentDecoded(username)}:${percentDecoded(password)}`;
    try {
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal,
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'idempotency-key': plain(id),
          'touchline-publication': plain(id),
          'touchline-meet': plain(meet),
          ...(username === '' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
        },
        body: new Uint8Array(csv),
      });
      await answer.body?.cancel().catch(() => undefined);
      if (answer.ok) return ok(where);
      const redirected = answer.status >= 300 && answer.status < 400;
      return err({ code: redirected ? 'redirect' : 'status', where, status: answer.status });
    } catch (cause) {
      return err(signal.aborted ? { code: 'timeout', where, detail: '' } : unreached(where, cause));
    }
  };
