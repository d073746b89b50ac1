import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { useConfirmed } from '#ui/hub.tsx';
import { EventList, RawText } from './event-list.tsx';
import { Facts } from './facts.tsx';
import { Heats } from './heats.tsx';
import { LiveMark } from './live-mark.tsx';
import { AsideFrame } from './program-aside.tsx';
import { useAgo } from './use-ago.ts';
import { usePages } from './use-pages.ts';

/** A competition of a timing program: how it stands, and every event as it was sent. */
export function CompetitionAside({ id }: { id: string }) {
  const t = useText();
  const ago = useAgo();
  const { api } = usePanel();
  const one = useConfirmed('competitions')?.competitions.find((known) => known.id === id);
  const paged = usePages((before) => api.programs.competitionEvents(id, before), one?.events);
  return (
    <AsideFrame title={one?.name || id}>
      {one ? (
        <Facts
          facts={[
            [t('programs.state'), <LiveMark key="live" live={one.live} />],
            [t('competitions.id'), <bdi key="id">{id}</bdi>],
            [
              t('competitions.distance'),
              <bdi key="distance">{one.distance?.name || one.distance?.id || '–'}</bdi>,
            ],
            [t('competitions.heats'), one.heats.length > 0 ? <Heats key="heats" heats={one.heats} /> : '–'],
            [t('programs.events'), one.events],
            [t('programs.watchers'), one.watchers],
            [t('competitions.since'), ago(one.activatedAt)],
            [t('programs.last'), ago(one.lastAt)],
          ]}
        />
      ) : null}
      <EventList title={t('programs.eventList')} none={t('programs.noEvents')} paged={paged}>
        {({ type, text }) => (
          <>
            <strong className="any-text">{type}</strong>
            <RawText text={text} />
          </>
        )}
      </EventList>
    </AsideFrame>
  );
}
