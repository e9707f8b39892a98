/*
 * tus-js-client without its own file reader (React Native, Cordova, streams) and its memory of uploads: our queue brings
 * both. 4 kB (gzipped) less. See vite.config.ts.
 */
import DefaultHttpStack from 'tus-js-client/lib.esm/browser/httpStack.js';
import NoopUrlStorage from 'tus-js-client/lib.esm/noopUrlStorage.js';
import BaseUpload from 'tus-js-client/lib.esm/upload.js';

export class Upload extends BaseUpload {
  constructor(file: Blob, options: object) {
    const browser = { httpStack: new DefaultHttpStack(), urlStorage: new NoopUrlStorage() };
    super(file, { ...BaseUpload.defaultOptions, ...browser, ...options });
  }
}
