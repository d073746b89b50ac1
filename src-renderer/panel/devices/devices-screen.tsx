import { nobodyCame } from '#pages/panel/model/attention.ts';
import { usePanel } from '#pages/panel/panel-context.tsx';
import { useText } from '#pages/panel/text.ts';
import { useConfirmed } from '#ui/hub.tsx';
import { DeviceTable } from './device-table.tsx';
import { FirewallHelp } from './firewall-help.tsx';
import { JoinRequests } from './join-requests.tsx';
import { OfficialsBlock } from './officials-block.tsx';

/** Who referees, with which phone, and how they get in. */
export function DevicesScreen() {
  const t = useText();
  const { tournament, hub } = usePanel();
  const people = useConfirmed('people') ?? null;
  return (
    <>
      <h1 className="visually-hidden">{t('screen.devices')}</h1>
      <JoinRequests />
      <OfficialsBlock />
      {nobodyCame(tournament, hub, people) ? <FirewallHelp /> : null}
      <DeviceTable />
    </>
  );
}
