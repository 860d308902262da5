/** Reads what the guide is made of: its JSON files and the fonts of the sheet, which lie beside it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VigieError } from '../../core/errors.ts';
import { parseGuide } from '../../core/guide/parse.ts';
import { type Guide, guideFileNames } from '../../core/guide/schema.ts';
import { type SheetFonts, sheetFontFiles } from '../../core/print/style.ts';
import { asFileError } from '../../files/file-errors.ts';

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
}

/** @throws VigieError 'guide-malformed' with the path of the first fault; 'file-not-found', 'file-unreadable' */
export function readGuideFiles(guideDir: string): Guide {
  const files = guideFileNames.map((name): [string, unknown] => {
    const text = readBytes(join(guideDir, `${name}.json`)).toString('utf8');
    try {
      return [name, JSON.parse(text)];
    } catch (cause) {
      throw new VigieError('guide-malformed', { path: name, fault: 'not-json' }, { cause });
    }
  });
  return parseGuide(Object.fromEntries(files));
}

/** @returns the fonts as `data:` URIs: a sheet loads nothing from anywhere */
export function readSheetFonts(fontsDir: string): SheetFonts {
  const uri = (file: string) => `data:font/woff2;base64,${readBytes(join(fontsDir, file)).toString('base64')}`;
  return {
    regular: uri(sheetFontFiles.regular),
    bold: uri(sheetFontFiles.bold),
    regularExtended: uri(sheetFontFiles.regularExtended),
    boldExtended: uri(sheetFontFiles.boldExtended),
  };
}
