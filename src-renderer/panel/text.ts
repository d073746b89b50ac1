import { pageText } from '#ui/text.ts';
import { accounts } from './text/accounts.ts';
import { deliveries } from './text/deliveries.ts';
import { devices } from './text/devices.ts';
import { draws } from './text/draws.ts';
import { entries } from './text/entries.ts';
import { frame } from './text/frame.ts';
import { heats } from './text/heats.ts';
import { live } from './text/live.ts';
import { meets } from './text/meets.ts';
import { results } from './text/results.ts';
import { schedule } from './text/schedule.ts';
import { start } from './text/start.ts';
import { streams } from './text/streams.ts';
import { venue } from './text/venue.ts';
import { ways } from './text/ways.ts';

/** The panel's sentences in the device's language. */
export const { useText, textIn } = pageText({
  en: {
    ...frame.en,
    ...start.en,
    ...live.en,
    ...venue.en,
    ...draws.en,
    ...entries.en,
    ...schedule.en,
    ...devices.en,
    ...results.en,
    ...heats.en,
    ...ways.en,
    ...streams.en,
    ...meets.en,
    ...deliveries.en,
    ...accounts.en,
  },
  fr: {
    ...frame.fr,
    ...start.fr,
    ...live.fr,
    ...venue.fr,
    ...draws.fr,
    ...entries.fr,
    ...schedule.fr,
    ...devices.fr,
    ...results.fr,
    ...heats.fr,
    ...ways.fr,
    ...streams.fr,
    ...meets.fr,
    ...deliveries.fr,
    ...accounts.fr,
  },
  de: {
    ...frame.de,
    ...start.de,
    ...live.de,
    ...venue.de,
    ...draws.de,
    ...entries.de,
    ...schedule.de,
    ...devices.de,
    ...results.de,
    ...heats.de,
    ...ways.de,
    ...streams.de,
    ...meets.de,
    ...deliveries.de,
    ...accounts.de,
  },
  es: {
    ...frame.es,
    ...start.es,
    ...live.es,
    ...venue.es,
    ...draws.es,
    ...entries.es,
    ...schedule.es,
    ...devices.es,
    ...results.es,
    ...heats.es,
    ...ways.es,
    ...streams.es,
    ...meets.es,
    ...deliveries.es,
    ...accounts.es,
  },
});
