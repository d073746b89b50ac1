// Hears mDNS from inside a network namespace and writes one JSON object a line. The address is this host's own.
//   node test/support/ear.ts listen 10.7.1.3              everything that is said to 224.0.0.251, from port 5353
//   node test/support/ear.ts ask 10.7.1.3 touchline.local A   asks once as Android's resolver does, from any other port

import { createSocket } from 'node:dgram';
import { readPacket, writeQuery } from './dns.ts';

const GROUP = '224.0.0.251';
const [mode, own = '', name = '', type] = process.argv.slice(2);

const socket = createSocket({ type: 'udp4', reuseAddr: true });
socket.on('message', (bytes, from) => {
  console.log(JSON.stringify({ heard: { from: from.address, port: from.port, packet: readPacket(bytes) } }));
});

if (mode === 'listen') {
  socket.bind(5353, '0.0.0.0', () => {
    socket.addMembership(GROUP, own);
    console.log(JSON.stringify({ listening: true }));
  });
} else {
  socket.bind(0, own, () => {
    socket.setMulticastInterface(own);
    socket.send(writeQuery(0x4711, name, type === 'AAAA' || type === 'PTR' ? type : 'A'), 5353, GROUP);
  });
}
process.once('SIGTERM', () => socket.close());
