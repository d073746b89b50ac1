import '#ui/fonts-phone.css';
import '#ui/tokens.css';
import '#ui/base.css';
import '#ui/components.css';
import './referee.css';
import { createRoot } from 'react-dom/client';
import { startTheme } from '#ui/theme.ts';
import { App } from './app.tsx';
import { readFragment } from './session.ts';

const fragment = readFragment(location.hash);
// The secret must not stay in the address bar, where a photo or the history would show it.
if (fragment.kind === 'secret') history.replaceState(null, '', location.pathname);
startTheme();
const page = document.getElementById('page');
if (page) createRoot(page).render(<App secret={fragment.kind === 'secret' ? fragment.secret : null} />);
