import '#ui/fonts-phone.css';
import '#ui/tokens.css';
import '#ui/base.css';
import '#ui/components.css';
import '#ui/sides.css';
import '#ui/stale.css';
import './live.css';
import { createRoot } from 'react-dom/client';
import { createHubClient } from '#shared/client/client.ts';
import { deviceId, pageBuild } from '#ui/device.ts';
import { HubProvider } from '#ui/hub.tsx';
import { bestLanguage, chooseLanguage } from '#ui/language.ts';
import { browserPlatform, wakeWithPage } from '#ui/platform.ts';
import { startTheme } from '#ui/theme.ts';
import { LivePage } from './parts/live-page.tsx';

const params = new URLSearchParams(location.search);
const asked = params.get('lang');
if (asked) chooseLanguage(bestLanguage([asked]));
startTheme('system');

const client = createHubClient(
  { client: 'live', addresses: [location.origin], token: null, device: deviceId(), build: pageBuild() },
  browserPlatform(false),
);
wakeWithPage(client);

const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    <HubProvider client={client}>
      <LivePage asked={params.get('tournament')} />
    </HubProvider>,
  );
}
