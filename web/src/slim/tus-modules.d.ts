// The parts of tus-js-client that tus-js-client.ts puts together; the package types only its whole.
declare module 'tus-js-client/lib.esm/upload.js' {
  export default class BaseUpload {
    static defaultOptions: object;
    constructor(file: Blob, options: object);
  }
}
declare module 'tus-js-client/lib.esm/noopUrlStorage.js' {
  const NoopUrlStorage: new () => object;
  export default NoopUrlStorage;
}
declare module 'tus-js-client/lib.esm/browser/httpStack.js' {
  const DefaultHttpStack: new () => object;
  export default DefaultHttpStack;
}
