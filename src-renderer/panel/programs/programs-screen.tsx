import { usePanel } from '#pages/panel/panel-context.tsx';
import { type ProgramTab, programTabs } from '#pages/panel/routing.ts';
import { useText } from '#pages/panel/text.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { AccountsTab } from './accounts-tab.tsx';
import { CompetitionsTab } from './competitions-tab.tsx';
import { MeetsTab } from './meets-tab.tsx';
import { RelayTab } from './relay-tab.tsx';
import { RoomsTab } from './rooms-tab.tsx';
import { WaysTab } from './ways-tab.tsx';

/** Programs of other systems: how they come in, and what they have sent. */
export function ProgramsScreen() {
  const t = useText();
  const { route, go } = usePanel();
  return (
    <>
      <h1 className="visually-hidden">{t('screen.programs')}</h1>
      <fieldset className="tabs">
        <legend className="visually-hidden">{t('screen.programs')}</legend>
        {programTabs.map((tab) => (
          <button
            type="button"
            key={tab}
            aria-pressed={tab === route.tab}
            onClick={() => go({ tab, item: null })}
          >
            {t(`programs.${tab}`)}
          </button>
        ))}
      </fieldset>
      <Tab tab={route.tab} />
    </>
  );
}

function Tab({ tab }: { tab: ProgramTab }) {
  switch (tab) {
    case 'ways':
      return <WaysTab />;
    case 'relay':
      return <RelayTab />;
    case 'meets':
      return <MeetsTab />;
    case 'rooms':
      return <RoomsTab />;
    case 'accounts':
      return <AccountsTab />;
    case 'competitions':
      return <CompetitionsTab />;
    default:
      return unreachable(tab);
  }
}
