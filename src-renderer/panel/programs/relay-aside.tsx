import { ownMatch, planText } from '#pages/panel/model/relay-rows.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { Button } from '#ui/button.tsx';
import { useConfirmed } from '#ui/hub.tsx';
import { EventList, RawText } from './event-list.tsx';
import { Facts } from './facts.tsx';
import { LiveMark } from './live-mark.tsx';
import { AsideFrame } from './program-aside.tsx';
import { useAgo } from './use-ago.ts';
import { usePages } from './use-pages.ts';

/** A relayed match: how it stands, and every event as it was sent. */
export function RelayAside({ id }: { id: string }) {
  const t = useText();
  const ago = useAgo();
  const { api, tournament, go } = usePanel();
  const match = useConfirmed('relay')?.matches.find((one) => one.id === id);
  const paged = usePages((before) => api.programs.relayEvents(id, before), match?.events);
  const plan = match ? ownMatch(match, tournament) : null;
  return (
    <AsideFrame title={id}>
      {match ? (
        <Facts
          facts={[
            [t('programs.state'), <LiveMark key="live" live={match.live} />],
            [t('programs.events'), match.events],
            [t('programs.watchers'), match.watchers],
            [t('programs.last'), ago(match.lastAt)],
          ]}
        />
      ) : null}
      {plan ? (
        <p className="buttons">
          <Button onClick={() => go({ screen: 'live', match: plan.id })}>
            {planText(plan, tournament, t('versus'))}
          </Button>
        </p>
      ) : null}
      <EventList title={t('programs.eventList')} none={t('programs.noEvents')} paged={paged}>
        {(line) => <RawText text={line.text} />}
      </EventList>
    </AsideFrame>
  );
}
