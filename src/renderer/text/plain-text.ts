/** @returns the text without accents and in lower case, for searching: « Février » is found by « fevr » */
export function plainText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
