import { createHash } from 'node:crypto';

import { imageSize } from 'image-size';

import { InvalidInput, TooLarge } from '../errors.ts';
import type { LogoFacts, LogoType } from './looks.queries.ts';

/** 256 KiB: it is loaded with every page. */
export const largestLogo = 256 * 1024;
const types: Readonly<Record<string, LogoType>> = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' };
const widest = 12;

/**
 * What an image is, by its content and not by what it is called. SVG is not taken: it can hold scripts.
 * @throws TooLarge `logo_too_large`; InvalidInput `logo_unreadable`, `logo_wrong_shape` (wider than 12 times its height)
 */
export function readLogo(bytes: Uint8Array): LogoFacts & { bytes: Uint8Array } {
  if (bytes.length > largestLogo) {
    throw new TooLarge('logo_too_large', 'The logo is larger than 256 KiB.', { limit: largestLogo });
  }
  const { width, height, mediaType } = measure(bytes);
  if (width > height * widest || height > width * 2) {
    throw new InvalidInput('logo_wrong_shape', 'The logo is too wide or too tall to stand in the head of a page.');
  }
  return { bytes, mediaType, width, height, sha256: createHash('sha256').update(bytes).digest() };
}

function measure(bytes: Uint8Array): { width: number; height: number; mediaType: LogoType } {
  try {
    // A copy: the library reads on in the memory behind a view that ends too early.
    const { width, height, type = '' } = imageSize(Uint8Array.from(bytes));
    const mediaType = types[type];
    const fits = [width, height].every((length) => Number.isSafeInteger(length) && length >= 1 && length <= 10_000);
    if (mediaType && fits) return { width, height, mediaType };
  } catch {
    // Said below: not an image, or a broken one.
  }
  throw new InvalidInput('logo_unreadable', 'The logo must be a PNG, JPEG or WebP image.');
}
