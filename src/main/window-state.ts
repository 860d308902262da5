/**
 * Where the window was, how large, and how far its text was enlarged. Kept in `window.json` beside the profile, in
 * clear: it holds numbers and nothing else. What cannot be read, or no longer fits the displays, is as good as absent.
 */
import { join } from 'node:path';
import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';
import { decodeUtf8, utf8 } from '../core/bytes/bytes.ts';
import { readFileIfThere, writeFileAtomic } from '../files/atomic-write.ts';

/** 1280 × 800 is what a call-centre screen leaves; below 1024 × 700 the call no longer fits without scrolling. */
const usualPx = { width: 1280, height: 800 };
const leastPx = { width: 1024, height: 700 };
/** Enough of the window to see it and to drag it back. */
const graspablePx = { width: 200, height: 60 };

/** The steps of Chromium's own zoom; 200 % is what WCAG 2.2 §1.4.4 asks for. */
export const zoomFactors: readonly number[] = [0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];

const pixel = z.int().min(-100_000).max(100_000);
const stateSchema = z.object({
  bounds: z.object({ x: pixel, y: pixel, width: pixel.min(1), height: pixel.min(1) }).nullable(),
  isMaximized: z.boolean(),
  zoomFactor: z.number().refine((factor) => zoomFactors.includes(factor)),
});
export type WindowState = z.infer<typeof stateSchema>;

const initialState: WindowState = { bounds: null, isMaximized: false, zoomFactor: 1 };

export interface WindowStateStore {
  readonly current: WindowState;
  change(change: Partial<WindowState>): void;
}

/** @param dir made by the caller; `window.json` lies in it */
export function openWindowState(dir: string): WindowStateStore {
  const path = join(dir, 'window.json');
  let current = initialState;
  try {
    current = stateSchema.parse(JSON.parse(decodeUtf8(readFileIfThere(path) ?? utf8('')) ?? ''));
  } catch {
    // Absent, altered, or of another version: the usual window.
  }
  return {
    get current() {
      return current;
    },
    change(change) {
      current = { ...current, ...change };
      try {
        writeFileAtomic(path, utf8(`${JSON.stringify(current)}\n`));
      } catch {
        // A full disk must not stop a window from closing.
      }
    },
  };
}

/** The part of Electron's `Display` that counts: what the task bar leaves. */
export interface WorkArea {
  readonly workArea: Rectangle;
}

function overlapPx(a: Rectangle, b: Rectangle): { width: number; height: number } {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  };
}

export interface PlacedWindow {
  readonly width: number;
  readonly height: number;
  readonly minWidth: number;
  readonly minHeight: number;
  readonly x?: number;
  readonly y?: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** @returns `wanted` within what a call needs and what the display has; the display wins */
function sizeWithin(wanted: Size, area: Size): PlacedWindow {
  // A laptop at 200 % has 960 pixels: the window must fit there all the same.
  const minWidth = Math.min(leastPx.width, area.width);
  const minHeight = Math.min(leastPx.height, area.height);
  return {
    width: Math.max(minWidth, Math.min(wanted.width, area.width)),
    height: Math.max(minHeight, Math.min(wanted.height, area.height)),
    minWidth,
    minHeight,
  };
}

/**
 * @param displays the primary one first
 * @returns what `BrowserWindow` takes: the place remembered if enough of its title bar lies on a display that is still
 *   there, else the usual size wherever the system puts it; never larger than a display
 */
export function placeWindow({ bounds }: WindowState, displays: readonly WorkArea[]): PlacedWindow {
  if (bounds !== null) {
    for (const { workArea } of displays) {
      const placed = { ...sizeWithin(bounds, workArea), x: bounds.x, y: bounds.y };
      const { width, height } = overlapPx({ ...placed, height: graspablePx.height }, workArea);
      if (width >= graspablePx.width && height >= graspablePx.height / 2) return placed;
    }
  }
  return sizeWithin(usualPx, displays[0]?.workArea ?? usualPx);
}

/** Writes the window's place down when it closes. */
export function rememberPlace(window: BrowserWindow, store: WindowStateStore): void {
  window.on('close', () => {
    // The place it would return to, not that of a maximised or minimised window.
    store.change({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
}
