import { unreachable } from '#shared/lib/unreachable.ts';
import { DevicesScreen } from './devices/devices-screen.tsx';
import { DrawsScreen } from './draws/draws-screen.tsx';
import { EntriesScreen } from './entries/entries-screen.tsx';
import { HeatsScreen } from './heats/heats-screen.tsx';
import { HistoryScreen } from './history/history-screen.tsx';
import { LiveScreen } from './live/live-screen.tsx';
import { ProgramsScreen } from './programs/programs-screen.tsx';
import { ResultsScreen } from './results/results-screen.tsx';
import type { Screen } from './routing.ts';
import { ScheduleScreen } from './schedule/schedule-screen.tsx';
import { VenueScreen } from './venue/venue-screen.tsx';

/** The screen that the rail chose. */
export function ScreenOf({ screen }: { screen: Screen }) {
  switch (screen) {
    case 'live':
      return <LiveScreen />;
    case 'schedule':
      return <ScheduleScreen />;
    case 'draws':
      return <DrawsScreen />;
    case 'entries':
      return <EntriesScreen />;
    case 'heats':
      return <HeatsScreen />;
    case 'devices':
      return <DevicesScreen />;
    case 'results':
      return <ResultsScreen />;
    case 'history':
      return <HistoryScreen />;
    case 'venue':
      return <VenueScreen />;
    case 'programs':
      return <ProgramsScreen />;
    default:
      return unreachable(screen);
  }
}
