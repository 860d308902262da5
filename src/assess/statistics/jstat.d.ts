/** The functions of jStat that are used here; the package has no types of its own. */
declare module 'jstat' {
  interface Distribution {
    cdf(x: number, ...parameters: number[]): number;
    inv(p: number, ...parameters: number[]): number;
  }
  export const jStat: { readonly beta: Distribution; readonly chisquare: Distribution };
  const all: { readonly jStat: typeof jStat };
  export default all;
}
