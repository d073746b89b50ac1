import { useWho } from '#pages/panel/match/who.ts';
import { ownMatch, planText } from '#pages/panel/model/relay-rows.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import type { Moment } from '#shared/domain/ids.ts';
import type { RelayCharge } from '#shared/protocol/clients.ts';
import { Button } from '#ui/button.tsx';
import { dayKey, dayText, timeText } from '#ui/format.ts';
import { useConfirmed, useHub } from '#ui/hub.tsx';
import { useLanguage } from '#ui/language.ts';
import { EventList, RawText } from './event-list.tsx';
import { Facts } from './facts.tsx';
import { ChargeMark, LiveMark } from './live-mark.tsx';
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
            ...(match.charge ? [[t('relay.lastDropped'), ago(match.charge.droppedAt)] as const] : []),
          ]}
        />
      ) : null}
      {match?.charge ? <InCharge charge={match.charge} /> : null}
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

/** Who is in charge of a match of the hub's own, what is dropped for that, and what can be done. */
function InCharge({ charge }: { charge: RelayCharge }) {
  const t = useText();
  const language = useLanguage();
  const who = useWho();
  const link = useHub();
  const { timeZone } = usePanel().tournament.details;
  const { since } = charge;
  const name = who(charge.official, charge.device);
  const day = (at: Moment): string =>
    dayKey(at, timeZone) === dayKey(link.now(), timeZone) ? '' : `${dayText(at, timeZone, language)} `;
  const inCharge =
    since === null
      ? t('relay.charge', { who: name })
      : t('relay.chargeSince', { who: name, time: `${day(since)}${timeText(since, timeZone, language)}` });
  return (
    <p className="charge-said any-text">
      <ChargeMark charge={charge} /> <bdi>{inCharge}</bdi> {t('relay.chargeDrops')}
    </p>
  );
}
