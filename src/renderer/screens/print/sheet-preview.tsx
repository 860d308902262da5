/**
 * The sheet on screen, exactly as the application laid it out, in a frame that can run nothing. A frame inherits the
 * content security policy, which refuses style elements and embedded fonts; so the document is parsed here, its rules
 * go in as a constructed style sheet, its `style` attributes through the CSSOM, and its fonts are the renderer's own.
 */
import fontUrl from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { useText } from '../../text/use-text.ts';
import { parseInertDocument } from './inert-document.ts';
import { breakIntoColumns, layPages, sheetGapPx } from './page-boxes.ts';
import css from './sheet.module.css';

// A4 at 96 pixels an inch.
const pageWidthPx = 794;
const pageHeightPx = 1123;

const styleElement = /<style[^>]*>([\s\S]*?)<\/style>/gi;
const fontFace = /@font-face\s*\{[^}]*\}/g;
const fontFamily = /font-family:\s*["']?([^"';}]+)/;

// The sheet draws itself as paper on a desk where it is shown alone; here the dialog is the desk.
const alone =
  'html{background:none!important}body{margin:0!important;background:none!important;box-shadow:none!important}';

/** Fills `frame` with the document; scripts, if there were any, are dropped. */
function show(frame: HTMLIFrameElement, html: string): void {
  const inner = frame.contentDocument;
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (inner === null || view === null) return;
  // Taken out before parsing: the policy reports a style element even in a document that is never shown.
  const rules = [...html.matchAll(styleElement)].map(([, content]) => content ?? '').join('\n');
  const parsed = parseInertDocument(html.replace(styleElement, ''));
  for (const element of parsed.querySelectorAll('style, script, link, meta, base, iframe, object')) element.remove();

  const families = new Set(
    [...rules.matchAll(fontFace)]
      .map(([rule]) => fontFamily.exec(rule)?.[1]?.trim())
      .filter((name) => name !== undefined),
  );
  inner.fonts.clear();
  for (const family of families) {
    inner.fonts.add(new view.FontFace(family, `url(${new URL(fontUrl, location.href).href})`, { weight: '200 800' }));
  }
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(breakIntoColumns(rules.replace(fontFace, '')) + alone);
  inner.adoptedStyleSheets = [sheet];
  inner.documentElement.lang = parsed.documentElement.lang;
  inner.documentElement.className = parsed.documentElement.className;
  inner.title = parsed.title;
  inner.body.className = parsed.body.className;
  const styled = [...parsed.body.querySelectorAll<HTMLElement>('[style]')].map((element) => {
    const declarations = element.getAttribute('style') ?? '';
    element.removeAttribute('style');
    return { element, declarations };
  });
  inner.body.replaceChildren(...[...parsed.body.childNodes].map((node) => inner.adoptNode(node)));
  for (const { element, declarations } of styled) element.style.cssText = declarations;
}

function placeOf(page: number, scale: number): CSSProperties {
  return { top: page * (pageHeightPx + sheetGapPx) * scale, height: pageHeightPx * scale };
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
    show(element, html);
    const lay = () => {
      const body = element.contentDocument?.body;
      if (body === undefined) return;
      const count = layPages(body, pageWidthPx, pageHeightPx);
      const height = count * (pageHeightPx + sheetGapPx);
      const factor = holder.clientWidth / pageWidthPx;
      element.style.height = `${height}px`;
      element.style.transform = `scale(${factor})`;
      holder.style.height = `${height * factor}px`;
      setLaid({ pages: count, scale: factor });
    };
    lay();
    // The font arrives after the first layout and may change the height.
    void element.contentDocument?.fonts.ready.then(lay);
    const observer = new ResizeObserver(lay);
    observer.observe(holder);
    return () => observer.disconnect();
  }, [html]);
  return (
    <div ref={paper} className={css.paper}>
      {Array.from({ length: pages }, (_, page) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place
        <div key={page} className={css.page} style={placeOf(page, scale)} aria-hidden="true">
          {pages > 1 && <span>{t('sheet.page', { page: page + 1, pages })}</span>}
        </div>
      ))}
      <iframe ref={frame} title={title} sandbox="allow-same-origin" width={pageWidthPx} tabIndex={-1} />
    </div>
  );
}
