/** Passwords that two processes know without telling each other. */
const beginBytes = 8;
const letterAt = (i: number) => 33 + ((i * i * 7 + i * 37 + 11) % 90);

/** The end of every password of that length: what an allocator leaves of it, since it overwrites the beginning. */
export function passwordEnd(byteCount: number): Uint8Array {
  return Uint8Array.from({ length: byteCount - beginBytes }, (_, i) => letterAt(i));
}

/** Printable ASCII without spaces, and no other array that holds its end. */
export function madeUpPassword(number: number, byteCount: number): Uint8Array {
  const password = new Uint8Array(new ArrayBuffer(byteCount));
  password.fill(65 + (number % 26), 0, beginBytes);
  for (let i = beginBytes; i < byteCount; i++) password[i] = letterAt(i - beginBytes);
  return password;
}
