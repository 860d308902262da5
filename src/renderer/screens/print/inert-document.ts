/**
 * The one place of the renderer where text becomes markup. The content security policy asks for Trusted Types and names
 * this policy alone: any other use of `innerHTML` and its like, in our code or a library's, throws.
 */

/** TypeScript's DOM library does not have them yet: https://www.w3.org/TR/trusted-types/ */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string }): { createHTML(text: string): string };
}

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
// A name can be taken once: no script that comes later can make this policy again.
const policy = trustedTypes?.createPolicy('vigie-sheet', { createHTML: (text) => text });

/** @returns a document of its own in which no script runs and nothing is loaded, whatever `html` holds */
export function parseInertDocument(html: string): Document {
  return new DOMParser().parseFromString(policy?.createHTML(html) ?? html, 'text/html');
}
