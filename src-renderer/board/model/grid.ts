/** A page of the grid: how many columns and rows its tiles have. */
export interface GridShape {
  readonly columns: number;
  readonly rows: number;
}

/**
 * The most tiles on a page. With three by three on a 1080p screen the names still have 28 px and the figures are
 * legible at ten metres.
 */
const mostTiles = 9;

/** Deals courts out to as few pages as will do, as evenly as it goes: 12 courts make two pages of six. */
export function pagesOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(items.length / mostTiles));
  const most = Math.ceil(items.length / count);
  return Array.from({ length: count }, (_, page) => items.slice(page * most, (page + 1) * most));
}

/** Columns and rows for so many tiles (1 to 9): wide tiles, since names are long. */
export function shapeOf(tiles: number): GridShape {
  const columns = tiles <= 2 ? 1 : tiles <= 4 ? 2 : 3;
  return { columns, rows: Math.max(1, Math.ceil(tiles / columns)) };
}
