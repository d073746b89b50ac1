import { type ReactNode, useCallback } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { tabIndexOf, useRowKeys } from '#pages/panel/parts/row-keys.ts';

/** A column; its heading is unlike the others'. */
interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** How it is set: a number, what strangers wrote (it may break anywhere), words on one line, a meet's id. */
  readonly set?: 'num' | 'any-text' | 'nowrap' | 'meet-id';
}

/** A table whose rows a click or Enter opens; the arrows move between them, and Tab goes on to what comes after it. */
export function OpenTable<Row>({
  caption,
  narrowing,
  rows,
  columns,
  itemOf,
  labelOf,
}: {
  /** What the table lists, for those who don't see it. */
  caption: string;
  /** The style that leaves out columns where there is no room for them. */
  narrowing?: 'competitions-table' | 'meets-table' | 'relay-table';
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  /** What goes into the address when a row is opened; no two rows have the same. */
  itemOf: (row: Row) => string;
  /** What opening the row does, in words. */
  labelOf: (row: Row) => string;
}) {
  const { route, go } = usePanel();
  const open = useCallback((item: string) => go({ item }), [go]);
  const { current, body } = useRowKeys(rows.map(itemOf), open, route.item);
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are moved between and opened
    <table role="grid" className={`table programs-table ${narrowing ?? ''}`}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ head, set }) => (
            <th key={head} scope="col" className={set === 'num' ? 'num' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...body}>
        {rows.map((row) => {
          const item = itemOf(row);
          return (
            <tr
              key={item}
              data-row={item}
              data-open={route.item === item}
              tabIndex={tabIndexOf(current, item)}
              aria-label={labelOf(row)}
              onClick={(event) => {
                if (event.target instanceof HTMLElement && !event.target.closest('button, a')) open(item);
              }}
            >
              {columns.map(({ head, set, cell }) => (
                <td key={head} className={set}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
