import { type FormEvent, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { courtsInOrder, type VenueRow, venueRows } from '#pages/panel/model/lookups.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { Block } from '#pages/panel/parts/block.tsx';
import { NameField } from '#pages/panel/parts/name-field.tsx';
import { useText } from '#pages/panel/text.ts';
import { CourtId, VenueId } from '#shared/domain/ids.ts';
import type { Court, Venue } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { Field } from '#ui/field.tsx';
import { newUlid } from '#ui/ulid.ts';

const newCourt = (venue: VenueId, name: string, order: number): Court => ({
  id: CourtId.parse(newUlid()),
  venue,
  name,
  order,
});

/** Venues with their courts in real order; names are edited where they stand. */
export function Halls() {
  const t = useText();
  const { tournament } = usePanel();
  const rows = venueRows(tournament);
  return (
    <Block title={t('venue.halls')}>
      {rows.length === 0 ? <p>{t('venue.none')}</p> : null}
      {rows.map((row) => (
        <Hall key={row.venue.id} row={row} />
      ))}
      <AddVenue first={rows.length === 0} />
    </Block>
  );
}

function Hall({ row: { venue, courts } }: { row: VenueRow }) {
  const t = useText();
  const { tournament } = usePanel();
  const edits = useEdits();
  const saveVenue = (change: Partial<Venue>): void => {
    const next = { ...venue, ...change };
    void edits.put({ venues: [next] }, t('venue.renamed', { name: next.name }));
  };
  const add = (): void => {
    const last = courtsInOrder(tournament).at(-1)?.order ?? -1;
    const court = newCourt(venue.id, t('venue.courtName', { n: courts.length + 1 }), last + 1);
    void edits.put({ courts: [court] }, t('venue.added', { name: court.name }));
  };
  const swap = (one: Court, other: Court | undefined): void => {
    if (!other) return;
    // Equal orders would be swapped in vain, so the two get the places that they stand on.
    const places = courts.map((court, place) => ({ ...court, order: place }));
    const a = places.findIndex((court) => court.id === one.id);
    const b = places.findIndex((court) => court.id === other.id);
    const moved = places.map((court, place) => ({
      ...court,
      order: place === a ? b : place === b ? a : place,
    }));
    void edits.put({ courts: moved }, t('venue.moved', { name: one.name }));
  };
  return (
    <div className="hall">
      <div className="hall-head">
        <NameField label={t('venue.name')} value={venue.name} onSave={(name) => saveVenue({ name })} />
        <div className="hall-site">
          <span aria-hidden="true">{t('venue.site')}</span>
          <NameField
            label={t('venue.site')}
            value={venue.site}
            mayBeEmpty
            onSave={(site) => saveVenue({ site })}
          />
        </div>
        <Button
          kind="plain"
          aria-label={t('venue.removeVenue', { name: venue.name })}
          onClick={() =>
            void edits.remove(
              { venues: [venue.id], courts: courts.map((court) => court.id) },
              t('venue.removed', { name: venue.name }),
            )
          }
        >
          {t('remove')}
        </Button>
      </div>
      <ol className="court-list">
        {courts.map((court, i) => (
          <li key={court.id}>
            <NameField
              label={t('venue.courtLabel', { n: i + 1, venue: venue.name })}
              value={court.name}
              onSave={(name) =>
                void edits.put({ courts: [{ ...court, name }] }, t('venue.renamed', { name }))
              }
            />
            <Button
              className="button-small"
              aria-label={t('moveUp', { name: court.name })}
              disabled={i === 0}
              onClick={() => swap(court, courts[i - 1])}
            >
              ↑
            </Button>
            <Button
              className="button-small"
              aria-label={t('moveDown', { name: court.name })}
              disabled={i === courts.length - 1}
              onClick={() => swap(court, courts[i + 1])}
            >
              ↓
            </Button>
            <Button
              kind="plain"
              aria-label={`${t('remove')} ${court.name}`}
              onClick={() =>
                void edits.remove({ courts: [court.id] }, t('venue.removed', { name: court.name }))
              }
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ol>
      <Button onClick={add}>{t('venue.addCourt')}</Button>
    </div>
  );
}

function AddVenue({ first }: { first: boolean }) {
  const t = useText();
  const { tournament } = usePanel();
  const edits = useEdits();
  const [name, setName] = useState('');
  const [count, setCount] = useState('4');
  const [tried, setTried] = useState(false);
  const courts = /^\d{1,2}$/.test(count) ? Number(count) : null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || courts === null) return;
    const venue: Venue = {
      id: VenueId.parse(newUlid()),
      name: name.trim(),
      site: '',
      order: Object.keys(tournament.venues).length,
    };
    const from = (courtsInOrder(tournament).at(-1)?.order ?? -1) + 1;
    const made = Array.from({ length: courts }, (_, i) =>
      newCourt(venue.id, t('venue.courtName', { n: i + 1 }), from + i),
    );
    if (!(await edits.put({ venues: [venue], courts: made }, t('venue.added', { name: venue.name })))) return;
    setName('');
    setTried(false);
  };
  return (
    <form className="field-row add-row" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={first ? t('venue.name') : t('venue.addVenue')}
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.target.value)}
        error={tried && name.trim() === '' ? t('start.nameWrong') : null}
      />
      <Field
        label={t('venue.courtCount')}
        inputMode="numeric"
        value={count}
        onChange={(event) => setCount(event.target.value)}
        error={tried && courts === null ? '0–99' : null}
      />
      <Button type="submit" {...(first ? { kind: 'main' as const } : {})}>
        {t('venue.addVenue')}
      </Button>
    </form>
  );
}
