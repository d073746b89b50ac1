/** Where a corner bug stands: top or bottom, left or right. */
export type Corner = 'tl' | 'tr' | 'bl' | 'br';

/** What an overlay is of; `unknown` for an address that names nothing. */
export type OverlayOf =
  | { readonly kind: 'match'; readonly id: string }
  | { readonly kind: 'meet'; readonly id: string }
  | { readonly kind: 'unknown' };

/** What an overlay's address asks for. */
export interface OverlayWish {
  readonly of: OverlayOf;
  /**
   * `lower`: a lower third; `corner`: a bug in a corner; `full`: the display of a meet on a screen of its own, which
   * people look at directly.
   */
  readonly view: 'lower' | 'corner' | 'full';
  readonly corner: Corner;
  readonly theme: 'light' | 'dark';
  readonly language: string | null;
  /** 1 is the size for 1080p. */
  readonly scale: number;
  /** The tournament that the match is looked for in; null: all of this hub. */
  readonly tournament: string | null;
}

const corners: readonly Corner[] = ['tl', 'tr', 'bl', 'br'];

/** Ids as topics have them. */
const isId = (id: string): boolean => /^[0-9A-Za-z_.-]{1,64}$/.test(id);

/** Reads an overlay's address: its path and its parameters. What can't be read counts as not given. */
export function overlayWish(path: string, search: string): OverlayWish {
  const params = new URLSearchParams(search);
  const text = (name: string): string | null => params.get(name)?.trim() || null;
  const of = overlayOf(path);
  const corner = corners.find((each) => each === text('corner')?.toLowerCase());
  const isFull = text('view') === 'full' && of.kind !== 'match';
  const scale = Number(text('scale') ?? Number.NaN);
  const theme = text('theme');
  return {
    of,
    view: isFull ? 'full' : corner ? 'corner' : 'lower',
    corner: corner ?? 'tl',
    theme: theme === 'light' ? 'light' : 'dark',
    language: text('lang'),
    scale: Number.isFinite(scale) && scale > 0 ? Math.min(3, Math.max(0.5, scale)) : 1,
    tournament: text('tournament'),
  };
}

function overlayOf(path: string): OverlayOf {
  const [, kind, coded] = /^\/overlay\/(match|meet)\/([^/]+)\/?$/.exec(path) ?? [];
  const given = decoded(coded ?? '');
  // A meet's number is read out and typed in groups of three: 123 456 789.
  const id = kind === 'meet' && /^[\d\s-]+$/.test(given) ? given.replace(/\D/g, '') : given;
  if (!isId(id)) return { kind: 'unknown' };
  return kind === 'match' || kind === 'meet' ? { kind, id } : { kind: 'unknown' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** "123 456 789": a meet's number as people say it; other ids stay as they are. */
export const meetNumber = (id: string): string =>
  /^\d{9}$/.test(id) ? id.replace(/\d{3}(?=\d)/g, '$& ') : id;
