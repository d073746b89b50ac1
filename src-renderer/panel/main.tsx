import '#ui/fonts-figures.css';
import '#ui/fonts-text.css';
import '#ui/tokens.css';
import '#ui/base.css';
import '#ui/components.css';
import './styles/frame.css';
import './styles/live.css';
import './styles/match.css';
import './styles/forms.css';
import './styles/tables.css';
import './styles/screens.css';
import './styles/setup.css';
import './styles/schedule.css';
import './styles/devices.css';
import './styles/results.css';
import './styles/heats.css';
import './styles/programs.css';
import { createRoot } from 'react-dom/client';
import { createHubClient } from '#shared/client/client.ts';
import { deviceId, pageBuild } from '#ui/device.ts';
import { HubProvider } from '#ui/hub.tsx';
import { browserPlatform, wakeWithPage } from '#ui/platform.ts';
import { startTheme } from '#ui/theme.ts';
import { App } from './app.tsx';
import { Gate } from './gate.tsx';
import { Notices } from './notices.tsx';
import { createOrganiserApi } from './organiser-api.ts';
import { admit, forgetToken } from './session.ts';

startTheme('system');
const place = document.getElementById('page');
if (!place) throw new Error('the page has no place to draw');
const root = createRoot(place);

const admission = await admit({
  fragment: location.hash,
  clearFragment: () => history.replaceState(null, '', location.pathname),
  storage: sessionStorage,
  fetch: (input, init) => fetch(input, init),
});
if (admission.kind === 'admitted') {
  const { token } = admission;
  const client = createHubClient(
    { client: 'panel', addresses: [location.origin], token, device: deviceId(), build: pageBuild() },
    browserPlatform(true),
  );
  wakeWithPage(client);
  const api = createOrganiserApi(token, (input, init) => fetch(input, init));
  root.render(
    <HubProvider client={client}>
      <Notices>
        <App api={api} onEnded={() => forgetToken(sessionStorage)} />
      </Notices>
    </HubProvider>,
  );
} else root.render(<Gate admission={admission} />);
