/** gzip (RFC 1952): one member of text, however many gzip members were joined, with zero padding between them or not. */
import { createGunzip } from 'node:zlib';
import type { Container } from './container.ts';
import { unpackThrough } from './streams.ts';

export const gzip: Container = {
  name: 'gzip',
  recognise: (start) => start[0] === 0x1f && start[1] === 0x8b && start[2] === 8,
  async *members(source, budget) {
    const chunks = unpackThrough(source.chunks(), createGunzip({ chunkSize: 256 * 1024 }), budget, 'gzip');
    yield { name: source.name.replace(/\.gz$/i, ''), chunks, dialect: null };
  },
};
