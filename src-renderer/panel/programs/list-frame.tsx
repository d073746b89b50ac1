import { type ReactNode, useState } from 'react';
import { plain } from '#pages/panel/model/lookups.ts';
import { useText } from '#pages/panel/text.ts';

/** Rows by what is searched for; the search itself is in `ListHead`. */
export function useFound<T>(
  rows: readonly T[],
  textOf: (row: T) => string,
): { readonly found: readonly T[]; readonly search: string; readonly setSearch: (text: string) => void } {
  const [search, setSearch] = useState('');
  const words = plain(search).split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => {
    const text = plain(textOf(row));
    return words.every((word) => text.includes(word));
  });
  return { found, search, setSearch };
}

/** The line above a list: what it is, how many, the search once there is something to search, what can be done. */
export function ListHead({
  title,
  shown,
  total,
  search,
  onSearch,
  children,
}: {
  title: string;
  /** Rows that the hub sent; it lists the newest 200. */
  shown: number;
  total: number;
  search: string;
  onSearch: (text: string) => void;
  children?: ReactNode;
}) {
  const t = useText();
  return (
    <div className="toolbar">
      <h2 className="toolbar-title">
        {title}{' '}
        {total > shown ? <span className="quiet">{t('programs.newest', { shown, total })}</span> : null}
      </h2>
      {shown > 0 ? (
        <input
          type="search"
          aria-label={t('search')}
          placeholder={t('search.hint')}
          value={search}
          onChange={(event) => onSearch(event.target.value)}
        />
      ) : null}
      {children}
    </div>
  );
}

/** Says that a search found nothing. */
export function NoneFound({ search }: { search: string }) {
  const t = useText();
  return (
    <p className="quiet" role="status">
      {t('programs.noneFound', { search })}
    </p>
  );
}
