/**
 * The sheet on screen: the very document that is printed and saved, cut into pages by the application, in a frame that can
 * run nothing. A frame inherits the content security policy, which refuses style elements; so the document is parsed here,
 * its rules go in as a constructed style sheet, and its fonts, which are data inside it, through the CSS Font Loading API.
 */
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../text/use-text.ts';
import { parseInertDocument } from './inert-document.ts';
import css from './sheet.module.css';

// A4 at 96 pixels an inch.
const pageWidthPx = 794;
const pageHeightPx = 1123;
/** Between two sheets of paper on the desk, in pixels of the document; the number of the page stands there. */
const sheetGapPx = 44;

const styleElement = /<style[^>]*>([\s\S]*?)<\/style>/gi;
const fontFace = /@font-face\s*\{([^}]*)\}/g;

// The sheet draws itself as paper on a desk where it is shown alone; here the dialog is the desk.
const onDesk = `html{background:none!important}.page{margin:0 0 ${sheetGapPx}px!important;min-height:${pageHeightPx}px!important}`;

/** A descriptor of an `@font-face` rule, without quotes; undefined where the rule has none. */
function descriptor(rule: string, name: string): string | undefined {
  return new RegExp(`${name}:\\s*([^;}]+)`).exec(rule)?.[1]?.trim();
}

/** The faces that the document carries: the same bytes that its paper is drawn with. */
function facesOf(rules: string, view: typeof globalThis): FontFace[] {
  return [...rules.matchAll(fontFace)].flatMap(([, rule = '']) => {
    const family = descriptor(rule, 'font-family')?.replaceAll(/["']/g, '');
    // Up to the end of the call, for a `data:` URI holds semicolons.
    const source = /src:\s*(url\("[^"]*"\))/.exec(rule)?.[1];
    if (family === undefined || source === undefined) return [];
    const weight = descriptor(rule, 'font-weight');
    const unicodeRange = descriptor(rule, 'unicode-range');
    const face = new view.FontFace(family, source, {
      ...(weight === undefined ? {} : { weight }),
      ...(unicodeRange === undefined ? {} : { unicodeRange }),
    });
    return [face];
  });
}

/** Fills `frame` with the document; scripts, if there were any, are dropped. @returns how many pages it has */
function show(frame: HTMLIFrameElement, html: string): number {
  const inner = frame.contentDocument;
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (inner === null || view === null) return 0;
  // Taken out before parsing: the policy reports a style element even in a document that is never shown.
  const rules = [...html.matchAll(styleElement)].map(([, content]) => content ?? '').join('\n');
  const parsed = parseInertDocument(html.replace(styleElement, ''));
  for (const element of parsed.querySelectorAll('style, script, link, meta, base, iframe, object')) element.remove();

  inner.fonts.clear();
  for (const face of facesOf(rules, view)) inner.fonts.add(face);
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(rules.replace(fontFace, '') + onDesk);
  inner.adoptedStyleSheets = [sheet];
  inner.documentElement.lang = parsed.documentElement.lang;
  inner.title = parsed.title;
  inner.body.replaceChildren(...[...parsed.body.childNodes].map((node) => inner.adoptNode(node)));
  return inner.querySelectorAll('.page').length;
}

export function SheetPreview({ html, title }: { readonly html: string; readonly title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  const { t } = useText();
  const [{ pages, scale }, setLaid] = useState({ pages: 1, scale: 1 });
  useEffect(() => {
    const element = frame.current;
    const holder = paper.current;
    if (element === null || holder === null) return;
    const count = show(element, html);
    const scaleToDialog = () => {
      // Where nothing could be printed the sheet is one page as long as it takes.
      const bodyPx = element.contentDocument?.body.scrollHeight ?? 0;
      const height = Math.max(count * (pageHeightPx + sheetGapPx), bodyPx);
      const factor = holder.clientWidth / pageWidthPx;
      element.style.height = `${height}px`;
      element.style.transform = `scale(${factor})`;
      holder.style.height = `${height * factor}px`;
      setLaid({ pages: count, scale: factor });
    };
    scaleToDialog();
    const observer = new ResizeObserver(scaleToDialog);
    observer.observe(holder);
    return () => observer.disconnect();
  }, [html]);
  return (
    <div ref={paper} className={css.paper}>
      <iframe ref={frame} title={title} sandbox="allow-same-origin" width={pageWidthPx} tabIndex={-1} />
      {pages > 1 &&
        Array.from({ length: pages }, (_, page) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place
            key={page}
            className={css.page}
            style={{ top: ((page + 1) * (pageHeightPx + sheetGapPx) - sheetGapPx) * scale }}
            aria-hidden="true"
          >
            {t('sheet.page', { page: page + 1, pages })}
          </span>
        ))}
    </div>
  );
}
