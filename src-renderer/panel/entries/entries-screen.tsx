import { useCallback, useMemo, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { isEntryUsed } from '#pages/panel/model/entry-form.ts';
import { entriesOf, ordered, poolsOf } from '#pages/panel/model/lookups.ts';
import { useSay } from '#pages/panel/notices.tsx';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { DrawTabs } from '#pages/panel/parts/draw-tabs.tsx';
import { ImportDialog } from '#pages/panel/parts/import-dialog.tsx';
import { NextStepHint } from '#pages/panel/parts/next-step.tsx';
import { tabIndexOf, useRowKeys } from '#pages/panel/parts/row-keys.ts';
import { SearchField } from '#pages/panel/parts/search-field.tsx';
import { useParts } from '#pages/panel/parts/use-parts.tsx';
import { useText } from '#pages/panel/text.ts';
import type { DrawId, EntryId } from '#shared/domain/ids.ts';
import { previewEntries } from '#shared/domain/tournament/import.ts';
import type { Draw, Entry } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { finder, plain } from '#ui/search.ts';
import { newUlid } from '#ui/ulid.ts';
import { EntryFormRow } from './entry-form-row.tsx';

const shownAtOnce = 150;

/** Players, pairs or teams of a draw. */
export function EntriesScreen() {
  const t = useText();
  const { tournament } = usePanel();
  const draws = ordered(tournament.draws);
  const [chosen, setChosen] = useState<DrawId | null>(null);
  const draw = draws.find((one) => one.id === chosen) ?? draws[0];
  if (!draw) {
    return (
      <>
        <h1 className="visually-hidden">{t('screen.entries')}</h1>
        <NextStepHint step="noDraws" />
      </>
    );
  }
  return (
    <>
      {draws.length > 1 ? <DrawTabs chosen={draw.id} onChoose={setChosen} /> : null}
      <DrawEntries key={draw.id} draw={draw} />
    </>
  );
}

function DrawEntries({ draw }: { draw: Draw }) {
  const t = useText();
  const { tournament } = usePanel();
  const [search, setSearch] = useState('');
  const [editing, setEditing] = useState<EntryId | 'new' | null>(null);
  const [importing, setImporting] = useState(false);
  const all = useMemo(() => entriesOf(tournament, draw.id), [tournament, draw.id]);
  const found = all.filter(finder(search, ({ name, club }: Entry) => plain(`${name} ${club}`)));
  const { shown, more } = useParts(found, shownAtOnce);
  const poolOf = useMemo(
    () =>
      new Map(
        poolsOf(tournament, draw.id).flatMap((pool) => pool.entries.map((id) => [id, pool.name] as const)),
      ),
    [tournament, draw.id],
  );
  const { current, body } = useRowKeys(
    shown.flatMap(({ id }) => (id === editing ? [] : id)),
    useCallback((row) => setEditing(all.find((entry) => entry.id === row)?.id ?? null), [all]),
  );
  const preview = useCallback(
    (text: string) => previewEntries(text, draw, tournament, newUlid),
    [draw, tournament],
  );
  const expects = {
    player: 'import.expectsPlayer',
    pair: 'import.expectsPair',
    team: 'import.expectsTeam',
  } as const;
  return (
    <>
      <div className="toolbar">
        <h1>
          {draw.name} <span className="quiet">{t('draws.entries', { count: all.length })}</span>
        </h1>
        {all.length > 0 ? <SearchField search={search} onSearch={setSearch} /> : null}
        <Button onClick={() => setImporting(true)}>{t('entries.import')}</Button>
        <Button kind="main" onClick={() => setEditing('new')}>
          {t('entries.add')}
        </Button>
      </div>
      {all.length === 0 ? <p className="lead">{t('entries.none', { draw: draw.name })}</p> : null}
      {editing === 'new' ? (
        <EntryFormRow
          draw={draw}
          entry={null}
          onDone={() => setEditing(null)}
          again={() => setEditing('new')}
        />
      ) : null}
      {found.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are moved between and edited
        <table role="grid" className="table">
          <thead>
            <tr>
              <th scope="col" className="num">
                {t('entries.seed')}
              </th>
              <th scope="col">{t('entries.name')}</th>
              <th scope="col">{t('entries.club')}</th>
              {draw.kind === 'team' ? <th scope="col">{t('entries.membersShort')}</th> : null}
              <th scope="col">{t('entries.pool')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('edit')}</span>
              </th>
            </tr>
          </thead>
          <tbody {...body}>
            {shown.map((entry) =>
              editing === entry.id ? (
                <tr key={entry.id} className="row-form">
                  <td colSpan={6}>
                    <EntryFormRow draw={draw} entry={entry} onDone={() => setEditing(null)} />
                  </td>
                </tr>
              ) : (
                <EntryRow
                  key={entry.id}
                  draw={draw}
                  entry={entry}
                  pool={poolOf.get(entry.id) ?? ''}
                  tabIndex={tabIndexOf(current, entry.id)}
                  onEdit={setEditing}
                />
              ),
            )}
          </tbody>
        </table>
      ) : null}
      {more}
      {importing ? (
        <ImportDialog
          title={t('import.title', { draw: draw.name })}
          expects={t(expects[draw.kind])}
          preview={preview}
          onClose={() => setImporting(false)}
        />
      ) : null}
    </>
  );
}

function EntryRow({
  draw,
  entry,
  pool,
  tabIndex,
  onEdit,
}: {
  draw: Draw;
  entry: Entry;
  pool: string;
  /** Of the row and its buttons. */
  tabIndex: 0 | -1;
  onEdit: (entry: EntryId) => void;
}) {
  const t = useText();
  const say = useSay();
  const { tournament } = usePanel();
  const edits = useEdits();
  const remove = (): void => {
    if (isEntryUsed(tournament, entry.id)) {
      say({ words: t('entries.inUse', { name: entry.name }), tone: 'wrong' });
      return;
    }
    void edits.remove({ entries: [entry.id] }, t('entries.removed', { name: entry.name }));
  };
  return (
    <tr data-row={entry.id} tabIndex={tabIndex}>
      <td className="num">{entry.seed ?? ''}</td>
      <td>{entry.name}</td>
      <td>{entry.club}</td>
      {draw.kind === 'team' ? (
        <td>{entry.members.map((id) => tournament.people[id]?.name ?? '').join(', ')}</td>
      ) : null}
      <td>{pool}</td>
      <td className="end">
        <Button
          kind="plain"
          tabIndex={tabIndex}
          aria-label={t('entries.edit', { name: entry.name })}
          onClick={() => onEdit(entry.id)}
        >
          {t('edit')}
        </Button>{' '}
        <Button
          kind="plain"
          tabIndex={tabIndex}
          aria-label={t('entries.removeOf', { name: entry.name })}
          onClick={remove}
        >
          {t('remove')}
        </Button>
      </td>
    </tr>
  );
}
