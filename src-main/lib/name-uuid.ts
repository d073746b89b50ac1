import { createHash } from 'node:crypto';

/** The hub's own name space; a random UUID. */
const nameSpace = Buffer.from('6f0c5c8e1f0b4d3a9d0f7a4b2c9e5d71', 'hex');

/** The UUID of a name: version 5 (RFC 9562, 5.5), in lower case; the same on every hub and in every run. */
export function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(nameSpace).update(name, 'utf8').digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
