import { parseArgs } from 'node:util';
import { watchUrl } from '#main/record/addresses.ts';
import { startRecording } from '#main/record/record.ts';
import { openRecording } from '#main/record/recording-file.ts';
import { wallClock } from '#main/record/wall-clock.ts';
import { ok } from '#shared/lib/result.ts';
import { type Ended, failed, type Terminal, wrongOption } from './command.ts';

/** The file that is recorded into and replayed when none is named, as Vantage's event recorder has it. */
export const usualFile = 'log.json';

/** `touchline record`: appends what a hub sends to a file, until Ctrl-C. */
export async function record(args: string[], terminal: Terminal): Promise<Ended> {
  const { values } = parseArgs({
    args,
    options: {
      file: { type: 'string', default: usualFile },
      url: { type: 'string' },
      competition: { type: 'string' },
    },
  });
  if (values.url === undefined)
    return wrongOption('Say which hub to listen to: --url ws://192.168.1.20:8000.');
  const url = watchUrl(values.url, values.competition ?? null);
  if (!url.ok) return wrongOption(url.error);
  const file = openRecording(values.file);
  if (!file.ok) return failed(file.error);
  const { say, complain, stopAsked } = terminal;
  const asked = stopAsked();
  if (file.value.mended)
    complain(`The last line of ${values.file} had no end. It has one now; what follows is apart from it.`);
  say(`Recording ${url.value} into ${values.file}. Ctrl-C ends it.`);
  const recorder = startRecording({ url: url.value, file: file.value, clock: wallClock(), say, complain });
  const failure = await Promise.race([recorder.failed, asked]);
  const count = recorder.stop();
  file.value.close();
  say(`${count} ${count === 1 ? 'event' : 'events'} recorded in ${values.file}.`);
  return failure === undefined ? ok(0) : failed(failure);
}
