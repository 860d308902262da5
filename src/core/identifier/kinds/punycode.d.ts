/** The library, by its file: the bare name `punycode` is Node's own deprecated module. */
declare module 'punycode/punycode.js' {
  const punycode: {
    /** RFC 3492 §6.3, without the `xn--`. */
    encode(label: string): string;
    /** RFC 3492 §6.2. @throws RangeError if `encoded` is no Punycode */
    decode(encoded: string): string;
  };
  export default punycode;
}
