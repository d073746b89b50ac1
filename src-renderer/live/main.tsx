import '#ui/fonts-phone.css';
import '#ui/tokens.css';
import '#ui/base.css';
import '#ui/components.css';
import '#ui/sides.css';
import '#ui/stale.css';
import './live.css';
import { createRoot } from 'react-dom/client';
import { HubProvider } from '#ui/hub.tsx';
import { bestLanguage, chooseLanguage } from '#ui/language.ts';
import { startTheme } from '#ui/theme.ts';
import { watchingClient } from '#ui/watcher.ts';
import { LivePage } from './parts/live-page.tsx';

const params = new URLSearchParams(location.search);
const asked = params.get('lang');
if (asked) chooseLanguage(bestLanguage([asked]));
startTheme('system');

const client = watchingClient('live');

const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    <HubProvider client={client}>
      <LivePage asked={params.get('tournament')} />
    </HubProvider>,
  );
}
