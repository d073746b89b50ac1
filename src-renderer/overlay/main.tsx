import '#ui/fonts-figures.css';
import '#ui/fonts-text.css';
import '#ui/tokens.css';
import '#ui/base.css';
import '#ui/sides.css';
import '#ui/stale.css';
import '#ui/fit.css';
import './overlay.css';
import './match.css';
import './meet.css';
import './display.css';
import { createRoot } from 'react-dom/client';
import { createHubClient } from '#shared/client/client.ts';
import { deviceId, pageBuild } from '#ui/device.ts';
import { HubProvider } from '#ui/hub.tsx';
import { bestLanguage, chooseLanguage } from '#ui/language.ts';
import { browserPlatform, wakeWithPage } from '#ui/platform.ts';
import { overlayWish } from './model/wish.ts';
import { OverlayPage } from './parts/overlay-page.tsx';

const wish = overlayWish(location.pathname, location.search);
if (wish.language) chooseLanguage(bestLanguage([wish.language]));
document.documentElement.dataset.theme = wish.theme;
document.documentElement.dataset.view = wish.view;

const client = createHubClient(
  { client: 'overlay', addresses: [location.origin], token: null, device: deviceId(), build: pageBuild() },
  browserPlatform(false),
);
wakeWithPage(client);

const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    <HubProvider client={client}>
      <OverlayPage wish={wish} />
    </HubProvider>,
  );
}
