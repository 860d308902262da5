import { describe, expect, it } from 'vitest';
import { isHttpAddress, parsePackAddress, shownAddress } from '../../../src/files/http-url.ts';

describe('address of a pack', () => {
  it.each([
    'https://packs.example.fr/2026/ameli-3.vigie',
    'https://store.example.fr/a.vigie?signature=abc',
    'http://127.0.0.1:8080/a.vigie',
    'http://127.1.2.3/a.vigie',
    'http://localhost/a.vigie',
    'http://[::1]:8080/a.vigie',
  ])('takes %s', (address) => {
    expect(isHttpAddress(address)).toBe(true);
    expect(parsePackAddress(address).href).toBe(address);
  });

  it.each([
    ['http://packs.example.fr/a.vigie', 'no-tls'],
    ['http://127.0.0.1.example.fr/a.vigie', 'no-tls'],
    ['http://localhost.example.fr/a.vigie', 'no-tls'],
    ['http://10.0.0.1/a.vigie', 'no-tls'],
    ['https://name:word@packs.example.fr/a.vigie', 'credentials'],
    ['https://name@packs.example.fr/a.vigie', 'credentials'],
    ['ftp://packs.example.fr/a.vigie', 'address'],
    ['file:///etc/passwd', 'address'],
    ['packs.example.fr/a.vigie', 'address'],
    ['', 'address'],
  ])('refuses %s', (address, reason) => {
    expect(() => parsePackAddress(address)).toThrow(
      expect.objectContaining({ code: 'source-insecure', details: { reason } }),
    );
  });

  it('shows neither the query, which may hold a key, nor the fragment', () => {
    const url = parsePackAddress('https://store.example.fr/packs/a.vigie?X-Signature=secret#part');
    expect(shownAddress(url)).toBe('store.example.fr/packs/a.vigie');
    expect(url.hash).toBe('');
  });
});
