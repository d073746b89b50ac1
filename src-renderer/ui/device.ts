import type { DeviceId } from '#shared/domain/ids.ts';
import { readStored, writeStored } from './stored.ts';
import { newUlid } from './ulid.ts';

/** This browser's id; made on first use and kept as long as its storage lasts. */
export function deviceId(): DeviceId {
  const known = readStored('device');
  if (known && /^[0-9A-Za-z_.-]{1,64}$/.test(known)) return known as DeviceId;
  const fresh = newUlid();
  writeStored('device', fresh);
  return fresh as DeviceId;
}

/** Build of this page as the build script wrote it into the page's head; null in a page that wasn't built. */
export function pageBuild(): string | null {
  const build = document.querySelector('meta[name="touchline-build"]')?.getAttribute('content') ?? '';
  return /^[0-9a-f]{12}$/.test(build) ? build : null;
}
