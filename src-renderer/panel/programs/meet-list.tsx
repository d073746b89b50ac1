import { connectedTo, deliveryState, groupedId, type Meet } from '#pages/panel/model/meets.ts';
import { useText } from '#pages/panel/text.ts';
import type { MeetsStatus } from '#shared/protocol/clients.ts';
import { Button } from '#ui/button.tsx';
import { deliveryShape } from './delivery-list.tsx';
import { OpenTable } from './open-table.tsx';
import { SearchedList } from './searched-list.tsx';

/** All meets, current ones first. */
export function MeetList({ status, onNew }: { status: MeetsStatus; onNew: () => void }) {
  const t = useText();
  const create = (
    <Button kind="main" onClick={onNew}>
      {t('meets.new')}
    </Button>
  );
  return (
    <SearchedList
      title={t('programs.meets')}
      rows={status.meets}
      total={status.total}
      textOf={({ id, name }) => `${name} ${id} ${groupedId(id)}`}
      actions={status.meets.length > 0 ? create : null}
      none={
        <div className="empty">
          <p>{t('meets.none')}</p>
          {create}
        </div>
      }
    >
      {(found) => (
        <OpenTable
          caption={t('programs.meets')}
          narrowing="meets-table"
          rows={found}
          itemOf={({ id }) => id}
          labelOf={({ id, name }) => t('meets.open', { name: name || groupedId(id) })}
          columns={[
            { head: t('meets.id'), set: 'meet-id', cell: ({ id }) => groupedId(id) },
            { head: t('name'), set: 'any-text', cell: ({ name }) => <MeetName name={name} /> },
            { head: t('programs.state'), cell: (meet) => <MeetState meet={meet} /> },
            { head: t('meets.connected'), set: 'num', cell: connectedTo },
            { head: t('meets.updates'), set: 'num', cell: ({ newest }) => newest },
            { head: t('meets.conflicts'), set: 'num', cell: ({ conflicts }) => conflicts },
            { head: t('meets.published'), cell: (meet) => <Published meet={meet} /> },
          ]}
        />
      )}
    </SearchedList>
  );
}

function MeetName({ name }: { name: string }) {
  const t = useText();
  return name ? <bdi>{name}</bdi> : <span className="quiet">{t('meets.noName')}</span>;
}

/** Current, finished, or asking its clients for what was lost. */
export function MeetState({ meet }: { meet: Pick<Meet, 'finished' | 'recovering'> }) {
  const t = useText();
  if (meet.recovering) return <span className="lost">▲ {t('meets.recovering')}</span>;
  if (meet.finished) return <span>✓ {t('meets.finished')}</span>;
  return <span className="here">● {t('meets.current')}</span>;
}

function Published({ meet }: { meet: Meet }) {
  const t = useText();
  const state = deliveryState(meet);
  if (state === null) return <span className="quiet">{t('meets.notPublished')}</span>;
  return (
    <span className={state === 'failing' ? 'lost' : ''}>
      {deliveryShape[state]} {t(`delivery.${state}`)}
    </span>
  );
}
