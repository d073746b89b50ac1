import type { DeliveryFailure } from '#shared/domain/meet/delivery-failure.ts';
import { inGroups, mailAddress } from '#shared/domain/meet/publications.ts';
import { err, ok } from '#shared/lib/result.ts';
import { codeOf, type Deliver, oneLine, plain, unreached } from './parcel.ts';

/** How long the mail server may be silent, in milliseconds. */
const patienceMs = 15_000;

/** A mail server as the organiser has set it: a URL, and the sender. */
export interface MailServer {
  readonly server: string;
  readonly from: string;
}

/** Why a publication with such a return address isn't mailed. */
export const noAddress = (returnEmail: string): DeliveryFailure =>
  returnEmail.trim() === ''
    ? { code: 'noReturnAddress' }
    : { code: 'badReturnAddress', address: oneLine(returnEmail).slice(0, 80) };

/** Why a server didn't take a mail: by its reply if it gave one. 503 is about the conversation, not about this mail. */
function untaken(where: string, cause: unknown): DeliveryFailure {
  const detail = cause instanceof Error && 'response' in cause ? oneLine(String(cause.response)) : '';
  if (detail === '') return unreached(where, cause);
  if (!/^5(?!03)\d\d/.test(detail)) return { code: 'mailDeferred', where, detail };
  return { code: codeOf(cause) === 'EAUTH' ? 'mailLogin' : 'mailRefused', where, detail };
}

/**
 * Mails the file to the publication's return address, as an attachment. Its Message-ID comes from the publication's id:
 * who gets the mail twice (the hub was killed after the server had taken it) sees that by it, and most mail programs
 * show it once.
 */
export const byMail =
  ({ server, from }: MailServer): Deliver =>
  async ({ id, meet, csv, returnEmail, publishedAt }, signal) => {
    const to = mailAddress(returnEmail);
    if (to === null) return err(noAddress(returnEmail));
    const where = URL.parse(server)?.host ?? '';
    const published = new Date(publishedAt).toISOString().slice(0, 16).replace('T', ' ');
    try {
      // Not before there is a mail: it would take its time at every start of the hub.
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        url: server,
        connectionTimeout: patienceMs,
        greetingTimeout: patienceMs,
        socketTimeout: patienceMs,
        dnsTimeout: patienceMs,
      });
      await transport.sendMail({
        signal,
        from,
        to: { name: '', address: to },
        subject: `Results of meet ${inGroups(meet)}`,
        messageId: `<${plain(id)}.${plain(meet)}@publications.touchline.local>`,
        // RFC 3834: no holiday notices in answer to this.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Touchline-Publication': plain(id) },
        text: `Meet ${inGroups(meet)} was published on ${published} UTC. Its results are in the attached CSV file.\n`,
        attachments: [
          {
            filename: `meet-${plain(meet)}.csv`,
            content: csv,
            contentType: 'text/csv; charset=utf-8',
            contentTransferEncoding: 'base64',
          },
        ],
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return ok(to);
    } catch (cause) {
      return err(signal.aborted ? { code: 'timeout', where, detail: '' } : untaken(where, cause));
    }
  };
