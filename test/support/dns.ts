/** A record as it was read off the wire by this file, which shares no code with the hub. */
export interface WireRecord {
  readonly name: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  readonly flush: boolean;
  /** Address, target name or strings; hexadecimal for other types. */
  readonly data: string;
}

/** A datagram as it was read off the wire. */
export interface WirePacket {
  readonly id: number;
  readonly isResponse: boolean;
  readonly questions: readonly { readonly name: string; readonly type: string }[];
  readonly answers: readonly WireRecord[];
  readonly authorities: readonly WireRecord[];
  readonly additionals: readonly WireRecord[];
}

const TYPES: Readonly<Record<number, string>> = {
  1: 'A',
  12: 'PTR',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  47: 'NSEC',
  255: 'ANY',
};

const typeName = (code: number): string => TYPES[code] ?? `type${code}`;

const readName = (packet: Buffer, at: number): { readonly name: string; readonly next: number } => {
  const labels: string[] = [];
  let here = at;
  let next = -1;
  for (;;) {
    const length = packet.readUInt8(here);
    if (length >= 0xc0) {
      if (next < 0) next = here + 2;
      here = packet.readUInt16BE(here) & 0x3fff;
      continue;
    }
    here += 1;
    if (length === 0) break;
    labels.push(packet.toString('utf8', here, here + length));
    here += length;
  }
  return { name: labels.join('.'), next: next < 0 ? here : next };
};

const readData = (packet: Buffer, type: string, start: number, length: number): string => {
  const bytes = packet.subarray(start, start + length);
  switch (type) {
    case 'A':
      return [...bytes].join('.');
    case 'PTR':
      return readName(packet, start).name;
    case 'SRV':
      return `${readName(packet, start + 6).name}:${packet.readUInt16BE(start + 4)}`;
    default:
      return bytes.toString('hex');
  }
};

const readRecords = (
  packet: Buffer,
  at: number,
  count: number,
): { readonly records: WireRecord[]; readonly next: number } => {
  const records: WireRecord[] = [];
  let here = at;
  for (let index = 0; index < count; index += 1) {
    const { name, next } = readName(packet, here);
    const type = typeName(packet.readUInt16BE(next));
    const length = packet.readUInt16BE(next + 8);
    const flush = (packet.readUInt16BE(next + 2) & 0x8000) !== 0;
    const data = readData(packet, type, next + 10, length);
    records.push({ name, type, ttl: packet.readUInt32BE(next + 4), flush, data });
    here = next + 10 + length;
  }
  return { records, next: here };
};

/** Reads a DNS datagram. Throws a RangeError when it is cut off. */
export const readPacket = (packet: Buffer): WirePacket => {
  const questions: { name: string; type: string }[] = [];
  let here = 12;
  for (let index = 0; index < packet.readUInt16BE(4); index += 1) {
    const { name, next } = readName(packet, here);
    questions.push({ name, type: typeName(packet.readUInt16BE(next)) });
    here = next + 4;
  }
  const answers = readRecords(packet, here, packet.readUInt16BE(6));
  const authorities = readRecords(packet, answers.next, packet.readUInt16BE(8));
  const additionals = readRecords(packet, authorities.next, packet.readUInt16BE(10));
  return {
    id: packet.readUInt16BE(0),
    isResponse: (packet.readUInt16BE(2) & 0x8000) !== 0,
    questions,
    answers: answers.records,
    authorities: authorities.records,
    additionals: additionals.records,
  };
};

/** A query for one name, as an ordinary resolver writes it. */
export const writeQuery = (id: number, name: string, type: 'A' | 'AAAA' | 'PTR'): Buffer => {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(1, 4);
  const labels = name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  const code = { A: 1, PTR: 12, AAAA: 28 }[type];
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, code, 0, 1])]);
};
