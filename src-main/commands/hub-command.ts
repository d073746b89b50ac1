import { parseArgs } from 'node:util';
import { defaultDataDir, type RunningApp, startApp } from '#main/app.ts';
import { clientOptionKinds, clientOptionsOf, portOf } from '#main/client-options.ts';
import { demoDataDir, removeDemoData, startDemo } from '#main/demo/demo.ts';
import { defaultPagesDir, version } from '#main/version.ts';
import { ok } from '#shared/lib/result.ts';
import { type Ended, failed, type Terminal, wrongOption } from './command.ts';

/** `touchline hub`: runs the hub without a window until it is asked to end. */
export async function hub(args: string[], { say, complain, stopAsked }: Terminal): Promise<Ended> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8000' },
      host: { type: 'string', default: '0.0.0.0' },
      data: { type: 'string' },
      pages: { type: 'string', default: defaultPagesDir },
      'no-mdns': { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
      ...clientOptionKinds,
    },
  });
  const port = portOf('--port', values.port);
  if (!port.ok) return wrongOption(port.error);
  const clients = clientOptionsOf(values);
  if (!clients.ok) return wrongOption(clients.error);
  const demoData = values.demo && values.data === undefined ? demoDataDir() : null;
  // From before the first line is printed: who reads it may send a signal at once.
  const asked = stopAsked();
  const started = await startApp({
    dataDir: values.data ?? demoData ?? defaultDataDir(),
    host: values.host,
    port: port.value,
    pagesDir: values.pages,
    mdns: !values['no-mdns'],
    ...clients.value,
    openByDefault: true,
  });
  if (!started.ok) {
    if (demoData !== null) removeDemoData(demoData);
    return failed(started.error.message);
  }
  const app = started.value;
  endOnUncaught(app, complain);
  say(greeting(app));
  for (const { message } of app.problems()) complain(message);
  const stopDemo = values.demo ? await startDemo(app) : null;
  // A second Ctrl-C while it stops changes nothing; everything is on disk already.
  await asked;
  await stopDemo?.();
  await app.stop();
  if (demoData !== null) removeDemoData(demoData);
  say(
    `The hub has stopped. ${demoData === null ? 'Everything is kept.' : 'The demonstration’s data is removed.'}`,
  );
  return ok(0);
}

const greeting = (app: RunningApp): string =>
  [
    `Touchline ${version}: the hub is running.`,
    `  Control panel (this machine only): ${app.panelUrl()}`,
    `  Phones, to watch:                  ${app.joinUrl()}`,
    `  Phones, to referee:                ${app.joinUrl()}/j`,
    `  Data folder:                       ${app.dataDir}`,
    'Ctrl-C stops it.',
  ].join('\n');

/** After an error that nobody caught the hub is in a state that nobody knows: it ends, and can be started again. */
function endOnUncaught(app: Pick<RunningApp, 'crashed'>, complain: Terminal['complain']): void {
  const end = (cause: unknown): never => {
    app.crashed(cause);
    const place = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    complain(`The hub ended by an error. Everything that was confirmed is kept; start it again.\n${place}`);
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
