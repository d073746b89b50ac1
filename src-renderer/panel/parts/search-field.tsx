import { useText } from '#pages/panel/text.ts';

/** The search above a list; `/` leads to it. */
export function SearchField({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const t = useText();
  return (
    <input
      type="search"
      aria-label={t('search')}
      placeholder={t('search.hint')}
      value={search}
      onChange={(event) => onSearch(event.target.value)}
    />
  );
}
