import '#ui/fonts-figures.css';
import '#ui/fonts-text.css';
import '#ui/tokens.css';
import '#ui/base.css';
import '#ui/sides.css';
import '#ui/stale.css';
import '#ui/fit.css';
import './board.css';
import './court.css';
import './grid.css';
import './chooser.css';
import { createRoot } from 'react-dom/client';
import { HubProvider } from '#ui/hub.tsx';
import { bestLanguage, chooseLanguage } from '#ui/language.ts';
import { keepScreenOn } from '#ui/screen.ts';
import { watchingClient } from '#ui/watcher.ts';
import { boardWish } from './model/wish.ts';
import { BoardPage } from './parts/board-page.tsx';
import { onChoice } from './parts/choice.ts';

keepScreenOn();
const client = watchingClient('board');

const page = document.getElementById('page');
if (page) {
  const root = createRoot(page);
  const show = (): void => {
    const wish = boardWish(location.search);
    if (wish.language) chooseLanguage(bestLanguage([wish.language]));
    // A hall is lit from above and looks at the screen for hours: dark unless the address says otherwise.
    document.documentElement.dataset.theme = wish.theme ?? 'dark';
    root.render(
      <HubProvider client={client}>
        <BoardPage key={location.search} wish={wish} />
      </HubProvider>,
    );
  };
  onChoice(show);
  show();
}
