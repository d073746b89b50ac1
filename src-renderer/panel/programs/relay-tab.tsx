import { ownMatch, planText, type RelayMatch, relayInOrder } from '#pages/panel/model/relay-rows.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { useConfirmed } from '#ui/hub.tsx';
import { ChargeMark, LiveMark } from './live-mark.tsx';
import { NoneYet } from './none-yet.tsx';
import { OpenTable } from './open-table.tsx';
import { SearchedList } from './searched-list.tsx';
import { ShutHint } from './shut-hint.tsx';
import { useAgo } from './use-ago.ts';

/** Matches that referees' programs send, live ones first. */
export function RelayTab() {
  const t = useText();
  const status = useConfirmed('relay');
  const ago = useAgo();
  const { tournament } = usePanel();
  const named = (match: RelayMatch): string => {
    const plan = ownMatch(match, tournament);
    return plan ? planText(plan, tournament, t('versus')) : '';
  };
  return (
    <>
      <ShutHint tab="relay" />
      <SearchedList
        title={t('programs.relay')}
        rows={status && relayInOrder(status.matches)}
        total={status?.total ?? 0}
        textOf={(match) => `${match.id} ${named(match)}`}
        none={<NoneYet words={t('relay.none')} />}
      >
        {(found) => (
          <OpenTable
            caption={t('programs.relay')}
            narrowing="relay-table"
            rows={found}
            itemOf={({ id }) => id}
            labelOf={({ id }) => t('relay.open', { id })}
            columns={[
              { head: t('programs.state'), cell: (match) => <RelayState match={match} /> },
              {
                head: t('relay.match'),
                set: 'any-text',
                cell: (match) => <MatchName id={match.id} named={named(match)} />,
              },
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

/** Whether its referee is there, and whether the hub listens to them. */
function RelayState({ match }: { match: RelayMatch }) {
  return (
    <>
      <LiveMark live={match.live} />
      {match.charge ? <ChargeMark charge={match.charge} /> : null}
    </>
  );
}

/** What its program calls it; of a match of this tournament also who plays. */
function MatchName({ id, named }: { id: string; named: string }) {
  return (
    <>
      <bdi>{id}</bdi>
      {named ? <span className="quiet"> {named}</span> : null}
    </>
  );
}
