import type { Wifi } from '#shared/domain/tournament/records.ts';

/** Backslash before the characters that have a meaning in a Wi-Fi code. */
const escaped = (text: string): string => text.replace(/[\\;,:"]/g, (character) => `\\${character}`);

/**
 * The text of a QR code that lets a phone join a Wi-Fi network: `WIFI:T:WPA;S:<name>;P:<password>;;` (the format of
 * the ZXing project, read by iOS and Android cameras). Null while no network is named.
 */
export function wifiCode(wifi: Wifi | null): string | null {
  if (!wifi || wifi.ssid === '') return null;
  const password = wifi.security === 'nopass' ? '' : `P:${escaped(wifi.password)};`;
  return `WIFI:T:${wifi.security};S:${escaped(wifi.ssid)};${password};`;
}
