import type { DeliveryTargets } from '#shared/domain/people/people.ts';
import { percentDecoded } from '#shared/lib/percent-decoded.ts';

/** Where published files go, as it is being typed. An empty address or host means: not there. */
export interface DeliveryForm {
  readonly webhook: string;
  readonly host: string;
  readonly port: string;
  /** The connection is encrypted from its beginning (`smtps:`); else the server may offer it later (STARTTLS). */
  readonly encrypted: boolean;
  readonly user: string;
  readonly password: string;
  readonly from: string;
}

/** Fields that have something wrong. */
export type DeliveryErrors = Partial<Record<'webhook' | 'host' | 'port' | 'from', true>>;

const nothing: DeliveryForm = {
  webhook: '',
  host: '',
  port: '',
  encrypted: false,
  user: '',
  password: '',
  from: '',
};

/** The form of what is set. */
export function deliveryForm({ webhook, smtp }: DeliveryTargets): DeliveryForm {
  const form = { ...nothing, webhook: webhook ?? '' };
  const server = smtp === null ? null : parsed(smtp.server);
  if (!smtp || !server) return form;
  return {
    ...form,
    host: server.hostname,
    port: server.port,
    encrypted: server.protocol === 'smtps:',
    user: percentDecoded(server.username),
    password: percentDecoded(server.password),
    from: smtp.from,
  };
}

/** What was typed as settings, or which fields are wrong. */
export function deliveryOf(
  form: DeliveryForm,
): { readonly targets: DeliveryTargets; readonly errors: null } | { readonly errors: DeliveryErrors } {
  const webhook = form.webhook.trim();
  const host = form.host.trim();
  const port = form.port.trim();
  const from = form.from.trim();
  const errors: DeliveryErrors = {
    ...(webhook === '' || isWebAddress(webhook) ? {} : { webhook: true }),
    ...(host === '' || isHost(host) ? {} : { host: true }),
    ...(port === '' || (/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536)
      ? {}
      : { port: true }),
    ...(host === '' || /^[^\s@]+@[^\s@]+$/.test(from) ? {} : { from: true }),
  };
  if (Object.keys(errors).length > 0) return { errors };
  return {
    targets: { webhook: webhook || null, smtp: host === '' ? null : { server: serverOf(form), from } },
    errors: null,
  };
}

function serverOf(form: DeliveryForm): string {
  const user = encodeURIComponent(form.user.trim());
  const password = encodeURIComponent(form.password);
  const who = user === '' ? '' : `${user}${password === '' ? '' : `:${password}`}@`;
  const port = form.port.trim() === '' ? '' : `:${form.port.trim()}`;
  return `${form.encrypted ? 'smtps' : 'smtp'}://${who}${form.host.trim()}${port}`;
}

function isWebAddress(text: string): boolean {
  const url = parsed(text);
  return /^https?:\/\/\S+$/.test(text) && url !== null && text.length <= 500;
}

/** A name, an IPv4 address or an IPv6 address in brackets. */
const isHost = (text: string): boolean => /^([\w.-]+|\[[0-9a-f:.]+\])$/i.test(text);

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
