import { useText } from '#pages/panel/text.ts';
import { useConfirmed } from '#ui/hub.tsx';
import { Heats } from './heats.tsx';
import { LiveMark } from './live-mark.tsx';
import { NoneYet } from './none-yet.tsx';
import { OpenTable } from './open-table.tsx';
import { SearchedList } from './searched-list.tsx';
import { ShutHint } from './shut-hint.tsx';
import { useAgo } from './use-ago.ts';

/** Competitions that timing programs send, live ones first. */
export function CompetitionsTab() {
  const t = useText();
  const ago = useAgo();
  const status = useConfirmed('competitions');
  return (
    <>
      <ShutHint tab="competitions" />
      <SearchedList
        title={t('programs.competitions')}
        rows={status?.competitions.toSorted((a, b) => Number(b.live) - Number(a.live))}
        total={status?.total ?? 0}
        textOf={({ id, name }) => `${name} ${id}`}
        none={<NoneYet words={t('competitions.none')} />}
      >
        {(found) => (
          <OpenTable
            caption={t('programs.competitions')}
            narrowing="competitions-table"
            rows={found}
            itemOf={({ id }) => id}
            labelOf={({ id, name }) => t('competitions.open', { name: name || id })}
            columns={[
              { head: t('programs.state'), cell: ({ live }) => <LiveMark live={live} /> },
              {
                head: t('competitions.name'),
                set: 'any-text',
                cell: ({ id, name }) => <bdi>{name || id}</bdi>,
              },
              {
                head: t('competitions.distance'),
                set: 'any-text',
                cell: ({ distance }) => <bdi>{distance?.name || distance?.id}</bdi>,
              },
              { head: t('competitions.heats'), cell: ({ heats }) => <Heats heats={heats} /> },
              { head: t('programs.events'), set: 'num', cell: ({ events }) => events },
              { head: t('programs.watchers'), set: 'num', cell: ({ watchers }) => watchers },
              { head: t('programs.last'), set: 'nowrap', cell: ({ lastAt }) => ago(lastAt) },
            ]}
          />
        )}
      </SearchedList>
    </>
  );
}
