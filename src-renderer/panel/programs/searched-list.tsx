import { type ReactNode, useState } from 'react';
import { SearchField } from '#pages/panel/parts/search-field.tsx';
import { useText } from '#pages/panel/text.ts';
import { finder, plain } from '#ui/search.ts';

/**
 * A list under its heading: how many there are, a search once there is something to search, and what it says while it
 * is loading, empty, or without anything found. What was found is laid out by `children`.
 */
export function SearchedList<Row>({
  title,
  rows,
  total,
  textOf,
  none,
  actions,
  note,
  children,
}: {
  title: string;
  /** What the hub sent: it lists the newest 200. Undefined until it has. */
  rows: readonly Row[] | undefined;
  /** How many there are on the hub. */
  total: number;
  /** What the search looks at. */
  textOf: (row: Row) => string;
  /** Said in place of an empty list. */
  none: ReactNode;
  /** Buttons beside the heading. */
  actions?: ReactNode;
  /** What must be known of the list, below its heading. */
  note?: ReactNode;
  children: (found: readonly Row[]) => ReactNode;
}) {
  const t = useText();
  const [search, setSearch] = useState('');
  if (!rows) return <p className="quiet">{t('loading')}</p>;
  const found = rows.filter(finder(search, (row: Row) => plain(textOf(row))));
  return (
    <>
      <div className="toolbar">
        <h2 className="toolbar-title">
          {title}{' '}
          {total > rows.length ? (
            <span className="quiet">{t('programs.newest', { shown: rows.length, total })}</span>
          ) : null}
        </h2>
        {rows.length > 0 ? <SearchField search={search} onSearch={setSearch} /> : null}
        {actions}
      </div>
      {note}
      {rows.length === 0 ? none : null}
      {rows.length > 0 && found.length === 0 ? (
        <p className="quiet" role="status">
          {t('programs.noneFound', { search })}
        </p>
      ) : null}
      {found.length > 0 ? children(found) : null}
    </>
  );
}
