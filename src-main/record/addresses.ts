import { err, ok, type Result } from '#shared/lib/result.ts';

/** Where to listen; `host` null: on all addresses. */
export interface ListenAddress {
  readonly host: string | null;
  readonly port: number;
}

/** Reads `:3000`, `127.0.0.1:3000`, `[::1]:3000` or `3000`. */
export function listenAddress(typed: string): Result<ListenAddress, string> {
  const found = /^(?:(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]*)):)?(\d{1,5})$/.exec(typed);
  const port = Number(found?.[3]);
  if (!found || port > 65_535) return err(`--address takes [HOST]:PORT such as :3000, not “${typed}”.`);
  return ok({ host: found[1] ?? (found[2] || null), port });
}

/** Reads a hub's address with one of these schemes, and gives it with the first of them. */
function hubUrl(
  option: string,
  typed: string,
  schemes: readonly [plain: string, secure: string],
): Result<URL, string> {
  const url = URL.canParse(typed) ? new URL(typed) : null;
  const [plain, secure] = schemes;
  const scheme =
    url &&
    new Map([
      ['http:', plain],
      ['ws:', plain],
      ['https:', secure],
      ['wss:', secure],
    ]).get(url.protocol);
  if (!url || scheme === undefined || url.host === '') {
    return err(`${option} takes a hub’s address such as ${plain}//192.168.1.20:8000, not “${typed}”.`);
  }
  return ok(new URL(`${scheme}//${url.host}${url.pathname.replace(/\/+$/, '')}`));
}

/** The socket of a hub's competitions, or of one of them. */
export function watchUrl(typed: string, competition: string | null): Result<string, string> {
  const url = hubUrl('--url', typed, ['ws:', 'wss:']);
  if (!url.ok) return url;
  const one = competition === null ? '' : `/${encodeURIComponent(competition)}`;
  return ok(`${url.value.href.replace(/\/$/, '')}/v1/competitions${one}`);
}

/** Where a hub takes a competition's events. */
export function publishUrl(typed: string): Result<(competition: string) => string, string> {
  const url = hubUrl('--into', typed, ['http:', 'https:']);
  if (!url.ok) return url;
  const root = url.value.href.replace(/\/$/, '');
  return ok((competition) => `${root}/v1/competitions/${encodeURIComponent(competition)}/events`);
}
