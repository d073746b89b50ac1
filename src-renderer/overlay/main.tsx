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
import { HubProvider } from '#ui/hub.tsx';
import { bestLanguage, chooseLanguage } from '#ui/language.ts';
import { watchingClient } from '#ui/watcher.ts';
import { overlayWish } from './model/wish.ts';
import { OverlayPage } from './parts/overlay-page.tsx';

const wish = overlayWish(location.pathname, location.search);
if (wish.language) chooseLanguage(bestLanguage([wish.language]));
document.documentElement.dataset.theme = wish.theme;
document.documentElement.dataset.view = wish.view;

const client = watchingClient('overlay');

const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    <HubProvider client={client}>
      <OverlayPage wish={wish} />
    </HubProvider>,
  );
}
