import { useCallback, useMemo, useState } from 'react';
import { useEdits } from '#pages/panel/edits.ts';
import { ordered } from '#pages/panel/model/lookups.ts';
import { missingMatches } from '#pages/panel/model/pools.ts';
import {
  type ScheduleColumn,
  type SortBy,
  scheduleColumns,
  scheduleRows,
  visibleRows,
} from '#pages/panel/model/schedule-rows.ts';
import { clashViews, overIds } from '#pages/panel/model/spreading.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { ImportDialog } from '#pages/panel/parts/import-dialog.tsx';
import { NextStepHint } from '#pages/panel/parts/next-step.tsx';
import { tabIndexOf, useRowKeys } from '#pages/panel/parts/row-keys.ts';
import { SearchField } from '#pages/panel/parts/search-field.tsx';
import { useParts } from '#pages/panel/parts/use-parts.tsx';
import { useText } from '#pages/panel/text.ts';
import { MatchId } from '#shared/domain/ids.ts';
import { previewMatches } from '#shared/domain/tournament/import.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { Button } from '#ui/button.tsx';
import { newUlid } from '#ui/ulid.ts';
import { ClashList } from './clash-list.tsx';
import { MatchFormRow } from './match-form-row.tsx';
import { ScheduleRowView } from './schedule-row-view.tsx';
import { SpreadDialog } from './spread-dialog.tsx';

const shownAtOnce = 150;

/** Every match in one dense table. */
export function ScheduleScreen() {
  const t = useText();
  const { tournament, scores, route, go } = usePanel();
  const edits = useEdits();
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<SortBy<ScheduleColumn>>({ column: 'number', descending: false });
  const [editing, setEditing] = useState<MatchId | 'new' | null>(null);
  const [open, setOpen] = useState<'import' | 'spread' | null>(null);
  const all = useMemo(() => scheduleRows(tournament), [tournament]);
  const rows = useMemo(() => visibleRows(all, search, sort, scores), [all, search, sort, scores]);
  const { shown, more } = useParts(rows, shownAtOnce);
  const over = overIds(scores);
  const clashing = useMemo(() => clashViews(tournament, new Set(over.split(' '))), [tournament, over]);
  const inClash = useMemo(() => new Set(clashing.flatMap(({ a, b }) => [a.id, b.id])), [clashing]);
  const openMatch = useCallback((match: string) => go({ match: MatchId.parse(match) }), [go]);
  const { current, body } = useRowKeys(
    shown.flatMap(({ plan }) => (plan.id === editing ? [] : plan.id)),
    openMatch,
    route.match,
  );
  const preview = useCallback((text: string) => previewMatches(text, tournament, newUlid), [tournament]);
  const missing = useMemo(
    () =>
      ordered(tournament.draws).flatMap((draw) =>
        missingMatches(tournament, draw.id, (round) => t('draws.round', { round }), newUlid),
      ),
    [tournament, t],
  );
  const remove = useCallback(
    (plan: MatchPlan) => {
      void edits.remove({ matches: [plan.id] }, t('schedule.removed', { number: plan.number }));
    },
    [edits, t],
  );
  const done = useCallback(() => setEditing(null), []);
  if (Object.keys(tournament.draws).length === 0) {
    return (
      <>
        <h1 className="visually-hidden">{t('screen.schedule')}</h1>
        <NextStepHint step="noDraws" />
      </>
    );
  }
  return (
    <>
      <div className="toolbar">
        <h1>
          {t('screen.schedule')} <span className="quiet">{t('start.matches', { count: all.length })}</span>
        </h1>
        {all.length > 0 ? <SearchField search={search} onSearch={setSearch} /> : null}
        {missing.length > 0 ? (
          <Button
            kind="main"
            onClick={() =>
              void edits.put({ matches: missing }, t('draws.plannedNow', { count: missing.length }))
            }
          >
            {t('schedule.plan')} ({missing.length})
          </Button>
        ) : null}
        {all.length > 0 ? <Button onClick={() => setOpen('spread')}>{t('schedule.spread')}</Button> : null}
        <Button onClick={() => setOpen('import')}>{t('entries.import')}</Button>
        <Button onClick={() => setEditing('new')}>{t('schedule.add')}</Button>
      </div>
      <ClashList clashes={clashing} onOpen={openMatch} />
      {all.length === 0 ? <p className="lead">{t('schedule.none')}</p> : null}
      {editing === 'new' ? <MatchFormRow plan={null} onDone={done} /> : null}
      {rows.length > 0 ? (
        <div className="table-wrap">
          {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are moved between and opened */}
          <table role="grid" className="table schedule-table">
            <thead>
              <tr>
                {scheduleColumns.map((column) => (
                  <SortHead key={column} column={column} sort={sort} onSort={setSort} />
                ))}
                <th scope="col">
                  <span className="visually-hidden">{t('edit')}</span>
                </th>
              </tr>
            </thead>
            <tbody {...body}>
              {shown.map((row) =>
                editing === row.plan.id ? (
                  <tr key={row.plan.id} className="row-form">
                    <td colSpan={11}>
                      <MatchFormRow plan={row.plan} onDone={done} />
                    </td>
                  </tr>
                ) : (
                  <ScheduleRowView
                    key={row.plan.id}
                    row={row}
                    score={scores.get(row.plan.id) ?? null}
                    timeZone={tournament.details.timeZone}
                    startsOn={tournament.details.startsOn}
                    clash={inClash.has(row.plan.id)}
                    tabIndex={tabIndexOf(current, row.plan.id)}
                    open={route.match === row.plan.id}
                    onOpen={openMatch}
                    onEdit={setEditing}
                    onRemove={remove}
                  />
                ),
              )}
            </tbody>
          </table>
        </div>
      ) : null}
      {more}
      {open === 'import' ? (
        <ImportDialog
          title={t('import.matchesTitle')}
          expects={t('import.expectsMatches')}
          preview={preview}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === 'spread' ? <SpreadDialog onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function SortHead({
  column,
  sort,
  onSort,
}: {
  column: ScheduleColumn;
  sort: SortBy<ScheduleColumn>;
  onSort: (sort: SortBy<ScheduleColumn>) => void;
}) {
  const t = useText();
  const mine = sort.column === column;
  const name = t(`col.${column}`);
  return (
    <th
      scope="col"
      className={column === 'number' ? 'num' : undefined}
      aria-sort={mine ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        aria-label={t('schedule.sortBy', { column: name })}
        onClick={() => onSort({ column, descending: mine && !sort.descending })}
      >
        {name}
        <span aria-hidden="true">{mine ? (sort.descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}
