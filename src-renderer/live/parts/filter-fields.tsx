import { type Filter, type filterOptions, isFiltering } from '#pages/live/model/matches.ts';
import { useText } from '#pages/live/text/live-text.ts';
import { SelectField } from '#ui/field.tsx';

type Options = ReturnType<typeof filterOptions>;

/** A line to search, a switch for favourites, and what else can be filtered by. */
export function FilterFields({
  filter,
  options,
  onChange,
}: {
  filter: Filter;
  options: Options;
  onChange: (filter: Filter) => void;
}) {
  const t = useText();
  const isNarrowed = isFiltering({ ...filter, search: '', favouritesOnly: false });
  return (
    <search className="filter">
      <div className="filter-line">
        <input
          type="search"
          className="filter-search"
          aria-label={t('filter.search')}
          placeholder={t('filter.search')}
          value={filter.search}
          onChange={(event) => onChange({ ...filter, search: event.target.value })}
        />
        <button
          type="button"
          className="filter-star"
          aria-pressed={filter.favouritesOnly}
          aria-label={t('filter.favourites')}
          onClick={() => onChange({ ...filter, favouritesOnly: !filter.favouritesOnly })}
        >
          <span aria-hidden="true">{filter.favouritesOnly ? '★' : '☆'}</span>
        </button>
      </div>
      <details className="filter-more">
        <summary>{isNarrowed ? t('filter.on') : t('filter.title')}</summary>
        <div className="filter-fields">
          <Choice
            label={t('filter.court')}
            value={filter.court}
            options={options.courts}
            onChange={(court) => onChange({ ...filter, court })}
          />
          <Choice
            label={t('filter.draw')}
            value={filter.draw}
            options={options.draws}
            onChange={(draw) => onChange({ ...filter, draw })}
          />
          <Choice
            label={t('filter.club')}
            value={filter.club}
            options={options.clubs.map((name) => ({ id: name, name }))}
            onChange={(club) => onChange({ ...filter, club })}
          />
        </div>
      </details>
    </search>
  );
}

function Choice<Id extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Id | null;
  options: readonly { readonly id: Id; readonly name: string }[];
  onChange: (id: Id | null) => void;
}) {
  const t = useText();
  if (options.length < 2) return null;
  return (
    <SelectField
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(options.find(({ id }) => id === event.target.value)?.id ?? null)}
    >
      <option value="">{t('filter.all')}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
