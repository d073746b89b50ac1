import { memoryStore } from '#main/store/memory-store.ts';
import { storeContract } from './contract.ts';

storeContract('memory', () => ({ store: memoryStore('hub-1'), end: () => {} }));
